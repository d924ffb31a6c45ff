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
  alerts: 'packages/alert/settings/index',
  tariffs: 'packages/tariff/book/index',
  messages: 'packages/message/list/index',
  messageSettings: 'packages/message/settings/index',
  outages: 'packages/outage/list/index',
  outage: 'packages/outage/detail/index',
  outageProposals: 'packages/outage/proposals/index',
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
  alerts: { accountNo?: string };
  tariffs: { regionCode?: string; category?: string };
  messages: Record<never, never>;
  messageSettings: Record<never, never>;
  outages: Record<never, never>;
  outage: { outageNo?: string };
  outageProposals: { accountNo?: string };
  /** `via`: from a link in a text message, so that the payment is counted there. */
  checkout: { accountNo?: string; mode?: 'bills' | 'prepay'; via?: 'sms' };
  result: { paymentNo?: string };
  payments: Record<never, never>;
  receipt: { paymentNo: string };
  invoices: { paymentNo?: string };
  claims: { paymentNo?: string };
  autoPay: { accountNo?: string };
  mandate: { accountNo?: string };
  card: { accountNo?: string };
  payLink: { token?: string };
}
