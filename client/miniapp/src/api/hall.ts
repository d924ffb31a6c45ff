/** Every request the hall's pages make, one line each. */
import type {
  Agreement,
  Agreements,
  AgreementWallet,
  AlertRule,
  AlertSettings,
  AlertWish,
  Bill,
  BillRow,
  BoundPerson,
  CardExchanged,
  CardRedeemed,
  CardWish,
  Claim,
  ClaimStart,
  DailyUsage,
  DebitBank,
  Dunning,
  Forecast,
  HallConfig,
  Household,
  HouseholdPreview,
  HouseholdWish,
  Invoice,
  InvoiceTitle,
  InvoiceTitleWish,
  Mandate,
  MandateWish,
  Me,
  MessagePreferences,
  Messages,
  MessageWishes,
  MeterMatch,
  MyData,
  MyOutage,
  OutageAnswer,
  OutageDetail,
  OutageProposal,
  PayLink,
  Payment,
  PaymentPage,
  PaymentStart,
  PlanComparison,
  Proof,
  Receipt,
  Session,
  SignIn,
  SmsCodeRequest,
  SmsCodeSent,
  Summary,
  SurplusReturn,
  Tariff,
  TierProgress,
  UsageMonth,
} from '@api/types';
import { apiUrl, call } from './http';

const at = (accountNo: string) => `/households/${encodeURIComponent(accountNo)}`;

export const getConfig = () => call<HallConfig>('GET', '/config');

export const sendSmsCode = (body: SmsCodeRequest) => call<SmsCodeSent>('POST', '/sms-codes', { body });
export const signIn = (body: SignIn) => call<Session>('POST', '/sessions', { body });
/** WeChat's own page for signing in with the official account; it comes back to `/` with a code and this state. */
export const getWechatSignIn = async (state: string) =>
  (await call<{ url: string }>('GET', `/sign-in/wechat-oa?state=${state}&page=/`)).url;
export const signOut = () => call<void>('DELETE', '/sessions/current');
export const getMe = () => call<Me>('GET', '/me');
export const attachPhone = (body: { phone: string; code: string }) => call<Me>('POST', '/me/phone', { body });

export const removeIdentity = (identityId: string) =>
  call<Me>('DELETE', `/me/identities/${encodeURIComponent(identityId)}`);

export const getMyData = () => call<MyData>('GET', '/me/data');
export const myDataUrl = () => apiUrl('/me/data');
export const forgetMe = () => call<void>('POST', '/me/deletion', { body: { confirm: true } });

export const lookUpMeter = (assetNo: string) =>
  call<{ matches: MeterMatch[] }>('POST', '/meter-lookups', { body: { assetNo } });
export const lookUpAddress = (body: { regionCode: string; address: string }) =>
  call<{ matches: MeterMatch[] }>('POST', '/meter-lookups', { body });
export const lookUpOwnPhone = () =>
  call<{ matches: MeterMatch[] }>('POST', '/meter-lookups', { body: { ownPhone: true } });
export const previewHousehold = (accountNo: string) =>
  call<HouseholdPreview>('GET', `/household-previews/${encodeURIComponent(accountNo)}`);

export const getHouseholds = async () =>
  (await call<{ households: Household[] }>('GET', '/households')).households;
export const bindHousehold = (
  body: { accountNo: string; proof?: Proof; nickname?: string },
  idempotencyKey: string,
) => call<Household>('POST', '/households', { body, idempotencyKey });
export const proveHousehold = (accountNo: string, proof: Proof) =>
  call<Household>('POST', `${at(accountNo)}/proof`, { body: { proof } });
export const changeHousehold = (accountNo: string, body: HouseholdWish) =>
  call<Household>('PATCH', at(accountNo), { body });
export const unbindHousehold = (accountNo: string) => call<void>('DELETE', at(accountNo));
export const getPeople = async (accountNo: string) =>
  (await call<{ people: BoundPerson[] }>('GET', `${at(accountNo)}/people`)).people;
export const removePerson = (accountNo: string, bindingId: string) =>
  call<void>('DELETE', `${at(accountNo)}/people/${encodeURIComponent(bindingId)}`);

export const getAgreements = () => call<Agreements>('GET', '/agreements');
export const signAgreement = (accountNo: string, body: { gateway: AgreementWallet; returnUrl?: string }) =>
  call<Agreement>('POST', `${at(accountNo)}/agreements`, { body });
export const checkAgreement = (agreementNo: string) =>
  call<Agreement>('POST', `/agreements/${agreementNo}/check`);
export const cancelAgreement = (agreementNo: string) =>
  call<Agreement>('POST', `/agreements/${agreementNo}/cancel`);

export const getSummary = (accountNo: string) => call<Summary>('GET', `${at(accountNo)}/summary`);
export const getBills = async (accountNo: string) =>
  (await call<{ bills: BillRow[] }>('GET', `${at(accountNo)}/bills`)).bills;
export const getBill = (accountNo: string, billNo: string) =>
  call<Bill>('GET', `${at(accountNo)}/bills/${encodeURIComponent(billNo)}`);
export const getUsage = async (accountNo: string, months: number) =>
  (await call<{ months: UsageMonth[] }>('GET', `${at(accountNo)}/usage?months=${months}`)).months;
export const getDays = (accountNo: string, days: 7 | 30) =>
  call<DailyUsage>('GET', `${at(accountNo)}/usage/daily?days=${days}`);
