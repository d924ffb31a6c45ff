/** A temporary supply is over after its day: told of before, extended in time, and ended whoever has left. */
import { expect, it } from '@jest/globals';
import { openLedger } from '../../../server/src/modules/ledger/index.ts';
import { addDays } from '../../../server/src/shared/dates.ts';
import {
  clerk,
  earlier,
  hall,
  heldHome,
  moveTo,
  rowsOf,
  setTheScene,
  today,
  toldOf,
  wasBegunUnder,
} from './named-days-story.ts';
import { kindOf } from './office.ts';
import { customer, desk, papersOf, walkThrough } from './walker.ts';

setTheScene();

async function temporary(until: string) {
  const resident = await hall.world.resident();
  const kind = kindOf('temporary-supply');
  const caseNo = await walkThrough(
    { hall, resident, clerk },
    {
      kind,
      about: { regionCode: 'weihai' },
      today,
      yesterday: addDays(today, -1),
      form: { until },
    },
  );
  const [held] = await rowsOf(
    `SELECT a.account_no AS "accountNo", a.id AS "accountId", c.holder_period_id AS "holderPeriodId" FROM applications c JOIN supply_accounts a ON a.id = c.account_id WHERE case_no = $1`,
    [caseNo],
  );
  return { resident, caseNo, me: customer({ hall, resident, clerk }), ...held };
}
const watch = () => hall.app.runJob('watch-temporary-supplies');
const listed = async (accountNo: string) =>
  (await hall.call('GET', '/staff/temporary-supplies', { cookie: clerk.cookie })).body.supplies.find(
    (supply: { accountNo: string }) => supply.accountNo === accountNo,
  );

it('a temporary supply: customer and manager are told once before its end, and it is closed with a final bill after it', async () => {
  const { resident, me, accountNo, accountId, holderPeriodId, caseNo } = await temporary('2026-12-31');
  await moveTo('2026-12-15');
  await watch();
  expect(await toldOf('temporary-supply-ending', holderPeriodId)).toEqual([]);
  expect(await listed(accountNo)).toBeUndefined();
  await moveTo('2026-12-16');
  await watch();
  await watch();
  expect(await toldOf('temporary-supply-ending', holderPeriodId)).toEqual([
    { params: { accountTail: accountNo.slice(-4), untilOn: '2026-12-31', daysLeft: 15 } },
  ]);
  expect(await listed(accountNo)).toEqual({
    accountNo,
    untilOn: '2026-12-31',
    daysLeft: 15,
    manager: clerk.username,
    openedBy: caseNo,
    told: true,
    endingNo: null,
  });
  // On its last day it is supplied still.
  await moveTo('2026-12-31');
  await watch();
  expect((await listed(accountNo)).endingNo).toBeNull();
  await moveTo('2027-01-01');
  await watch();
  await watch();
  const { endingNo } = await listed(accountNo);
  const endings = await rowsOf(
    `SELECT case_no AS no, status, manager FROM applications WHERE kind_code = 'temporary-ending' AND account_id = $1`,
    [accountId],
  );
  expect(endings).toEqual([{ no: endingNo, status: 'open', manager: clerk.username }]);
  const opened = await rowsOf(
    `SELECT person_id AS id FROM notices WHERE event = 'application-opened' AND params ->> 'caseNo' = $1`,
    [endingNo],
  );
  expect(opened).toEqual([{ id: resident.personId }]);
  // It is the utility's, so it is not withdrawn.
  const kept = await me.ask('POST', `/${endingNo}/withdrawal`, { reason: '还要用' });
  expect([kept.status, kept.body.error]).toEqual([409, 'application-opened-by-hall']);
  const office = desk({ hall, resident, clerk });
  await office.must(`/${endingNo}/take`);
  await office.must(`/${endingNo}/moves`, { move: 'agreed' });
  await office.must(`/${endingNo}/reading`, { on: '2027-01-01', total: 5_012, peak: 3_008, valley: 2_004 });
  await office.must(`/${endingNo}/moves`, { move: 'read' });
  await office.must(`/${endingNo}/moves`, { move: 'close' });
  expect((await me.ask('GET', `/${endingNo}`)).body).toMatchObject({
    status: 'done',
    result: { accountNo, lastDay: '2027-01-01', finalBillFen: expect.any(Number) },
  });
  const closed = await rowsOf(
    `SELECT a.status, (SELECT sum(energy)::int FROM bills b WHERE b.holder_period_id = $2 AND b.live) AS energy FROM supply_accounts a WHERE a.id = $1`,
    [accountId, holderPeriodId],
  );
  expect(closed).toEqual([{ status: 'closed', energy: 5_000 }]);
  await watch();
  expect(await listed(accountNo)).toBeUndefined();
  expect(await openLedger({ db: { pool: hall.owner } }).differences()).toEqual([]);
});

