/** What a month's report is made of, and the reports. */
import type { Pool } from 'pg';
import type { z } from 'zod';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { Month } from '../../shared/dates.ts';
import { seenBy } from '../cases/index.ts';
import type { Content } from './service-report.schemas.ts';

export type ReportContent = z.output<typeof Content>;

export interface ReportRow {
  month: string;
  content: ReportContent;
  generatedAt: Date;
  publishedAt: Date | null;
  /** Places of the findings that nobody reads outside. */
  keptBack: number[];
}

interface Span {
  from: Date;
  until: Date;
}

const mostFindings = 30;

const contentSql = `SELECT
  coalesce((SELECT json_agg(k ORDER BY k.kind) FROM (
    SELECT kind, sum(opened)::int AS opened, sum(answered)::int AS answered, sum(in_time)::int AS "inTime", sum(upheld)::int AS upheld FROM (
      SELECT c.kind, 1 AS opened, 0 AS answered, 0 AS in_time, 0 AS upheld FROM service_cases c WHERE c.opened_at >= $1 AND c.opened_at < $2
      UNION ALL
      SELECT c.kind, 0, 1, CASE WHEN e.detail ->> 'inTime' = 'false' THEN 0 ELSE 1 END, CASE WHEN e.detail ->> 'outcome' = 'upheld' THEN 1 ELSE 0 END
        FROM service_case_events e JOIN service_cases c ON c.id = e.case_id WHERE e.act = 'answer' AND e.at >= $1 AND e.at < $2
      UNION ALL
      SELECT 'reminder', 1, 0, 0, 0 FROM service_case_events e WHERE e.act = 'remind' AND e.at >= $1 AND e.at < $2
    ) every GROUP BY kind) k), '[]') AS kinds,
  coalesce((SELECT json_agg(k ORDER BY k.opened DESC) FROM (
    SELECT complaint_class AS "complaintClass", count(*)::int AS opened FROM service_cases c
    WHERE c.complaint_class IS NOT NULL AND c.opened_at >= $1 AND c.opened_at < $2 GROUP BY 1) k), '[]') AS classes,
  (SELECT json_build_object('count', count(*), 'satisfied', count(*) FILTER (WHERE r.satisfied)) FROM staff_ratings r WHERE r.at >= $1 AND r.at < $2) AS ratings,
  (SELECT json_build_object('answered', count(*) FILTER (WHERE f.outcome <> 'unreachable'), 'satisfied', count(*) FILTER (WHERE f.outcome = 'satisfied'),
     'reopened', count(*) FILTER (WHERE f.outcome = 'unsatisfied')) FROM follow_ups f WHERE f.answered_at >= $1 AND f.answered_at < $2) AS "followUps",
  (SELECT json_build_object('adopted', (SELECT count(*) FROM suggestion_publications p WHERE p.published_at >= $1 AND p.published_at < $2),
     'awarded', (SELECT count(*) FROM suggestion_publications p WHERE p.awarded_at >= $1 AND p.awarded_at < $2))) AS suggestions,
  coalesce((SELECT json_agg(json_build_object('kind', c.kind, 'summary', i.summary) ORDER BY i.id) FROM (
    SELECT * FROM case_investigations WHERE summary IS NOT NULL AND written_at >= $1 AND written_at < $2 ORDER BY id LIMIT ${mostFindings}) i
    JOIN service_cases c ON c.id = i.case_id), '[]') AS findings`;

const columns = `month, content, generated_at AS "generatedAt", published_at AS "publishedAt", kept_back AS "keptBack"`;

export function createReportRepository(pool: Pool) {
  return {
    /** In which the first case was opened; null before it was. */
    async firstMonth(): Promise<Month | null> {
      const text = `SELECT to_char(opened_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS month FROM service_cases ORDER BY id LIMIT 1`;
      return (await pool.query<{ month: Month }>(text)).rows[0]?.month ?? null;
    },

    async has(month: string): Promise<boolean> {
      const text = 'SELECT EXISTS (SELECT FROM service_reports WHERE month = $1) AS found';
      return (await pool.query<{ found: boolean }>(text, [month])).rows[0]!.found;
    },

    async contentOf({ from, until }: Span): Promise<ReportContent> {
      return (await pool.query<ReportContent>(contentSql, [from, until])).rows[0]!;
    },

    /** @returns false when another worker was first */
    async keep(month: string, content: ReportContent, at: Date): Promise<boolean> {
      const text =
        'INSERT INTO service_reports (month, content, generated_at) VALUES ($1, $2, $3) ON CONFLICT (month) DO NOTHING';
      return (await pool.query(text, [month, JSON.stringify(content), at])).rowCount === 1;
    },

    async list({ published }: { published: boolean }): Promise<ReportRow[]> {
      const text = `SELECT ${columns} FROM service_reports WHERE published_at IS NOT NULL OR NOT $1 ORDER BY month DESC LIMIT 24`;
      return (await pool.query<ReportRow>(text, [published])).rows;
    },

    async find(month: string): Promise<ReportRow | undefined> {
      return (await pool.query<ReportRow>(`SELECT ${columns} FROM service_reports WHERE month = $1`, [month]))
        .rows[0];
    },

    /** @returns false when it was published before */
    async publish(
      given: { month: string; by: string; at: Date; keptBack: number[] },
      audit: AuditRecord,
    ): Promise<boolean> {
      const text =
        'UPDATE service_reports SET published_by = $2, published_at = $3, kept_back = $4 WHERE month = $1 AND published_at IS NULL';
      const values = [given.month, given.by, given.at, given.keptBack];
      return (await pool.query(withAudit(text, values, audit))).rowCount === 1;
    },

    /** Whether one of these summaries was written by this member of staff. */
    async wroteOne(summaries: string[], by: string): Promise<boolean> {
      const text =
        'SELECT EXISTS (SELECT FROM case_investigations WHERE written_by = $2 AND summary = ANY ($1)) AS found';
      return (await pool.query<{ found: boolean }>(text, [summaries, by])).rows[0]!.found;
    },

    /** A case that this member of staff sees. */
    async caseFor(caseNo: string, me: string, seesAll: boolean): Promise<number | undefined> {
      const text = `SELECT c.id FROM service_cases c WHERE c.case_no = $3 AND ${seenBy('$1', '$2')}`;
      return (await pool.query<{ id: number }>(text, [me, seesAll, caseNo])).rows[0]?.id;
    },

    async investigations(
      caseId: number,
    ): Promise<{ foundEnc: Buffer; summary: string | null; writtenBy: string; writtenAt: Date }[]> {
      const text = `SELECT found_enc AS "foundEnc", summary, written_by AS "writtenBy", written_at AS "writtenAt" FROM case_investigations
        WHERE case_id = $1 ORDER BY id`;
      return (await pool.query(text, [caseId])).rows;
    },

    async investigate(
      given: { caseId: number; foundEnc: Buffer; summary: string | null; by: string; at: Date },
      audit: AuditRecord,
    ): Promise<void> {
      const text =
        'INSERT INTO case_investigations (case_id, found_enc, summary, written_by, written_at) VALUES ($1, $2, $3, $4, $5)';
      await pool.query(
        withAudit(text, [given.caseId, given.foundEnc, given.summary, given.by, given.at], audit),
      );
    },
  };
}

export type ReportRepository = ReturnType<typeof createReportRepository>;
