/** Who sees which case: a clerk those of their areas, supervisors all, confidential ones only those named, anonymous people nobody. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import type { Household, Resident } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';

let hall: RunningHall;
let here: DeskMember;
let anywhere: DeskMember;
let supervisor: DeskMember;
let administrator: DeskMember;
let resident: Resident;
let inside: Household;
let outside: Household;

beforeAll(async () => {
  hall = await startHall();
  here = await addMember(hall, 'clerk');
  anywhere = await addMember(hall, 'clerk');
  supervisor = await addMember(hall, 'supervisor');
  administrator = await addMember(hall, 'administrator');
  resident = await hall.world.resident();
  inside = await hall.world.household();
  outside = await hall.world.household();
  for (const home of [inside, outside]) await hall.world.bind(resident, home, { isHolder: true });
  await hall.owner.query(`UPDATE premises SET district = '环翠区' WHERE id = $1`, [outside.premisesId]);
  const areas = [{ regionCode: 'weihai', district: '文登区' }];
  const set = await hall.call('PUT', `/staff/members/${here.id}/areas`, {
    cookie: administrator.cookie,
    body: { areas },
  });
  expect(set.body.members).toEqual([{ username: here.username, areas }]);
});
afterAll(() => hall.close());

async function opened(more: object): Promise<string> {
  const body = { kind: 'opinion', words: '路灯旁的电杆歪斜，请派人看看', ...more };
  const made = await hall.call('POST', '/cases', { token: resident.token, key: freshKey(), body });
  return made.body.caseNo;
}
const reads = async (who: DeskMember, caseNo: string) =>
  (await hall.call('GET', `/staff/cases/${caseNo}`, { cookie: who.cookie })).status;
const lists = async (who: DeskMember) =>
  (await hall.call('GET', '/staff/cases?view=all', { cookie: who.cookie })).body.cases.map(
    (row: { caseNo: string }) => row.caseNo,
  );
const counts = async (who: DeskMember) =>
  (await hall.call('GET', '/staff/cases', { cookie: who.cookie })).body.counts.open;
const act = (who: DeskMember, caseNo: string, body: object) =>
  hall.call('POST', `/staff/cases/${caseNo}/acts`, { cookie: who.cookie, body: { version: 1, ...body } });

it('a clerk sees, counts and takes the cases of their areas and those about no household; supervisors all', async () => {
  const mine = await opened({ accountNo: inside.accountNo });
  const theirs = await opened({ accountNo: outside.accountNo });
  const nobodys = await opened({});
  expect(await lists(here)).toEqual([nobodys, mine]);
  for (const who of [supervisor, anywhere]) expect(await lists(who)).toEqual([nobodys, theirs, mine]);
  expect((await counts(supervisor)) - (await counts(here))).toBe(1);
  expect([await reads(here, mine), await reads(here, nobodys), await reads(here, theirs)]).toEqual([
    200, 200, 404,
  ]);
  expect(await reads(supervisor, theirs)).toBe(200);
  const refused = await act(here, theirs, { act: 'take' });
  expect([refused.status, refused.body.error]).toEqual([404, 'case-not-found']);
  await act(anywhere, theirs, { act: 'take' });
  await hall.call('POST', `/staff/cases/${theirs}/acts`, {
    cookie: anywhere.cookie,
    body: { act: 'hand-over', version: 2, to: here.username, words: '请您协助' },
  });
  // Whoever has a case sees it, wherever it lies.
  expect(await reads(here, theirs)).toBe(200);
});

it('a confidential case of one’s area is still only for those named in it', async () => {
  const caseNo = await opened({ accountNo: inside.accountNo, confidential: true });
  expect([await reads(here, caseNo), await reads(anywhere, caseNo), await reads(supervisor, caseNo)]).toEqual(
    [404, 404, 200],
  );
  expect(await lists(here)).not.toContain(caseNo);
});

it('an anonymous person is in no list, table, export or log of the staff', async () => {
  const caseNo = await opened({
    accountNo: inside.accountNo,
    anonymous: true,
    kind: 'complaint',
    complaintClass: 'service',
  });
  const { cookie } = supervisor;
  const auditor = await addMember(hall, 'auditor');
  const pages = await Promise.all([
    hall.call('GET', `/staff/cases/${caseNo}`, { cookie }),
    hall.call('GET', '/staff/cases?view=all', { cookie }),
    hall.call('GET', `/staff/cases?view=all&q=${caseNo}`, { cookie }),
    hall.call('GET', '/staff/suggestions', { cookie }),
    hall.call('GET', '/staff/follow-ups', { cookie }),
    hall.call('GET', `/staff/audit?subject=case:${caseNo}`, { cookie: auditor.cookie }),
  ]);
  for (const { body } of pages)
    for (const secret of [resident.personId, resident.phone])
      expect(JSON.stringify(body)).not.toContain(secret);
  expect(pages[0]!.body.accountNo).toBeNull();
  // Neither is it found by the household, nor joined to what its person said under their name.
  const search = await hall.call('GET', `/staff/cases?view=all&q=${inside.accountNo}`, { cookie });
  expect(search.body.cases.map((row: { caseNo: string }) => row.caseNo)).not.toContain(caseNo);
  const named = await opened({ accountNo: inside.accountNo });
  expect((await act(supervisor, named, { act: 'merge', into: caseNo })).body.error).toBe('case-merge-wrong');
  const { rows } = await hall.owner.query(
    `SELECT (SELECT count(*)::int FROM audit_entries WHERE subject = $1 AND actor LIKE '%' || $2 || '%') AS audited,
            (SELECT count(*)::int FROM notices WHERE params ->> 'caseNo' = $3) AS noticed`,
    [`case:${caseNo}`, resident.personId, caseNo],
  );
  expect(rows[0]).toEqual({ audited: 0, noticed: 0 });
});

it('the repair of a case outside one’s areas is as unseen as the case, and on its order nobody’s household stands', async () => {
  const caseNo = await opened({ accountNo: outside.accountNo, kind: 'repair', words: '我家突然停电了' });
  const orderOf = (who: DeskMember) =>
    hall.call('GET', `/staff/cases/${caseNo}/repair`, { cookie: who.cookie });
  expect((await orderOf(here)).status).toBe(404);
  const { orderNo } = (await orderOf(anywhere)).body.order;
  const reportFor = async (who: DeskMember) =>
    (await hall.call('GET', `/staff/repairs/${orderNo}`, { cookie: who.cookie })).body.reportsShown[0];
  expect(await reportFor(here)).toMatchObject({ caseNo, accountNo: null, words: null });
  expect(await reportFor(anywhere)).toMatchObject({ accountNo: outside.accountNo, words: '我家突然停电了' });
});

it('a colleague called by name in a note finds the case until they have opened it', async () => {
  const caseNo = await opened({});
  await act(supervisor, caseNo, {
    act: 'note',
    words: `@${anywhere.username} 请看一下现场照片，@nobody-here 也看看`,
  });
  const mentioned = async (who: DeskMember) =>
    (await hall.call('GET', '/staff/cases?view=mentioned', { cookie: who.cookie })).body;
  expect(await mentioned(anywhere)).toMatchObject({ cases: [{ caseNo }], counts: { mentioned: 1 } });
  expect((await mentioned(here)).cases).toEqual([]);
  await reads(anywhere, caseNo);
  expect(await mentioned(anywhere)).toMatchObject({ cases: [], counts: { mentioned: 0 } });
});

it('an answer begins with the words of a template of its kind', async () => {
  const { cookie } = supervisor;
  const body = { kind: 'opinion', name: '意见回复', words: '感谢您的意见，我们将____' };
  const written = await hall.call('POST', '/staff/reply-templates', { cookie, key: freshKey(), body });
  const mine = written.body.templates.find(({ name }: { name: string }) => name === body.name);
  expect(mine).toMatchObject(body);
  const again = await hall.call('POST', '/staff/reply-templates', { cookie, key: freshKey(), body });
  expect([again.status, again.body.error]).toEqual([409, 'reply-template-name-taken']);
  const retired = await hall.call('POST', `/staff/reply-templates/${mine.id}/retirement`, { cookie });
  expect(retired.body.templates.map(({ name }: { name: string }) => name)).not.toContain(body.name);
});