export const getDunning = (accountNo: string) => call<Dunning>('GET', `${at(accountNo)}/dunning`);
export const getForecast = (accountNo: string) => call<Forecast>('GET', `${at(accountNo)}/forecast`);
export const getAlerts = (accountNo: string) => call<AlertSettings>('GET', `${at(accountNo)}/alerts`);
export const setAlert = (accountNo: string, rule: AlertRule['rule'], body: AlertWish) =>
  call<AlertSettings>('PATCH', `${at(accountNo)}/alerts/${rule}`, { body });
export const getPlans = (accountNo: string) => call<PlanComparison>('GET', `${at(accountNo)}/usage/plans`);
export const usageFileUrl = (accountNo: string, format: 'csv' | 'green-button') =>
  apiUrl(`${at(accountNo)}/usage/export?format=${format}`);
export const getTariffs = async () => (await call<{ tariffs: Tariff[] }>('GET', '/tariffs')).tariffs;
export const getTier = (accountNo: string) => call<TierProgress>('GET', `${at(accountNo)}/usage/tier`);

export const getDebitBanks = async () => (await call<{ banks: DebitBank[] }>('GET', '/debit-banks')).banks;
export const getMandate = (accountNo: string) => call<Mandate>('GET', `${at(accountNo)}/mandate`);
export const signMandate = (accountNo: string, body: MandateWish, idempotencyKey: string) =>
  call<Mandate>('POST', `${at(accountNo)}/mandate`, { body, idempotencyKey });
export const cancelMandate = (accountNo: string) => call<Mandate>('DELETE', `${at(accountNo)}/mandate`);
export const redeemCard = (accountNo: string, body: CardWish, idempotencyKey: string) =>
  call<CardRedeemed>('POST', `${at(accountNo)}/card-redemptions`, { body, idempotencyKey });
export const exchangeCard = (body: { serial: string; pin: string }, idempotencyKey: string) =>
  call<CardExchanged>('POST', '/card-exchanges', { body, idempotencyKey });
export const getPayLink = (token: string) => call<PayLink>('GET', `/pay-links/${encodeURIComponent(token)}`);

const payment = (paymentNo: string) => `/payments/${encodeURIComponent(paymentNo)}`;

export const startPayment = (body: PaymentStart, idempotencyKey: string) =>
  call<Payment>('POST', '/payments', { body, idempotencyKey });
export const getPayment = (paymentNo: string) => call<Payment>('GET', payment(paymentNo));
export const getPayments = (page: number) => call<PaymentPage>('GET', `/payments?page=${page}`);
export const checkPayment = (paymentNo: string) => call<Payment>('POST', `${payment(paymentNo)}/check`);
export const cancelPayment = (paymentNo: string) => call<Payment>('POST', `${payment(paymentNo)}/cancel`);
export const returnSurplus = (paymentNo: string, idempotencyKey: string) =>
  call<SurplusReturn>('POST', `${payment(paymentNo)}/surplus-return`, { idempotencyKey });
export const getReceipt = (paymentNo: string) => call<Receipt>('GET', `${payment(paymentNo)}/receipt`);
export const receiptPdfUrl = (receiptNo: string) => apiUrl(`/receipts/${encodeURIComponent(receiptNo)}/pdf`);

export const getInvoiceTitles = () =>
  call<{ offered: boolean; titles: InvoiceTitle[] }>('GET', '/invoice-titles');
export const addInvoiceTitle = (body: InvoiceTitleWish) =>
  call<InvoiceTitle>('POST', '/invoice-titles', { body });
export const removeInvoiceTitle = (titleId: number) => call<void>('DELETE', `/invoice-titles/${titleId}`);
export const getInvoices = (paymentNo?: string) =>
  call<{ offered: boolean; invoices: Invoice[] }>(
    'GET',
    `/invoices${paymentNo ? `?paymentNo=${encodeURIComponent(paymentNo)}` : ''}`,
  );
export const requestInvoice = (body: { paymentNo: string; titleId: number }, idempotencyKey: string) =>
  call<Invoice>('POST', '/invoices', { body, idempotencyKey });

export const getMessages = () => call<Messages>('GET', '/messages');
export const readMessages = (upTo: number) =>
  call<{ unread: number }>('POST', '/messages/read', { body: { upTo } });
export const getMessagePreferences = () => call<MessagePreferences>('GET', '/message-preferences');
export const setMessagePreferences = (body: MessageWishes) =>
  call<MessagePreferences>('PUT', '/message-preferences', { body });
export const switchMessages = (event: MessagePreferences['events'][number]['event'], on: boolean) =>
  call<MessagePreferences>('PUT', `/message-preferences/events/${event}`, { body: { on } });

export const getOutages = async () => (await call<{ outages: MyOutage[] }>('GET', '/outages')).outages;
export const getOutage = (outageNo: string) =>
  call<OutageDetail>('GET', `/outages/${encodeURIComponent(outageNo)}`);
export const getOutageProposals = async (accountNo: string) =>
  (await call<{ proposals: OutageProposal[] }>('GET', `${at(accountNo)}/outage-proposals`)).proposals;
export const answerOutageProposal = async (
  accountNo: string,
  id: number,
  body: OutageAnswer,
  idempotencyKey: string,
) =>
  (
    await call<{ proposals: OutageProposal[] }>('POST', `${at(accountNo)}/outage-proposals/${id}/answer`, {
      body,
      idempotencyKey,
    })
  ).proposals;

export const getClaims = async () => (await call<{ claims: Claim[] }>('GET', '/claims')).claims;
export const makeClaim = (body: ClaimStart, idempotencyKey: string) =>
  call<Claim>('POST', '/claims', { body, idempotencyKey });
