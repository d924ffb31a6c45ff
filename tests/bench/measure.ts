/** The three measurements, each beside its floor in the same run on the same machine. */
import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { eventually } from '../support/hall.ts';
import type { BillOfTest, Household, Resident } from '../support/world.ts';
import { type FloorPayment, settleByHand } from './floor-settlement.ts';
import { applyLoad, type LoadRequest, type LoadResult } from './load.ts';
import { poolSize, type Stage, startProgram } from './stage.ts';

export interface Measured {
  what: string;
  perSecond: number;
  floor: string;
  floorPerSecond: number;
  aim: number;
  p50Ms: number;
  p99Ms: number;
  cpuMsPerRequest: number;
}

interface Home {
  household: Household;
  resident: Resident;
  bill: BillOfTest;
}

export async function makeHomes(stage: Stage, count: number): Promise<Home[]> {
  const homes: Home[] = [];
  for (let index = 0; index < count; index += 1) {
    const household = await stage.world.household();
    const resident = await stage.world.resident();
    await stage.world.bind(resident, household);
    homes.push({
      household,
      resident,
      bill: await stage.world.bill(household, { amountFen: 10_000 + index }),
    });
  }
  return homes;
}

async function withUsage(stage: Stage, load: () => Promise<LoadResult & { count: number }>) {
  const before = stage.server.usage();
  const result = await load();
  const cpuMsPerRequest = ((stage.server.usage().cpuSeconds - before.cpuSeconds) * 1000) / result.count;
  return { ...result, cpuMsPerRequest };
}

