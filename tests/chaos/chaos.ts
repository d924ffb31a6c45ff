/**
 * The fault proof: all eighteen ways to pay through misbehaving stand-ins, while server and database are killed. At the end
 * every success at a gateway is one collection and one posting, every source's file agrees to the fen, and the trial
 * balance holds.
 */
import { spawnSync } from 'node:child_process';
import type pg from 'pg';
import { build } from '../../scripts/build.ts';
import { tlsIdentity } from '../e2e/channels/partner-setup.ts';
import { type SharedClock, sharedClock } from '../support/shared-clock.ts';
import { openAftermath } from './aftermath.ts';
import { type Count, paidAtSandbox } from './count-up.ts';
import { crashPlan } from './crash-plan.ts';
import { type FaultCount, faultCounts } from './fault-counts.ts';
import { sandboxRules } from './faults.ts';
import type { Files } from './files.ts';
import { type Machine, ownerPool, startMachine } from './machine.ts';
import { allChannels, openPlayers, type Players } from './players/all.ts';
import type { Mishap } from './players/player.ts';
import { callbackToken } from './players/texts.ts';
import { steer } from './steering.ts';

export interface ChaosOptions {
  /** Errands in all; every way to pay has its share. */
  payments: number;
  /** So many payments at the gateways must come of them. */
  successes?: number;
  /** So many deaths of the server at named places, and of the database. */
  serverKills: number;
  databaseKills: number;
  seed: number;
  /** Goes on until every fault and every death has happened as often as it must; without it, chance decides. */
  thorough?: boolean;
  say?: (line: string) => void;
}

export interface ChaosReport {
  count: Count;
  files: Files;
  faults: FaultCount[];
  /** By channel: errands, and what went wrong beside the faults. */
  errands: Record<string, { done: number; mishaps: Partial<Record<Mishap, number>> }>;
  /** Errands that ended otherwise than they may: a refusal nobody expected. */
  broken: string[];
  serverDeaths: Record<string, number>;
  databaseDeaths: number;
  /** Months paid by the wallet itself, under an agreement. */
  agreementDebits: number;
  ledger: { ok: boolean; text: string };
  seconds: number;
}

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const began = Date.now();
  const say = options.say ?? (() => {});
  await build(['prisma', 'server'], { say });
  const random = seededRandom(options.seed);
  const [clock, tls] = [sharedClock(), tlsIdentity()];
  const aheadMs = ownDay(clock);
  const { payments, serverKills } = options;
  const deaths = crashPlan(serverKills, Math.max(2, Math.floor(payments / (serverKills + 2) / 2)), random);
  const machine = await startMachine(deaths.next, {
    timeFile: clock.timeFile,
    environment: { ...tls, ...everyChannel },
  });
  const owner = ownerPool(machine);
  await releaseAhead(owner, aheadMs);
  let players: Players | undefined;
  try {
    await machine.sandbox.post('/control/settings', {
      retryScale: 0.02,
      wechatNotifyKey: 'mixed',
      enforceBillTime: false,
      bankDelayMs: 20,
      // Nobody waits two days here between being told and being debited.
      papayEnforceTimes: false,
      papayDelayMs: 100,
    });
    players = await openPlayers({ machine, owner, clock, random, ca: tls.AGENCY_TLS_CERT }, payments);
    await machine.sandbox.post('/control/faults', { seed: options.seed, rules: sandboxRules() });
    say('everybody is there; faults on');
    await payUnderFire(machine, players, options, say);
    const countFaults = () => faultCounts(machine.sandbox, payments);
    if (options.thorough)
      await steer({
        ...{ machine, players, serverKills, say },
        seed: options.seed,
        faults: countFaults,
        unpaid: async () => (options.successes ?? 0) - (await paidAtSandbox(machine.sandbox)),
        hurry: deaths.hurry,
      });
    const faults = await countFaults();
    await machine.sandbox.post('/control/faults', { rules: [] });
    await machine.stopServer();
    say('faults off, the server started for good: waiting for silence to be broken');
    const aftermath = await openAftermath(machine, owner, clock, say);
    await aftermath.settle(players.finish());
    const count = await aftermath.outlast();
    say('the day is over: files');
    const files = await aftermath.matchFiles(players.all);
    await aftermath.close();
    return {
      count,
      files,
      faults,
      errands: players.errands,
      broken: players.broken,
      serverDeaths: Object.fromEntries(machine.serverDeaths),
      databaseDeaths: machine.databaseDeaths,
      agreementDebits: await agreementDebits(owner),
      ledger: verifyLedger(machine.ownerUrl),
      seconds: Math.round((Date.now() - began) / 1000),
    };
  } finally {
    players?.close();
    await owner.end();
    await machine.close();
    clock.close();
  }
}

