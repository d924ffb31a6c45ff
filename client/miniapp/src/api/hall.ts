/** Every request the hall's pages make, one line each. */
import type {
  AdoptedSuggestion,
  Agreement,
  Agreements,
  AgreementWallet,
  AlertRule,
  AlertSettings,
  AlertWish,
  Application,
  ApplicationBrief,
  ApplicationForm,
  ApplicationKind,
  ApplicationShare,
  ApplicationWish,
  Bill,
  BillRow,
  BoardListing,
  BoundPerson,
  CardExchanged,
  CardRedeemed,
  CardWish,
  CaseAttachment,
  CaseBrief,
  CaseRating,
  CaseRatingLink,
  CaseRepair,
  CaseWish,
  Chat,
  ChatKept,
  ChatList,
  ChatRating,
  ChatStart,
  ChatTicket,
  Claim,
  ClaimStart,
  DailyUsage,
  DebitBank,
  Disclosure,
  DisclosureList,
  Dunning,
  FinalBill,
  FollowUp,
  FollowUpAnswer,
  Forecast,
  HallConfig,
  Household,
  HouseholdPreview,
  HouseholdWays,
  HouseholdWaysWish,
  HouseholdWish,
  Invoice,
  InvoiceTitle,
  InvoiceTitleWish,
  KnowledgeArticle,
  KnownFaults,
  LargeReports,
  Mandate,
  MandateWish,
  Me,
  MessageConsents,
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
  PayLinkBills,
  Payment,
  PaymentPage,
  PaymentStart,
  PlanComparison,
  Proof,
  QuarterReport,
  RatingCard,
  RatingGiven,
  Receipt,
  SelfProof,
  ServiceCase,
  ServiceReport,
  Session,
  SignIn,
  SmsCodeRequest,
  SmsCodeSent,
  StarMonth,
  SuggestionWish,
  Summary,
  SupplyContract,
  SurplusReturn,
  Survey,
  SurveyAnswers,
  SurveyBrief,
  Tariff,
  TierProgress,
  UsageMonth,
  VisitSlot,
  WalletIdentity,
  WebCase,
  WebCaseWish,
} from '@api/types';
import { apiUrl, type Call, call } from './http';

const at = (accountNo: string) => `/households/${encodeURIComponent(accountNo)}`;

export const getConfig = () => call<HallConfig>('GET', '/config');

export const sendSmsCode = (body: SmsCodeRequest) => call<SmsCodeSent>('POST', '/sms-codes', { body });
export const signIn = (body: SignIn) => call<Session>('POST', '/sessions', { body });
/** WeChat's own page for signing in with the official account; it comes back to `/` with a code and this state. */
export const getWechatSignIn = async (state: string) =>
  (await call<{ url: string }>('GET', `/sign-in/wechat-oa?state=${state}&page=/`)).url;
export const signOut = () => call<void>('DELETE', '/sessions/current');
/** Every session of the account but this one. */
export const signOutOthers = () => call<void>('DELETE', '/sessions/others');
export const getMe = () => call<Me>('GET', '/me');
export const attachPhone = (body: { phone: string; code: string }) => call<Me>('POST', '/me/phone', { body });
/** Proves this session anew, by a code to the account's own phone or by the wallet it began with. */
export const proveSelf = (body: SelfProof) => call<void>('POST', '/me/proof', { body });
/** The wallet one is in; this session stands for it from then on. */
export const addIdentity = (body: WalletIdentity) => call<Me>('POST', '/me/identities', { body });

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
export const signAgreement = (
  accountNo: string,
  body: { gateway: AgreementWallet; returnUrl?: string },
  idempotencyKey: string,
) => call<Agreement>('POST', `${at(accountNo)}/agreements`, { body, idempotencyKey });
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
export const getLargeReports = (accountNo: string) =>
  call<LargeReports>('GET', `${at(accountNo)}/large-reports`);
export const getQuarter = (accountNo: string, quarter: string) =>
  call<QuarterReport>('GET', `${at(accountNo)}/quarters/${quarter}`);
