/** Payments of the past, in the same rows as `settle_round` writes: order, money in, where it went, receipt, books. */
import { createHash } from 'node:crypto';
import { serialOf } from '../../server/src/modules/payments/channels/recharge-card/card-numbers.ts';
import { businessDate } from '../../server/src/shared/dates.ts';
import type { Rows } from './copy-tables.ts';
import type { HolderMoney } from './money-history.ts';
import type { Random } from './random.ts';

const hourMs = 3_600_000;
/** The merchant number of the past: today's gateways never hear of it. */
const merchant = '1230000109';

/** What a kiosk takes, and what cards are worth. */
const notes = Array.from({ length: 30 }, (_, place) => (place + 1) * 1_000);
const cardFaces = [5_000, 10_000, 20_000, 30_000, 50_000, 100_000];
export const demoDebitBank = 'ICBC';

/** How people paid, as often as it stands here: the wallets lead, every other way is used as well. */
const ways = [
  ...Array(7).fill({ channel: 'wechat', gateway: 'wechat-pay', product: 'mini', tradeLead: '4' }),
  ...Array(6).fill({ channel: 'alipay', gateway: 'alipay', product: 'create', tradeLead: '2' }),
  ...Array(2).fill({ channel: 'web-hall', gateway: 'wechat-pay', product: 'native', tradeLead: '4' }),
  ...Array(2).fill({
    channel: 'wechat-bill',
    gateway: 'partner',
    code: 'WX0001',
    product: 'pay',
    tradeLead: '7',
  }),
  ...Array(2).fill({
    channel: 'bank-counter',
    gateway: 'partner',
    code: 'BK0001',
    product: 'pay',
    tradeLead: '6',
  }),
  { channel: 'web-hall', gateway: 'alipay', product: 'page', tradeLead: '2' },
  { channel: 'app', gateway: 'wechat-pay', product: 'app', tradeLead: '4' },
  { channel: 'app', gateway: 'alipay', product: 'app', tradeLead: '2' },
  { channel: 'online-bank', gateway: 'unionpay', product: 'front', tradeLead: '8' },
  { channel: 'bank-kiosk', gateway: 'partner', code: 'BK0001', product: 'pay', tradeLead: '6' },
  { channel: 'mobile-bank', gateway: 'partner', code: 'MB0001', product: 'pay', tradeLead: '5' },
  { channel: 'postal', gateway: 'partner', code: 'PO0001', product: 'pay', tradeLead: '3' },
  { channel: 'financial-terminal', gateway: 'partner', code: 'FT0001', product: 'pay', tradeLead: '9' },
  { channel: 'agent', gateway: 'agent', product: 'pay', tradeLead: '1' },
  ...Array(2).fill({
    channel: 'bank-debit',
    gateway: 'debit-bank',
    code: demoDebitBank,
    product: 'debit',
    tradeLead: 'D',
  }),
  ...Array(2).fill({ channel: 'counter', gateway: 'shift', product: 'cash', tradeLead: '' }),
  { channel: 'pos', gateway: 'acquirer', product: 'card', tradeLead: '0' },
  { channel: 'sms', gateway: 'wechat-pay', product: 'h5', tradeLead: '4' },
  { channel: 'kiosk', gateway: 'cash-box', product: 'cash', tradeLead: '', faces: notes },
  { channel: 'recharge-card', gateway: 'card', product: 'card', tradeLead: '', faces: cardFaces },
] as readonly Way[];

export interface Way {
  channel: string;
  /** What stands before the colon of a source. */
  gateway: string;
  /** A partner's code, a bank's; a gateway's merchant is that of the past. */
  code?: string;
  product: string;
  tradeLead: string;
  /** Paid in whole sums of these, in fen, the rest becoming balance: notes, cards. */
  faces?: readonly number[];
}

export const wayOf = (random: Random): Way => random.pick(ways);

/** What is handed over for so much. */
export function handedOver({ faces }: Way, amountFen: number): number {
  if (!faces) return amountFen;
  const last = faces.at(-1)!;
  return faces.find(face => face >= amountFen) ?? Math.ceil(amountFen / last) * last;
}

export interface Collected {
  payableId: number;
  amountFen: number;
  /** Paid above what was owed; becomes the holder's balance. */
  surplusFen: number;
  creditAccount: 'receivable' | 'customer-prepaid';
  description: string;
}

interface Money extends Collected {
  holder: HolderMoney;
  gateway: string;
  totalFen: number;
  source: string;
  paymentNo: string;
  tradeNo: string;
  paidAt: Date;
}

