/** What comes after a service: what people are asked, surveys, suggestions, stars, what the month's report says, whom to visit. */
import { addDays, businessDate } from '../../server/src/shared/dates.ts';
import type { RunningHall } from '../support/hall.ts';
import { testCipher } from '../support/world.ts';
import { type Ask, asking } from './asking.ts';
import type { SaidCases } from './cases.ts';
import type { Residents } from './residents.ts';
import type { DeskScene } from './staff-scene.ts';

export interface AfterService {
  /** Asked just now, and one whose answers are in. */
  surveyNo: string;
  answeredSurveyNo: string;
  /** Written and not published. */
  draftSurveyNo: string;
}

export async function lookBack(
  hall: RunningHall,
  residents: Residents,
  cookies: DeskScene['cookies'],
  said: SaidCases,
): Promise<AfterService> {
  const supervisor = asking(hall, { staff: cookies.supervisor });
  const clerk = asking(hall, { staff: cookies.clerk });
  await publishSuggestions(hall, clerk, supervisor, said.adopted);
  await judge(hall, supervisor, said.answered);
  await reportTheMonth(hall, clerk, supervisor, said);
  await visit(hall, clerk, residents.one.accountNo);
  await askOne(hall, residents.one.accountNo, said.answered);
  return survey(hall, residents, supervisor);
}

async function publishSuggestions(
  hall: RunningHall,
  clerk: Ask,
  supervisor: Ask,
  adopted: string,
): Promise<void> {
  await clerk('POST', `/staff/suggestions/${adopted}/publication`, {
    title: '账单写明每一档用了多少电',
    body: '有居民建议在账单里写明每一档的用电量，让老人也看得懂。',
    reply: '已采纳。自本月起，账单逐档列出电量、电价和金额，并附一句话说明。',
  });
  await supervisor('POST', `/staff/suggestions/${adopted}/award`, { award: '金点子奖', amountFen: 20_000 });
  const { rows } = await hall.owner.query(
    `SELECT case_no FROM service_cases WHERE kind = 'suggestion' AND outcome = 'adopted' AND NOT confidential AND case_no <> $1 ORDER BY answered_at DESC LIMIT 1`,
    [adopted],
  );
  if (!rows[0]) return;
  await supervisor('POST', `/staff/suggestions/${rows[0].case_no}/publication`, {
    title: '营业厅周末延长服务时间，并在门口公示当天排队等候的人数',
    body: '上班族平日难以到厅办理业务，建议周末延长服务时间，并把排队人数写在门口，让人决定等不等。',
    reply: '已采纳，下月起周末延长至十九时。',
  });
}

async function judge(hall: RunningHall, supervisor: Ask, upheld: string): Promise<void> {
  // Whose cases the town's two years brought counts as last month's work.
  await hall.app.runJob('score-stars');
  await supervisor('POST', '/staff/star-deductions', {
    caseNo: upheld,
    staff: 'clerk1',
    reason: '让客户等候两小时，没有说明原因，也没有引导到自助终端。',
  });
  await supervisor('POST', '/staff/service-cards', {
    kind: 'honour',
    staff: 'clerk1',
    reason: '暴雨夜上门为独居老人恢复供电',
  });
  await supervisor('POST', '/staff/service-cards', {
    kind: 'yellow',
    staff: 'clerk1',
    reason: '未按规定着装上岗',
  });
}

async function reportTheMonth(
  hall: RunningHall,
  clerk: Ask,
  supervisor: Ask,
  { working, answered }: SaidCases,
): Promise<void> {
  await clerk('POST', `/staff/cases/${answered}/investigations`, {
    found: '调看了当日监控：午间只有一个窗口，最多有三十一人等候。',
    summary: '午间窗口偏少，致使客户久候',
  });
  // Written last month, so that the month that is over has something to tell.
  const findings = [
    [answered, '午间窗口偏少，致使客户久候；已增开窗口，并在门口公示等候时间。'],
    [working, '充电桩报装的材料说明分散在三处；已并为一页。'],
  ] as const;
  for (const [caseNo, summary] of findings)
    await hall.owner.query(
      `INSERT INTO case_investigations (case_id, found_enc, summary, written_by, written_at)
       SELECT id, $2, $3, 'staff:clerk1', now() - interval '1 month' FROM service_cases WHERE case_no = $1`,
      [caseNo, testCipher.encrypt(`现场核实。${summary}`), summary],
    );
  await hall.app.runJob('write-service-report');
  const [latest] = (await supervisor('GET', '/staff/service-reports')).reports;
  await supervisor('POST', `/staff/service-reports/${latest.month}/publication`, {
    read: latest.content.findings.map((_: unknown, place: number) => place),
    keptBack: [],
  });
}

