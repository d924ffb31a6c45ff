/** 评议卡 of whoever called, wrote or came without an account in the hall: a link, good for one rating of one answer. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { addMember, type DeskMember } from '../access/scene.ts';
import { freshKey } from '../payments/story.ts';

const clock = movingClock();
let hall: RunningHall;
let clerk: DeskMember;
let phones = 13_700_000_000;
let phone: string;

beforeAll(async () => {
  hall = await startHall({ clock });
  clerk = await addMember(hall, 'clerk');
});
afterAll(() => hall.close());
beforeEach(async () => {
  phone = String(++phones);
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
});

const desk = (method: string, path: string, body?: object) =>
  hall.call(method, path, { cookie: clerk.cookie, key: freshKey(), ...(body ? { body } : {}) });
const typeIn = async (more: object = {}): Promise<string> => {
  const body = {
    kind: 'enquiry',
    source: 'hotline',
    words: '来电询问峰谷电价怎么办理',
    contactPhone: phone,
    ...more,
  };
  return (await desk('POST', '/staff/cases', body)).body.caseNo;
};
async function answer(caseNo: string): Promise<void> {
  const { version } = (await desk('GET', `/staff/cases/${caseNo}`)).body;
  const body = { act: 'answer', version, outcome: 'solved', words: '可以在电厅自助办理，次月生效' };
  expect((await desk('POST', `/staff/cases/${caseNo}/acts`, body)).status).toBe(200);
}
/** As it stands in the text message. */
async function linkIn(caseNo: string): Promise<string> {
  const sms = await eventually(
    async () => {
      await hall.app.runJob('deliver-outbox');
      return hall.sandbox.lastSms(phone);
    },
    found => found?.params['caseNo'] === caseNo,
  );
  return new URL(sms!.params['link']!.replace('/#', '')).searchParams.get('token')!;
}
const rate = (token: string, body: object = { stars: 5, satisfied: true, words: '办得快' }) =>
  hall.call('POST', `/case-ratings/${token}`, { body });
const linksOf = async (caseNo: string): Promise<number> =>
  (
    await hall.owner.query(
      'SELECT count(*)::int AS count FROM case_rating_links l JOIN service_cases c ON c.id = l.case_id WHERE case_no = $1',
      [caseNo],
    )
  ).rows[0].count;

it('a caller gets a link by text message, rates once without signing in, and the clerk has the rating', async () => {
  const caseNo = await typeIn();
  await answer(caseNo);
  const token = await linkIn(caseNo);
  const asked = await hall.call('GET', `/case-ratings/${token}`);
  expect(asked.body).toMatchObject({ caseNo, kind: 'enquiry', staffName: expect.any(String), rating: null });
  // A link that somebody else gets hold of shows no word of the case.
  expect(JSON.stringify(asked.body)).not.toMatch(/峰谷|自助/);
  expect((await rate(token)).body).toMatchObject({ rating: { stars: 5, satisfied: true } });
  const again = await rate(token, { stars: 1, satisfied: false });
  expect([again.status, again.body.error]).toEqual([409, 'case-rating-given']);
  expect((await desk('GET', `/staff/cases/${caseNo}`)).body).toMatchObject({
    status: 'closed',
    rating: { stars: 5, satisfied: true, words: '办得快' },
  });
  const given = await hall.owner.query(`SELECT staff, stars FROM staff_ratings WHERE reference = $1`, [
    caseNo,
  ]);
  expect(given.rows).toEqual([{ staff: clerk.username, stars: 5 }]);
});

it('pressed twice at once it counts once', async () => {
  const caseNo = await typeIn();
  await answer(caseNo);
  const token = await linkIn(caseNo);
  const replies = await Promise.all([rate(token), rate(token), rate(token)]);
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  const count = await hall.owner.query(
    `SELECT count(*)::int AS count FROM staff_ratings WHERE reference = $1`,
    [caseNo],
  );
  expect(count.rows[0].count).toBe(1);
});

it('who is not satisfied has the case opened again; the next answer has a link of its own', async () => {
  const caseNo = await typeIn({ source: 'letter' });
  await answer(caseNo);
  const first = await linkIn(caseNo);
  await rate(first, { stars: 2, satisfied: false, words: '没有说清楚' });
  expect((await desk('GET', `/staff/cases/${caseNo}`)).body).toMatchObject({
    status: 'working',
    reopened: 1,
  });
  await answer(caseNo);
  const second = await eventually(
    () => linkIn(caseNo),
    token => token !== first,
  );
  expect((await rate(second!)).body.rating).toEqual({ stars: 5, satisfied: true });
  expect((await hall.call('GET', `/case-ratings/${first}`)).body.rating).toEqual({
    stars: 2,
    satisfied: false,
  });
});

it('after a fortnight, or after a newer answer, the link is good for nothing', async () => {
  const caseNo = await typeIn();
  await answer(caseNo);
  const token = await linkIn(caseNo);
  const { version } = (await desk('GET', `/staff/cases/${caseNo}`)).body;
  const stale = await typeIn();
  await answer(stale);
  const old = await linkIn(stale);
  await desk('POST', `/staff/cases/${caseNo}/acts`, { act: 'reopen', version, words: '客户来电说没有解决' });
  expect((await hall.call('GET', `/case-ratings/${token}`)).status).toBe(404);
  clock.pass(16 * 86_400);
  for (const each of [token, old, 'x'.repeat(43)]) {
    const refused = await rate(each);
    expect([refused.status, refused.body.error]).toEqual([404, 'case-rating-link-not-found']);
  }
});

it('nobody is written to who stays unknown, has no mobile telephone, or rates in the hall', async () => {
  const unknown = await typeIn({ kind: 'opinion', anonymous: true });
  const landline = await typeIn({ contactPhone: '0631-5201234' });
  const linked = await typeIn();
  const resident = await hall.world.resident();
  await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
  await desk('POST', `/staff/cases/${linked}/person`, {
    personId: resident.personId,
    words: '来电时报了手机号',
  });
  for (const caseNo of [landline, linked]) await answer(caseNo);
  const { version } = (await desk('GET', `/staff/cases/${unknown}`)).body;
  await desk('POST', `/staff/cases/${unknown}/acts`, {
    act: 'answer',
    version,
    outcome: 'noted',
    words: '已记录，谢谢',
  });
  for (const caseNo of [unknown, landline, linked]) expect(await linksOf(caseNo)).toBe(0);
});
