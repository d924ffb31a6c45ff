import type { Behaviour } from '../pay-codes/pay-codes.ts';

/** A customer's standing consent to be debited, at WeChat (papay) or Alipay (商家扣款). */
export interface Agreement {
  /** `wechat-pay <out_contract_code>` or `alipay <external_agreement_no>`. */
  key: string;
  gateway: 'wechat-pay' | 'alipay';
  outCode: string;
  /** `contract_id` or `agreement_no`, given when it is signed. */
  contractId?: string;
  /** Names it on the page where the customer signs. */
  token: string;
  appId: string;
  /** WeChat's template, or Alipay's scene. */
  plan: string;
  /** Whom the customer sees it is for. */
  displayName: string;
  userCode?: string;
  openid?: string;
  notifyUrl?: string;
  returnUrl?: string;
  createdAt: string;
  state: 'asked' | 'signed' | 'terminated';
  signedAt?: string;
  terminatedAt?: string;
  terminatedBy?: 'user' | 'merchant';
  remark?: string;
  /** What a debit comes to; set by the control. */
  behaviour: Behaviour;
  /** WeChat only: what the customer was told beforehand. */
  notice?: { at: string; amount: number; paidBy?: string };
}