it('an extension moves the end, is told of anew, and holds the ending back while it is being decided', async () => {
  const { resident, me, accountNo, holderPeriodId } = await temporary('2026-12-31');
  const office = desk({ hall, resident, clerk });
  const ask = async (until: string) => {
    const caseNo = await me.begin(kindOf('temporary-extension'), { accountNo }, today);
    await me.ask('PATCH', `/${caseNo}`, { form: { until } });
    await me.hand(caseNo, 'business-licence');
    return { caseNo, submitted: await me.ask('POST', `/${caseNo}/submission`) };
  };
  const past = await ask('2026-12-01');
  expect([past.submitted.status, past.submitted.body.details[0]]).toEqual([
    422,
    expect.objectContaining({ field: 'form.until', rule: 'ahead' }),
  ]);
  await me.ask('DELETE', `/${past.caseNo}`);
  await moveTo('2026-12-30');
  await watch();
  const { caseNo } = await ask('2027-02-28');
  await moveTo('2027-01-02');
  await watch();
  expect((await listed(accountNo)).endingNo).toBeNull();
  await office.must(`/${caseNo}/take`);
  // Returned for a paper it is not decided either.
  const items = [{ kind: 'paper', code: 'business-licence', what: '照片看不清' }];
  expect((await office.must(`/${caseNo}/return`, { items })).status).toBe('waiting');
  await watch();
  expect((await listed(accountNo)).endingNo).toBeNull();
  await me.hand(caseNo, 'business-licence');
  expect((await me.ask('POST', `/${caseNo}/answer`)).body.status).toBe('open');
  await office.must(`/${caseNo}/moves`, { move: 'accept' });
  await office.must(`/${caseNo}/moves`, { move: 'extend' });
  expect((await me.ask('GET', `/${caseNo}`)).body.result).toEqual({ until: '2027-02-28' });
  await watch();
  expect(await listed(accountNo)).toBeUndefined();
  await moveTo('2027-02-20');
  await watch();
  expect(
    (await toldOf('temporary-supply-ending', holderPeriodId)).map(({ params }) => params.untilOn),
  ).toEqual(['2026-12-31', '2027-02-28']);
});

it('what was opened before ends were watched is watched by the day of its form', async () => {
  const { accountNo, holderPeriodId, caseNo } = await temporary('2026-12-31');
  await hall.owner.query('DELETE FROM temporary_supplies WHERE holder_period_id = $1', [holderPeriodId]);
  await wasBegunUnder(await earlier(kindOf('temporary-supply'), { temporary: undefined }), caseNo);
  await moveTo('2026-12-16');
  await watch();
  await watch();
  expect(await listed(accountNo)).toMatchObject({ untilOn: '2026-12-31', told: true, openedBy: caseNo });
  expect(await toldOf('temporary-supply-ending', holderPeriodId)).toHaveLength(1);
});

it('however many have been told already, the next is told as well', async () => {
  const { holderPeriodId, caseNo } = await temporary('2026-12-31');
  const { premisesId, customerId } = await hall.world.household();
  await hall.owner.query(
    `WITH points AS (INSERT INTO metering_points (premises_id, code) SELECT $1, 'TOLD' || n FROM generate_series(1, 500) n RETURNING id),
       accounts AS (INSERT INTO supply_accounts (account_no, region_code, metering_point_id, category)
         SELECT '3799' || lpad(id::text, 9, '0'), 'weihai', id, 'commercial' FROM points RETURNING id),
       holders AS (INSERT INTO holder_periods (account_id, customer_id, contract_no, from_date)
         SELECT id, $2, 'TOLD' || id, '2026-11-01' FROM accounts RETURNING id)
     INSERT INTO temporary_supplies (holder_period_id, opened_by, until_on, told_of)
       SELECT holders.id, c.id, '2026-12-20', '2026-12-20' FROM holders, applications c WHERE c.case_no = $3`,
    [premisesId, customerId, caseNo],
  );
  await moveTo('2026-12-16');
  await watch();
  // And staff come to each of them, page by page; the count is of all.
  const seen = new Set<string>();
  for (let page = 1, more = true; more; page += 1) {
    const answer = await hall.call('GET', `/staff/temporary-supplies?page=${page}`, {
      cookie: clerk.cookie,
    });
    for (const supply of answer.body.supplies) seen.add(supply.accountNo);
    expect(answer.body.toEnd).toBeGreaterThan(500);
    more = answer.body.hasMore;
  }
  expect(seen.size).toBeGreaterThan(500);
  await hall.owner.query(`DELETE FROM temporary_supplies WHERE until_on = '2026-12-20'`);
  expect(await toldOf('temporary-supply-ending', holderPeriodId)).toHaveLength(1);
});

it('one whose applicant has left the hall ends all the same, and nobody takes it over for good', async () => {
  const { accountNo, caseNo } = await temporary('2026-12-31');
  const walk = { hall, resident: await hall.world.resident(), clerk };
  const [me, office] = [customer(walk), desk(walk)];
  const move = await me.begin(kindOf('holder-change'), { accountNo }, today);
  for (const paper of papersOf(kindOf('holder-change'))) await me.hand(move, paper);
  await me.ask('POST', `/${move}/submission`);
  await office.must(`/${move}/take`);
  const refused = await office.ask('POST', `/${move}/moves`, { move: 'accept' });
  expect([refused.status, refused.body.error]).toEqual([409, 'application-no-effect']);
  await me.ask('POST', `/${move}/withdrawal`, { reason: '另行申请' });
  await hall.owner.query('UPDATE applications SET form_enc = NULL WHERE case_no = $1', [caseNo]);
  await moveTo('2027-01-02');
  await watch();
  const { endingNo } = await listed(accountNo);
  const { body } = await office.ask('GET', `/${endingNo}`);
  expect([body.status, body.form.phone]).toEqual(['open', '139****5678']);
});

it('whoever has no temporary supply learns at once that there is nothing to extend', async () => {
  const { household, resident } = await heldHome();
  const me = customer({ hall, resident, clerk });
  const caseNo = await me.begin(kindOf('temporary-extension'), { accountNo: household.accountNo }, today);
  await me.ask('PATCH', `/${caseNo}`, { form: { until: '2027-06-30' } });
  await me.hand(caseNo, 'business-licence');
  const refused = await me.ask('POST', `/${caseNo}/submission`);
  expect([refused.status, refused.body.error]).toEqual([409, 'application-not-temporary']);
});
