/** Service stars from the events to the hall: scored once, proved, lost to an upheld complaint, given back by appeal. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Resident } from '../../support/world.ts';
import type { DeskMember } from '../access/scene.ts';
import { days, openServiceStory, type ServiceStory } from './service-story.ts';

let story: ServiceStory;
let clerk: DeskMember;
let other: DeskMember;
let supervisor: DeskMember;
let second: DeskMember;
let auditor: DeskMember;
let resident: Resident;

beforeAll(async () => {
  story = await openServiceStory();
  clerk = await story.member('clerk');
  other = await story.member('clerk');
  supervisor = await story.member('supervisor');
  second = await story.member('supervisor');
  auditor = await story.member('auditor');
  ({ resident } = await story.resident());
});
afterAll(() => story.hall.close());

const scoresOf = async (month: string, who = supervisor) =>
  (await story.get(who, `/staff/stars?month=${month}`)).body;
const mineIn = async (month: string, whose = clerk) =>
  (await scoresOf(month)).scores.find((row: { staff: string }) => row.staff === whose.username);
const score = () => story.hall.app.runJob('score-stars');
const deduct = async (by: DeskMember, whom: DeskMember) => {
  const caseNo = await story.open((await story.resident()).resident, 'complaint');
  await story.answer(caseNo, other, 'complaint');
  const body = { caseNo, staff: whom.username, reason: '让客户等候两小时没有解释' };
  return story.send(by, '/staff/star-deductions', body);
};
const latest = async (who: DeskMember) => (await story.get(who, '/staff/star-deductions')).body.deductions[0];

describe('a month', () => {
  it('is worked out from what happened in it, and only supervisors and auditors see everybody’s', async () => {
    for (const stars of [5, 4, 5]) {
      const caseNo = await story.open(resident, 'enquiry');
      await story.answer(caseNo, clerk, 'enquiry');
      await story.rate(resident, caseNo, stars);
    }
    const back = await story.open(resident, 'enquiry');
    await story.answer(back, clerk, 'enquiry');
    await story.rate(resident, back, 1, false);
    expect(await mineIn('2026-10')).toMatchObject({ stars: 2, facts: { answers: 4, reopened: 1 } });
    expect((await scoresOf('2026-10', other)).scores).toMatchObject([{ staff: other.username, score: 6400 }]);
    // The second answer is of the month after.
    await story.pass(days(20));
    await story.answer(back, clerk, 'enquiry');
  });

  it('is scored once, a day after its end, by whichever of two workers is first', async () => {
    await story.goTo('2026-11-02T02:00:00Z');
    await Promise.all([score(), score(), score()]);
    const row = await mineIn('2026-10');
    expect(row.facts).toMatchObject({
      answers: 4,
      late: 0,
      reopened: 1,
      ratings: 4,
      ratedStars: 15,
      deductions: 0,
    });
    // 40 of 400 units; 3 of 4 answers; (15 + 20) of 45 stars.
    expect(row).toMatchObject({ volume: 300, quality: 3000, satisfaction: 2333, score: 5633, stars: 2 });
    const { rows } = await story.hall.owner.query(
      'SELECT count(*)::int AS count FROM star_scores WHERE month = $1',
      ['2026-10'],
    );
    await score();
    expect(
      (
        await story.hall.owner.query('SELECT count(*)::int AS count FROM star_scores WHERE month = $1', [
          '2026-10',
        ])
      ).rows,
    ).toEqual(rows);
    expect((await scoresOf('2026-10', clerk)).scores.map(({ staff }: { staff: string }) => staff)).toEqual([
      clerk.username,
    ]);
    expect((await scoresOf('2026-10', other)).scores).toEqual([]);
    expect((await scoresOf('2026-10', auditor)).scores.length).toBeGreaterThan(0);
  });

  it('follows from its events to the digit, and a published score that does not is named', async () => {
    const proof = await story.get(auditor, '/staff/stars/2026-10/verification');
    expect(proof.body).toMatchObject({ month: '2026-10', differences: [] });
    expect(proof.body.compared).toBeGreaterThan(0);
    await story.hall.owner.query('ALTER TABLE star_scores DISABLE TRIGGER star_scores_append_only');
    await story.hall.owner.query(
      `UPDATE star_scores SET score = score + 1 WHERE month = '2026-10' AND staff = $1`,
      [clerk.username],
    );
    const tampered = await story.get(auditor, '/staff/stars/2026-10/verification');
    expect(tampered.body.differences).toEqual([
      { staff: clerk.username, published: { score: 5634, stars: 2 }, recomputed: { score: 5633, stars: 2 } },
    ]);
    await story.hall.owner.query(
      `UPDATE star_scores SET score = score - 1 WHERE month = '2026-10' AND staff = $1`,
      [clerk.username],
    );
    await story.hall.owner.query('ALTER TABLE star_scores ENABLE TRIGGER star_scores_append_only');
  });

  it('counts an answer after its limit as late for good', async () => {
    const caseNo = await story.open((await story.resident()).resident, 'enquiry');
    await story.pass(days(15));
    await story.answer(caseNo, other, 'enquiry');
    expect((await mineIn('2026-11', other)).facts).toMatchObject({ answers: 1, late: 1 });
  });
});

describe('an upheld complaint', () => {
  it('is appealed against, and gives the star back: decided by neither who proposed it nor whom it hits', async () => {
    const before = (await mineIn('2026-11', clerk))?.stars;
    expect((await deduct(supervisor, clerk)).status).toBe(201);
    const seen = await latest(clerk);
    expect(seen).toMatchObject({ status: 'proposed', may: 'appeal', reason: '让客户等候两小时没有解释' });
    expect((await story.get(other, '/staff/star-deductions')).body.deductions).toEqual([]);
    const foreign = await story.send(other, `/staff/star-deductions/${seen.id}/appeal`, { words: '不是我' });
    expect([foreign.status, foreign.body.error]).toEqual([404, 'star-deduction-not-found']);
    const early = await story.send(second, `/staff/star-deductions/${seen.id}/decision`, {
      restore: true,
      words: '可以',
    });
    expect([early.status, early.body.error]).toEqual([409, 'star-deduction-decided']);
    await story.send(clerk, `/staff/star-deductions/${seen.id}/appeal`, {
      words: '当时系统故障，我一直在解释',
    });
    const own = await story.send(supervisor, `/staff/star-deductions/${seen.id}/decision`, {
      restore: false,
      words: '维持',
    });
    expect([own.status, own.body.error]).toEqual([409, 'star-four-eyes']);
    const decided = await story.send(second, `/staff/star-deductions/${seen.id}/decision`, {
      restore: true,
      words: '监控证实，恢复',
    });
    expect(decided.status).toBe(200);
    expect(await latest(clerk)).toMatchObject({ status: 'lifted', decision: '监控证实，恢复' });
    expect((await mineIn('2026-11', clerk))?.stars).toBe(before);
    await story.pass(days(10));
    await story.hall.app.runJob('settle-star-deductions');
    expect(await latest(clerk)).toMatchObject({ status: 'lifted' });
  });

  it('takes effect when nobody appeals in time, and costs one star of that month', async () => {
    await story.goTo('2026-12-03T02:00:00Z');
    const caseNo = await story.open(resident, 'enquiry');
    await story.answer(caseNo, clerk, 'enquiry');
    const before = (await mineIn('2026-12')).stars;
    await deduct(supervisor, clerk);
    await story.hall.app.runJob('settle-star-deductions');
    expect((await latest(clerk)).status).toBe('proposed');
    await story.pass(days(8));
    const { id } = await latest(clerk);
    const late = await story.send(clerk, `/staff/star-deductions/${id}/appeal`, { words: '太晚了' });
    expect([late.status, late.body.error]).toEqual([409, 'star-deduction-decided']);
    await story.hall.app.runJob('settle-star-deductions');
    expect(await latest(clerk)).toMatchObject({ status: 'in-effect', decidedBy: 'system' });
    expect((await mineIn('2026-12')).stars).toBe(before - 1);
  });

  it('stands when the customer opens the complaint again, until a person has judged it otherwise', async () => {
    const judgedAnew = async (judge: (caseNo: string) => Promise<void>) => {
      const { resident: complainer } = await story.resident();
      const caseNo = await story.open(complainer, 'complaint');
      await story.answer(caseNo, other, 'complaint');
      const reason = '让客户等候两小时没有解释';
      await story.send(supervisor, '/staff/star-deductions', { caseNo, staff: clerk.username, reason });
      await story.rate(complainer, caseNo, 1, false);
      await story.pass(days(8));
      await story.hall.app.runJob('settle-star-deductions');
      expect((await latest(clerk)).status).toBe('proposed');
      await judge(caseNo);
      await story.hall.app.runJob('settle-star-deductions');
      return (await latest(clerk)).status;
    };
    const unfounded = { act: 'answer', outcome: 'not-upheld', words: '调取录像后确认当时已说明原因' };
    expect(
      await judgedAnew(async caseNo => {
        await story.act(caseNo, other, { act: 'contact', words: '已电话联系客户' });
        expect((await story.act(caseNo, other, unfounded)).status).toBe(200);
      }),
    ).toBe('lifted');
    expect(await judgedAnew(caseNo => story.answer(caseNo, other, 'complaint'))).toBe('in-effect');
  });

  it('costs nothing while it is not upheld, nobody deducts their own, and once is enough', async () => {
    const open = await story.open((await story.resident()).resident, 'complaint');
    const body = { caseNo: open, staff: clerk.username, reason: '还没有查清楚' };
    const early = await story.send(supervisor, '/staff/star-deductions', body);
    expect([early.status, early.body.error]).toEqual([409, 'star-complaint-not-upheld']);
    const { body: self } = await deduct(second, second);
    expect(self.error).toBe('star-not-yourself');
    const { caseNo } = await latest(supervisor);
    const again = await story.send(second, '/staff/star-deductions', {
      caseNo,
      staff: clerk.username,
      reason: '同一件事再扣一颗星',
    });
    expect(again.body.error).toBe('star-deducted-already');
  });
});

describe('in the hall', () => {
  it('shows names and stars to anybody, from three stars on, and no username', async () => {
    await story.goTo('2027-01-03T02:00:00Z');
    for (let count = 0; count < 3; count += 1) {
      const { resident: rater } = await story.resident();
      const caseNo = await story.open(rater, 'enquiry');
      await story.answer(caseNo, other, 'enquiry');
      await story.rate(rater, caseNo, 5);
    }
    await story.goTo('2027-02-02T02:00:00Z');
    await score();
    const { body } = await story.hall.call('GET', '/service-stars');
    const january = body.months.find(({ month }: { month: string }) => month === '2027-01');
    expect(january.stars).toEqual([{ id: other.id, name: 'clerk', stars: 3, score: 6850, ratings: 3 }]);
    expect(JSON.stringify(body)).not.toContain(other.username);
  });

  it('lets a resident wish for one of them, and shows the wish to the desk', async () => {
    const caseNo = await story.open(resident, 'enquiry', { wishedStaffId: other.id });
    const seen = await story.get(supervisor, `/staff/cases/${caseNo}`);
    expect(seen.body).toMatchObject({ wishedStaff: other.username, owner: null });
    expect((await story.get(resident, `/cases/${caseNo}`)).body.wishedName).toBe('clerk');
  });
});

describe('cards', () => {
  it('are given for a reason, seen by whom they concern, and withdrawn without a trace lost', async () => {
    await story.send(supervisor, '/staff/service-cards', {
      kind: 'yellow',
      staff: clerk.username,
      reason: '未按规定着装上岗',
    });
    await story.send(supervisor, '/staff/service-cards', {
      kind: 'honour',
      staff: other.username,
      reason: '暴雨夜上门服务',
    });
    expect(
      (await story.get(other, '/staff/service-cards')).body.cards.map(({ kind }: { kind: string }) => kind),
    ).toEqual(['honour']);
    const [yellow] = (await story.get(clerk, '/staff/service-cards')).body.cards;
    expect(yellow).toMatchObject({ kind: 'yellow', reason: '未按规定着装上岗', withdrawnAt: null });
    await story.send(second, `/staff/service-cards/${yellow.id}/withdrawal`, { words: '情况不实' });
    const [after] = (await story.get(clerk, '/staff/service-cards')).body.cards;
    expect(after).toMatchObject({ withdrawal: '情况不实' });
    const { rows } = await story.hall.owner.query(`SELECT reason_enc FROM service_cards WHERE id = $1`, [
      yellow.id,
    ]);
    expect(rows[0].reason_enc.toString('utf8')).not.toContain('着装');
  });
});

it('a formula begins with a coming month, and the months before keep theirs', async () => {
  const administrator = await story.member('administrator');
  const { formula } = await scoresOf('2026-10');
  const body = {
    validFrom: '2027-03-01',
    source: '供电公司核定办法（测试）',
    params: { ...formula, thresholds: [40, 60, 75, 88] },
  };
  expect((await story.send(administrator, '/staff/star-formulas', body)).status).toBe(201);
  for (const wrong of [
    { ...body, validFrom: '2027-01-01' },
    { ...body, validFrom: '2027-03-15' },
    { ...body, params: { ...formula, thresholds: [60, 50, 75, 88] } },
    { ...body, params: { ...formula, weights: { volume: 30, quality: 30, satisfaction: 30 } } },
  ])
    expect((await story.send(administrator, '/staff/star-formulas', wrong)).body.error).toBe(
      'star-formula-wrong',
    );
  const proof = await story.get(auditor, '/staff/stars/2026-10/verification');
  expect(proof.body.differences).toEqual([]);
});

it('months in which the server stood still are scored when it is back, once', async () => {
  await story.goTo('2027-02-02T02:00:00Z');
  await Promise.all([score(), score()]);
  const { rows } = await story.hall.owner.query('SELECT month FROM star_months ORDER BY month');
  expect(rows.map(({ month }) => month)).toEqual(['2026-10', '2026-11', '2026-12', '2027-01']);
  expect((await mineIn('2026-11', other)).facts.answers).toBeGreaterThan(0);
  expect((await story.get(auditor, '/staff/stars/2026-11/verification')).body.differences).toEqual([]);
});

it('a star that was lost comes back once the complaint is judged otherwise, and the month it was lost in stays as it was', async () => {
  await story.goTo('2027-02-15T02:00:00Z');
  const { resident: complainer } = await story.resident();
  const caseNo = await story.open(complainer, 'complaint');
  await story.answer(caseNo, other, 'complaint');
  await story.send(supervisor, '/staff/star-deductions', {
    caseNo,
    staff: clerk.username,
    reason: '让客户等候两小时没有解释',
  });
  const settle = async () => {
    await story.hall.app.runJob('settle-star-deductions');
    return (await story.get(supervisor, '/staff/star-deductions')).body.deductions.find(
      (row: { caseNo: string | null }) => row.caseNo === caseNo,
    );
  };
  await story.pass(days(8));
  expect(await settle()).toMatchObject({ status: 'in-effect', overturnedAt: null });
  await story.goTo('2027-03-02T02:00:00Z');
  await score();
  const published = await mineIn('2027-02');
  expect(published.facts.deductions).toBe(1);
  const enquiry = await story.open(resident, 'enquiry');
  await story.answer(enquiry, clerk, 'enquiry');
  const { stars } = await mineIn('2027-03');
  await story.rate(complainer, caseNo, 1, false);
  // Being opened again judges nothing.
  expect((await settle()).status).toBe('in-effect');
  await story.act(caseNo, other, { act: 'contact', words: '已电话联系客户' });
  const unfounded = { act: 'answer', outcome: 'not-upheld', words: '调取录像后确认当时已说明原因' };
  expect((await story.act(caseNo, other, unfounded)).status).toBe(200);
  expect(await settle()).toMatchObject({ status: 'lifted', overturnedAt: expect.any(String) });
  expect((await settle()).status).toBe('lifted');
  expect(await mineIn('2027-03')).toMatchObject({ stars: stars + 1, facts: { deductions: -1 } });
  expect(await mineIn('2027-02')).toEqual(published);
  expect((await story.get(auditor, '/staff/stars/2027-02/verification')).body.differences).toEqual([]);
});
