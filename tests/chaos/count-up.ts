/** Holds what the gateways' stand-ins say happened against what our books say, to the fen. */
import type pg from 'pg';
import type { Sandbox } from '../support/sandbox.ts';

interface SandboxTrade {
  gateway: string;
  outTradeNo: string;
  state: string;
  tradeNo?: string | null;
  amount: number;
  paidAt?: string | null;
  refunds?: { refundNo: string; amount: number; status: string }[];
}

export interface Count {
  paidAtSandbox: number;
  paidFen: number;
  collections: number;
  collectedFen: number;
  postings: number;
  refundsAtSandbox: number;
  refundedAtSandboxFen: number;
  refundsBooked: number;
  refundedBookedFen: number;
  /** Everything that does not agree, a line each. Empty is the proof. */
  differences: string[];
}

const gateways = ['wechat-pay', 'alipay', 'unionpay'];

/** A pay code that was paid and undone: on our books both are to be found, or neither; no fen stays. */
const isUndone = ({ state, outTradeNo, refunds = [] }: SandboxTrade): boolean =>
  state === 'REVOKED' || refunds.some(({ refundNo }) => refundNo === `${outTradeNo}-cancel`);

async function paidTrades(sandbox: Sandbox): Promise<SandboxTrade[]> {
  const answer = await sandbox.get<SandboxTrade[] | { trades: SandboxTrade[] }>('/control/trades');
  return (Array.isArray(answer) ? answer : answer.trades).filter(trade => trade.paidAt);
}

/** Successes so far. */
export const paidAtSandbox = async (sandbox: Sandbox): Promise<number> =>
  (await paidTrades(sandbox)).filter(trade => !isUndone(trade)).length;

export async function countUp(sandbox: Sandbox, owner: pg.Pool): Promise<Count> {
  const all = await paidTrades(sandbox);
  const undone = new Set(all.filter(isUndone).map(trade => trade.outTradeNo));
  const paid = all.filter(trade => !undone.has(trade.outTradeNo));
  const { rows: collected } = await owner.query(
    `SELECT p.payment_no, c.trade_no, c.amount_fen::int AS amount_fen, c.source,
            (SELECT coalesce(sum(f.amount_fen), 0)::int FROM refunds f WHERE f.collection_id = c.id AND f.way = 'reversal' AND f.status = 'succeeded') AS reversed_fen,
            (SELECT count(*)::int FROM ledger_transactions t WHERE t.kind = 'collection' AND t.reference = c.source || ':' || c.trade_no) AS postings
       FROM collections c LEFT JOIN payments p ON p.id = c.payment_id WHERE split_part(c.source, ':', 1) = ANY ($1)`,
    [gateways],
  );
  const { rows: refunds } = await owner.query(
    `SELECT f.refund_no, f.amount_fen::int AS amount_fen, f.status FROM refunds f JOIN collections c ON c.id = f.collection_id
      WHERE split_part(c.source, ':', 1) = ANY ($1) AND f.way <> 'reversal'`,
    [gateways],
  );
  const collections = collected.filter(row => !undone.has(row.payment_no));
  const differences: string[] = [];
  for (const row of collected)
    if (undone.has(row.payment_no) && row.amount_fen !== row.reversed_fen)
      differences.push(
        `${row.payment_no}: undone at the gateway, ${row.amount_fen - row.reversed_fen} fen kept`,
      );
  const byOrder = new Map<string, typeof collections>();
  for (const row of collections) byOrder.set(row.payment_no, [...(byOrder.get(row.payment_no) ?? []), row]);
  for (const trade of paid) {
    const booked = byOrder.get(trade.outTradeNo) ?? [];
    if (booked.length !== 1)
      differences.push(
        `${trade.outTradeNo}: paid once at the sandbox, booked ${booked.length} times; ${await storyOf(owner, trade.outTradeNo)}`,
      );
    else if (booked[0].amount_fen !== trade.amount)
      differences.push(`${trade.outTradeNo}: ${trade.amount} fen paid, ${booked[0].amount_fen} booked`);
    else if (booked[0].postings !== 1)
      differences.push(`${trade.outTradeNo}: ${booked[0].postings} ledger transactions`);
  }
  const paidNos = new Set(paid.map(trade => trade.outTradeNo));
  for (const row of collections)
    if (!paidNos.has(row.payment_no))
      differences.push(`${row.payment_no}: booked, never paid at the sandbox`);
  const refundsThere = paid
    .flatMap(trade => trade.refunds ?? [])
    .filter(refund => refund.status === 'SUCCESS' || refund.status === 'success')
    // On its own day a payment at UnionPay is voided, under the refund's number and a letter.
    .map(refund => ({ ...refund, refundNo: refund.refundNo.replace(/V$/, '') }));
  const refundsHere = refunds.filter(refund => refund.status === 'succeeded');
  const hereByNo = new Map(refundsHere.map(refund => [refund.refund_no, refund.amount_fen]));
  for (const refund of refundsThere)
    if (hereByNo.get(refund.refundNo) !== refund.amount)
      differences.push(
        `${refund.refundNo}: refunded ${refund.amount} there, ${hereByNo.get(refund.refundNo) ?? 'nothing'} here`,
      );
  if (refundsThere.length !== refundsHere.length)
    differences.push(`${refundsThere.length} refunds there, ${refundsHere.length} here`);
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return {
    paidAtSandbox: paid.length,
    paidFen: sum(paid.map(trade => trade.amount)),
    collections: collections.length,
    collectedFen: sum(collections.map(row => row.amount_fen)),
    postings: sum(collections.map(row => row.postings)),
    refundsAtSandbox: refundsThere.length,
    refundedAtSandboxFen: sum(refundsThere.map(refund => refund.amount)),
    refundsBooked: refundsHere.length,
    refundedBookedFen: sum(refundsHere.map(refund => refund.amount_fen)),
    differences,
  };
}

/** What our side knows of a payment, for whoever has to find out why it differs. */
async function storyOf(owner: pg.Pool, paymentNo: string): Promise<string> {
  const { rows } = await owner.query(
    `SELECT p.status, p.gateway, p.created_at, p.closed_at, p.next_query_at, p.query_count,
            (SELECT json_agg(json_build_object('at', e.at, 'kind', e.kind, 'detail', e.detail) ORDER BY e.id) FROM payment_events e WHERE e.payment_id = p.id) AS events
       FROM payments p WHERE p.payment_no = $1`,
    [paymentNo],
  );
  return JSON.stringify(rows[0] ?? 'unknown here');
}
