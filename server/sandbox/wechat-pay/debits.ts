import type { Agreement } from '../agreements/records.ts';
import type { Sandbox } from '../sandbox.ts';
import { businessDate } from '../state/beijing-time.ts';
import { newPrepayId } from '../state/ids.ts';
import type { WechatOrder } from '../state/records.ts';
import type { WechatCall } from './call.ts';
import { invalidRequest, parameterError, WechatError } from './errors.ts';
import { currencyAt, fenAt, OUT_TRADE_NO, textAt } from './fields.ts';
import { payOrder } from './pay-order.ts';

const DAY = 86_400_000;
const limit = (message: string): WechatError => new WechatError(403, 'RULE_LIMIT', message);

/**
 * 受理扣款: taken in with 204; money moves later, and only a success is told. A failed debit may be tried again under
 * the same number while its time lasts.
 */
export function applyDebit(sandbox: Sandbox, { body, mchid }: WechatCall): undefined {
  const contract = sandbox.store.find('agreement', textAt(body, '/contract_id', { max: 64 }));
  if (!contract) throw new WechatError(404, 'RESOURCE_NOT_EXISTS', '签约协议不存在');
  if (contract.state !== 'signed') throw limit('签约协议已解约');
  if (textAt(body, '/appid', { max: 32 }) !== contract.appId) throw invalidRequest('appid不一致');
  const notifyUrl = textAt(body, '/transaction_notify_url', { max: 256 });
  if (!/^https?:\/\/[^\s?]+$/.test(notifyUrl)) {
    throw parameterError('/transaction_notify_url', notifyUrl, '通知地址不能携带参数');
  }
  const outTradeNo = textAt(body, '/out_trade_no', OUT_TRADE_NO);
  const total = fenAt(body, '/amount/total');
  currencyAt(body, '/amount/currency', false);
  const known = sandbox.store.get('wechatOrder', outTradeNo);
  if (known?.paidAt) throw new WechatError(400, 'ORDERPAID', '该订单已支付');
  if (known && known.total !== total) throw invalidRequest('商户订单号重复，请求重入参数与首次请求不一致');
  if (known?.state === 'CLOSED') throw new WechatError(400, 'ORDER_CLOSED', '该订单已关闭');
  checkNotice(sandbox, contract, total);
  const now = new Date().toISOString();
  const order: WechatOrder = {
    outTradeNo,
    tradeType: 'PAP',
    appid: contract.appId,
    mchid,
    description: textAt(body, '/description', { max: 127 }),
    attach: textAt(body, '/attach', { max: 128, optional: true }) || undefined,
    notifyUrl,
    total,
    openid: contract.openid,
    fingerprint: String(total),
    prepayId: known?.prepayId ?? newPrepayId(new Date()),
    prepayAt: now,
    createdAt: known?.createdAt ?? now,
    state: 'ACCEPT',
    contractId: contract.contractId,
  };
  sandbox.store.put('wechatOrder', outTradeNo, order);
  carryOutLater(sandbox, order);
}

/** Days 3 to 9, the day of the notice being the first; never more than was notified; one success a notice. */
function checkNotice(sandbox: Sandbox, { notice }: Agreement, total: number): void {
  if (!notice) throw limit('未发送预扣费通知');
  if (total > notice.amount) throw limit('扣费金额高于预计扣费金额');
  if (notice.paidBy) throw limit('本周期已扣费成功');
  const dayOf = (at: Date): number => Date.parse(businessDate(at)) / DAY;
  const day = dayOf(new Date()) - dayOf(new Date(notice.at)) + 1;
  if (sandbox.settings().papayEnforceTimes && (day < 3 || day > 9)) throw limit('不在可扣费期内');
}

function carryOutLater(sandbox: Sandbox, order: WechatOrder): void {
  sandbox.later(sandbox.settings().papayDelayMs, () => carryOut(sandbox, order.outTradeNo));
}

function carryOut(sandbox: Sandbox, outTradeNo: string): void {
  const order = sandbox.store.get('wechatOrder', outTradeNo);
  const contract = order?.contractId ? sandbox.store.find('agreement', order.contractId) : undefined;
  if (order?.state !== 'ACCEPT' || !contract) return;
  // `asks`: stays taken in, for the control to end it.
  if (contract.state === 'signed' && contract.behaviour === 'asks') return;
  const stateDesc = failure(contract);
  if (stateDesc) {
    sandbox.store.put('wechatOrder', outTradeNo, { ...order, state: 'PAYERROR', stateDesc });
    return;
  }
  const notice = contract.notice && { ...contract.notice, paidBy: outTradeNo };
  sandbox.store.put('agreement', contract.key, { ...contract, notice });
  // `unclear`: paid, and nobody is told.
  payOrder(sandbox, outTradeNo, { notify: contract.behaviour !== 'unclear' });
}

function failure(contract: Agreement): string | undefined {
  if (contract.state !== 'signed') return '用户已解约';
  if (contract.behaviour === 'poor') return '用户余额不足';
  return contract.notice?.paidBy ? '本周期已扣费成功' : undefined;
}

/** Takes up what was under way when the process ended. */
export function resumeDebits(sandbox: Sandbox): void {
  for (const order of sandbox.store.all('wechatOrder')) {
    if (order.state === 'ACCEPT') carryOutLater(sandbox, order);
  }
}
