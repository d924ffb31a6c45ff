/** Every kind that comes with the hall, from the draft to its end, by an automated customer and an automated clerk. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadReferenceData } from '../../../prisma/seed/reference-data.ts';
import { checkKind } from '../../../server/src/modules/applications/check-kind.ts';
import { mainWay } from '../../../server/src/modules/applications/kind.ts';
import { shippedKinds } from '../../../server/src/modules/applications/kinds/index.ts';
import { openLedger } from '../../../server/src/modules/ledger/index.ts';
import { addDays, businessDate } from '../../../server/src/shared/dates.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import type { Household, Resident } from '../../support/world.ts';
import { type DeskMember, openDesk } from '../access/scene.ts';
import { type Walk, walkThrough } from './walker.ts';

const all = shippedKinds.map(source => checkKind(source).kind!);
/** What the hall opens by itself is walked where its day is waited for: ends-and-pauses. */
const kinds = all.filter(({ openedBy }) => openedBy !== 'hall');
const today = businessDate(new Date());
const yesterday = addDays(today, -1);
const monthBegan = `${today.slice(0, 7)}-01`;

let hall: RunningHall;
let clerk: DeskMember;

beforeAll(async () => {
  hall = await startHall();
  const client = await hall.owner.connect();
  await loadReferenceData(client);
  client.release();
  ({ clerk } = await openDesk(hall));
});
afterAll(() => hall.close());

/** A home held since the first of the month, with a reading on the eve of it. */
async function home(): Promise<{ household: Household; holder: Resident }> {
  const from = yesterday < monthBegan ? `${yesterday.slice(0, 7)}-01` : monthBegan;
  const household = await hall.world.household({ from });
  await hall.owner.query(
    `INSERT INTO readings (meter_id, read_on, total, peak, valley, source) VALUES ($1, $2::date - 1, 100000, 60000, 40000, 'remote')`,
    [household.meterId, from],
  );
  const holder = await hall.world.resident({ phone: household.phone });
  await hall.world.bind(holder, household, { isHolder: true });
  return { household, holder };
}

/** Money that comes in by another door than the hall. */
const payAtTheBank = (payableId: number, amountFen: number) =>
  hall.owner.query(
    `SELECT receive_payment($1, 'mobile-bank', 'partner:MB0001', $1, 'bank', NULL, '电费', ARRAY[$2::bigint], ARRAY[$3::bigint], '{}', '{}', now(), current_date, 'partner', true, '{}')`,
    [`P${today.replaceAll('-', '')}${String(payableId).padStart(14, '0')}`, payableId, amountFen],
  );

const lastReading = { total: 112_000, peak: 67_000, valley: 45_000 };

async function storyOf(kind: (typeof kinds)[number]) {
  const stranger = await hall.world.resident();
  const { household, holder } = await home();
  if (kind.code === 'supply-reinstatement')
    await hall.owner.query(`UPDATE supply_accounts SET status = 'suspended' WHERE id = $1`, [
      household.accountId,
    ]);
  if (kind.code === 'temporary-extension')
    await hall.owner.query(
      `INSERT INTO temporary_supplies (holder_period_id, opened_by, until_on)
       SELECT $1, max(id), $2::date + 30 FROM applications WHERE kind_code = 'temporary-supply' AND status = 'done'`,
      [household.holderPeriodId, today],
    );
  const about = kind.subject === 'new-place' ? { regionCode: 'weihai' } : { accountNo: household.accountNo };
  const resident = kind.subject === 'household' ? holder : stranger;
  const walk: Walk = { hall, resident, clerk };
  const caseNo = await walkThrough(walk, { kind, about, today, yesterday, lastReading });
  const { body } = await hall.call('GET', `/applications/${caseNo}`, { token: resident.token });
  return { caseNo, body, resident, household, holder };
}

describe.each(kinds.map(kind => [kind.code, kind] as const))('%s', (_, kind) => {
  it('is walked to its end within its time, by one clerk who answers for it', async () => {
    const { caseNo, body } = await storyOf(kind);
    expect(body).toMatchObject({ status: 'done', caseNo, wanted: null, fieldsMissing: [] });
    expect(body.timeline.every(({ state }: { state: string }) => state === 'done')).toBe(true);
    expect(body.manager.displayName).toBe(clerk.username);
    expect(body.dueOn >= today).toBe(true);
    const { rows } = await hall.owner.query(
      `SELECT first_receiver, manager, team FROM applications WHERE case_no = $1`,
      [caseNo],
    );
    expect(rows).toEqual([{ first_receiver: clerk.username, manager: clerk.username, team: 'hall' }]);
    const told = await hall.owner.query(
      `SELECT event FROM notices WHERE source_table = 'applications' AND dedupe_key LIKE $1 ORDER BY id`,
      [`application:${caseNo}:%`],
    );
    const events = told.rows.map(({ event }) => event);
    // At each step: what goes on, or what is wanted.
    const [, ...later] = mainWay(kind, kind.start);
    const each = later.map(({ by, type }) =>
      by === 'customer' && type !== 'day' ? 'application-wanted' : 'application-step',
    );
    expect(events).toEqual(['application-received', ...each, 'application-done']);
  });
});

