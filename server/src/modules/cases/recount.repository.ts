/** Limits that another calendar has moved. */
import type { Pool } from 'pg';
import type { ClockFacts, Limits } from './clocks.ts';

export interface CountedCase extends Limits {
  id: number;
  caseNo: string;
  version: number;
  clock: ClockFacts;
}

export interface MovedCase {
  id: number;
  version: number;
  updateDueAt: string;
  answerDueAt: string;
  promisedAt: string;
}

const isLate = `least(r."answerDueAt", r."updateDueAt", CASE WHEN c.contacted_at IS NULL THEN c.contact_due_at END) < $2::timestamptz`;

export function createRecountRepository(pool: Pool) {
  return {
    /** Whose limits still count: also those joined to another case, which may part again. */
    async running(after: number, size: number): Promise<CountedCase[]> {
      const text = `SELECT id, case_no AS "caseNo", version, clock, update_due_at AS "updateDueAt", answer_due_at AS "answerDueAt", promised_at AS "promisedAt"
        FROM service_cases WHERE status IN ('new', 'working', 'paused', 'merged') AND id > $1 ORDER BY id LIMIT $2`;
      return (await pool.query<CountedCase>(text, [after, size])).rows;
    },

    /**
     * Of cases that are still as they were read, each with its line and its entry. A limit that comes near again is warned of again, and what is
     * not late any more is not escalated any more.
     */
    async move(rows: readonly MovedCase[], now: Date): Promise<void> {
      const text = `WITH before AS (
          SELECT c.id, c.answer_due_at, c.promised_at, c.update_due_at FROM jsonb_array_elements($1::jsonb) r JOIN service_cases c
            ON c.id = (r ->> 'id')::bigint AND c.version = (r ->> 'version')::int FOR UPDATE OF c
        ), moved AS (
          UPDATE service_cases c SET update_due_at = r."updateDueAt", answer_due_at = r."answerDueAt", promised_at = r."promisedAt", warned_at = NULL,
              escalated_at = CASE WHEN ${isLate} THEN c.escalated_at END, escalated_for = CASE WHEN ${isLate} THEN c.escalated_for END,
              escalation_level = CASE WHEN ${isLate} THEN c.escalation_level ELSE 0 END
            FROM jsonb_to_recordset($1::jsonb) AS r (id bigint, "updateDueAt" timestamptz, "answerDueAt" timestamptz, "promisedAt" timestamptz), before b
           WHERE c.id = b.id AND r.id = b.id
          RETURNING c.id, c.case_no, c.status, jsonb_build_object('answerDueAt', jsonb_build_array(b.answer_due_at, c.answer_due_at),
            'updateDueAt', jsonb_build_array(b.update_due_at, c.update_due_at)) AS detail
        ), told AS (
          INSERT INTO service_case_events (case_id, act, actor, public, detail, at) SELECT id, 'recounted', 'system', status <> 'merged', detail, $2 FROM moved
        ) INSERT INTO audit_entries (actor, action, subject, detail, request_id)
          SELECT 'system', 'case.recount', 'case:' || case_no, detail, 'case-deadlines' FROM moved`;
      await pool.query(text, [JSON.stringify(rows), now]);
    },
  };
}

export type RecountRepository = ReturnType<typeof createRecountRepository>;
