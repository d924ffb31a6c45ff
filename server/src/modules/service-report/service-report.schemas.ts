import { z } from 'zod';

const words = (least: number, most: number) =>
  z
    .string()
    .max(most * 2)
    .transform(text => text.trim())
    .refine(text => text.length >= least && text.length <= most && !/[^\P{Cc}\n\t]/u.test(text), {
      params: {
        rule: 'words',
        wording: { zh: `请用${least}到${most}个字说明`, en: `Say it in ${least} to ${most} characters` },
      },
    });

export const MonthParams = z.object({ month: z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/) });
export const CaseParams = z.object({ caseNo: z.string().regex(/^GD\d{16}$/) });
export const InvestigationBody = z.strictObject({
  found: words(5, 2000),
  /** For everybody: without names, numbers or addresses. */
  summary: words(5, 500).optional(),
});

/** Of each summary, by its place in the report: it names nobody and may be published, or it is kept back. */
export const PublicationBody = z.strictObject({
  read: z.array(z.int().min(0)).max(100),
  keptBack: z.array(z.int().min(0)).max(100),
});

export const InvestigationsView = z.object({
  investigations: z.array(
    z.object({
      found: z.string(),
      summary: z.string().nullable(),
      writtenBy: z.string(),
      writtenAt: z.string(),
    }),
  ),
});

export const Content = z.object({
  /** Of each of the ten kinds. */
  kinds: z.array(
    z.object({ kind: z.string(), opened: z.int(), answered: z.int(), inTime: z.int(), upheld: z.int() }),
  ),
  classes: z.array(z.object({ complaintClass: z.string(), opened: z.int() })),
  ratings: z.object({ count: z.int(), satisfied: z.int() }),
  followUps: z.object({ answered: z.int(), satisfied: z.int(), reopened: z.int() }),
  suggestions: z.object({ adopted: z.int(), awarded: z.int() }),
  /** What was found out, in words without anybody in them. */
  findings: z.array(z.object({ kind: z.string(), summary: z.string() })),
});

const ReportView = z.object({
  month: z.string(),
  generatedAt: z.string(),
  publishedAt: z.string().nullable(),
  content: Content,
});
export const ReportsView = z.object({ reports: z.array(ReportView) });

export const StaffReportView = ReportView.extend({
  /** Places of the findings that nobody reads outside. */
  keptBack: z.array(z.int()),
});
export const StaffReportsView = z.object({ reports: z.array(StaffReportView) });
