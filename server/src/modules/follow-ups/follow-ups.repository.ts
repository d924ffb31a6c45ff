/** Whom to ask after a case is closed, and what they said. */
import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import { seenBy } from '../cases/index.ts';
import type { outcomes, ruleNames } from './follow-ups.schemas.ts';

export type Outcome = (typeof outcomes)[number];
export type RuleName = (typeof ruleNames)[number];

export interface FollowUpRow {
  id: number;
  caseId: number;
  caseNo: string;
  kind: string;
  wordsEnc: Buffer;
  owner: string | null;
  ownerName: string | null;
  /** Who gave the answer that is followed up: whoever has the case by now need not be. */
  answerer: string | null;
  personId: string | null;
  confidential: boolean;
  reason: 'complaint' | 'sample';
  dueAt: Date;
  outcome: Outcome | null;
  saidEnc: Buffer | null;
  answeredBy: string | null;
  answeredAt: Date | null;
}

export interface FollowUpRule {
  id: number;
  name: RuleName;
  value: number;
  validFrom: string;
  source: string;
  setBy: string;
  setAt: Date;
}

export const pageSize = 50;
/** A worker that stood still so long still finds what was closed meanwhile. */
const lookBackDays = 14;

const columns = `f.id, c.id AS "caseId", c.case_no AS "caseNo", c.kind, c.words_enc AS "wordsEnc", c.owner,
  (SELECT display_name FROM staff_members m WHERE m.username = c.owner) AS "ownerName", c.person_id AS "personId", c.confidential, f.reason,
  (SELECT substr(e.actor, 7) FROM service_case_events e WHERE e.case_id = c.id AND e.act = 'answer' AND e.actor LIKE 'staff:%' ORDER BY e.id DESC LIMIT 1) AS answerer,
  f.due_at AS "dueAt", f.outcome, f.words_enc AS "saidEnc", f.answered_by AS "answeredBy", f.answered_at AS "answeredAt"`;
const joined = 'follow_ups f JOIN service_cases c ON c.id = f.case_id';
const seen = seenBy('$1', '$2');

export function createFollowUpsRepository(pool: Pool) {
  return {
    /**
     * Which closed cases are followed up is drawn by the case's number: the same draw whoever repeats it, and nobody can choose.
     * An anonymous person is not asked. Whoever can be asked in the hall is.
     */
    async plan(
      now: Date,
      { complaint, other, dueDays }: { complaint: number; other: number; dueDays: number },
    ): Promise<number> {
      const text = `WITH closed AS (
          SELECT c.id, c.reopened, c.closed_at, c.person_id, CASE WHEN NOT c.confidential THEN c.holder_period_id END AS holder_period_id, c.case_no, CASE WHEN c.kind IN ('complaint', 'misconduct') THEN 'complaint' ELSE 'sample' END AS reason,
            ('x' || substr(md5(c.case_no || ':' || c.reopened), 1, 6))::bit(24)::int % 100 AS lot
          FROM service_cases c WHERE c.status = 'closed' AND c.closed_at > $1::timestamptz - make_interval(days => ${lookBackDays}) AND NOT c.anonymous
            AND NOT EXISTS (SELECT FROM follow_ups f WHERE f.case_id = c.id AND f.round = c.reopened)
        ), planned AS (
          INSERT INTO follow_ups (case_id, round, reason, due_at, created_at)
          SELECT id, reopened, reason, closed_at + make_interval(days => $4), $1 FROM closed WHERE lot < CASE reason WHEN 'complaint' THEN $2::int ELSE $3::int END
          ON CONFLICT (case_id, round) DO NOTHING RETURNING id, case_id
        )
        INSERT INTO notices (dedupe_key, event, person_id, holder_period_id, params, source_table, source_id)
        SELECT 'follow-up:' || p.id, 'follow-up-asked', c.person_id, c.holder_period_id, jsonb_build_object('caseNo', c.case_no), 'follow_ups', p.id::text
        FROM planned p JOIN closed c ON c.id = p.case_id WHERE c.person_id IS NOT NULL ON CONFLICT (dedupe_key) DO NOTHING`;
      return (await pool.query(text, [now, complaint, other, dueDays])).rowCount ?? 0;
    },

    async list(given: {
      me: string;
      seesAll: boolean;
      view: 'open' | 'done';
      page: number;
    }): Promise<FollowUpRow[]> {
      const text = `SELECT ${columns} FROM ${joined} WHERE ${seen} AND f.outcome IS ${given.view === 'open' ? 'NULL' : 'NOT NULL'}
        ORDER BY ${given.view === 'open' ? 'f.due_at, f.id' : 'f.answered_at DESC, f.id DESC'} LIMIT ${pageSize + 1} OFFSET $3`;
      return (await pool.query<FollowUpRow>(text, [given.me, given.seesAll, (given.page - 1) * pageSize]))
        .rows;
    },

    async countOpen(me: string, seesAll: boolean): Promise<number> {
      const text = `SELECT count(*)::int AS count FROM ${joined} WHERE ${seen} AND f.outcome IS NULL`;
      return (await pool.query<{ count: number }>(text, [me, seesAll])).rows[0]!.count;
    },

    /** What a person may answer, and what they answered lately. */
    async ofPerson(personId: string): Promise<FollowUpRow[]> {
      const text = `SELECT ${columns} FROM ${joined} WHERE c.person_id = $1 AND (f.outcome IS NULL OR f.answered_by = 'person') ORDER BY f.id DESC LIMIT 20`;
      return (await pool.query<FollowUpRow>(text, [personId])).rows;
    },

    async lock(tx: PoolClient, id: number): Promise<FollowUpRow | undefined> {
      return (
        await tx.query<FollowUpRow>(`SELECT ${columns} FROM ${joined} WHERE f.id = $1 FOR UPDATE OF f`, [id])
      ).rows[0];
    },

    async maySee(tx: PoolClient, id: number, me: string, seesAll: boolean): Promise<boolean> {
      const text = `SELECT EXISTS (SELECT FROM ${joined} WHERE f.id = $3 AND ${seen}) AS found`;
      return (await tx.query<{ found: boolean }>(text, [me, seesAll, id])).rows[0]!.found;
    },

    async answer(
      tx: PoolClient,
      given: { id: number; outcome: Outcome; wordsEnc: Buffer | null; by: string; at: Date },
      audit: AuditRecord,
    ): Promise<void> {
      const text =
        'UPDATE follow_ups SET outcome = $2, words_enc = $3, answered_by = $4, answered_at = $5 WHERE id = $1';
      await tx.query(withAudit(text, [given.id, given.outcome, given.wordsEnc, given.by, given.at], audit));
    },

    async rules(): Promise<FollowUpRule[]> {
      const text = `SELECT id, name, value, valid_from::text AS "validFrom", source, set_by AS "setBy", set_at AS "setAt" FROM follow_up_rules ORDER BY id DESC`;
      return (await pool.query<FollowUpRule>(text)).rows;
    },

    async setRule(rule: Omit<FollowUpRule, 'id' | 'setAt'>, audit: AuditRecord): Promise<void> {
      const text =
        'INSERT INTO follow_up_rules (name, value, valid_from, source, set_by) VALUES ($1, $2, $3, $4, $5)';
      await pool.query(
        withAudit(text, [rule.name, rule.value, rule.validFrom, rule.source, rule.setBy], audit),
      );
    },
  };
}

export type FollowUpsRepository = ReturnType<typeof createFollowUpsRepository>;
