import { cashierPage } from '../cashier/view.ts';
import type { Sandbox } from '../sandbox.ts';
import type { UnionpayTrade } from './records.ts';

/** The sheet on which the card holder confirms; `back` is the App's address, if it was given one. */
export const orderPage = (sandbox: Sandbox, order: UnionpayTrade, back = ''): string =>
  cashierPage({
    theme: 'unionpay',
    merchant: sandbox.merchantName,
    amount: order.txnAmt,
    description: order.orderDesc ?? '在线支付',
    outTradeNo: order.orderId,
    action: '/cashier/unionpay/confirm',
    hidden: { token: order.token, return: back },
    declinable: true,
  });
