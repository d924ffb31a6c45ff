/** The monthly report without anybody in it, written once; the household's file and the rounds by risk. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { DeskMember } from '../access/scene.ts';
import { openServiceStory, type ServiceStory } from './service-story.ts';

let story: ServiceStory;
let clerk: DeskMember;
let supervisor: DeskMember;
let other: DeskMember;

beforeAll(async () => {
  story = await openServiceStory();
  clerk = await story.member('clerk');
  supervisor = await story.member('supervisor');
  other = await story.member('supervisor');
});
afterAll(() => story.hall.close());

/** As a reader of the file sees it, page after page. */
async function textOf(file: ArrayBuffer): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(file), verbosity: 0 }).promise;
  const pages = Array.from({ length: document.numPages }, async (_, index) => {
    const { items } = await (await document.getPage(index + 1)).getTextContent();
    return items.map(item => ('str' in item ? item.str : '')).join('');
  });
  return (await Promise.all(pages)).join('');
}

describe('the monthly report', () => {
  const write = () => story.hall.app.runJob('write-service-report');

  it('has counts and summaries without numbers, is written once whoever races, and stays as it was written', async () => {
    const { resident } = await story.resident();
    const caseNo = await story.open(resident, 'complaint');
    await story.answer(caseNo, clerk, 'complaint');
    await story.rate(resident, caseNo, 5);
    const path = `/staff/cases/${caseNo}/investigations`;
    const leaky = await story.send(clerk, path, { found: '已核实监控', summary: '客户13800001111反映排队' });
    expect([leaky.status, leaky.body.error]).toEqual([422, 'investigation-names-somebody']);
    const home = await story.send(clerk, path, { found: '已核实监控', summary: '住在301室的客户反映排队' });
    expect([home.status, home.body.error]).toEqual([422, 'investigation-names-somebody']);
    await story.send(clerk, path, {
      found: `客户${resident.phone}反映属实`,
      summary: '午间窗口不足，已增开两个',
    });
    // A name no program finds.
    await story.send(other, path, { found: '已核实监控', summary: '客户王建国说排队太久' });
    expect((await story.get(supervisor, path)).body.investigations).toHaveLength(2);
    await story.goTo('2026-11-01T02:00:00Z');
    await Promise.all([write(), write(), write()]);
    const { body } = await story.get(supervisor, '/staff/service-reports');
    const [report] = body.reports;
    expect(body.reports).toHaveLength(1);
    expect(report).toMatchObject({ month: '2026-10', publishedAt: null });
    expect(report.content.kinds.find((row: { kind: string }) => row.kind === 'complaint')).toEqual({
      kind: 'complaint',
      opened: 1,
      answered: 1,
      inTime: 1,
      upheld: 1,
    });
    expect(report.content).toMatchObject({
      ratings: { count: 1, satisfied: 1 },
      findings: [
        { kind: 'complaint', summary: '午间窗口不足，已增开两个' },
        { kind: 'complaint', summary: '客户王建国说排队太久' },
      ],
    });
    for (const secret of [caseNo, resident.phone, resident.personId, clerk.username])
      expect(JSON.stringify(report)).not.toContain(secret);
    await write();
    expect((await story.get(supervisor, '/staff/service-reports')).body).toEqual(body);
  });

  it('is for everybody once a supervisor has published it, as a page and as a PDF', async () => {
    const { url } = story.hall;
    const pdf = () => fetch(`${url}/api/v1/service-reports/2026-10/pdf`);
    expect((await story.hall.call('GET', '/service-reports')).body.reports).toEqual([]);
    expect((await pdf()).status).toBe(404);
    const publish = (who: DeskMember, read: number[], keptBack: number[]) =>
      story.send(who, '/staff/service-reports/2026-10/publication', { read, keptBack });
    for (const [read, keptBack] of [
      [[], []],
      [[0], []],
      [[0, 0], []],
      [[0, 1], [1]],
      [[0, 2], []],
    ] as const) {
      const unread = await publish(supervisor, [...read], [...keptBack]);
      expect([unread.status, unread.body.error]).toEqual([422, 'service-report-summaries-not-read']);
    }
    // Who wrote one reads it like its writer.
    const own = await publish(other, [0, 1], []);
    expect([own.status, own.body.error]).toEqual([409, 'service-report-own-summary']);
    expect((await publish(supervisor, [0], [1])).status).toBe(200);
    const again = await publish(supervisor, [0], [1]);
    expect(again.body.error).toBe('service-report-published');
    const { reports } = (await story.hall.call('GET', '/service-reports')).body;
    expect(reports).toHaveLength(1);
    expect(reports[0]).not.toHaveProperty('keptBack');
    const [atDesk] = (await story.get(clerk, '/staff/service-reports')).body.reports;
    expect(atDesk).toMatchObject({ keptBack: [1], content: { findings: [{}, {}] } });
    expect(reports[0].content.findings).toEqual([{ kind: 'complaint', summary: '午间窗口不足，已增开两个' }]);
    const reply = await pdf();
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const text = await textOf(await reply.arrayBuffer());
    // A colleague who passes the file on passes on what everybody reads.
    const fileAtDesk = await fetch(`${url}/api/v1/staff/service-reports/2026-10/pdf`, {
      headers: { cookie: clerk.cookie },
    });
    expect(await textOf(await fileAtDesk.arrayBuffer())).toBe(text);
    expect(text).toContain('焦点访谈 2026-10');
    expect(text).toContain('午间窗口不足，已增开两个');
    for (const secret of ['王建国', clerk.username, supervisor.username, 'GD2026', '301室'])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/1\d{10}/);
  });
});

