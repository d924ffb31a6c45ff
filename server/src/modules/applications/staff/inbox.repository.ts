/** Lists of cases for staff: the inbox, the board, the figures. Read only, over the indexes of the migration. */

import type { Pool } from 'pg';
import type { WaitingRow } from '../../../http/waiting-view.ts';
import type { Stage } from '../kind.ts';
import { hallTeam } from '../team.ts';

export interface InboxQuestion {
  /** mine: in my hands; managed: what I answer for, wherever it lies. */
  scope: 'mine' | 'managed' | 'team' | 'all';
  username: string;
  stage: string | null;
  kind: string | null;
  district: string | null;
  urgency: 'overdue' | 'at-risk' | null;
  unowned: boolean;
  /** The last working day that is at risk today. */
  riskUntil: string;
  today: string;
  /** Cases after this one. */
  after: { due: string; id: number } | null;
  size: number;
}

export interface CaseLine {
  id: number;
  caseNo: string;
  kindCode: string;
  kindId: number;
  status: 'open' | 'waiting' | 'done' | 'refused' | 'withdrawn';
  step: string;
  stage: Stage;
  team: string;
  owner: string | null;
  manager: string | null;
  district: string;
  applicantMasked: string;
  placeMasked: string;
  wanted: 'list' | 'step' | null;
  returns: number;
  dueOn: string;
  stepDueOn: string;
  submittedAt: Date;
  homeService: boolean;
}

const columns = `c.id, c.case_no AS "caseNo", c.kind_code AS "kindCode", c.kind_id AS "kindId", c.status, c.step, c.stage, c.team, c.owner, c.manager,
  c.district, c.applicant_masked AS "applicantMasked", c.place_masked AS "placeMasked", c.wanted, c.returns, c.due_on::text AS "dueOn",
  c.step_due_on::text AS "stepDueOn", c.submitted_at AS "submittedAt", c.home_service AS "homeService"`;

/** Each wish adds its condition, so that the planner sees what is asked and takes the index that fits. */
function conditions(question: InboxQuestion): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const place = (value: unknown) => `$${values.push(value)}`;
  const parts = [`c.status IN ('open', 'waiting')`];
  if (question.scope === 'mine') parts.push(`c.owner = ${place(question.username)}`);
  if (question.scope === 'managed') parts.push(`c.manager = ${place(question.username)}`);
  if (question.scope === 'team') parts.push('c.team = mine.team');
  if (question.unowned) parts.push(`c.owner IS NULL AND c.status = 'open'`);
  if (question.stage) parts.push(`c.stage = ${place(question.stage)}`);
  if (question.kind) parts.push(`c.kind_code = ${place(question.kind)}`);
  if (question.district) parts.push(`c.district = ${place(question.district)}`);
  if (question.urgency === 'overdue')
    parts.push(`c.status = 'open' AND c.step_due_on < ${place(question.today)}::date`);
  if (question.urgency === 'at-risk')
    parts.push(
      `c.status = 'open' AND c.step_due_on BETWEEN ${place(question.today)}::date AND ${place(question.riskUntil)}::date`,
    );
  if (question.after)
    parts.push(
      `(c.step_due_on, c.id) > (${place(question.after.due)}::date, ${place(question.after.id)}::bigint)`,
    );
  return { where: parts.join(' AND '), values };
}

/**
 * Whoever is in no team works for the hall itself, and so do supervisors where nobody is in the hall's team; and the hall looks into the
 * queues of teams whose last member has left.
 */
const teamsOf = (username: string) =>
  `(SELECT array_agg(DISTINCT q.code) FROM (SELECT coalesce((SELECT array_agg(m.team_code) FROM service_team_members m WHERE m.username = ${username}), '{${hallTeam}}')
       || CASE WHEN EXISTS (SELECT FROM staff_members s WHERE s.username = ${username} AND 'supervisor' = ANY (s.roles))
           AND NOT EXISTS (SELECT FROM service_team_members m JOIN staff_members s ON s.username = m.username AND s.active AND s.roles && ARRAY['clerk', 'supervisor'] WHERE m.team_code = '${hallTeam}')
          THEN '{${hallTeam}}'::text[] ELSE '{}' END AS codes) own
     CROSS JOIN LATERAL (SELECT unnest(own.codes) AS code UNION ALL SELECT t.code FROM service_teams t WHERE '${hallTeam}' = ANY (own.codes) AND t.code <> '${hallTeam}'
       AND NOT EXISTS (SELECT FROM service_team_members m JOIN staff_members s ON s.username = m.username AND s.active AND s.roles && ARRAY['clerk', 'supervisor'] WHERE m.team_code = t.code)) q)`;