export const statementPdfUrl = (accountNo: string, month: string) =>
  apiUrl(`${at(accountNo)}/statements/${month}/pdf`);
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
export const openWebCase = (body: WebCaseWish) => call<WebCase>('POST', '/web-cases', { body });
export const getCaseRatingLink = (token: string) =>
  call<CaseRatingLink>('GET', `/case-ratings/${encodeURIComponent(token)}`);
export const rateByLink = (token: string, body: CaseRating) =>
  call<CaseRatingLink>('POST', `/case-ratings/${encodeURIComponent(token)}`, { body });
export const getPayLink = (token: string) => call<PayLink>('GET', `/pay-links/${encodeURIComponent(token)}`);
export const getPayLinkBills = (token: string) =>
  call<PayLinkBills>('GET', `/pay-links/${encodeURIComponent(token)}/bills`);

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

export const getMessages = (before?: number) =>
  call<Messages>('GET', `/messages${before ? `?before=${before}` : ''}`);
export const readMessages = (upTo: number) =>
  call<{ unread: number }>('POST', '/messages/read', { body: { upTo } });
export const getMessagePreferences = () => call<MessagePreferences>('GET', '/message-preferences');
export const setMessagePreferences = (body: MessageWishes) =>
  call<MessagePreferences>('PUT', '/message-preferences', { body });
export const getHouseholdWays = (accountNo: string) =>
  call<HouseholdWays>('GET', `${at(accountNo)}/message-preferences`);
export const setHouseholdWays = (accountNo: string, body: HouseholdWaysWish) =>
  call<HouseholdWays>('PUT', `${at(accountNo)}/message-preferences`, { body });
export const switchMessages = (event: MessagePreferences['events'][number]['event'], on: boolean) =>
  call<MessagePreferences>('PUT', `/message-preferences/events/${event}`, { body: { on } });

export const giveConsents = (body: MessageConsents, idempotencyKey: string) =>
  call<MessagePreferences>('POST', '/message-consents', { body, idempotencyKey });

export const getBoardListing = (accountNo: string) =>
  call<BoardListing>('GET', `${at(accountNo)}/board-listing`);
export const setBoardListing = (accountNo: string, listed: boolean) =>
  call<BoardListing>('PUT', `${at(accountNo)}/board-listing`, { body: { listed } });

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

const serviceCase = (caseNo: string) => `/cases/${encodeURIComponent(caseNo)}`;
export const getCases = async () => (await call<{ cases: CaseBrief[] }>('GET', '/cases')).cases;
export const getCase = (caseNo: string) => call<ServiceCase>('GET', serviceCase(caseNo));
export const getCaseRepair = (caseNo: string) => call<CaseRepair>('GET', `${serviceCase(caseNo)}/repair`);
export const getKnownFaults = (accountNo: string) =>
  call<KnownFaults>('GET', `${at(accountNo)}/known-faults`);
export const openCase = (body: CaseWish, idempotencyKey: string) =>
  call<ServiceCase>('POST', '/cases', { body, idempotencyKey });
export const remindCase = (caseNo: string, idempotencyKey: string) =>
  call<ServiceCase>('POST', `${serviceCase(caseNo)}/reminders`, { body: {}, idempotencyKey });
export const addToCase = (caseNo: string, words: string, idempotencyKey: string) =>
  call<ServiceCase>('POST', `${serviceCase(caseNo)}/words`, { body: { words }, idempotencyKey });
export const findArticles = async (q?: string) =>
  (await call<{ articles: KnowledgeArticle[] }>('GET', `/knowledge${q ? `?q=${encodeURIComponent(q)}` : ''}`))
    .articles;
export const suggestArticles = async (text: string, kind: CaseWish['kind']) =>
  (await call<{ articles: KnowledgeArticle[] }>('POST', '/knowledge/suggestions', { body: { text, kind } }))
    .articles;
export const findDisclosures = (
  wish: Partial<Record<'kind' | 'q' | 'when' | 'page' | 'size', string>> = {},
) =>
  call<DisclosureList>(
    'GET',
    `/disclosures?${Object.entries(wish)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&')}`,
  );
