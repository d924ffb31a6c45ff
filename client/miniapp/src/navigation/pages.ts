/** Every page by name. The paths are those of `app.config.ts`; a test keeps the two the same. */
export const pages = {
  home: 'pages/home/index',
  signIn: 'packages/account/sign-in/index',
  me: 'packages/account/me/index',
  privacy: 'packages/account/privacy/index',
  help: 'packages/account/help/index',
  households: 'packages/household/list/index',
  bind: 'packages/household/bind/index',
  prove: 'packages/household/prove/index',
  people: 'packages/household/people/index',
  bills: 'packages/bill/list/index',
  bill: 'packages/bill/detail/index',
  usage: 'packages/usage/history/index',
  plans: 'packages/usage/plans/index',
  largeReports: 'packages/usage/large/index',
  alerts: 'packages/alert/settings/index',
  tariffs: 'packages/tariff/book/index',
  messages: 'packages/message/list/index',
  messageSettings: 'packages/message/settings/index',
  outages: 'packages/outage/list/index',
  outage: 'packages/outage/detail/index',
  outageProposals: 'packages/outage/proposals/index',
  disclosures: 'packages/disclosure/list/index',
  disclosure: 'packages/disclosure/detail/index',
  cases: 'packages/service/cases/index',
  case: 'packages/service/case/index',
  say: 'packages/service/say/index',
  chat: 'packages/service/chat/index',
  asked: 'packages/service/asked/index',
  survey: 'packages/service/survey/index',
  stars: 'packages/service/stars/index',
  suggestions: 'packages/service/suggestions/index',
  serviceReports: 'packages/service/reports/index',
  applications: 'packages/apply/list/index',
  applyKinds: 'packages/apply/kinds/index',
  applyKind: 'packages/apply/kind/index',
  applyForm: 'packages/apply/form/index',
  application: 'packages/apply/case/index',
  applyFollow: 'packages/apply/follow/index',
  checkout: 'packages/pay/checkout/index',
  result: 'packages/pay/result/index',
  payments: 'packages/pay/history/index',
  receipt: 'packages/pay/receipt/index',
  invoices: 'packages/pay/invoices/index',
  claims: 'packages/pay/claims/index',
  autoPay: 'packages/pay/auto-pay/index',
  mandate: 'packages/pay/mandate/index',
  card: 'packages/pay/card/index',
  payLink: 'packages/pay/link/index',
  rate: 'packages/service/rate/index',
  webCase: 'packages/service/web/index',
} as const;

export type PageName = keyof typeof pages;

/** What each page is told by the one before it. */
export interface PageParams {
  home: Record<never, never>;
  signIn: { reason?: 'expired' };
  me: Record<never, never>;
  privacy: Record<never, never>;
  help: Record<never, never>;
  households: Record<never, never>;
  bind: Record<never, never>;
  prove: { accountNo: string };
  people: { accountNo: string };
  bills: { accountNo: string };
  bill: { accountNo: string; billNo: string };
  usage: { accountNo: string };
  plans: { accountNo: string };
  largeReports: { accountNo: string };
  alerts: { accountNo?: string };
  tariffs: { regionCode?: string; category?: string };
  messages: Record<never, never>;
  messageSettings: Record<never, never>;
  outages: Record<never, never>;
  outage: { outageNo?: string };
  outageProposals: { accountNo?: string };
  disclosures: Record<never, never>;
  disclosure: { number?: string };
  cases: Record<never, never>;
  case: { caseNo?: string };
  /** `wished`: whom of the service stars. */
  say: { kind?: string; wished?: string };
  chat: { chatNo?: string };
  asked: Record<never, never>;
  survey: { surveyNo?: string };
  stars: Record<never, never>;
  suggestions: Record<never, never>;
  serviceReports: Record<never, never>;
  applications: Record<never, never>;
  applyKinds: Record<never, never>;
  applyKind: { kind?: string };
  applyForm: { caseNo?: string };
  application: { caseNo?: string };
  applyFollow: { token?: string };
  /** `via`: from a link in a text message, so that the payment is counted there; `payables`: the bills it is about. */
  checkout: {
    accountNo?: string;
    mode?: 'bills' | 'prepay';
    month?: string;
    payables?: string;
    via?: 'sms';
  };
  result: { paymentNo?: string };
  payments: Record<never, never>;
  receipt: { paymentNo: string };
  invoices: { paymentNo?: string };
  claims: { paymentNo?: string };
  autoPay: { accountNo?: string };
  mandate: { accountNo?: string };
  card: { accountNo?: string };
  payLink: { token?: string };
  rate: { token?: string };
  webCase: Record<never, never>;
}