describe('the household’s file', () => {
  const file = (accountNo: string, who = clerk) =>
    story.get(who, `/staff/accounts/${accountNo}/household-file`);

  it('has bills, cases, needs and risk in one place, and nothing that was said anonymously', async () => {
    const { resident, home } = await story.resident();
    const bill = await story.hall.world.bill(home);
    const named = await story.open(resident, 'enquiry', { accountNo: home.accountNo });
    const anonymous = await story.open(resident, 'complaint', { accountNo: home.accountNo, anonymous: true });
    const confidential = await story.open(resident, 'enquiry', {
      accountNo: home.accountNo,
      confidential: true,
    });
    const graded = await story.send(clerk, `/staff/accounts/${home.accountNo}/risk`, {
      grade: 'low',
      reason: '线路较新',
    });
    expect(graded.body.risk).toMatchObject({ grade: 'low', reason: '线路较新' });
    await story.send(clerk, `/staff/accounts/${home.accountNo}/special-needs`, {
      kind: 'medical-device',
      consent: true,
      note: '呼吸机',
    });
    const { body } = await file(home.accountNo);
    expect(body).toMatchObject({
      specialNeeds: ['medical-device'],
      bills: [{ billNo: bill.billNo, totalFen: bill.amountFen, owedFen: bill.amountFen }],
      cases: [{ caseNo: named }],
    });
    const text = JSON.stringify(body);
    for (const hidden of [anonymous, confidential, '呼吸机', home.name, home.phone])
      expect(text).not.toContain(hidden);
    expect(
      (await file(home.accountNo, supervisor)).body.cases.map((row: { caseNo: string }) => row.caseNo),
    ).toEqual([confidential, named]);
    const { rows } = await story.hall.owner.query(
      `SELECT count(*)::int AS count FROM audit_entries WHERE action = 'household-file.read' AND subject = $1`,
      [`account:${home.accountNo}`],
    );
    expect(rows[0].count).toBe(2);
  });

  it('is visited by risk: high first, special needs as medium at least, then whoever waited longest', async () => {
    const homes = await Promise.all(
      ['high', 'medium', 'low', 'low'].map(async () => (await story.resident()).home),
    );
    const grades = ['high', 'medium', 'low', 'low'] as const;
    for (const [place, home] of homes.entries())
      await story.send(clerk, `/staff/accounts/${home.accountNo}/risk`, {
        grade: grades[place]!,
        reason: '按台区评定',
      });
    await story.send(clerk, `/staff/accounts/${homes[3]!.accountNo}/special-needs`, {
      kind: 'elderly',
      consent: true,
    });
    const visit = (place: number, visitedOn: string) =>
      story.send(clerk, `/staff/accounts/${homes[place]!.accountNo}/visits`, {
        visitedOn,
        findings: '用电正常',
      });
    await visit(3, '2026-06-01');
    await visit(1, '2026-10-20');
    expect((await visit(1, '2030-01-01')).body.error).toBe('visit-in-future');
    const { body } = await story.get(clerk, '/staff/visit-rounds');
    const mine = body.visits.filter(({ accountNo }: { accountNo: string }) =>
      homes.some(home => home.accountNo === accountNo),
    );
    expect(
      mine.map(({ accountNo, grade }: { accountNo: string; grade: string }) => [accountNo, grade]),
    ).toEqual([
      [homes[0]!.accountNo, 'high'],
      [homes[3]!.accountNo, 'medium'],
      [homes[1]!.accountNo, 'medium'],
      [homes[2]!.accountNo, 'low'],
    ]);
    expect(mine[1]).toMatchObject({
      lastOn: '2026-06-01',
      dueOn: '2026-08-30',
      overdue: true,
      specialNeed: true,
    });
    expect(mine[2]).toMatchObject({ overdue: false });
  });

  it('of another area is not a clerk’s to read, grade or visit', async () => {
    const { home } = await story.resident();
    const elsewhere = await story.member('clerk');
    await story.hall.owner.query(
      `INSERT INTO staff_areas (username, region_code, district) VALUES ($1, 'wuhu', '')`,
      [elsewhere.username],
    );
    expect((await file(home.accountNo, elsewhere)).status).toBe(404);
    const graded = await story.send(elsewhere, `/staff/accounts/${home.accountNo}/risk`, {
      grade: 'high',
      reason: '不该看到',
    });
    expect(graded.status).toBe(404);
    expect((await story.get(elsewhere, '/staff/visit-rounds')).body.visits).toEqual([]);
  });
});

it('months in which the server stood still have their report when it is back', async () => {
  await story.goTo('2027-02-01T02:00:00Z');
  await story.hall.app.runJob('write-service-report');
  const { reports } = (await story.get(supervisor, '/staff/service-reports')).body;
  expect(reports.map(({ month }: { month: string }) => month)).toEqual([
    '2027-01',
    '2026-12',
    '2026-11',
    '2026-10',
  ]);
});
