import type { Pool } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { CalendarDay } from './calendar-year.ts';

export interface CalendarEdition {
  id: number;
  year: number;
  source: string;
  reason: string;
  setBy: string;
  setAt: Date;
  dayCount: number;
}

export function createCalendarRepository(pool: Pool) {
  return {
    async days(): Promise<CalendarDay[]> {
      const text =
        'SELECT day::text, kind, name_zh AS "nameZh", name_en AS "nameEn" FROM calendar_days ORDER BY day';
      return (await pool.query<CalendarDay>(text)).rows;
    },

    /** Newest first: a few a year. */
    async editions(): Promise<CalendarEdition[]> {
      const text = `SELECT id, year, source, reason, set_by AS "setBy", set_at AS "setAt", jsonb_array_length(days) AS "dayCount"
        FROM calendar_editions ORDER BY id DESC`;
      return (await pool.query<CalendarEdition>(text)).rows;
    },

    /** Up to which edition somebody has counted, the latest there is, and whether every process of the hall knows that one by now. */
    async progress(name: string): Promise<{ counted: number; latest: number; settled: boolean }> {
      const text = `SELECT u.edition AS counted, e.id AS latest, e.set_at < clock_timestamp() - interval '2 minutes' AS settled
        FROM calendar_uses u, LATERAL (SELECT id, set_at FROM calendar_editions ORDER BY id DESC LIMIT 1) e WHERE u.name = $1`;
      return (await pool.query(text, [name])).rows[0]!;
    },

    async daysAsOf(edition: number): Promise<CalendarDay[]> {
      const text = `SELECT d ->> 'day' AS day, d ->> 'kind' AS kind, d ->> 'nameZh' AS "nameZh", d ->> 'nameEn' AS "nameEn"
        FROM (SELECT DISTINCT ON (year) days FROM calendar_editions WHERE id <= $1 ORDER BY year, id DESC) e, jsonb_array_elements(e.days) d`;
      return (await pool.query<CalendarDay>(text, [edition])).rows;
    },

    async hasCounted(name: string, edition: number): Promise<void> {
      await pool.query('UPDATE calendar_uses SET edition = greatest(edition, $2) WHERE name = $1', [
        name,
        edition,
      ]);
    },

    /** The year's days and the log of it, or neither. */
    async putYear(
      year: number,
      { source, days, reason, setBy }: { source: string; days: CalendarDay[]; reason: string; setBy: string },
      audit: AuditRecord,
    ): Promise<void> {
      const text = 'SELECT put_calendar_year($1, $2, $3, $4, $5)';
      await pool.query(withAudit(text, [year, source, JSON.stringify(days), reason, setBy], audit));
    },
  };
}

export type CalendarRepository = ReturnType<typeof createCalendarRepository>;