async function visit(hall: RunningHall, clerk: Ask, accountNo: string): Promise<void> {
  const { rows } = await hall.owner.query(
    `SELECT account_no FROM supply_accounts WHERE account_no <> $1 ORDER BY id LIMIT 3`,
    [accountNo],
  );
  const [first, second, third] = rows.map(({ account_no }) => account_no as string);
  const risks = [
    [accountNo, 'medium', '家中有老人，入户线老化'],
    [first, 'high', '独居老人使用制氧机，所在台区近三个月停电两次，曾两次来电催办'],
    [second, 'low', '住宅，线路去年已更换'],
    [third, 'medium', '临街商铺，负荷接近上限'],
  ] as const;
  for (const [at, grade, reason] of risks)
    await clerk('POST', `/staff/accounts/${at}/risk`, { grade, reason });
  await clerk('POST', `/staff/accounts/${accountNo}/visits`, {
    visitedOn: '2026-06-18',
    findings: '检查了入户线和漏电保护器，更换老化插座两处，已教老人试跳。',
  });
}

/** A call back, and a card for what was paid at the counter. */
async function askOne(hall: RunningHall, accountNo: string, caseNo: string): Promise<void> {
  await hall.owner.query(
    `UPDATE service_cases SET status = 'closed', closed_at = now() WHERE case_no = $1 AND status <> 'closed'`,
    [caseNo],
  );
  await hall.app.runJob('plan-follow-ups');
  await hall.owner.query(
    `INSERT INTO rating_invitations (kind, reference, staff, person_id, happened_at, invited_at, open_until)
     SELECT 'counter', 'P2026113000000000000001', 'clerk1', b.person_id, now() - interval '3 hours', now(), now() + interval '14 days'
       FROM bindings b JOIN holder_periods h ON h.id = b.holder_period_id JOIN supply_accounts a ON a.id = h.account_id
      WHERE a.account_no = $1 AND b.removed_at IS NULL LIMIT 1`,
    [accountNo],
  );
}

const questions = [
  {
    kind: 'scale',
    zh: '您对营业厅的服务总体满意吗？',
    en: 'All in all, how were you served at the counter?',
  },
  {
    kind: 'choice',
    zh: '您最常用哪种方式缴费？',
    en: 'How do you usually pay?',
    many: false,
    options: [
      { zh: '微信小程序', en: 'WeChat' },
      { zh: '支付宝', en: 'Alipay' },
      { zh: '营业厅柜台', en: 'At the counter' },
      { zh: '银行代扣', en: 'Direct debit by my bank' },
    ],
  },
  { kind: 'text', zh: '还有什么希望我们改进的？', en: 'What should we do better?' },
];
const suggestions = ['周末也开门', '账单字再大一些', '停电前多提醒一次', '充电桩报装再快一点'];

async function survey(hall: RunningHall, residents: Residents, supervisor: Ask): Promise<AfterService> {
  const write = async (titleZh: string, titleEn: string): Promise<string> => {
    const days = { opensOn: '2026-01-01', closesOn: addDays(businessDate(new Date()), 20) };
    const body = { titleZh, titleEn, questions, ...days, leastAnswers: 3 };
    const audience = { regions: [], categories: ['residential'] };
    return (await supervisor('POST', '/staff/surveys', { ...body, audience })).surveyNo;
  };
  const publish = (surveyNo: string) => supervisor('POST', `/staff/surveys/${surveyNo}/publication`);
  const answered = await write('营业厅服务满意度调查', 'How our counters serve you');
  const open = await write('电子账单您看得懂吗？', 'Is your bill easy to read?');
  const draft = await write('冬季供电与停电通知满意度调查', 'Supply and outage notices in winter');
  await publish(answered);
  await publish(open);
  const { one, timed, many, long } = residents;
  for (const [index, { token }] of [one, timed, many, long].entries())
    await asking(hall, { token })('POST', `/surveys/${answered}/answers`, {
      answers: [[5, 4, 5, 3][index], [[0, 1, 0, 2][index]], suggestions[index]],
    });
  await hall.owner.query(`UPDATE surveys SET closes_at = now() - interval '2 days' WHERE survey_no = $1`, [
    answered,
  ]);
  return { surveyNo: open, answeredSurveyNo: answered, draftSurveyNo: draft };
}