export const getDisclosure = async (number: string) =>
  (await call<{ editions: Disclosure[] }>('GET', `/disclosures/${encodeURIComponent(number)}`)).editions;
export const getAttachments = async (caseNo: string) =>
  (await call<{ attachments: CaseAttachment[] }>('GET', `${serviceCase(caseNo)}/attachments`)).attachments;
export const attachToCase = (caseNo: string, file: NonNullable<Call['file']>, idempotencyKey: string) =>
  call<object>('POST', `${serviceCase(caseNo)}/attachments`, { file, idempotencyKey });
export const attachmentUrl = (caseNo: string, documentId: string) =>
  apiUrl(`${serviceCase(caseNo)}/attachments/${encodeURIComponent(documentId)}`);
export const withdrawCase = (caseNo: string, words: string) =>
  call<ServiceCase>('POST', `${serviceCase(caseNo)}/withdrawal`, { body: { words } });
const chat = (chatNo: string) => `/chats/${encodeURIComponent(chatNo)}`;
export const getChats = () => call<ChatList>('GET', '/chats');
export const startChat = (body: ChatStart, idempotencyKey: string) =>
  call<Chat>('POST', '/chats', { body, idempotencyKey });
export const leaveMessage = (body: { text: string; accountNo?: string }, idempotencyKey: string) =>
  call<{ caseNo: string }>('POST', '/chats/left-messages', { body, idempotencyKey });
export const getChat = (chatNo: string, after = 0) => call<Chat>('GET', `${chat(chatNo)}?after=${after}`);
export const sayInChat = (chatNo: string, body: { id: string; text: string }) =>
  call<ChatKept>('POST', `${chat(chatNo)}/messages`, { body });
export const readChat = (chatNo: string, no: number) =>
  call<{ no: number }>('POST', `${chat(chatNo)}/reads`, { body: { no } });
export const endChat = (chatNo: string) => call<Chat>('POST', `${chat(chatNo)}/end`, { body: {} });
export const rateChat = (chatNo: string, body: ChatRating) =>
  call<Chat>('POST', `${chat(chatNo)}/rating`, { body });
export const getChatTicket = () => call<ChatTicket>('POST', '/chat-tickets', { body: {} });
export const rateCase = (caseNo: string, body: CaseRating) =>
  call<ServiceCase>('POST', `${serviceCase(caseNo)}/rating`, { body });
export const getSuggestionWish = (caseNo: string) =>
  call<SuggestionWish>('GET', `${serviceCase(caseNo)}/publication`);
export const wishToBeNamed = (caseNo: string, name: string | null) =>
  call<SuggestionWish>('PUT', `${serviceCase(caseNo)}/publication`, { body: { name } });
export const getSuggestions = async () =>
  (await call<{ suggestions: AdoptedSuggestion[] }>('GET', '/suggestions')).suggestions;
export const getServiceReports = async () =>
  (await call<{ reports: ServiceReport[] }>('GET', '/service-reports')).reports;
export const serviceReportPdfUrl = (month: string) => apiUrl(`/service-reports/${month}/pdf`);
export const getServiceStars = async () =>
  (await call<{ months: StarMonth[] }>('GET', '/service-stars')).months;
export const getRatingCards = async () => (await call<{ cards: RatingCard[] }>('GET', '/ratings')).cards;
export const giveRating = (id: number, body: RatingGiven) =>
  call<RatingCard>('POST', `/ratings/${id}`, { body });
export const getFollowUps = async () =>
  (await call<{ followUps: FollowUp[] }>('GET', '/follow-ups')).followUps;
export const answerFollowUp = (id: number, body: FollowUpAnswer) =>
  call<FollowUp>('POST', `/follow-ups/${id}/answer`, { body });
export const getSurveys = async () => (await call<{ surveys: SurveyBrief[] }>('GET', '/surveys')).surveys;
export const getSurvey = (surveyNo: string) =>
  call<Survey>('GET', `/surveys/${encodeURIComponent(surveyNo)}`);
