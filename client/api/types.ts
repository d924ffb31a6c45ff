/**
 * The API's shapes by the names the clients use, taken from the generated description: when the server changes, what
 * no longer fits is an error of the compiler. Fields ending in `Fen` are integer fen; energy is kWh as a decimal
 * string ("123.45"); times are ISO instants, days `YYYY-MM-DD`, months `YYYY-MM`.
 */
import type { components, paths } from './schema';

type Json<Reply> = Reply extends { content: { 'application/json': infer Content } } ? Content : never;

/** What a route answers when it succeeds. */
type Answer<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  responses: infer Replies;
}
  ? Json<Replies[keyof Replies & (200 | 201)]>
  : never;

/** What a route takes. */
type Body<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  requestBody?: infer Given;
}
  ? Json<NonNullable<Given>>
  : never;

export type HallConfig = Answer<'/api/v1/config', 'get'>;
export type Region = HallConfig['regions'][number];

export type SmsCodeRequest = Body<'/api/v1/sms-codes', 'post'>;
export type SmsCodeSent = Answer<'/api/v1/sms-codes', 'post'>;
export type SignIn = Body<'/api/v1/sessions', 'post'>;
/** The wallet one is in, by its login code. */
export type SelfProof = Body<'/api/v1/me/proof', 'post'>;
export type WalletIdentity = Body<'/api/v1/me/identities', 'post'>;
export type Session = Answer<'/api/v1/sessions', 'post'>;
export type Me = Answer<'/api/v1/me', 'get'>;

export type Household = Answer<'/api/v1/households', 'get'>['households'][number];
export type HouseholdPreview = Answer<'/api/v1/household-previews/{accountNo}', 'get'>;
export type Fact = HouseholdPreview['acceptedFacts'][number];
export type Proof = Body<'/api/v1/households/{accountNo}/proof', 'post'>['proof'];
export type HouseholdWish = Body<'/api/v1/households/{accountNo}', 'patch'>;
export type MeterMatch = Answer<'/api/v1/meter-lookups', 'post'>['matches'][number];
export type BoundPerson = Answer<'/api/v1/households/{accountNo}/people', 'get'>['people'][number];

export type Summary = Answer<'/api/v1/households/{accountNo}/summary', 'get'>;
export type Payable = Summary['openPayables'][number];
export type BillRow = Answer<'/api/v1/households/{accountNo}/bills', 'get'>['bills'][number];
export type Bill = Answer<'/api/v1/households/{accountNo}/bills/{billNo}', 'get'>;
export type BillLine = Bill['lines'][number];
export type UsageMonth = Answer<'/api/v1/households/{accountNo}/usage', 'get'>['months'][number];
export type DailyUsage = Answer<'/api/v1/households/{accountNo}/usage/daily', 'get'>;
export type PlanComparison = Answer<'/api/v1/households/{accountNo}/usage/plans', 'get'>;
export type Forecast = Answer<'/api/v1/households/{accountNo}/forecast', 'get'>;
export type AlertSettings = Answer<'/api/v1/households/{accountNo}/alerts', 'get'>;
export type AlertRule = AlertSettings['rules'][number];
export type AlertWish = Body<'/api/v1/households/{accountNo}/alerts/{rule}', 'patch'>;
export type Dunning = Answer<'/api/v1/households/{accountNo}/dunning', 'get'>;
export type Tariff = Answer<'/api/v1/tariffs', 'get'>['tariffs'][number];
export type LargeReports = Answer<'/api/v1/households/{accountNo}/large-reports', 'get'>;
export type QuarterReport = Answer<'/api/v1/households/{accountNo}/quarters/{quarter}', 'get'>;
export type TierProgress = Answer<'/api/v1/households/{accountNo}/usage/tier', 'get'>;

export type SurplusReturn = Answer<'/api/v1/payments/{paymentNo}/surplus-return', 'post'>;
export type PaymentStart = Body<'/api/v1/payments', 'post'>;
export type PayProduct = NonNullable<PaymentStart['product']>;
export type Payment = Omit<Answer<'/api/v1/payments/{paymentNo}', 'get'>, 'action'> & {
  action: PayerAction | null;
};
export type PaymentPage = Omit<Answer<'/api/v1/payments', 'get'>, 'payments'> & { payments: Payment[] };
export type Receipt = Answer<'/api/v1/payments/{paymentNo}/receipt', 'get'>;