/** One settled payment. */
export function writePayment(
  rows: Rows,
  holder: HolderMoney,
  paidAt: Date,
  way: Way,
  collected: Collected,
): void {
  const { channel, gateway, product } = way;
  const paymentId = rows.id('payments');
  const totalFen = collected.amountFen + collected.surplusFen;
  const date = businessDate(paidAt).replaceAll('-', '');
  const paymentNo = `P${date}${String(paymentId).padStart(14, '0')}`;
  const { source, tradeNo } = placeOf(way, paymentId, date, paidAt);
  const money = {
    ...collected,
    holder,
    gateway,
    totalFen,
    source,
    paymentNo,
    tradeNo,
    paidAt,
  };
  rows.add('payments', {
    id: paymentId,
    payment_no: paymentNo,
    person_id: holder.personId,
    channel,
    gateway,
    product,
    amount_fen: totalFen,
    status: 'settled',
    description: collected.description,
    created_at: new Date(paidAt.getTime() - 40_000).toISOString(),
    expires_at: new Date(paidAt.getTime() + 2 * hourMs).toISOString(),
    settled_at: paidAt.toISOString(),
  });
  rows.add('payment_items', {
    id: rows.id('payment_items'),
    payment_id: paymentId,
    payable_id: collected.payableId,
    amount_fen: totalFen,
  });
  const detail = JSON.stringify({
    origin: 'notification',
    tradeNo,
    amountFen: totalFen,
    surplusFen: collected.surplusFen,
  });
  rows.add('payment_events', {
    id: rows.id('payment_events'),
    payment_id: paymentId,
    at: paidAt.toISOString(),
    kind: 'settled',
    detail,
  });
  writeCollection(rows, money, paymentId, date);
}

/** In whose books the money stands outside, and under which number. */
function placeOf({ gateway, code, tradeLead }: Way, paymentId: number, date: string, paidAt: Date) {
  if (gateway === 'shift') return { source: `shift:S${date}00001`, tradeNo: `S${date}00001-${paymentId}` };
  if (gateway === 'cash-box')
    return { source: `cash-box:${demoKiosk}-${weekOf(paidAt)}`, tradeNo: `${demoKiosk}-s${paymentId}-1` };
  if (gateway === 'card') return { source: 'card', tradeNo: serialOf('900001', paymentId) };
  return {
    source: `${gateway}:${code ?? merchant}`,
    tradeNo: `${tradeLead}${date}${String(paymentId).padStart(15, '0')}`,
  };
}

export const demoKiosk = 'KSK000001';
/** The kiosk's box is changed once a week. */
export const weekOf = (at: Date) => Math.floor((at.getTime() - Date.UTC(2023, 0, 1, 16)) / (7 * 24 * hourMs));

const accounts: Record<string, string> = {
  partner: 'partner-clearing',
  agent: 'agent-prefund',
  acquirer: 'acquirer-clearing',
  'debit-bank': 'debit-bank-clearing',
  shift: 'till',
  'cash-box': 'cash-box',
  card: 'recharge-cards',
};

function writeCollection(rows: Rows, money: Money, paymentId: number, date: string): void {
  const {
    holder,
    gateway,
    totalFen,
    source,
    paymentNo,
    tradeNo,
    amountFen,
    surplusFen,
    creditAccount,
    payableId,
  } = money;
  const at = money.paidAt.toISOString();
  const id = rows.id('collections');
  const origin = 'notification';
  rows.add('collections', {
    ...{ id, payment_id: paymentId, source, trade_no: tradeNo, order_no: paymentNo },
    ...{ amount_fen: totalFen, paid_at: at, clearing_on: businessDate(money.paidAt), origin, created_at: at },
  });
  const allocate = (payable: number | null, account: string, amount: number) =>
    rows.add('allocations', {
      ...{ id: rows.id('allocations'), collection_id: id, payable_id: payable },
      ...{ holder_period_id: holder.holderPeriodId, account_code: account, amount_fen: amount },
    });
  allocate(payableId, creditAccount, amountFen);
  if (surplusFen > 0) allocate(null, 'customer-balance', surplusFen);
  const receiptId = rows.id('receipts');
  const receiptNo = `SJ${date}${String(receiptId).padStart(8, '0')}`;
  rows.add('receipts', {
    id: receiptId,
    receipt_no: receiptNo,
    collection_id: id,
    check_code: checkCode(receiptNo),
    issued_at: at,
  });
  postTransaction(rows, 'collection', `${source}:${tradeNo}`, money.paidAt, [
    [accounts[gateway] ?? `gateway:${gateway}`, null, totalFen],
    [creditAccount, holder.holderPeriodId, -amountFen],
    ['customer-balance', holder.holderPeriodId, -surplusFen],
  ]);
}

type Posting = [account: string, holderPeriodId: number | null, amountFen: number];

export function postTransaction(
  rows: Rows,
  kind: string,
  reference: string,
  at: Date,
  postings: Posting[],
): void {
  const id = rows.id('ledger_transactions');
  rows.add('ledger_transactions', {
    id,
    kind,
    reference,
    business_date: businessDate(at),
    posted_at: at.toISOString(),
  });
  for (const [account, holder, amount] of postings) {
    if (amount === 0) continue;
    const entry = { account_code: account, holder_period_id: holder, amount_fen: amount };
    rows.add('ledger_postings', { id: rows.id('ledger_postings'), transaction_id: id, ...entry });
  }
}

/** 32 hexadecimal digits: the same everywhere, and no two alike. */
function checkCode(receiptNo: string): string {
  return createHash('sha256').update(`dianting-demo:${receiptNo}`).digest('hex').slice(0, 32);
}
