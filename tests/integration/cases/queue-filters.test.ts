/** The queue narrowed by source, grade, class, area, owner, state and days; and where a case lies follows its premises. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import type { Household } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';

const clock = movingClock();
let hall: RunningHall;
let clerk: DeskMember;
let supervisor: DeskMember;
let near: Household;
let far: Household;
let complaint: string;
let letter: string;
let call: string;

beforeAll(async () => {
  hall = await startHall({ clock });
  [clerk, supervisor] = [await addMember(hall, 'clerk'), await addMember(hall, 'supervisor')];
  [near, far] = [await hall.world.household(), await hall.world.household()];
  await hall.owner.query(`UPDATE premises SET district = '荣成市' WHERE id = $1`, [far.premisesId]);
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
  complaint = await typeIn({
    kind: 'complaint',
    complaintClass: 'outage',
    accountNo: near.accountNo,
    source: 'hotline',
  });
  clock.pass(86_400);
  letter = await typeIn({ kind: 'enquiry', accountNo: far.accountNo, source: 'letter' });
  clock.pass(86_400);
  call = await typeIn({ kind: 'enquiry', source: 'hotline' }, supervisor);
  await hall.call('POST', `/staff/cases/${letter}/acts`, {
    cookie: clerk.cookie,
    body: { act: 'grade', version: 1, grade: 'major', words: '涉及多户' },
  });
});
afterAll(() => hall.close());

async function typeIn(more: object, who = clerk): Promise<string> {
  const body = { words: '变压器附近停电已经三次了，请派人检查', ...more };
  return (await hall.call('POST', '/staff/cases', { cookie: who.cookie, key: freshKey(), body })).body.caseNo;
}
const list = async (query: string, who = supervisor): Promise<string[]> => {
  const reply = await hall.call('GET', `/staff/cases?view=all&${query}`, { cookie: who.cookie });
  expect(reply.status).toBe(200);
  return reply.body.cases.map((row: { caseNo: string }) => row.caseNo);
};
const dayOf = async (caseNo: string) =>
  (
    await hall.owner.query(
      `SELECT shanghai_date(opened_at)::text AS day FROM service_cases WHERE case_no = $1`,
      [caseNo],
    )
  ).rows[0].day;

it('by each of them, and by several at once, together with words', async () => {
  expect(await list('')).toEqual([call, letter, complaint]);
  expect(await list('source=letter')).toEqual([letter]);
  expect(await list('source=hotline')).toEqual([call, complaint]);
  expect(await list('grade=major')).toEqual([letter]);
  expect(await list('complaintClass=outage')).toEqual([complaint]);
  expect(await list('complaintClass=service')).toEqual([]);
  expect(await list(`owner=${clerk.username}`)).toEqual([letter, complaint]);
  expect(await list('owner=nobody')).toEqual([]);
  expect(await list('status=working')).toEqual([call, letter, complaint]);
  expect(await list('status=closed')).toEqual([]);
  expect(await list(`area=weihai:${encodeURIComponent('荣成市')}`)).toEqual([letter]);
  expect(await list('area=weihai')).toEqual([letter, complaint]);
  const [first, second] = [await dayOf(complaint), await dayOf(letter)];
  expect(await list(`from=${first}&to=${first}`)).toEqual([complaint]);
  expect(await list(`from=${second}`)).toEqual([call, letter]);
  expect(await list(`q=${encodeURIComponent('变压器')}&source=hotline&owner=${clerk.username}`)).toEqual([
    complaint,
  ]);
  const wrong = await hall.call('GET', '/staff/cases?source=pigeon', { cookie: clerk.cookie });
  expect(wrong.status).toBe(400);
  expect(wrong.body.details).toEqual([expect.objectContaining({ field: 'source' })]);
});

it('the file has the rows of the filter, and the log says which', async () => {
  const file = await hall.call('GET', '/staff/exports/cases?view=all&format=csv&source=letter', {
    cookie: clerk.cookie,
  });
  expect(file.status).toBe(200);
  const log = await hall.owner.query(
    `SELECT detail FROM audit_entries WHERE action = 'export.take' ORDER BY id DESC LIMIT 1`,
  );
  expect(log.rows[0].detail).toMatchObject({ view: 'all', source: 'letter', searched: false });
});

it('areas to choose from are those one works in; a household whose district is put right takes its cases along', async () => {
  const areas = async (who: DeskMember) =>
    (await hall.call('GET', '/staff/cases/areas', { cookie: who.cookie })).body.areas.map(
      ({ district }: { district: string }) => district,
    );
  expect(await areas(supervisor)).toEqual(['文登区', '荣成市'].sort((a, b) => (a < b ? -1 : 1)));
  const here = await addMember(hall, 'clerk');
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
  await hall.owner.query(
    `INSERT INTO staff_areas (username, region_code, district) VALUES ($1, 'weihai', '文登区')`,
    [here.username],
  );
  expect(await areas(here)).toEqual(['文登区']);
  expect(await list('', here)).toEqual([call, complaint]);
  await hall.owner.query(`UPDATE premises SET district = '文登区' WHERE id = $1`, [far.premisesId]);
  expect(await list('', here)).toEqual([call, letter, complaint]);
});
