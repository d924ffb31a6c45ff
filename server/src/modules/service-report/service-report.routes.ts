/** 焦点访谈 for the desk and for everybody, and the investigations it draws on. */
import { anyone, type StaffActor, staff } from '../../http/access.ts';
import { defineRoute, type Route, rawReply } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { staffName } from '../../shared/audit.ts';
import type { Wording } from '../../shared/errors.ts';
import { namesAHome, namesANumber } from '../../shared/personal-numbers.ts';
import { renderReportPdf } from './report-pdf.ts';
import {
  investigationCaseNotFound,
  ownSummary,
  reportNotFound,
  reportPublished,
  summariesNotRead,
  summaryNamesSomebody,
} from './service-report.errors.ts';
import type { ReportRepository, ReportRow } from './service-report.repository.ts';
import {
  CaseParams,
  InvestigationBody,
  InvestigationsView,
  MonthParams,
  PublicationBody,
  ReportsView,
  StaffReportsView,
  StaffReportView,
} from './service-report.schemas.ts';

export interface ReportRoutesDependencies {
  reports: ReportRepository;
  clock: Clock;
  cipher: FieldCipher;
  utilityName(): Promise<Wording>;
}

/** As everybody reads it: without what was kept back. Colleagues read the same file once it is published. */
const outside = (row: ReportRow): ReportRow => ({
  ...row,
  content: {
    ...row.content,
    findings: row.content.findings.filter((_, place) => !row.keptBack.includes(place)),
  },
});

const show = ({ month, content, generatedAt, publishedAt }: ReportRow) => ({
  month,
  content,
  generatedAt: generatedAt.toISOString(),
  publishedAt: publishedAt?.toISOString() ?? null,
});
const showColleagues = (row: ReportRow) => ({ ...show(row), keptBack: row.keptBack });

export function reportRoutes(dependencies: ReportRoutesDependencies): Route[] {
  const { reports, clock, utilityName } = dependencies;
  const readers = staff('clerk', 'supervisor', 'auditor');
  const pdf = async (found: ReportRow | undefined) => {
    if (!found) throw reportNotFound();
    return rawReply({
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="service-report-${found.month}.pdf"`,
      },
      body: await renderReportPdf(found, await utilityName()),
    });
  };
  return [
    defineRoute({
      method: 'get',
      path: '/service-reports',
      access: anyone('the report is published'),
      summary: 'Published monthly reports (焦点访谈)',
      tag: 'Service report',
      output: ReportsView,
      handle: async () => ({ reports: (await reports.list({ published: true })).map(outside).map(show) }),
    }),
    defineRoute({
      method: 'get',
      path: '/service-reports/:month/pdf',
      access: anyone('the report is published'),
      summary: 'A published report as a PDF',
      tag: 'Service report',
      input: { params: MonthParams },
      async handle({ params: { month } }) {
        const found = await reports.find(month);
        return pdf(found?.publishedAt ? outside(found) : undefined);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/service-reports',
      access: readers,
      summary: 'Monthly reports, published and not yet',
      tag: 'Staff: service report',
      output: StaffReportsView,
      handle: async () => ({ reports: (await reports.list({ published: false })).map(showColleagues) }),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/service-reports/:month/pdf',
      access: readers,
      summary: 'A report as a PDF, before it is published too; afterwards as everybody reads it',
      tag: 'Staff: service report',
      input: { params: MonthParams },
      async handle({ params: { month } }) {
        const found = await reports.find(month);
        return pdf(found?.publishedAt ? outside(found) : found);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/service-reports/:month/publication',
      access: staff('supervisor'),
      summary: 'Publish a month’s report in the hall, each summary of it read by whoever did not write it',
      tag: 'Staff: service report',
      input: { params: MonthParams, body: PublicationBody },
      output: StaffReportView,
      async handle({ actor, params: { month }, body: { read, keptBack }, requestId }) {
        const by = staffName(actor);
        const found = await reports.find(month);
        if (!found) throw reportNotFound();
        const { findings } = found.content;
        const decided = [...read, ...keptBack].sort((left, right) => left - right);
        if (decided.length !== findings.length || decided.some((place, index) => place !== index))
          throw summariesNotRead();
        const told = read.map(place => findings[place]!.summary);
        if (await reports.wroteOne(told, by)) throw ownSummary();
        const audit = {
          actor: by,
          action: 'service-report.publish',
          subject: `service-report:${month}`,
          detail: { read, keptBack },
          requestId,
        };
        if (!(await reports.publish({ month, by, at: clock.now(), keptBack }, audit)))
          throw reportPublished();
        return showColleagues((await reports.find(month))!);
      },
    }),
    ...investigationRoutes(dependencies),
  ];
}

function investigationRoutes({ reports, clock, cipher }: ReportRoutesDependencies): Route[] {
  const tag = 'Staff: service report';
  async function caseFor({ username, roles }: StaffActor, caseNo: string): Promise<number> {
    const found = await reports.caseFor(caseNo, username, roles.includes('supervisor'));
    if (found === undefined) throw investigationCaseNotFound();
    return found;
  }
  const list = async (caseId: number) => ({
    investigations: (await reports.investigations(caseId)).map(({ foundEnc, writtenAt, ...row }) => ({
      ...row,
      found: cipher.decrypt(foundEnc),
      writtenAt: writtenAt.toISOString(),
    })),
  });
  return [
    defineRoute({
      method: 'get',
      path: '/staff/cases/:caseNo/investigations',
      access: staff('clerk', 'supervisor', 'auditor'),
      summary: 'What was found out about a case (调查记录)',
      tag,
      input: { params: CaseParams },
      output: InvestigationsView,
      handle: async ({ actor, params }) => list(await caseFor(actor, params.caseNo)),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/cases/:caseNo/investigations',
      access: staff('clerk', 'supervisor'),
      summary: 'Write down what was found out, and in words for everybody what may be told of it',
      tag,
      input: { params: CaseParams, body: InvestigationBody },
      output: InvestigationsView,
      status: 201,
      idempotent: true,
      async handle({ actor, params: { caseNo }, body: { found, summary }, requestId }) {
        const caseId = await caseFor(actor, caseNo);
        if (summary && (namesANumber(summary) || namesAHome(summary))) throw summaryNamesSomebody();
        const by = staffName(actor);
        await reports.investigate(
          { caseId, foundEnc: cipher.encrypt(found), summary: summary ?? null, by, at: clock.now() },
          {
            actor: by,
            action: 'case.investigate',
            subject: `case:${caseNo}`,
            detail: { forEverybody: summary !== undefined },
            requestId,
          },
        );
        return list(caseId);
      },
    }),
  ];
}
