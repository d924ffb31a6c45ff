/** Every request the hall's pages make, one line each. */
import type {
  Bill,
  BillRow,
  BoundPerson,
  HallConfig,
  Household,
  HouseholdPreview,
  HouseholdWish,
  Me,
  MeterMatch,
  Payment,
  PaymentPage,
  PaymentStart,
  Proof,
  Receipt,
  Session,
  SignIn,
  SmsCodeRequest,
  SmsCodeSent,
  Summary,
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

export const lookUpMeter = (assetNo: string) =>
  call<{ matches: MeterMatch[] }>('POST', '/meter-lookups', { body: { assetNo } });
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

export const getSummary = (accountNo: string) => call<Summary>('GET', `${at(accountNo)}/summary`);
export const getBills = async (accountNo: string) =>
  (await call<{ bills: BillRow[] }>('GET', `${at(accountNo)}/bills`)).bills;
export const getBill = (accountNo: string, billNo: string) =>
  call<Bill>('GET', `${at(accountNo)}/bills/${encodeURIComponent(billNo)}`);
export const getUsage = async (accountNo: string, months: number) =>
  (await call<{ months: UsageMonth[] }>('GET', `${at(accountNo)}/usage?months=${months}`)).months;
export const getTier = (accountNo: string) => call<TierProgress>('GET', `${at(accountNo)}/usage/tier`);

const payment = (paymentNo: string) => `/payments/${encodeURIComponent(paymentNo)}`;

export const startPayment = (body: PaymentStart, idempotencyKey: string) =>
  call<Payment>('POST', '/payments', { body, idempotencyKey });
export const getPayment = (paymentNo: string) => call<Payment>('GET', payment(paymentNo));
export const getPayments = (page: number) => call<PaymentPage>('GET', `/payments?page=${page}`);
export const checkPayment = (paymentNo: string) => call<Payment>('POST', `${payment(paymentNo)}/check`);
export const cancelPayment = (paymentNo: string) => call<Payment>('POST', `${payment(paymentNo)}/cancel`);
export const getReceipt = (paymentNo: string) => call<Receipt>('GET', `${payment(paymentNo)}/receipt`);
export const receiptPdfUrl = (receiptNo: string) => apiUrl(`/receipts/${encodeURIComponent(receiptNo)}/pdf`);