export type InvoiceTitle = Answer<'/api/v1/invoice-titles', 'get'>['titles'][number];
export type InvoiceTitleWish = Body<'/api/v1/invoice-titles', 'post'>;
export type Invoice = Answer<'/api/v1/invoices', 'get'>['invoices'][number];
export type Claim = Answer<'/api/v1/claims', 'get'>['claims'][number];
export type ClaimStart = Body<'/api/v1/claims', 'post'>;
export type ChatList = Answer<'/api/v1/chats', 'get'>;
export type ChatBrief = ChatList['chats'][number];
export type ChatHours = ChatList['hours'];
export type Chat = Answer<'/api/v1/chats/{chatNo}', 'get'>;
export type ChatMessage = Chat['messages'][number];
export type ChatStart = Body<'/api/v1/chats', 'post'>;
export type ChatKept = Answer<'/api/v1/chats/{chatNo}/messages', 'post'>;
export type ChatTicket = Answer<'/api/v1/chat-tickets', 'post'>;
export type ChatRating = Body<'/api/v1/chats/{chatNo}/rating', 'post'>;
export type CaseBrief = Answer<'/api/v1/cases', 'get'>['cases'][number];
export type CaseWish = Body<'/api/v1/cases', 'post'>;
export type ServiceCase = Answer<'/api/v1/cases/{caseNo}', 'get'>;
export type DisclosureList = Answer<'/api/v1/disclosures', 'get'>;
export type Disclosure = DisclosureList['disclosures'][number];
export type KnowledgeArticle = Answer<'/api/v1/knowledge', 'get'>['articles'][number];
export type CaseAttachment = Answer<'/api/v1/cases/{caseNo}/attachments', 'get'>['attachments'][number];
export type CaseRepair = Answer<'/api/v1/cases/{caseNo}/repair', 'get'>;
export type KnownFaults = Answer<'/api/v1/households/{accountNo}/known-faults', 'get'>;
export type WebCase = Answer<'/api/v1/web-cases', 'post'>;
export type WebCaseWish = Body<'/api/v1/web-cases', 'post'>;
export type CaseRatingLink = Answer<'/api/v1/case-ratings/{token}', 'get'>;
export type CaseRating = Body<'/api/v1/cases/{caseNo}/rating', 'post'>;
export type SuggestionWish = Answer<'/api/v1/cases/{caseNo}/publication', 'get'>;
export type AdoptedSuggestion = Answer<'/api/v1/suggestions', 'get'>['suggestions'][number];
export type ServiceReport = Answer<'/api/v1/service-reports', 'get'>['reports'][number];
export type StarMonth = Answer<'/api/v1/service-stars', 'get'>['months'][number];
export type RatingCard = Answer<'/api/v1/ratings', 'get'>['cards'][number];
export type RatingGiven = Body<'/api/v1/ratings/{id}', 'post'>;
export type FollowUp = Answer<'/api/v1/follow-ups', 'get'>['followUps'][number];
export type FollowUpAnswer = Body<'/api/v1/follow-ups/{id}/answer', 'post'>;
export type SurveyBrief = Answer<'/api/v1/surveys', 'get'>['surveys'][number];
export type Survey = Answer<'/api/v1/surveys/{surveyNo}', 'get'>;
export type SurveyAnswers = Body<'/api/v1/surveys/{surveyNo}/answers', 'post'>;
export type ApplicationKind = Answer<'/api/v1/application-kinds', 'get'>['kinds'][number];
export type ApplicationBrief = Answer<'/api/v1/applications', 'get'>['applications'][number];
export type Application = Answer<'/api/v1/applications/{caseNo}', 'get'>;
export type ApplicationWish = Body<'/api/v1/applications', 'post'>;
export type ApplicationForm = Body<'/api/v1/applications/{caseNo}', 'patch'>['form'];
export type SupplyContract = Answer<'/api/v1/applications/{caseNo}/contract', 'get'>;
export type VisitSlot = Answer<'/api/v1/applications/{caseNo}/slots', 'get'>['slots'][number];
export type ApplicationShare = Answer<'/api/v1/applications/{caseNo}/shares', 'post'>;
export type FinalBill = Answer<'/api/v1/final-bills', 'get'>['bills'][number];
export type MyData = Answer<'/api/v1/me/data', 'get'>;

