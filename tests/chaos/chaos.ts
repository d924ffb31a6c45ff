/**
 * The fault proof: payments through a misbehaving sandbox while server and database are killed. At the end every success
 * at the sandbox is one collection and one posting, to the fen, and the trial balance holds.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { build } from '../../scripts/build.ts';
import { tokenHash } from '../../server/src/infra/crypto.ts';
import { createWorld } from '../support/world.ts';
import { type Count, countUp } from './count-up.ts';
import { crashPoints, type FaultRule, faultRules } from './faults.ts';
import { type Machine, ownerPool, startMachine } from './machine.ts';
import { ask, type Errand, makeErrands, run } from './residents.ts';

export interface ChaosOptions {
  payments: number;
  /** At least so many deaths of the server in all, and of the database. */
  serverKills: number;
  databaseKills: number;
  seed: number;
  say?: (line: string) => void;
}

export interface ChaosReport {
  count: Count;
  faults: { gateway: string; on: string; fault: string; done: number; wanted: number }[];
  serverDeaths: Record<string, number>;
  databaseDeaths: number;
  ledger: { ok: boolean; text: string };
  seconds: number;
}

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const began = Date.now();
  const say = options.say ?? (() => {});
  await build(['prisma', 'server'], { say });
  const random = seededRandom(options.seed);
  const machine = await startMachine(crashPlan(options, random));
  const owner = ownerPool(machine);
  try {
    await machine.sandbox.post('/control/settings', { retryScale: 0.02, wechatNotifyKey: 'mixed' });
    const errands = await makeErrands(createWorld(owner), options.payments, random);
    await machine.sandbox.post('/control/faults', {
      seed: options.seed,
      rules: faultRules.map(({ atLeastPer100: _, ...rule }) => rule),
    });
    await payUnderFire(machine, owner, errands, options, say);
    const faults = await faultCounts(machine, options.payments);
    await machine.sandbox.post('/control/faults', { rules: [] });
    await machine.calmDown();
    say('faults off; waiting for silence to be broken');
    const count = await settleDown(machine, owner, say);
    return {
      count,
      faults,
      serverDeaths: Object.fromEntries(machine.serverDeaths),
      databaseDeaths: machine.databaseDeaths,
      ledger: verifyLedger(machine.ownerUrl),
      seconds: Math.round((Date.now() - began) / 1000),
    };
  } finally {
    await owner.end();
    await machine.close();
  }
}

/** Each server that is started gets the next point to die at, until enough have died. */
function crashPlan(options: ChaosOptions, random: () => number): () => string | undefined {
  const every = Math.max(2, Math.floor(options.payments / (options.serverKills + 2)));
  let started = 0;
  return () => {
    const point = crashPoints[started++ % crashPoints.length]!;
    const reach =
      point === 'refund-in-flight'
        ? 1 + Math.floor(random() * 2)
        : Math.max(1, Math.floor(every * (0.3 + random() * 0.5)));
    return `${point}:${reach}`;
  };
}

async function payUnderFire(
  machine: Machine,
  owner: pg.Pool,
  errands: Errand[],
  options: ChaosOptions,
  say: (line: string) => void,
): Promise<void> {
  const cookie = await financeClerk(owner);
  const killDatabaseAt = Array.from({ length: options.databaseKills }, (_, index) =>
    Math.floor(((index + 1) * errands.length) / (options.databaseKills + 1)),
  );
  let done = 0;
  const queue = errands.entries();
  const worker = async () => {
    for (const [index, errand] of queue) {
      await run(machine, errand);
      if (index % 8 === 0) await refund(machine, cookie, errands[Math.max(0, index - 24)]!);
      done += 1;
      if (killDatabaseAt.includes(done)) await machine.killDatabase();
      if (done % 100 === 0)
        say(
          `${done} of ${errands.length} payments, server died ${total(machine.serverDeaths)} times, database ${machine.databaseDeaths}`,
        );
    }
  };
  await Promise.all(Array.from({ length: 12 }, worker));
  while (total(machine.serverDeaths) < options.serverKills) await machine.killServer();
}

/** Half of what an earlier payment brought, or all of it; refused where there is nothing to refund, which is fine. */
async function refund(machine: Machine, cookie: string, errand: Errand): Promise<void> {
  if (!errand.paymentNo) return;
  const amountFen = Math.max(1, Math.floor(errand.bill.amountFen / (errand.bill.amountFen % 2 ? 1 : 2)));
  await ask(machine, 'POST', `/staff/payments/${errand.paymentNo}/refunds`, {
    cookie,
    key: randomUUID(),
    body: { amountFen, reason: '用户申请退费' },
  });
}

async function financeClerk(owner: pg.Pool): Promise<string> {
  const token = randomUUID().replaceAll('-', '') + randomUUID().replaceAll('-', '');
  const { rows } = await owner.query(
    `INSERT INTO staff_members (username, display_name, roles, password_hash, totp_enc) VALUES ('chaos', '值班财务', ARRAY['finance'], 'none', '') RETURNING id`,
  );
  await owner.query(
    `INSERT INTO staff_sessions (token_hash, staff_id, expires_at) VALUES ($1, $2, now() + interval '1 day')`,
    [tokenHash(token), rows[0].id],
  );
  return `dianting_staff=${token}`;
}

/** Until everything the sandbox was paid is booked and no refund is open, or for ten minutes: a look after an order's expiry and a refund's next try may be that far away. */
async function settleDown(machine: Machine, owner: pg.Pool, say: (line: string) => void): Promise<Count> {
  const end = Date.now() + 600_000;
  for (;;) {
    await machine.sandbox.post('/control/notifications/flush');
    const count = await countUp(machine.sandbox, owner);
    const { rows } = await owner.query(`SELECT count(*)::int AS open FROM refunds WHERE status = 'pending'`);
    if ((count.differences.length === 0 && rows[0].open === 0) || Date.now() > end) return count;
    say(`${count.differences.length} differences and ${rows[0].open} open refunds left`);
    await new Promise(done => setTimeout(done, 3000));
  }
}

async function faultCounts(machine: Machine, payments: number): Promise<ChaosReport['faults']> {
  const answer = await machine.sandbox.get<{ counts?: FaultCount[] } | FaultCount[]>(
    '/control/faults/counts',
  );
  const counts = Array.isArray(answer) ? answer : (answer.counts ?? []);
  return faultRules.map(rule => ({
    gateway: rule.gateway,
    on: rule.on,
    fault: rule.fault,
    done: counts.find(each => isSame(each, rule))?.count ?? 0,
    wanted: Math.floor((rule.atLeastPer100 * payments) / 100),
  }));
}

interface FaultCount {
  gateway: string;
  on: string;
  fault: string;
  count: number;
}

const isSame = (count: FaultCount, rule: FaultRule) =>
  count.gateway === rule.gateway && count.on === rule.on && count.fault === rule.fault;

function verifyLedger(ownerUrl: string): { ok: boolean; text: string } {
  const cli = new URL('../../server/src/cli/ledger-verify.ts', import.meta.url).pathname;
  const { NODE_OPTIONS: _, ...environment } = process.env;
  const result = spawnSync(process.execPath, ['--import', 'tsx', cli], {
    env: { ...environment, DATABASE_URL: ownerUrl },
    encoding: 'utf8',
  });
  return { ok: result.status === 0, text: result.stdout + result.stderr };
}

const total = (deaths: Map<string, number>) => [...deaths.values()].reduce((sum, value) => sum + value, 0);

/** mulberry32: small, and the same everywhere. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}
