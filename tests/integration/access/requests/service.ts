/** What comes after a service: ratings, stars, cards, follow-ups, surveys, suggestions, and where staff work. */
import { type Examples, freshKey } from '../example.ts';
import { type DeskMember, digits, type Scene } from '../scene.ts';

const own = { others: 'refused', payOnly: 'refused' } as const;

async function ratingCard({ hall, owner, desk }: Scene): Promise<number> {
  const text = `INSERT INTO rating_invitations (kind, reference, staff, person_id, happened_at, invited_at, open_until)
    VALUES ('counter', $1, $2, $3, now(), now(), now() + interval '1 day') RETURNING id`;
  const { rows } = await hall.owner.query(text, [`P${digits(22)}`, desk.clerk.username, owner.personId]);
  return rows[0].id;
}

/** A case of the scene's owner that somebody else than the desk's clerk and supervisor has answered. */
async function answeredCase(
  { hall, owner }: Scene,
  kind: string,
  outcome: string,
): Promise<{ id: number; caseNo: string }> {
  const made = await hall.call('POST', '/cases', {
    token: owner.token,
    key: freshKey(),
    body: {
      kind,
      words: '营业厅周末也应当延长服务时间',
      ...(kind === 'complaint' ? { complaintClass: 'service' } : {}),
    },
  });
  const { caseNo } = made.body as { caseNo: string };
  // Old ones are dated back so that the day's allowance lasts.
  const text = `UPDATE service_cases SET status = 'closed', owner = 'elsewhere', first_receiver = 'elsewhere', outcome = $2, answer_enc = words_enc,
      responsibility = 'utility', answered_at = now(), closed_at = now(), opened_at = opened_at - interval '2 days' WHERE case_no = $1 RETURNING id`;
  const { rows } = await hall.owner.query(text, [caseNo, outcome]);
  return { id: rows[0].id, caseNo };
}

async function followUp(scene: Scene): Promise<number> {
  const { id } = await answeredCase(scene, 'enquiry', 'solved');
  const text = `INSERT INTO follow_ups (case_id, round, reason, due_at, created_at) VALUES ($1, 0, 'sample', now(), now()) RETURNING id`;
  return (await scene.hall.owner.query(text, [id])).rows[0].id;
}

async function deduction(
  scene: Scene,
  { staff, appealed }: { staff: DeskMember; appealed: boolean },
): Promise<number> {
  const { id } = await answeredCase(scene, 'complaint', 'upheld');
  const text = `INSERT INTO star_deductions (case_id, staff, reason_enc, status, proposed_by, proposed_at, appeal_until, appealed_at)
    SELECT $1, $2, words_enc, $3, 'staff:elsewhere', now(), now() + interval '7 days', CASE WHEN $3 = 'appealed' THEN now() END
      FROM service_cases WHERE id = $1 RETURNING id`;
  const values = [id, staff.username, appealed ? 'appealed' : 'proposed'];
  return (await scene.hall.owner.query(text, values)).rows[0].id;
}

async function card({ hall, desk }: Scene): Promise<number> {
  const body = { kind: 'honour', staff: desk.clerk.username, reason: '暴雨夜上门服务' };
  const made = await hall.call('POST', '/staff/service-cards', {
    cookie: desk.supervisor.cookie,
    key: freshKey(),
    body,
  });
  return made.body.cards[0].id;
}

async function scoredMonth({ hall }: Scene): Promise<string> {
  await hall.owner.query(
    `INSERT INTO star_months (month, scored_at) VALUES ('2026-01', now()) ON CONFLICT DO NOTHING`,
  );
  return '2026-01';
}

const survey = {
  titleZh: '营业厅服务满意度调查',
  titleEn: 'How our counters serve you',
  questions: [{ kind: 'scale', zh: '总体满意度', en: 'All in all' }],
  audience: { regions: [], categories: [] },
  opensOn: '2026-01-01',
  closesOn: '2099-12-31',
  leastAnswers: 3,
};
async function writtenSurvey({ hall, desk }: Scene): Promise<string> {
  const { cookie } = desk.supervisor;
  return (await hall.call('POST', '/staff/surveys', { cookie, key: freshKey(), body: survey })).body.surveyNo;
}
async function surveyOfOwner(scene: Scene): Promise<string> {
  const surveyNo = await writtenSurvey(scene);
  await scene.hall.owner.query(
    `UPDATE surveys SET published_at = now(), published_by = 'staff:x' WHERE survey_no = $1`,
    [surveyNo],
  );
  const text = `INSERT INTO survey_people (survey_id, person_id, invited_at) SELECT id, $2, now() FROM surveys WHERE survey_no = $1`;
  await scene.hall.owner.query(text, [surveyNo, scene.owner.personId]);
  return surveyNo;
}

