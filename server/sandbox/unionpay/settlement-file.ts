import { deflateSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { zip } from '../alipay/zip.ts';
import type { Sandbox } from '../sandbox.ts';
import { compact } from '../state/beijing-time.ts';
import { feeOf } from '../state/money.ts';
import type { UnionpayTrade } from './records.ts';
import { settleDay } from './result.ts';

/** Widths of the columns of a ZM line (《文件接口》 6.1), one blank between two of them. */
const WIDTHS = [
  3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32,
  13, 13, 8, 32, 13, 13, 12, 2, 1, 32, 98,
];

/** Trade codes of this stand-in; a reader should go by the trade type (column 20). */
const TRADE_CODES = { '01': 'S22', '31': 'S30', '04': 'S50' } as const;

const number = (fen: number, width: number): string => String(fen).padStart(width, '0');
/** `C`: the merchant receives; `D`: the merchant pays. */
const flow = (fen: number): string => `${fen < 0 ? 'D' : 'C'}${number(Math.abs(fen), 12)}`;

/** A cell of so many bytes of GBK, blanks at the end. */
function cell(text: string, width: number): Buffer {
  const bytes = iconv.encode(text, 'gbk').subarray(0, width);
  return Buffer.concat([bytes, Buffer.alloc(width - bytes.length, ' ')]);
}

function line(sandbox: Sandbox, trade: UnionpayTrade): Buffer {
  const original = trade.origKey ? sandbox.store.get('unionpayTrade', trade.origKey) : undefined;
  const sign = trade.txnType === '01' ? 1 : -1;
  // UnionPay's fee of a payment is given back with a void, kept with a refund.
  const fee = trade.txnType === '04' ? 0 : -sign * feeOf(trade.txnAmt);
  const cells: string[] = [
    TRADE_CODES[trade.txnType],
    '01030000',
    '01030000',
    trade.traceNo!,
    compact(new Date(trade.settledAt!)).slice(4),
    trade.accNo ?? original?.accNo ?? '',
    number(trade.txnAmt, 12),
    '4900',
    trade.channelType,
    trade.queryId!,
    '',
    trade.orderId,
    '01',
    original?.traceNo ?? '',
    original ? compact(new Date(original.settledAt!)).slice(4) : '',
    flow(fee),
    flow(sign * trade.txnAmt),
    '0001',
    '',
    trade.txnType,
    trade.txnType === '01' ? '01' : '00',
    trade.bizType,
    '01',
    '',
    '',
    '0',
    trade.origQryId ?? '',
    sandbox.keys.unionpay.merId,
    '',
    '',
    '',
    '',
    flow(sign * trade.txnAmt + fee),
    '',
    '',
    '',
    '',
    '',
    '',
    '1',
    original?.orderId ?? '',
    '',
  ];
  const bytes = cells.flatMap((text, at) => [cell(text, WIDTHS[at]!), Buffer.from(' ')]);
  return Buffer.concat([...bytes.slice(0, -1), Buffer.from('\r\n')]);
}

export interface SettlementFile {
  fileName: string;
  /** base64(deflate(zip)), as `fileContent` carries it. */
  fileContent: string;
}

/** The files of a clearing day (`2026-11-22`), or undefined when nothing was cleared on it. */
export function settlementFile(sandbox: Sandbox, day: string): SettlementFile | undefined {
  const trades = sandbox.store
    .all('unionpayTrade')
    .filter(trade => trade.state === 'success' && settleDay(sandbox, new Date(trade.settledAt!)) === day)
    .sort((a, b) => a.settledAt!.localeCompare(b.settledAt!));
  if (trades.length === 0) return undefined;
  const { merId } = sandbox.keys.unionpay;
  const digits = day.replaceAll('-', '');
  const stem = `INN${digits.slice(2)}88`;
  const packed = zip([
    {
      name: Buffer.from(`${stem}ZM_${merId}`),
      content: Buffer.concat(trades.map(one => line(sandbox, one))),
    },
    // Errors and adjustments: this stand-in makes none.
    { name: Buffer.from(`${stem}ZME_${merId}`), content: Buffer.alloc(0) },
  ]);
  return { fileName: `${merId}_${digits}.zip`, fileContent: deflateSync(packed).toString('base64') };
}
