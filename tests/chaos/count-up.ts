/** Holds what the sandbox says happened against what our books say, to the fen. */
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

export async function countUp(sandbox: Sandbox, owner: pg.Pool): Promise<Count> {
  const answer = await sandbox.get<SandboxTrade[] | { trades: SandboxTrade[] }>('/control/trades');
  const paid = (Array.isArray(answer) ? answer : answer.trades).filter(trade => trade.paidAt);
  const { rows: collections } = await owner.query(
    `SELECT p.payment_no, c.trade_no, c.amount_fen::int AS amount_fen, c.source,
            (SELECT count(*)::int FROM ledger_transactions t WHERE t.kind = 'collection' AND t.reference = c.source || ':' || c.trade_no) AS postings
       FROM collections c LEFT JOIN payments p ON p.id = c.payment_id`,
  );
  const { rows: refunds } = await owner.query(
    `SELECT refund_no, amount_fen::int AS amount_fen, status FROM refunds`,
  );
  const differences: string[] = [];
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
    .filter(refund => refund.status === 'SUCCESS');
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