/** A day that no run is long enough to leave, and in which customers may be told: today while there is enough of it. */
function ownDay(clock: SharedClock): number {
  const before = clock.now().getTime();
  const hour = new Date(before + 8 * 3_600_000).getUTCHours();
  if (hour < 8 || hour >= 20) clock.untilBeijing('10:00');
  return clock.now().getTime() - before;
}

/** The database keeps to real time. Of what it dates by itself the release of a refund is told to UnionPay, which takes none of another day. */
async function releaseAhead(owner: pg.Pool, aheadMs: number): Promise<void> {
  await owner.query(`
    CREATE FUNCTION released_ahead() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      NEW.released_at := now() + interval '${aheadMs} milliseconds';
      RETURN NEW;
    END $$;
    CREATE TRIGGER released_ahead BEFORE INSERT OR UPDATE OF released_at ON refunds FOR EACH ROW EXECUTE FUNCTION released_ahead()`);
}

async function payUnderFire(
  machine: Machine,
  players: Players,
  { serverKills, databaseKills }: ChaosOptions,
  say: (line: string) => void,
): Promise<void> {
  const errands = players.plan.length;
  const spread = (times: number) =>
    Array.from({ length: times }, (_, index) => Math.floor(((index + 1) * errands) / (times + 1)));
  const killDatabaseAt = spread(databaseKills);
  const killServerAt = spread(Math.floor(serverKills / 5));
  let done = 0;
  const queue = players.plan[Symbol.iterator]();
  const worker = async () => {
    for (const channel of queue) {
      await players.play({ channel });
      done += 1;
      if (killDatabaseAt.includes(done)) await machine.killDatabase();
      if (killServerAt.includes(done)) await machine.killServer();
      if (done % 50 === 0)
        say(
          `${done} of ${errands} errands, server died ${total(machine.serverDeaths)} times, database ${machine.databaseDeaths}`,
        );
    }
  };
  await Promise.all(Array.from({ length: 40 }, worker));
}

async function agreementDebits(owner: pg.Pool): Promise<number> {
  const { rows } = await owner.query(
    `SELECT count(*)::int AS count FROM agreement_debits d JOIN payments USING (payment_no) JOIN collections c ON c.payment_id = payments.id
      WHERE d.status = 'succeeded'`,
  );
  return rows[0].count;
}

function verifyLedger(ownerUrl: string): { ok: boolean; text: string } {
  const cli = new URL('../../server/src/cli/ledger-verify.ts', import.meta.url).pathname;
  const { NODE_OPTIONS: _, ...environment } = process.env;
  const result = spawnSync(process.execPath, ['--import', 'tsx', cli], {
    env: { ...environment, DATABASE_URL: ownerUrl },
    encoding: 'utf8',
  });
  return { ok: result.status === 0, text: result.stdout + result.stderr };
}

const everyChannel = {
  ENABLED_CHANNELS: allChannels.join(','),
  SMS_CALLBACK_TOKEN: callbackToken,
  ACQUIRER_SALE_SECONDS: '5',
};

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
