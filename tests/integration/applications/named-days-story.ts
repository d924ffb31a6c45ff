/** The scene of the stories about days that a customer named: a clerk, finance, and a clock that is moved from day to day. What is exported changes with it. */
import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import { loadReferenceData } from '../../../prisma/seed/reference-data.ts';
import type { BusinessDate } from '../../../server/src/shared/dates.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import type { Resident } from '../../support/world.ts';
import { addMember, type DeskMember, openDesk } from '../access/scene.ts';
import { kindOf } from './office.ts';
import { customer, desk } from './walker.ts';

export const began = '2026-12-07' as BusinessDate;
export let today: BusinessDate = began;
const clock = { now: () => new Date(`${today}T02:00:00Z`) };

export let hall: RunningHall;
export let clerk: DeskMember;
export let finance: DeskMember;

/** Before a suite’s stories. */
export function setTheScene(): void {
  beforeAll(async () => {
    hall = await startHall({ clock });
    const client = await hall.owner.connect();
    await loadReferenceData(client);
    client.release();
    ({ clerk } = await openDesk(hall));
    finance = await addMember(hall, 'finance');
  });
  afterAll(() => hall.close());
  beforeEach(() => moveTo(began));
}

/** People stay signed in while the days go by. */
export async function moveTo(day: string): Promise<void> {
  today = day as BusinessDate;
  const until = '2100-01-01';
  await hall.owner.query('UPDATE staff_sessions SET expires_at = $1', [until]);
  await hall.owner.query('UPDATE sessions SET expires_at = $1', [until]);
}

export const rowsOf = async (text: string, values: unknown[]) => (await hall.owner.query(text, values)).rows;
export const toldOf = async (event: string, holderPeriodId: number) =>
  rowsOf('SELECT params FROM notices WHERE event = $1 AND holder_period_id = $2 ORDER BY id', [
    event,
    holderPeriodId,
  ]);

export async function heldHome() {
  const from = '2026-11-01';
  const household = await hall.world.household({ from });
  await hall.owner.query(
    `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, '2026-10-31', 100000, 60000, 40000, 'remote'),
       ($1, '2026-11-30', 110000, 66000, 44000, 'remote')`,
    [household.meterId],
  );
  const resident = await hall.world.resident({ phone: household.phone });
  await hall.world.bind(resident, household, { isHolder: true });
  return { household, resident };
}

/** Handed in, taken and accepted: from then on it waits for its day. */
export async function accepted(
  code: string,
  accountNo: string,
  resident: Resident,
  form: Record<string, string>,
) {
  const walk = { hall, resident, clerk };
  const me = customer(walk);
  const office = desk(walk);
  const caseNo = await me.begin(kindOf(code), { accountNo }, today);
  await me.ask('PATCH', `/${caseNo}`, { form });
  await me.hand(caseNo, 'identity-card');
  await me.ask('POST', `/${caseNo}/submission`);
  await office.must(`/${caseNo}/take`);
  await office.must(`/${caseNo}/moves`, { move: 'accept' });
  return { me, office, caseNo };
}

/** An earlier version of a kind, as it stood in the database before the hall was renewed. */
export async function earlier(kind: ReturnType<typeof kindOf>, change: object): Promise<number> {
  const definition = JSON.stringify({ ...kind, version: 1, ...change });
  const text = `INSERT INTO service_kinds (code, version, definition, added_by) VALUES ($1, 1, $2, 'shipped') RETURNING id`;
  return (await rowsOf(text, [kind.code, definition]))[0].id;
}

/** A case never changes its kind: this one was begun under that version. */
export async function wasBegunUnder(kindId: number, caseNo: string): Promise<void> {
  const client = await hall.owner.connect();
  await client.query('BEGIN');
  await client.query('ALTER TABLE applications DISABLE TRIGGER USER');
  await client.query('UPDATE applications SET kind_id = $1 WHERE case_no = $2', [kindId, caseNo]);
  await client.query('ALTER TABLE applications ENABLE TRIGGER USER');
  await client.query('COMMIT');
  client.release();
}

export async function draft(month: string): Promise<number> {
  const made = await hall.call('POST', '/staff/billing-runs', {
    cookie: clerk.cookie,
    key: `bill-${month}-${Math.random()}`,
    body: { regionCode: 'weihai', month },
  });
  expect(made.status).toBe(201);
  return made.body.id;
}

export async function decide(id: number, decision: 'discard' | 'approval') {
  const drafts = await rowsOf(
    `SELECT a.account_no AS "accountNo", (d.content #>> '{bill,energy}')::int AS energy, d.exception FROM bill_drafts d
       JOIN holder_periods h ON h.id = d.holder_period_id JOIN supply_accounts a ON a.id = h.account_id WHERE d.run_id = $1`,
    [id],
  );
  const decided = await hall.call('POST', `/staff/billing-runs/${id}/${decision}`, {
    cookie: finance.cookie,
    key: `decide-${id}`,
    ...(decision === 'discard' ? { body: { reason: '测试后作废' } } : {}),
  });
  expect(decided.status).toBe(200);
  return (accountNo: string) =>
    drafts.filter(one => one.accountNo === accountNo).map(({ energy, exception }) => ({ energy, exception }));
}

export async function bill(month: string, decision: 'discard' | 'approval' = 'discard') {
  return decide(await draft(month), decision);
}