describe('what came of it', () => {
  const of = (code: string) => storyOf(kinds.find(kind => kind.code === code)!);

  it('a new home has account, meter, tariff, first reading and its holder', async () => {
    const { body, resident } = await of('new-residential');
    const { body: mine } = await hall.call('GET', '/households', { token: resident.token });
    expect(mine.households).toEqual([
      expect.objectContaining({
        accountNo: body.result.accountNo,
        isHolder: true,
        level: 'full',
        name: '王新户',
      }),
    ]);
    expect(body.result.accountNo).toMatch(/^37\d{11}$/);
    const { rows } = await hall.owner.query(
      `SELECT h.from_date::text AS from, o.kind, r.total::int, r.read_on::text AS "on" FROM supply_accounts a JOIN holder_periods h ON h.account_id = a.id
         JOIN tariff_options o ON o.holder_period_id = h.id JOIN meter_installations i ON i.metering_point_id = a.metering_point_id
         JOIN readings r ON r.meter_id = i.meter_id WHERE a.account_no = $1`,
      [body.result.accountNo],
    );
    expect(rows).toEqual([{ from: yesterday, kind: 'flat', total: 12, on: addDays(yesterday, -1) }]);
    expect(body.signature.certificateSerial).toMatch(/^[4-7][0-9a-f]{31}$/);
  });

  it('a change of holder settles the old one to the day, and the new one sees nothing of it', async () => {
    const { body, household, holder, resident } = await of('holder-change');
    const { rows: bills } = await hall.owner.query(
      'SELECT to_date::text AS "to", energy::int, total_fen::int AS fen FROM bills WHERE holder_period_id = $1 AND live',
      [household.holderPeriodId],
    );
    expect(bills).toEqual([{ to: yesterday, energy: 12_000, fen: expect.any(Number) }]);
    expect(bills[0].fen).toBeGreaterThan(0);
    // What is owed is told to the old holder, and to be paid by them alone.
    const { body: left } = await hall.call('GET', '/final-bills', { token: holder.token });
    expect(left.bills).toEqual([
      expect.objectContaining({ kind: 'bill', to: yesterday, owedFen: bills[0].fen }),
    ]);
    expect((await hall.call('GET', '/final-bills', { token: resident.token })).body.bills).toEqual([]);
    // The old holder's door is shut, the new one's open.
    const asked = (token: string, path: string) =>
      hall.call('GET', `/households/${household.accountNo}${path}`, { token });
    expect((await asked(holder.token, '/bills')).status).toBe(404);
    const seen = await asked(resident.token, '/bills');
    expect([seen.status, seen.body.bills]).toEqual([200, []]);
    expect(JSON.stringify(body)).not.toContain(household.name);
    expect(JSON.stringify(body)).not.toContain(String(bills[0].fen));
    // Once it is paid, nothing binds them to it any more.
    const bound = () =>
      hall.owner.query('SELECT removed_by FROM bindings WHERE holder_period_id = $1', [
        household.holderPeriodId,
      ]);
    await hall.app.runJob('end-left-bindings');
    expect((await bound()).rows).toEqual([{ removed_by: null }]);
    await payAtTheBank(left.bills[0].payableId, bills[0].fen);
    await hall.app.runJob('end-left-bindings');
    expect((await bound()).rows).toEqual([{ removed_by: 'system' }]);
    const { body: mine } = await hall.call('GET', '/households', { token: resident.token });
    expect(mine.households[0]).toMatchObject({
      accountNo: household.accountNo,
      name: '王新户',
      owedFen: 0,
      balanceFen: 0,
    });
  });

  it('a closed account has its last bill, no meter and no holder', async () => {
    const { body, household } = await of('account-closing');
    expect(body.result).toMatchObject({ lastDay: yesterday, finalBillFen: expect.any(Number) });
    const { rows } = await hall.owner.query(
      `SELECT a.status, h.to_date::text AS "to", i.removed_on::text AS removed FROM supply_accounts a JOIN holder_periods h ON h.account_id = a.id
         JOIN meter_installations i ON i.metering_point_id = a.metering_point_id WHERE a.id = $1`,
      [household.accountId],
    );
    expect(rows).toEqual([{ status: 'closed', to: today, removed: today }]);
  });

  it('two lines cost what was assessed, paid like a bill', async () => {
    const { body } = await of('new-high-dual');
    expect(body.fees).toEqual([
      expect.objectContaining({ code: 'reliability', amountFen: 36_000, paidFen: 36_000 }),
    ]);
  });

  it('the books agree with all of it', async () => {
    expect(await openLedger({ db: { pool: hall.owner } }).differences()).toEqual([]);
  });
});
