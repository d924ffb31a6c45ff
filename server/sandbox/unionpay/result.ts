import type { Sandbox } from '../sandbox.ts';
import { businessDate, compact, hourOf } from '../state/beijing-time.ts';
import { wordsOf } from './codes.ts';
import type { Fields } from './message.ts';
import type { UnionpayTrade } from './records.ts';

/** Clearing day of an instant: what happens from the cut on (23:00 by default) belongs to the next day. */
export function settleDay(sandbox: Sandbox, at: Date): string {
  const late = hourOf(at) >= sandbox.settings().unionpayCutHour;
  return businessDate(late ? new Date(at.getTime() + 86_400_000) : at);
}

const commonFields = (sandbox: Sandbox, trade: UnionpayTrade): Fields => ({
  version: '5.1.0',
  encoding: 'UTF-8',
  signMethod: '01',
  txnType: trade.txnType,
  txnSubType: trade.txnType === '01' ? '01' : '00',
  bizType: trade.bizType,
  accessType: '0',
  merId: sandbox.keys.unionpay.merId,
  orderId: trade.orderId,
  txnTime: trade.txnTime,
});

const optional = (fields: Record<string, string | undefined>): Fields =>
  Object.fromEntries(Object.entries(fields).filter((pair): pair is [string, string] => Boolean(pair[1])));

/** The answer to a void or refund request: taken on (00), or refused. */
export const receiptFields = (sandbox: Sandbox, trade: UnionpayTrade, respCode: string): Fields => ({
  ...commonFields(sandbox, trade),
  ...optional({ queryId: trade.queryId, origQryId: trade.origQryId, reqReserved: trade.reqReserved }),
  txnAmt: String(trade.txnAmt),
  respCode,
  respMsg: wordsOf(respCode),
});

/** A trade's outcome: content of the notice and of the page that goes back to `frontUrl`. */
export function resultFields(sandbox: Sandbox, trade: UnionpayTrade): Fields {
  const at = new Date(trade.settledAt!);
  const respCode = trade.respCode ?? '00';
  return {
    ...commonFields(sandbox, trade),
    ...optional({ origQryId: trade.origQryId, reqReserved: trade.reqReserved, accNo: trade.accNo }),
    queryId: trade.queryId!,
    traceNo: trade.traceNo!,
    traceTime: compact(at).slice(4),
    txnAmt: String(trade.txnAmt),
    currencyCode: '156',
    settleAmt: String(trade.txnAmt),
    settleCurrencyCode: '156',
    settleDate: settleDay(sandbox, at).slice(5).replace('-', ''),
    respCode,
    respMsg: wordsOf(respCode),
  };
}

/** A query's reply: `respCode` is the query's own outcome, `origRespCode` the trade's. */
export function queryFields(sandbox: Sandbox, trade: UnionpayTrade): Fields {
  const origRespCode = trade.state === 'processing' ? '05' : trade.respCode!;
  const about =
    trade.state === 'processing'
      ? {
          ...commonFields(sandbox, trade),
          queryId: trade.queryId!,
          txnAmt: String(trade.txnAmt),
          currencyCode: '156',
        }
      : resultFields(sandbox, trade);
  return {
    ...about,
    respCode: '00',
    respMsg: wordsOf('00'),
    origRespCode,
    origRespMsg: wordsOf(origRespCode),
  };
}