const payRequest = (stage: Stage, { resident, bill }: Home, method: 'wechat' | 'alipay'): LoadRequest => ({
  method: 'POST',
  url: `${stage.server.url}/api/v1/payments`,
  headers: {
    authorization: `Bearer ${resident.token}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  },
  body: JSON.stringify({
    channel: 'web-hall',
    method,
    product: method === 'wechat' ? 'native' : 'wap',
    items: [{ payableId: bill.payableId, amountFen: bill.amountFen }],
    returnUrl: `${stage.server.url}/`,
  }),
});

/** Payments started over HTTP, against RSA-2048 signatures a second of one core. */
export async function measureStarts(
  stage: Stage,
  homes: Home[],
  method: 'wechat' | 'alipay',
): Promise<Measured> {
  const load = await withUsage(stage, async () => ({
    ...(await applyLoad(
      homes.map(home => payRequest(stage, home, method)),
      16,
    )),
    count: homes.length,
  }));
  refuseFailures('payments started', load);
  return {
    what:
      method === 'alipay'
        ? 'payments started (Alipay wap: signed redirect)'
        : 'payments started (WeChat Native: the sandbox signs and verifies on the same two cores)',
    perSecond: load.perSecond,
    floor: 'RSA-2048 signatures (SHA-256), one thread',
    floorPerSecond: rsaRate(),
    aim: 0.5,
    ...pick(load),
  };
}

function rsaRate(): number {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const began = performance.now();
  const times = 1500;
  for (let index = 0; index < times; index += 1)
    createSign('RSA-SHA256').update(`message ${index}`).sign(privateKey);
  return times / ((performance.now() - began) / 1000);
}

/** Notifications over HTTP, verified, stored and posted, against the same writes by hand. */
export async function measureSettlement(
  stage: Stage,
  started: Home[],
  floorHomes: Home[],
): Promise<Measured> {
  const { rows } = await stage.owner.query<{ payment_no: string }>(
    `SELECT p.payment_no FROM payments p JOIN payment_items i ON i.payment_id = p.id WHERE p.status = 'pending' AND p.gateway = 'wechat-pay' AND i.payable_id = ANY ($1)`,
    [started.map(home => home.bill.payableId)],
  );
  const outTradeNos = rows.map(row => row.payment_no);
  const burst = await stage.sandbox.post<{
    requests: { url: string; headers: Record<string, string>; body: string }[];
  }>('/control/notify-burst', { gateway: 'wechat-pay', outTradeNos });
  const requests = burst.requests.map(request => ({ method: 'POST', ...request }));
  const settled = async () =>
    (await stage.owner.query<{ count: number }>('SELECT count(*)::int AS count FROM collections')).rows[0]!
      .count;
  const before = await settled();
  const load = await withUsage(stage, async () => {
    const began = performance.now();
    const result = await applyLoad(requests, 32);
    await eventually(settled, count => count - before >= requests.length, 60_000);
    const seconds = (performance.now() - began) / 1000;
    return { ...result, seconds, perSecond: requests.length / seconds, count: requests.length };
  });
  refuseFailures('notifications', load);
  const byHand = await settleByHand(stage.appUrl, await pendingByHand(stage.owner, floorHomes), poolSize);
  return {
    what: 'notifications settled (HTTP, signature, AES-GCM, inbox, postings committed)',
    perSecond: load.perSecond,
    floor: 'the same rows by hand: six named statements in a transaction, no HTTP, no signature',
    floorPerSecond: byHand,
    aim: 1,
    ...pick(load),
  };
}

async function pendingByHand(owner: pg.Pool, homes: Home[]): Promise<FloorPayment[]> {
  const { rows } = await owner.query(
    `WITH made AS (
       INSERT INTO payments (payment_no, channel, gateway, product, amount_fen, status, description, expires_at, next_query_at)
         SELECT 'F' || lpad(y.id::text, 20, '0'), 'web-hall', 'wechat-pay', 'native', y.amount_fen, 'pending', 'floor', now() + interval '1 hour', now() + interval '1 hour'
           FROM payables y WHERE y.id = ANY ($1) RETURNING id, payment_no, amount_fen),
     item AS (INSERT INTO payment_items (payment_id, payable_id, amount_fen) SELECT id, substr(payment_no, 2)::bigint, amount_fen FROM made)
     SELECT m.id::int, m.payment_no, m.amount_fen::int, y.id::int AS payable_id, y.holder_period_id::int
       FROM made m JOIN payables y ON y.id = substr(m.payment_no, 2)::bigint`,
    [homes.map(home => home.bill.payableId)],
  );
  return rows.map(row => ({
    paymentId: row.id,
    paymentNo: row.payment_no,
    payableId: row.payable_id,
    holderPeriodId: row.holder_period_id,
    amountFen: row.amount_fen,
  }));
}

const bareBillSql = `
  SELECT b.*, y.paid_fen, y.amount_fen - y.paid_fen AS outstanding_fen,
         (SELECT coalesce(json_agg(json_build_object('paymentNo', p.payment_no, 'paidAt', c.paid_at, 'amountFen', a.amount_fen, 'channel', p.channel)), '[]')
            FROM allocations a JOIN collections c ON c.id = a.collection_id LEFT JOIN payments p ON p.id = c.payment_id WHERE a.payable_id = y.id) AS payments
    FROM bills b LEFT JOIN payables y ON y.id = b.payable_id WHERE b.bill_no = $1`;

/** Bills looked up through the hall (session, binding, schema), against a bare Koa route with the same query. */
export async function measureLookUps(stage: Stage, homes: Home[], count: number): Promise<Measured> {
  const home = (index: number) => homes[index % homes.length]!;
  const ours = Array.from(
    { length: count },
    (_, index): LoadRequest => ({
      method: 'GET',
      url: `${stage.server.url}/api/v1/households/${home(index).household.accountNo}/bills/${home(index).bill.billNo}`,
      headers: { authorization: `Bearer ${home(index).resident.token}` },
    }),
  );
  await applyLoad(ours.slice(0, 300), 16);
  const load = await withUsage(stage, async () => ({ ...(await applyLoad(ours, 16)), count }));
  refuseFailures('bill look-ups', load);
  const bare = await startProgram(
    new URL('./bare-koa.ts', import.meta.url).pathname,
    /bare listening (\S+)/,
    { BENCH_DATABASE_URL: stage.appUrl, BENCH_POOL_SIZE: String(poolSize), BENCH_SQL: bareBillSql },
  );
  const theirs = Array.from(
    { length: count },
    (_, index): LoadRequest => ({ method: 'GET', url: `${bare.url}/bills/${home(index).bill.billNo}` }),
  );
  await applyLoad(theirs.slice(0, 300), 16);
  const floor = await applyLoad(theirs, 16);
  await bare.stop();
  return {
    what: 'bill look-ups (session, binding, access rule, output schema)',
    perSecond: load.perSecond,
    floor: 'a bare Koa route with the same query by hand',
    floorPerSecond: floor.perSecond,
    aim: 0.6,
    ...pick(load),
  };
}

const pick = ({ p50Ms, p99Ms, cpuMsPerRequest }: LoadResult & { cpuMsPerRequest: number }) => ({
  p50Ms,
  p99Ms,
  cpuMsPerRequest,
});

/** A figure that counts failures would flatter. */
function refuseFailures(what: string, load: LoadResult): void {
  if (load.failed > 0)
    throw new Error(`${what}: ${load.failed} requests failed; the figure would mean nothing`);
}