const publication = {
  title: '营业厅周末延长服务',
  body: '有居民建议营业厅周末延长服务时间。',
  reply: '已采纳，下月起周末延长服务。',
};
const adopted = (scene: Scene) => answeredCase(scene, 'suggestion', 'adopted');
async function published(scene: Scene): Promise<string> {
  const { caseNo } = await adopted(scene);
  const { cookie } = scene.desk.clerk;
  await scene.hall.call('POST', `/staff/suggestions/${caseNo}/publication`, { cookie, body: publication });
  return caseNo;
}

let reports = 0;
/** A report of a month of its own, for everybody or not yet. */
async function report({ hall }: Scene, published: boolean): Promise<string> {
  reports += 1;
  const month = `20${String(30 + Math.floor(reports / 12)).padStart(2, '0')}-${String((reports % 12) + 1).padStart(2, '0')}`;
  const none = { kinds: [], classes: [], ratings: { count: 0, satisfied: 0 }, findings: [] };
  const content = {
    ...none,
    followUps: { answered: 0, satisfied: 0, reopened: 0 },
    suggestions: { adopted: 0, awarded: 0 },
  };
  const text = `INSERT INTO service_reports (month, content, generated_at, published_by, published_at)
    VALUES ($1, $2, now(), CASE WHEN $3 THEN 'staff:x' END, CASE WHEN $3 THEN now() END)`;
  await hall.owner.query(text, [month, JSON.stringify(content), published]);
  return month;
}

async function largeHome({ hall, home }: Scene): Promise<{ accountNo: string }> {
  await hall.owner.query(`UPDATE supply_accounts SET importance = 'large' WHERE id = $1`, [home.accountId]);
  return { accountNo: home.accountNo };
}

const formula = {
  units: { case: 10, application: 20, counter: 1 },
  volumeTarget: 400,
  weights: { volume: 30, quality: 40, satisfaction: 30 },
  assumedRatings: 5,
  assumedStars: 4,
  thresholds: [50, 65, 80, 90],
  starsPerDeduction: 1,
  publishedFrom: 3,
  appealDays: 7,
};