export type DebitBank = Answer<'/api/v1/debit-banks', 'get'>['banks'][number];
export type Mandate = Answer<'/api/v1/households/{accountNo}/mandate', 'get'>;
export type MandateWish = Body<'/api/v1/households/{accountNo}/mandate', 'post'>;
export type CardWish = Body<'/api/v1/households/{accountNo}/card-redemptions', 'post'>;
export type CardRedeemed = Answer<'/api/v1/households/{accountNo}/card-redemptions', 'post'>;
export type CardExchanged = Answer<'/api/v1/card-exchanges', 'post'>;
export type PayLink = Answer<'/api/v1/pay-links/{token}', 'get'>;
export type PayLinkBills = Answer<'/api/v1/pay-links/{token}/bills', 'get'>;

export type Message = Answer<'/api/v1/messages', 'get'>['messages'][number];
export type Messages = Answer<'/api/v1/messages', 'get'>;
export type HouseholdWays = Answer<'/api/v1/households/{accountNo}/message-preferences', 'get'>;
export type HouseholdWaysWish = Body<'/api/v1/households/{accountNo}/message-preferences', 'put'>;
export type MessagePreferences = Answer<'/api/v1/message-preferences', 'get'>;
export type MessageWishes = Body<'/api/v1/message-preferences', 'put'>;
export type MessageConsents = Body<'/api/v1/message-consents', 'post'>;
export type BoardListing = Answer<'/api/v1/households/{accountNo}/board-listing', 'get'>;

export type MyOutage = Answer<'/api/v1/outages', 'get'>['outages'][number];
export type OutageDetail = Answer<'/api/v1/outages/{outageNo}', 'get'>;
export type OutageProposal = Answer<
  '/api/v1/households/{accountNo}/outage-proposals',
  'get'
>['proposals'][number];
export type OutageAnswer = Body<'/api/v1/households/{accountNo}/outage-proposals/{id}/answer', 'post'>;

export type ApiProblem = components['schemas']['Error'];

/** What the payer's own client has to do; the API's description leaves it open because every gateway has its own. */
export type PayerAction =
  | { kind: 'wechat-jsapi' | 'wechat-mini'; params: WechatPayParams }
  | { kind: 'qr'; text: string; gateway: string }
  /** `goodUntil`: an address that dies before its order; asking about the payment gives another one. */
  | { kind: 'redirect'; url: string; goodUntil?: string }
  | { kind: 'alipay-trade'; tradeNo: string }
  /** The payer's browser posts these fields to that address. */
  | { kind: 'form'; gateway: string; url: string; fields: Record<string, string> }
  /** For the app's shell, which hands it to the wallet's SDK unchanged. */
  | { kind: 'app'; gateway: string };

type AgreementsAnswer = Answer<'/api/v1/agreements', 'get'>;
export type Agreement = Omit<AgreementsAnswer['agreements'][number], 'action'> & {
  action: SigningAction | null;
};
export type Agreements = Omit<AgreementsAnswer, 'agreements'> & { agreements: Agreement[] };
export type AgreementWallet = Agreement['gateway'];
export type AgreementDebit = Agreement['debits'][number];
export type SigningAction =
  | { kind: 'wechat-sign'; appId: string; path: string; extraData: Record<string, string> }
  | { kind: 'alipay-sign'; signStr: string }
  | { kind: 'redirect'; url: string };

export interface WechatPayParams {
  appId?: string;
  timeStamp: string;
  nonceStr: string;
  /** `prepay_id=…` */
  package: string;
  signType: string;
  paySign: string;
}
