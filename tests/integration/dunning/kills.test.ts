/** The server killed (SIGKILL) between any two steps: exactly one command, and nobody is cut off who has paid. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { freePort } from '../../../server/src/infra/free-port.ts';
import { createTestDatabase, ownerPool, type TestDatabase } from '../../support/cluster.ts';
import { eventually } from '../../support/hall.ts';
import { type Program, startProgram } from '../../support/program.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox.ts';
import { createWorld, testFieldKey, type World } from '../../support/world.ts';

let database: TestDatabase;
let sandbox: Sandbox;
let owner: pg.Pool;
let world: World;
let settings: Record<string, string>;
let running: Program | undefined;
let homes = 0;

beforeAll(async () => {
  const [made, started, port] = await Promise.all([createTestDatabase(), startSandbox(), freePort()]);
  [database, sandbox] = [made, started];
  owner = ownerPool(database);
  world = createWorld(owner);
  settings = {
    ...sandbox.credentials,
    HALL_MODE: 'demo',
    PORT: String(port),
    PUBLIC_BASE_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: database.url,
    FIELD_KEY: testFieldKey,
    SANDBOX_URL: sandbox.url,
    LOG_LEVEL: 'silent',
    JOBS_IN_SERVER: 'true',
  };
  await sandbox.post('/control/settings', { supplyQueueMs: 10, supplyExecuteMs: 20, retryScale: 0.01 });
  // A test runs at any hour of any day.
  await rule('hours', { fromHour: 0, toHour: 24, workingDaysOnly: false, notBeforeHoliday: false });
  await rule('coldDays', { months: [], dates: [] });
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
afterAll(async () => {
  await owner.end();
  await sandbox.close();
  await database.drop();
});

const rule = (name: string, value: object) =>
  owner.query(
    `INSERT INTO dunning_rules (name, value, valid_from, edition, reason, set_by) VALUES ($1, $2, '2026-01-01', '测试规则', '测试', 'story')`,
    [name, JSON.stringify(value)],
  );

interface Debtor {
  payableId: number;
  caseNo: string;
  point: string;
}

/** A household whose suspension is approved and whose last call went out 40 minutes ago: the next step is the command. */
async function atTheLastMinute(): Promise<Debtor> {
  homes += 1;
  const household = await world.household();
  const dueOn = new Date(Date.now() - 60 * 86_400_000).toISOString().slice(0, 10);
  const bill = await world.bill(household, { amountFen: 20_000, dueOn });
  const caseNo = `DN2026010100${String(homes).padStart(6, '0')}`;
  await owner.query(
    `INSERT INTO dunning_cases (case_no, holder_period_id, account_id, status, step, round, debt_fen, overdue_since, noticed_at, disconnect_on, lapses_on, evidence,
       proposed_at, submitted_by, decided_by, decided_at, disconnect_at, opened_at, next_at)
     VALUES ($1, $2, $3, 'last-call', 3, 1, 20000, current_date - 60, now() - interval '5 days', current_date, current_date + 2, '{"debts":[],"told":[]}',
       now(), 'staff:one', 'staff:two', now(), date_trunc('second', now() - interval '5 minutes'), now() - interval '50 days', now())`,
    [caseNo, household.holderPeriodId, household.accountId],
  );
  await told(caseNo, household.holderPeriodId, 'dunning-formal', 'formal:1:holder', '5 days');
  const { rows } = await owner.query(
    'SELECT extract(epoch FROM disconnect_at)::bigint AS call FROM dunning_cases WHERE case_no = $1',
    [caseNo],
  );
  await told(
    caseNo,
    household.holderPeriodId,
    'dunning-last-call',
    `call:${rows[0].call}:holder`,
    '40 minutes',
  );
  const point = await owner.query('SELECT code FROM metering_points WHERE id = $1', [
    household.meteringPointId,
  ]);
  return { payableId: bill.payableId, caseNo, point: point.rows[0].code };
}

async function told(caseNo: string, holder: number, event: string, key: string, ago: string): Promise<void> {
  await owner.query(
    `WITH notice AS (
       INSERT INTO notices (event, holder_period_id, params, dedupe_key, status, not_before, source_table, source_id)
       VALUES ($3, $2, '{}', 'dunning:' || $1 || ':' || $4, 'delivered', now(), 'dunning_cases', $1) RETURNING id)
     INSERT INTO message_deliveries (notice_id, channel, state, request_id, handed_at, receipt_at, recipient)
       SELECT id, 'sms', 'delivered', 'kill-' || id, now() - $5::interval, now() - $5::interval, '139****0000' FROM notice`,
    [caseNo, holder, event, key, ago],
  );
}

