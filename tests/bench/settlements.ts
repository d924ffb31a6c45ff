/** Notifications over HTTP, verified, stored and posted, against the same rows written by hand. */
import { setTimeout as sleep } from 'node:timers/promises';
import { settleByHand } from './floor-settlement.ts';
import type { OpenBill } from './homes.ts';
import { applyLoad, type LoadRequest, type LoadResult } from './load.ts';
import { makePending, type PendingPayment } from './pending-payments.ts';
import type { Comparison } from './rounds.ts';
import { poolSize, type Stage } from './stage.ts';

const concurrency = 64;
const patienceMs = 60_000;

export function settlements(
  stage: Stage,
  oursOf: (round: number) => OpenBill[],
  theirsOf: (round: number) => OpenBill[],
): Comparison {
  return {
    what: 'notifications settled (HTTP, signature, AES-GCM, inbox, postings committed)',
    floor: 'the same rows by hand: six named statements in a transaction; no HTTP, no signature',
    aim: 1,
    async ours(round) {
      const payments = await makePending(stage.owner, oursOf(round));
      const notifications = await signedNotifications(stage, payments);
      return settleOverHttp(stage, payments, notifications);
    },
    async theirs(round) {
      const payments = await makePending(stage.owner, theirsOf(round));
      return settleByHand(stage.appUrl, payments, poolSize);
    },
  };
}

/** Signed ahead by the sandbox: its work is not ours. */
export async function signedNotifications(stage: Stage, payments: PendingPayment[]): Promise<LoadRequest[]> {
  const notifyUrl = `${stage.server.url}/notify/wechat-pay/payment`;
  const { requests } = await stage.sandbox.post<{
    requests: { url: string; headers: Record<string, string>; body: string }[];
  }>('/control/notify-burst', {
    gateway: 'wechat-pay',
    orders: payments.map(({ paymentNo, amountFen }) => ({
      outTradeNo: paymentNo,
      amount: amountFen,
      notifyUrl,
    })),
  });
  return requests.map(({ url, headers, body }) => ({ method: 'POST', url, headers, body }));
}

/** Until the last posting is committed, which is later than the last acknowledgement. */
async function settleOverHttp(
  stage: Stage,
  payments: PendingPayment[],
  notifications: LoadRequest[],
): Promise<LoadResult> {
  const began = performance.now();
  const load = await applyLoad(notifications, concurrency);
  while ((await countSettled(stage, payments)) < payments.length) {
    if (performance.now() - began > patienceMs) throw new Error('not every notification was settled');
    await sleep(5);
  }
  return { ...load, seconds: (performance.now() - began) / 1000 };
}

/** Settled in order, each with a collection, a receipt and a ledger transaction whose postings are there. */
async function countSettled(stage: Stage, payments: PendingPayment[]): Promise<number> {
  const { rows } = await stage.owner.query<{ count: number }>({
    name: 'bench-settled',
    text: `SELECT count(*)::int AS count
             FROM unnest($1::bigint[]) AS wanted (id) JOIN payments p USING (id) JOIN collections c ON c.payment_id = p.id
             JOIN receipts r ON r.collection_id = c.id JOIN allocations a ON a.collection_id = c.id AND a.account_code = 'receivable'
             JOIN ledger_transactions t ON t.kind = 'collection' AND t.reference = c.source || ':' || c.trade_no
            WHERE p.status = 'settled' AND (SELECT count(*) FROM ledger_postings l WHERE l.transaction_id = t.id) = 2`,
    values: [payments.map(({ paymentId }) => paymentId)],
  });
  return rows[0]!.count;
}