export const serviceRequests: Examples = {
  'GET /api/v1/ratings': { make: () => ({}), others: 'their-own' },
  'POST /api/v1/ratings/:id': {
    make: async scene => ({
      params: { id: String(await ratingCard(scene)) },
      body: { stars: 5, words: '态度很好' },
    }),
    ...own,
  },
  'GET /api/v1/service-stars': { make: () => ({}) },
  'GET /api/v1/staff/stars': { make: () => ({}) },
  'GET /api/v1/staff/stars/:month/verification': {
    make: async scene => ({ params: { month: await scoredMonth(scene) } }),
  },
  'GET /api/v1/staff/star-formulas': { make: () => ({}) },
  'POST /api/v1/staff/star-formulas': {
    make: () => ({ body: { validFrom: '2099-01-01', params: formula, source: '供电公司核定办法（测试）' } }),
    noneIsGood: [
      'params.starsPerDeduction',
      'params.units.case',
      'params.units.application',
      'params.units.counter',
    ],
  },
  'GET /api/v1/staff/star-deductions': { make: () => ({}) },
  'POST /api/v1/staff/star-deductions': {
    make: async scene => ({
      body: {
        caseNo: (await answeredCase(scene, 'complaint', 'upheld')).caseNo,
        staff: scene.desk.clerk.username,
        reason: '让客户等候两小时没有解释',
      },
    }),
  },
  'POST /api/v1/staff/star-deductions/:id/appeal': {
    make: async (scene, role) => ({
      params: { id: String(await deduction(scene, { staff: scene.desk[role], appealed: false })) },
      body: { words: '当时系统故障' },
    }),
  },
  'POST /api/v1/staff/star-deductions/:id/decision': {
    make: async scene => ({
      params: { id: String(await deduction(scene, { staff: scene.desk.clerk, appealed: true })) },
      body: { restore: true, words: '情况属实，恢复' },
    }),
  },
  'GET /api/v1/staff/service-cards': { make: () => ({}) },
  'POST /api/v1/staff/service-cards': {
    make: ({ desk }) => ({
      body: { kind: 'yellow', staff: desk.clerk.username, reason: '未按规定着装上岗' },
    }),
  },
  'POST /api/v1/staff/service-cards/:id/withdrawal': {
    make: async scene => ({ params: { id: String(await card(scene)) }, body: { words: '情况不实' } }),
  },
  'GET /api/v1/staff/areas': { make: () => ({}) },
  'PUT /api/v1/staff/members/:id/areas': {
    make: ({ desk }) => ({
      params: { id: desk.auditor.id },
      body: { areas: [{ regionCode: 'weihai' }] },
    }),
  },
  'GET /api/v1/follow-ups': { make: () => ({}), others: 'their-own' },
  'POST /api/v1/follow-ups/:id/answer': {
    make: async scene => ({ params: { id: String(await followUp(scene)) }, body: { satisfied: true } }),
    ...own,
  },
  'GET /api/v1/staff/follow-ups': { make: () => ({}) },
  'POST /api/v1/staff/follow-ups/:id/outcome': {
    make: async scene => ({
      params: { id: String(await followUp(scene)) },
      body: { outcome: 'satisfied', words: '客户说已解决' },
    }),
  },
  'GET /api/v1/staff/follow-up-rules': { make: () => ({}) },
  'POST /api/v1/staff/follow-up-rules': {
    make: () => ({
      body: { name: 'other-percent', value: 20, validFrom: '2099-01-01', source: '供电公司服务规定（测试）' },
    }),
    noneIsGood: ['value'],
  },
  'GET /api/v1/surveys': { make: () => ({}), others: 'their-own' },
  'GET /api/v1/surveys/:surveyNo': {
    make: async scene => ({ params: { surveyNo: await surveyOfOwner(scene) } }),
    ...own,
  },
  'POST /api/v1/surveys/:surveyNo/answers': {
    make: async scene => ({ params: { surveyNo: await surveyOfOwner(scene) }, body: { answers: [5] } }),
    ...own,
  },
  'GET /api/v1/staff/surveys': { make: () => ({}) },
  'POST /api/v1/staff/surveys': { make: () => ({ body: survey }) },
  'GET /api/v1/staff/surveys/:surveyNo': {
    make: async scene => ({ params: { surveyNo: await writtenSurvey(scene) } }),
  },
  'POST /api/v1/staff/surveys/:surveyNo/publication': {
    make: async scene => ({ params: { surveyNo: await writtenSurvey(scene) } }),
  },
  'GET /api/v1/suggestions': { make: () => ({}) },
  'GET /api/v1/cases/:caseNo/publication': {
    make: async scene => ({ params: { caseNo: (await adopted(scene)).caseNo } }),
    ...own,
  },
  'PUT /api/v1/cases/:caseNo/publication': {
    make: async scene => ({ params: { caseNo: (await adopted(scene)).caseNo }, body: { name: '王女士' } }),
    ...own,
  },
  'GET /api/v1/staff/suggestions': { make: () => ({}) },
  'POST /api/v1/staff/suggestions/:caseNo/publication': {
    make: async scene => ({ params: { caseNo: (await adopted(scene)).caseNo }, body: publication }),
  },
  'POST /api/v1/staff/suggestions/:caseNo/award': {
    make: async scene => ({
      params: { caseNo: await published(scene) },
      body: { award: '金点子奖', amountFen: 20_000 },
    }),
  },
  'GET /api/v1/service-reports': { make: () => ({}) },
  'GET /api/v1/service-reports/:month/pdf': {
    make: async scene => ({ params: { month: await report(scene, true) } }),
  },
  'GET /api/v1/staff/service-reports': { make: () => ({}) },
  'GET /api/v1/staff/service-reports/:month/pdf': {
    make: async scene => ({ params: { month: await report(scene, false) } }),
  },
  'POST /api/v1/staff/service-reports/:month/publication': {
    make: async scene => ({
      params: { month: await report(scene, false) },
      body: { read: [], keptBack: [] },
    }),
  },
  'GET /api/v1/staff/cases/:caseNo/investigations': {
    make: async scene => ({ params: { caseNo: (await answeredCase(scene, 'opinion', 'noted')).caseNo } }),
  },
  'POST /api/v1/staff/cases/:caseNo/investigations': {
    make: async scene => ({
      params: { caseNo: (await answeredCase(scene, 'opinion', 'noted')).caseNo },
      body: { found: '现场核实，座椅确实不足', summary: '营业厅座椅不足，已增加' },
    }),
  },
  'GET /api/v1/staff/accounts/:accountNo/household-file': {
    make: ({ home }) => ({ params: { accountNo: home.accountNo } }),
  },
  'POST /api/v1/staff/accounts/:accountNo/risk': {
    make: ({ home }) => ({
      params: { accountNo: home.accountNo },
      body: { grade: 'high', reason: '独居老人，线路老化' },
    }),
  },
  'POST /api/v1/staff/accounts/:accountNo/visits': {
    make: ({ home }) => ({
      params: { accountNo: home.accountNo },
      body: { visitedOn: '2026-01-05', findings: '已更换老化插座' },
    }),
  },
  'GET /api/v1/staff/visit-rounds': { make: () => ({}) },
  'GET /api/v1/households/:accountNo/statements/:month/pdf': {
    make: async scene => ({ params: { ...(await largeHome(scene)), month: '2026-10' } }),
  },
  'GET /api/v1/households/:accountNo/quarters/:quarter': {
    make: async scene => ({ params: { ...(await largeHome(scene)), quarter: '2026-Q3' } }),
  },
  'GET /api/v1/households/:accountNo/large-reports': {
    make: async scene => ({ params: await largeHome(scene) }),
  },
  'GET /api/v1/staff/load-rules': { make: () => ({}) },
  'POST /api/v1/staff/load-rules': {
    make: () => ({
      body: {
        name: 'load-rate-percent',
        value: 55,
        validFrom: '2099-01-01',
        source: '大客户服务规定（测试）',
      },
    }),
  },
  'GET /api/v1/staff/large-customers': { make: () => ({ query: { page: '1' } }) },
  'GET /api/v1/staff/exports/large-customers': { make: () => ({ query: { q: '37' } }) },
  'GET /api/v1/staff/large-customers/:accountNo': {
    make: async scene => ({ params: await largeHome(scene) }),
  },
  'GET /api/v1/staff/accounts/:accountNo/statements/:month/pdf': {
    make: async scene => ({ params: { ...(await largeHome(scene)), month: '2026-10' } }),
  },
  'GET /api/v1/staff/accounts/:accountNo/quarters/:quarter': {
    make: async scene => ({ params: { ...(await largeHome(scene)), quarter: '2026-Q3' } }),
  },
  'GET /api/v1/staff/accounts/:accountNo/quarters/:quarter/pdf': {
    make: async scene => ({ params: { ...(await largeHome(scene)), quarter: '2026-Q3' } }),
  },
  'POST /api/v1/staff/accounts/:accountNo/load-months': {
    make: async scene => ({
      params: await largeHome(scene),
      body: { month: '2026-07', maxDemand: 120, activeEnergy: 50_000, reactiveEnergy: 20_000 },
    }),
    noneIsGood: ['activeEnergy', 'reactiveEnergy'],
  },
  'GET /api/v1/staff/reply-templates': { make: () => ({}) },
  'POST /api/v1/staff/reply-templates': {
    make: () => ({
      body: { kind: 'enquiry', name: `模板${digits(8)}`, words: '您好，您咨询的业务可以在电厅办理' },
    }),
  },
  'POST /api/v1/staff/reply-templates/:id/retirement': {
    make: async ({ hall }) => {
      const text = `INSERT INTO reply_templates (name, words, written_by, written_at) VALUES ($1, '您好，已为您办理', 'staff:x', now()) RETURNING id`;
      const { rows } = await hall.owner.query(text, [`模板${digits(8)}`]);
      return { params: { id: String(rows[0].id) } };
    },
  },
};
