/** What comes after a service: rating cards, follow-ups, surveys, and a suggestion on its way to its award. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Resident } from '../../support/world.ts';
import type { DeskMember } from '../access/scene.ts';
import { days, digits, openServiceStory, type ServiceStory } from './service-story.ts';

let story: ServiceStory;
let clerk: DeskMember;
let colleague: DeskMember;
let supervisor: DeskMember;
let second: DeskMember;

beforeAll(async () => {
  story = await openServiceStory();
  clerk = await story.member('clerk');
  colleague = await story.member('clerk');
  supervisor = await story.member('supervisor');
  second = await story.member('supervisor');
});
afterAll(() => story.hall.close());

const told = async (event: string, personId: string) => {
  const text = 'SELECT count(*)::int AS count FROM notices WHERE event = $1 AND person_id = $2';
  return (await story.hall.owner.query(text, [event, personId])).rows[0].count;
};

/** It says for which household, so that staff find it there. */
const toldOfHome = async (event: string, personId: string) => {
  const text = `SELECT count(*)::int AS count FROM notices n JOIN bindings b ON b.holder_period_id = n.holder_period_id AND b.person_id = n.person_id
    WHERE n.event = $1 AND n.person_id = $2`;
  return (await story.hall.owner.query(text, [event, personId])).rows[0].count;
};

