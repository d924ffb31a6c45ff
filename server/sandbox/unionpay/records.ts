/** What the UnionPay stand-in remembers. Amounts are integer fen. */

/** 01 pay, 31 void, 04 refund. */
export type UnionpayTxnType = '01' | '31' | '04';

export interface UnionpayTrade {
  /** `orderId txnTime`: together they name a trade. */
  key: string;
  txnType: UnionpayTxnType;
  orderId: string;
  txnTime: string;
  bizType: string;
  channelType: string;
  txnAmt: number;
  frontUrl?: string;
  backUrl: string;
  reqReserved?: string;
  orderDesc?: string;
  /** YYYYMMDDhhmmss Beijing time, after which the buyer cannot pay any more. */
  payTimeout?: string;
  /** Names the order on its cashier page; `tn` of the App product. */
  token: string;
  createdAt: string;
  /** waiting: the buyer has not confirmed; processing: accepted, not finished. */
  state: 'waiting' | 'processing' | 'success' | 'failed';
  respCode?: string;
  queryId?: string;
  traceNo?: string;
  /** When the money moved, or the trade failed. */
  settledAt?: string;
  accNo?: string;
  /** Of a void or refund: the payment it belongs to. */
  origKey?: string;
  origQryId?: string;
}