/** The server runs until it kills itself at this point; then it is gone as after a power cut. */
async function diesAt(point: string): Promise<void> {
  const { code, output } = await startProgram('server', { ...settings, HALL_CRASH_POINT: `${point}:1` })
    .ended;
  if (code !== null) throw new Error(`ended with ${code} instead of being killed at ${point}:\n${output}`);
}

async function runs(): Promise<void> {
  running = startProgram('server', settings);
  await running.says(/hall listening/);
}

async function statusOf({ caseNo }: Debtor): Promise<string> {
  const { rows } = await owner.query('SELECT status FROM dunning_cases WHERE case_no = $1', [caseNo]);
  return rows[0].status;
}
const becomes = (debtor: Debtor, status: string) =>
  eventually(
    () => statusOf(debtor),
    now => now === status,
    60_000,
  );

async function pays({ payableId, caseNo }: Debtor): Promise<void> {
  await owner.query(
    `SELECT receive_payment('PS' || $2, 'bank-debit', 'debit-bank:story', 'T' || $2, 'debit', NULL, '电费', ARRAY[$1::bigint], ARRAY[20000::bigint], '{}', '{}', now(), shanghai_date(now()), 'file', false, '{}')`,
    [payableId, caseNo],
  );
}

async function moves({ point }: Debtor): Promise<[string, number]> {
  const [found] = await sandbox.get<{ relay: string; moves: number }[]>(
    `/control/supply/points?meteringPoint=${point}`,
  );
  return [found!.relay, found!.moves];
}
async function commands({ caseNo }: Debtor): Promise<string[]> {
  const { rows } = await owner.query(
    `SELECT action FROM supply_commands WHERE starts_with(reason, 'dunning:' || $1) ORDER BY id`,
    [caseNo],
  );
  return rows.map(({ action }) => action);
}

describe('between approval and disconnect', () => {
  it('the order is written, claimed and answered across three deaths, and the relay moves once', async () => {
    const debtor = await atTheLastMinute();
    await diesAt('dunning-step');
    expect([await statusOf(debtor), await commands(debtor)]).toEqual(['disconnecting', ['disconnect']]);
    await diesAt('supply-claimed');
    expect(await moves(debtor)).toEqual(['connected', 0]);
    // The next try comes when its minute of claim is over.
    await owner.query('UPDATE supply_commands SET next_at = now() WHERE ended_at IS NULL');
    await diesAt('supply-answered');
    await owner.query('UPDATE supply_commands SET next_at = now() WHERE ended_at IS NULL');
    await runs();
    await becomes(debtor, 'suspended');
    expect([await moves(debtor), await commands(debtor)]).toEqual([['suspended', 1], ['disconnect']]);
  }, 240_000);

  it('whoever pays while the server is down is not cut off', async () => {
    const debtor = await atTheLastMinute();
    await pays(debtor);
    await diesAt('dunning-step');
    await runs();
    await becomes(debtor, 'closed');
    expect([await moves(debtor), await commands(debtor)]).toEqual([['connected', 0], []]);
  }, 120_000);

  it('whoever pays between the order and its telling is not cut off either', async () => {
    const debtor = await atTheLastMinute();
    // The first step may be another household's.
    for (let tries = 0; tries < 5 && (await commands(debtor)).length === 0; tries += 1)
      await diesAt('dunning-step');
    expect(await commands(debtor)).toEqual(['disconnect']);
    await pays(debtor);
    await runs();
    await becomes(debtor, 'closed');
    expect(await moves(debtor)).toEqual(['connected', 0]);
  }, 120_000);
});

describe('between payment and reconnect', () => {
  it('power is ordered back once, and comes back', async () => {
    const debtor = await atTheLastMinute();
    await runs();
    await becomes(debtor, 'suspended');
    await running!.stop();
    running = undefined;
    await pays(debtor);
    // The first step may be another household's.
    for (let tries = 0; tries < 5 && (await statusOf(debtor)) === 'suspended'; tries += 1)
      await diesAt('dunning-step');
    expect([await statusOf(debtor), await commands(debtor)]).toEqual([
      'restoring',
      ['disconnect', 'connect'],
    ]);
    await diesAt('supply-claimed');
    await owner.query('UPDATE supply_commands SET next_at = now() WHERE ended_at IS NULL');
    await diesAt('supply-answered');
    await owner.query('UPDATE supply_commands SET next_at = now() WHERE ended_at IS NULL');
    await runs();
    await becomes(debtor, 'closed');
    expect([await moves(debtor), await commands(debtor)]).toEqual([
      ['connected', 2],
      ['disconnect', 'connect'],
    ]);
  }, 240_000);
});