describe('a rating card', () => {
  async function taking(accountNo: string, staff: string): Promise<string> {
    const paymentNo = `P${digits(22)}`;
    const shift = await story.hall.owner.query(
      `INSERT INTO counter_shifts (shift_no, clerk, counter, float_fen, opened_at, status, closed_at, counted_fen, expected_fen)
         VALUES ($1, $2, '一号窗口', 0, $3, 'closed', $3, 0, 0) RETURNING id`,
      [`S${digits(12)}`, staff, story.now()],
    );
    // What the till writes down of a payment; the payment itself is another test's story.
    await story.hall.owner.query(
      `INSERT INTO counter_takings (shift_id, payment_no, account_no, tender, amount_fen, tendered_fen, status, taken_at, taken_by, request_key)
       VALUES ($1, $2, $3, 'cash', 1000, 1000, 'taken', $4, $5, $6)`,
      [shift.rows[0].id, paymentNo, accountNo, story.now(), staff, digits(20)],
    );
    return paymentNo;
  }
  const cards = async (resident: Resident) => (await story.get(resident, '/ratings')).body.cards;

  it('is asked for once after a taking, names the clerk, is given once, and is nobody else’s', async () => {
    const { resident, home } = await story.resident();
    const paymentNo = await taking(home.accountNo, clerk.username);
    await Promise.all([story.hall.app.runJob('ask-for-ratings'), story.hall.app.runJob('ask-for-ratings')]);
    const [card] = await cards(resident);
    expect(await cards(resident)).toHaveLength(1);
    expect(card).toMatchObject({ kind: 'counter', reference: paymentNo, staffName: 'clerk', rating: null });
    expect(await told('rating-asked', resident.personId)).toBe(1);
    expect(await toldOfHome('rating-asked', resident.personId)).toBe(1);
    const { resident: stranger } = await story.resident();
    const foreign = await story.send(stranger, `/ratings/${card.id}`, { stars: 1 });
    expect([foreign.status, foreign.body.error]).toEqual([404, 'rating-not-found']);
    const both = await Promise.all(
      [5, 1].map(stars => story.send(resident, `/ratings/${card.id}`, { stars, words: '态度很好' })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { rows } = await story.hall.owner.query(
      'SELECT staff, satisfied FROM staff_ratings WHERE reference = $1',
      [paymentNo],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].staff).toBe(clerk.username);
    const stored = (await story.get(resident, '/me/data')).body;
    expect(stored.ratings).toMatchObject([{ kind: 'counter', reference: paymentNo, words: '态度很好' }]);
  });

  it('lapses after two weeks', async () => {
    const { resident, home } = await story.resident();
    await taking(home.accountNo, clerk.username);
    await story.hall.app.runJob('ask-for-ratings');
    const [card] = await cards(resident);
    await story.pass(days(15));
    const late = await story.send(resident, `/ratings/${card.id}`, { stars: 5 });
    expect([late.status, late.body.error]).toEqual([409, 'rating-too-late']);
  });

  it('of a case that closed by itself can still be given, once', async () => {
    const { resident } = await story.resident();
    const caseNo = await story.open(resident, 'enquiry');
    await story.answer(caseNo, clerk, 'enquiry');
    await story.pass(days(8));
    await story.hall.app.runJob('watch-cases');
    expect((await story.get(resident, `/cases/${caseNo}`)).body.acts).toContain('accept');
    await story.rate(resident, caseNo, 5);
    const after = (await story.get(resident, `/cases/${caseNo}`)).body;
    expect(after).toMatchObject({ status: 'closed', rating: { stars: 5 } });
    expect(after.acts).not.toContain('accept');
  });
});

describe('a follow-up', () => {
  const plan = () => story.hall.app.runJob('plan-follow-ups');
  const list = async (who: DeskMember, view = 'open') =>
    (await story.get(who, `/staff/follow-ups?view=${view}`)).body.followUps;
  const of = async (caseNo: string, who = supervisor, view = 'open') =>
    (await list(who, view)).find((row: { caseNo: string }) => row.caseNo === caseNo);
  async function closedComplaint(more = {}) {
    const { resident } = await story.resident();
    const caseNo = await story.open(resident, 'complaint', more);
    await story.answer(caseNo, clerk, 'complaint');
    await story.rate(resident, caseNo, 4);
    return { resident, caseNo };
  }

  it('is planned for every complaint, once, and the person may answer it in the hall', async () => {
    const { resident, caseNo } = await closedComplaint();
    await Promise.all([plan(), plan()]);
    expect(await of(caseNo)).toMatchObject({ reason: 'complaint', overdue: false, outcome: null });
    expect(await told('follow-up-asked', resident.personId)).toBe(1);
    const [asked] = (await story.get(resident, '/follow-ups')).body.followUps;
    expect(asked).toMatchObject({ caseNo, staffName: 'clerk' });
    const answered = await story.send(resident, `/follow-ups/${asked.id}/answer`, { satisfied: true });
    expect(answered.body.outcome).toBe('satisfied');
    expect((await story.get(resident, `/cases/${caseNo}`)).body.status).toBe('closed');
    const again = await story.send(resident, `/follow-ups/${asked.id}/answer`, { satisfied: false });
    expect([again.status, again.body.error]).toEqual([409, 'follow-up-done']);
  });

  it('that finds nobody satisfied opens the case again, and is made by somebody else than who answered', async () => {
    const { resident, caseNo } = await closedComplaint();
    await plan();
    const { id } = await of(caseNo);
    const own = await story.send(clerk, `/staff/follow-ups/${id}/outcome`, {
      outcome: 'satisfied',
      words: '客户说好',
    });
    expect([own.status, own.body.error]).toEqual([409, 'follow-up-not-your-own']);
    const done = await story.send(colleague, `/staff/follow-ups/${id}/outcome`, {
      outcome: 'unsatisfied',
      words: '窗口仍只开一个',
    });
    expect(done.status).toBe(200);
    expect((await story.get(resident, `/cases/${caseNo}`)).body).toMatchObject({
      status: 'working',
      answeredAt: null,
    });
    expect((await story.get(supervisor, `/staff/cases/${caseNo}`)).body).toMatchObject({
      reopened: 1,
      owner: clerk.username,
    });
    expect(await of(caseNo, supervisor, 'done')).toMatchObject({
      outcome: 'unsatisfied',
      said: '窗口仍只开一个',
    });
    await story.answer(caseNo, clerk, 'complaint');
    await story.rate(resident, caseNo, 5);
    await plan();
    expect(await of(caseNo)).toMatchObject({ outcome: null });
  });

  it('is not made by who answered, though the case is another’s, and the rating goes to who answered', async () => {
    const { resident } = await story.resident();
    const caseNo = await story.open(resident, 'complaint');
    await story.act(caseNo, clerk, { act: 'take' });
    // A supervisor steps in: the case stays the clerk's.
    await story.answer(caseNo, supervisor, 'complaint');
    await story.rate(resident, caseNo, 2);
    const { rows } = await story.hall.owner.query(
      'SELECT r.staff FROM service_ratings r JOIN service_cases c ON c.id = r.case_id WHERE c.case_no = $1',
      [caseNo],
    );
    expect(rows).toEqual([{ staff: supervisor.username }]);
    await plan();
    const { id } = await of(caseNo);
    const said = { outcome: 'satisfied', words: '客户说好' };
    const own = await story.send(supervisor, `/staff/follow-ups/${id}/outcome`, said);
    expect([own.status, own.body.error]).toEqual([409, 'follow-up-not-your-own']);
    expect((await story.send(clerk, `/staff/follow-ups/${id}/outcome`, said)).status).toBe(200);
  });

  it('is drawn of other cases as the share says, the same draw whoever repeats it, and never of anonymous ones', async () => {
    const administrator = await story.member('administrator');
    const rule = (value: number) =>
      story.send(administrator, '/staff/follow-up-rules', {
        name: 'other-percent',
        value,
        validFrom: '2026-01-01',
        source: '测试用规定',
      });
    await rule(0);
    const { resident } = await story.resident();
    const quiet = await story.open(resident, 'enquiry');
    await story.answer(quiet, clerk, 'enquiry');
    await story.rate(resident, quiet, 5);
    await plan();
    expect(await of(quiet)).toBeUndefined();
    await rule(100);
    await plan();
    expect(await of(quiet)).toMatchObject({ reason: 'sample' });
    const { caseNo } = await closedComplaint({ anonymous: true });
    await plan();
    expect(await of(caseNo)).toBeUndefined();
  });
});

describe('a survey', () => {
  const body = {
    titleZh: '营业厅服务满意度调查',
    titleEn: 'How our counters serve you',
    questions: [
      { kind: 'scale', zh: '总体满意度', en: 'All in all' },
      {
        kind: 'choice',
        zh: '常用哪种渠道',
        en: 'Which way do you use',
        many: false,
        options: [
          { zh: '电厅', en: 'Hall' },
          { zh: '柜台', en: 'Counter' },
        ],
      },
      { kind: 'text', zh: '还有什么建议', en: 'Anything else' },
    ],
    audience: { regions: ['wuhu'], categories: ['residential'] },
    leastAnswers: 3,
  };
  const dayFrom = (count: number) =>
    new Date(story.now().getTime() + days(count) * 1000 + 8 * 3_600_000).toISOString().slice(0, 10);
  async function neighbour(region: string, category = 'residential') {
    const { world } = story.hall;
    const [home, resident] = [await world.household({ region, category }), await world.resident()];
    await world.bind(resident, home);
    await story.member('clerk');
    return resident;
  }
  const results = async (surveyNo: string) =>
    (await story.get(supervisor, `/staff/surveys/${surveyNo}`)).body;

  it('asks its audience once, counts each once, shows nothing of few answers, and says whose an answer is nowhere', async () => {
    const inside = [
      await neighbour('wuhu'),
      await neighbour('wuhu'),
      await neighbour('wuhu'),
      await neighbour('wuhu'),
    ];
    const elsewhere = await neighbour('weihai');
    const business = await neighbour('wuhu', 'commercial');
    const made = await story.send(supervisor, '/staff/surveys', {
      ...body,
      opensOn: dayFrom(0),
      closesOn: dayFrom(5),
    });
    expect(made.status).toBe(201);
    const { surveyNo } = made.body;
    expect((await story.get(inside[0]!, `/surveys/${surveyNo}`)).status).toBe(404);
    expect((await story.send(supervisor, `/staff/surveys/${surveyNo}/publication`, {})).body).toMatchObject({
      invited: 4,
      answered: 0,
    });
    expect((await story.send(supervisor, `/staff/surveys/${surveyNo}/publication`, {})).body.error).toBe(
      'survey-published',
    );
    expect(await told('survey-asked', inside[0]!.personId)).toBe(1);
    expect(await toldOfHome('survey-asked', inside[0]!.personId)).toBe(1);
    for (const outside of [elsewhere, business])
      expect((await story.get(outside, `/surveys/${surveyNo}`)).status).toBe(404);
    const answer = (who: Resident, answers: unknown[]) =>
      story.send(who, `/surveys/${surveyNo}/answers`, { answers });
    const incomplete = await answer(inside[0]!, [null, [0], null]);
    expect([incomplete.status, incomplete.body.error]).toEqual([422, 'survey-answers-misfit']);
    const twice = await Promise.all([
      answer(inside[0]!, [5, [0], '周末也开门']),
      answer(inside[0]!, [1, [1], '排队太久']),
    ]);
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 409]);
    await answer(inside[1]!, [4, [0], null]);
    expect(await results(surveyNo)).toMatchObject({ invited: 4, answered: 2, results: null });
    await answer(inside[2]!, [4, [1], null]);
    const [scale, choice, text] = (await results(surveyNo)).results;
    expect(scale.answers).toBe(3);
    expect(choice.counts.reduce((sum: number, count: number) => sum + count, 0)).toBe(3);
    // One text among three answers would be as good as signed.
    expect(text.texts).toEqual([]);
    // Among what is stored about a person is that they were asked, never what they answered.
    const { surveys } = (await story.get(inside[3]!, '/me/data')).body;
    expect(surveys).toEqual([{ surveyNo, invitedAt: expect.any(String), answeredOn: null }]);
    const { rows: columns } = await story.hall.owner.query(
      `SELECT column_name FROM information_schema.columns WHERE table_name = 'survey_answers' ORDER BY column_name`,
    );
    expect(columns.map(({ column_name: name }) => name)).toEqual(['choices', 'id', 'survey_id', 'texts_enc']);
    await story.pass(days(7));
    const late = await answer(inside[3]!, [5, [0], null]);
    expect([late.status, late.body.error]).toEqual([409, 'survey-closed']);
  });
});