export const answerSurvey = (surveyNo: string, answers: SurveyAnswers['answers']) =>
  call<Survey>('POST', `/surveys/${encodeURIComponent(surveyNo)}/answers`, { body: { answers } });

const application = (caseNo: string) => `/applications/${encodeURIComponent(caseNo)}`;
export const getApplicationKinds = async () =>
  (await call<{ kinds: ApplicationKind[] }>('GET', '/application-kinds')).kinds;
export const getApplications = async () =>
  (await call<{ applications: ApplicationBrief[] }>('GET', '/applications')).applications;
export const beginApplication = (body: ApplicationWish, idempotencyKey: string) =>
  call<Application>('POST', '/applications', { body, idempotencyKey });
export const getApplication = (caseNo: string) => call<Application>('GET', application(caseNo));
export const saveApplication = (caseNo: string, form: ApplicationForm) =>
  call<Application>('PATCH', application(caseNo), { body: { form } });
/** 上门服务: somebody comes, also for papers and signature. */
export const askHomeService = (caseNo: string, homeService: boolean) =>
  call<Application>('PATCH', application(caseNo), { body: { form: {}, homeService } });
/** Whom they would like as their manager; null: whoever takes it. */
export const wishManager = (caseNo: string, wishedStaffId: string | null) =>
  call<Application>('PATCH', application(caseNo), { body: { form: {}, wishedStaffId } });
export const discardApplication = (caseNo: string) => call<void>('DELETE', application(caseNo));
/** Hand it in, answer the list, say that one's own step is done. */
export const moveApplication = (caseNo: string, act: 'submission' | 'answer' | 'confirmation') =>
  call<Application>('POST', `${application(caseNo)}/${act}`);
export const endApplication = (caseNo: string, act: 'withdrawal' | 'appeal', reason: string) =>
  call<Application>('POST', `${application(caseNo)}/${act}`, { body: { reason } });
/** In the place of a document that is there, where one is named. */
export const handInPaper = (
  caseNo: string,
  code: string,
  file: NonNullable<Call['file']>,
  idempotencyKey: string,
  replaces?: string,
) => {
  const query = replaces ? `?replaces=${encodeURIComponent(replaces)}` : '';
  const path = `${application(caseNo)}/papers/${encodeURIComponent(code)}${query}`;
  return call<object>('POST', path, { file, idempotencyKey });
};
export const takePaperBack = (caseNo: string, documentId: string) =>
  call<void>('DELETE', `${application(caseNo)}/documents/${documentId}`);
export const paperUrl = (caseNo: string, documentId: string) =>
  apiUrl(`${application(caseNo)}/documents/${documentId}`);
export const getSlots = async (caseNo: string) =>
  (await call<{ slots: VisitSlot[] }>('GET', `${application(caseNo)}/slots`)).slots;
export const bookVisit = (caseNo: string, body: { on: string; part: VisitSlot['part'] }) =>
  call<Application>('POST', `${application(caseNo)}/appointment`, { body });
export const getContract = (caseNo: string) => call<SupplyContract>('GET', `${application(caseNo)}/contract`);
export const contractPdfUrl = (caseNo: string) => apiUrl(`${application(caseNo)}/contract/pdf`);
export const signContract = (caseNo: string, sha256: string) =>
  call<void>('POST', `${application(caseNo)}/signature`, { body: { sha256, agreed: true } });
export const shareApplication = (caseNo: string, idempotencyKey: string) =>
  call<ApplicationShare>('POST', `${application(caseNo)}/shares`, { body: { agreed: true }, idempotencyKey });
export const endShare = (caseNo: string, shareId: string) =>
  call<void>('DELETE', `${application(caseNo)}/shares/${shareId}`);
export const followApplication = (token: string) =>
  call<{ caseNo: string }>('POST', `/application-shares/${encodeURIComponent(token)}`, {
    body: { agreed: true },
  });
export const getFinalBills = async () => (await call<{ bills: FinalBill[] }>('GET', '/final-bills')).bills;