export interface StageCount {
  stage: string;
  open: number;
  waiting: number;
  overdue: number;
  atRisk: number;
}

export function createInboxRepository(pool: Pool) {
  return {
    /** The most urgent first. */
    async list(question: InboxQuestion): Promise<CaseLine[]> {
      const { where, values } = conditions(question);
      const size = `$${values.push(question.size)}`;
      const page = `SELECT ${columns} FROM applications c WHERE ${where} ORDER BY c.step_due_on, c.id LIMIT ${size}`;
      if (question.scope !== 'team') return (await pool.query<CaseLine>(page, values)).rows;
      // The first of each team by its index, and the first of those: several teams at once would have to be sorted whole.
      const text = `SELECT x.* FROM unnest(${teamsOf(`$${values.push(question.username)}`)}) AS mine (team)
        CROSS JOIN LATERAL (${page}) x ORDER BY x."stepDueOn", x.id LIMIT ${size}`;
      return (await pool.query<CaseLine>(text, values)).rows;
    },

    /** All that nobody has taken yet in the teams of this person. */
    async toTake(username: string): Promise<WaitingRow> {
      const text = `SELECT count(*)::int AS count, NULL::bigint AS "amountFen", min(c.submitted_at) AS "oldestAt"
        FROM applications c WHERE c.status = 'open' AND c.owner IS NULL AND c.team IN (SELECT unnest(${teamsOf('$1')}))`;
      return (await pool.query<WaitingRow>(text, [username])).rows[0]!;
    },

    async find(caseNo: string): Promise<CaseLine[]> {
      const text = `SELECT ${columns} FROM applications c WHERE c.case_no = $1 AND c.status <> 'draft'`;
      return (await pool.query<CaseLine>(text, [caseNo])).rows;
    },

    async counts(today: string, riskUntil: string, team: string | null): Promise<StageCount[]> {
      const ofTeam = team === null ? '' : 'AND team = $3';
      const values = [today, riskUntil, ...(team === null ? [] : [team])];
      // Each half is answered from an index alone.
      const text = `SELECT stage, sum(open)::int AS open, sum(waiting)::int AS waiting, sum(overdue)::int AS overdue, sum(at_risk)::int AS "atRisk" FROM (
          SELECT stage, count(*) AS open, 0 AS waiting, count(*) FILTER (WHERE step_due_on < $1::date) AS overdue,
              count(*) FILTER (WHERE step_due_on BETWEEN $1::date AND $2::date) AS at_risk
            FROM applications WHERE status = 'open' ${ofTeam} GROUP BY stage
          UNION ALL
          SELECT stage, 0, count(*), 0, 0 FROM applications WHERE status = 'waiting' ${ofTeam} GROUP BY stage) halves GROUP BY stage`;
      return (await pool.query<StageCount>(text, values)).rows;
    },

    /** The first cards of every column in one round. */
    async cards(stages: readonly string[], team: string | null, each: number): Promise<CaseLine[]> {
      const team2 = team === null ? '' : 'AND c.team = $3';
      const text = `SELECT x.* FROM unnest($1::text[]) AS s (stage) CROSS JOIN LATERAL (
          SELECT ${columns} FROM applications c WHERE c.status = 'open' AND c.stage = s.stage ${team2} ORDER BY c.step_due_on, c.id LIMIT $2) x`;
      const values = [stages, each, ...(team === null ? [] : [team])];
      return (await pool.query<CaseLine>(text, values)).rows;
    },

    /** Of cases that ended and stays in steps that ended between two days. */
    async figures(from: string, to: string) {
      const kinds = `SELECT c.kind_code AS "kindCode", count(*)::int AS ended, count(*) FILTER (WHERE shanghai_date(c.ended_at) <= c.due_on)::int AS "inTime",
          count(*) FILTER (WHERE c.status = 'refused')::int AS refused, count(*) FILTER (WHERE c.returns > 1)::int AS "returnedTwice"
        FROM applications c WHERE c.status IN ('done', 'refused') AND shanghai_date(c.ended_at) BETWEEN $1 AND $2 GROUP BY 1 ORDER BY 1`;
      const stages = `SELECT t.stage, t.team, count(*)::int AS ended, count(*) FILTER (WHERE t.to_on <= t.due_on)::int AS "inTime"
        FROM case_step_times t WHERE t.to_on BETWEEN $1 AND $2 GROUP BY 1, 2 ORDER BY 1, 2`;
      // Of installations: what a meter is found to be is nobody's work.
      const passes = `SELECT count(*)::int AS inspected, count(*) FILTER (WHERE passed)::int AS passed
        FROM case_inspections i JOIN applications c ON c.id = i.case_id JOIN service_kinds k ON k.id = c.kind_id
       WHERE i.round = 1 AND k.definition ->> 'group' <> 'meter' AND shanghai_date(i.at) BETWEEN $1 AND $2`;
      const [byKind, byStage, firstPass] = await Promise.all([
        pool.query<{
          kindCode: string;
          ended: number;
          inTime: number;
          refused: number;
          returnedTwice: number;
        }>(kinds, [from, to]),
        pool.query<{ stage: string; team: string; ended: number; inTime: number }>(stages, [from, to]),
        pool.query<{ inspected: number; passed: number }>(passes, [from, to]),
      ]);
      return { kinds: byKind.rows, stages: byStage.rows, firstPass: firstPass.rows[0]! };
    },

    /** Running clocks, for working out what another calendar would make of them. */
    async clocks(after: number, size: number) {
      const text = `SELECT c.id, c.case_no AS "caseNo", c.kind_id AS "kindId", c.step, c.began_on::text AS "beganOn", c.limit_days AS "limitDays", c.due_on::text AS "dueOn", c.version, c.status,
          c.step_due_on::text AS "stepDueOn", coalesce(c.step_began_on, c.began_on)::text AS "stepBeganOn",
          (SELECT coalesce(jsonb_agg(jsonb_build_object('from', s.from_on, 'to', s.to_on) ORDER BY s.id), '[]') FROM case_stops s WHERE s.case_id = c.id AND s.from_on >= c.began_on) AS stops
        FROM applications c WHERE c.status IN ('open', 'waiting') AND c.id > $1 ORDER BY c.id LIMIT $2`;
      return (await pool.query<ClockRow>(text, [after, size])).rows;
    },

    /** Of cases that are still as they were read: what has changed meanwhile was counted anew by its change. Where the calendar has moved it, it says so. */
    async moveDue(rows: readonly MovedDue[], at: Date): Promise<void> {
      const text = `WITH moved AS (
          UPDATE applications c SET due_on = r."dueOn", step_due_on = r."stepDueOn"
            FROM jsonb_to_recordset($1::jsonb) AS r (id bigint, version int, "dueOn" date, "stepDueOn" date, was jsonb)
           WHERE c.id = r.id AND c.version = r.version
          RETURNING c.id, c.case_no, c.step, c.step_due_on, r.was,
            jsonb_build_object('dueOn', jsonb_build_array(r.was ->> 'dueOn', c.due_on), 'stepDueOn', jsonb_build_array(r.was ->> 'stepDueOn', c.step_due_on)) AS detail
        ), steps AS (
          UPDATE case_step_times t SET due_on = m.step_due_on FROM moved m WHERE t.case_id = m.id AND t.to_on IS NULL
        ), told AS (
          INSERT INTO case_events (case_id, at, kind, actor, step, detail) SELECT id, $2, 'recounted', 'system', step, detail FROM moved WHERE was IS NOT NULL
        ) INSERT INTO audit_entries (actor, action, subject, detail, request_id)
          SELECT 'system', 'application.recounted', 'application:' || case_no, detail, 'application-deadlines' FROM moved WHERE was IS NOT NULL`;
      await pool.query(text, [JSON.stringify(rows), at]);
    },
  };
}

export interface MovedDue {
  id: number;
  version: number;
  dueOn: string;
  stepDueOn: string;
  /** Before, where it was the calendar that moved them and not a day of waiting. */
  was?: { dueOn: string; stepDueOn: string };
}

export interface ClockRow {
  id: number;
  caseNo: string;
  kindId: number;
  step: string;
  beganOn: string;
  limitDays: number;
  dueOn: string;
  stepDueOn: string;
  stepBeganOn: string;
  version: number;
  status: 'open' | 'waiting';
  stops: { from: string; to: string | null }[];
}

export type InboxRepository = ReturnType<typeof createInboxRepository>;