describe('a suggestion', () => {
  const text = {
    title: '营业厅周末延长服务',
    body: '有居民建议营业厅周末延长服务时间，方便上班族。',
    reply: '已采纳，下月起周末延长到晚上八点。',
  };
  async function adopted(more = {}) {
    const { resident } = await story.resident();
    const caseNo = await story.open(resident, 'suggestion', more);
    await story.answer(caseNo, supervisor, 'suggestion');
    return { resident, caseNo };
  }
  const published = async () => (await story.hall.call('GET', '/suggestions')).body.suggestions;

  it('is published as nobody’s, named only by its person’s own word, and awarded by somebody else than who adopted it', async () => {
    const { resident, caseNo } = await adopted();
    const leaky = await story.send(clerk, `/staff/suggestions/${caseNo}/publication`, {
      ...text,
      body: `${text.body}请联系13800001111。`,
    });
    expect([leaky.status, leaky.body.error]).toEqual([422, 'suggestion-names-somebody']);
    const early = await story.send(second, `/staff/suggestions/${caseNo}/award`, { award: '金点子奖' });
    expect(early.body.error).toBe('suggestion-not-published');
    expect((await story.send(clerk, `/staff/suggestions/${caseNo}/publication`, text)).status).toBe(200);
    expect((await published())[0]).toMatchObject({ title: text.title, name: null, award: null });
    await story.send(resident, `/cases/${caseNo}/publication`, { name: '王女士' }, 'PUT');
    expect((await published())[0].name).toBe('王女士');
    await story.send(resident, `/cases/${caseNo}/publication`, { name: null }, 'PUT');
    expect((await published())[0].name).toBeNull();
    const own = await story.send(supervisor, `/staff/suggestions/${caseNo}/award`, { award: '金点子奖' });
    expect(own.body.error).toBe('suggestion-award-four-eyes');
    await story.send(second, `/staff/suggestions/${caseNo}/award`, { award: '金点子奖', amountFen: 20_000 });
    expect((await published())[0].award).toMatchObject({ award: '金点子奖', amountFen: 20_000 });
    const mine = await story.get(resident, `/cases/${caseNo}/publication`);
    expect(mine.body).toMatchObject({ adopted: true, award: { award: '金点子奖' } });
    expect(await told('suggestion-awarded', resident.personId)).toBe(1);
    const { resident: stranger } = await story.resident();
    expect((await story.get(stranger, `/cases/${caseNo}/publication`)).status).toBe(404);
    expect((await story.send(stranger, `/cases/${caseNo}/publication`, { name: '冒名' }, 'PUT')).status).toBe(
      404,
    );
  });

  it('is awarded by nobody who has a part in it: neither who answered a colleague’s case nor who has it', async () => {
    const { resident } = await story.resident();
    const caseNo = await story.open(resident, 'suggestion');
    await story.act(caseNo, second, { act: 'take' });
    await story.answer(caseNo, supervisor, 'suggestion');
    await story.send(clerk, `/staff/suggestions/${caseNo}/publication`, text);
    for (const part of [supervisor, second]) {
      const own = await story.send(part, `/staff/suggestions/${caseNo}/award`, { award: '金点子奖' });
      expect([own.status, own.body.error]).toEqual([409, 'suggestion-award-four-eyes']);
      await expect(
        story.hall.owner.query(
          `UPDATE suggestion_publications SET award = '金点子奖', awarded_by = $2, awarded_at = now()
           WHERE case_id = (SELECT id FROM service_cases WHERE case_no = $1)`,
          [caseNo, `staff:${part.username}`],
        ),
      ).rejects.toThrow();
    }
    const third = await story.member('supervisor');
    const given = await story.send(third, `/staff/suggestions/${caseNo}/award`, { award: '金点子奖' });
    expect(given.status).toBe(200);
  });

  it('is not awarded by who adopted it either, though a colleague answered it again after it was published', async () => {
    const { resident } = await story.resident();
    const caseNo = await story.open(resident, 'suggestion');
    await story.act(caseNo, second, { act: 'take' });
    await story.answer(caseNo, supervisor, 'suggestion');
    await story.send(clerk, `/staff/suggestions/${caseNo}/publication`, text);
    await story.rate(resident, caseNo, 2, false);
    await story.answer(caseNo, second, 'suggestion');
    const own = await story.send(supervisor, `/staff/suggestions/${caseNo}/award`, { award: '金点子奖' });
    expect([own.status, own.body.error]).toEqual([409, 'suggestion-award-four-eyes']);
  });

  it('that was anonymous stays so, also where its person is told', async () => {
    const { resident, caseNo } = await adopted({ anonymous: true });
    const named = await story.send(resident, `/cases/${caseNo}/publication`, { name: '李先生' }, 'PUT');
    expect(named.body.error).toBe('suggestion-anonymous');
    await story.send(clerk, `/staff/suggestions/${caseNo}/publication`, text);
    await story.send(second, `/staff/suggestions/${caseNo}/award`, { award: '鼓励奖' });
    expect(await told('suggestion-published', resident.personId)).toBe(0);
    const { rows } = await story.hall.owner.query(
      `SELECT actor, detail FROM audit_entries WHERE subject = $1`,
      [`case:${caseNo}`],
    );
    expect(JSON.stringify(rows)).not.toContain(resident.personId);
  });
});
