/** The desk's lists and figures over the cases. */
import type { Pool } from 'pg';
import type { CaseKind, ComplaintClass, Grade, Source } from './case-kinds.ts';
import { callForLimits, isCalled, mentionedIn } from './mentions.repository.ts';
import { conditionsOf, type QueueFilter } from './queue-filter.ts';
import type { CaseStatus } from './service-case.ts';
import { undeliveredCases } from './undelivered-cases.repository.ts';
import { seenBy } from './who-sees.repository.ts';

export interface QueueRow {
  caseNo: string;
  kind: CaseKind;
  complaintClass: ComplaintClass | null;
  grade: Grade;
  source: Source;
  status: CaseStatus;
  accountNo: string | null;
  wordsEnc: Buffer;
  confidential: boolean;
  anonymous: boolean;
  owner: string | null;
  reminders: number;
  reopened: number;
  openedAt: Date;
  contactDueAt: Date | null;
  contactedAt: Date | null;
  updateDueAt: Date;
  answerDueAt: Date;
  answeredAt: Date | null;
  escalatedAt: Date | null;
  escalationLevel: number;
  /** The last day of a pause, a business date. */
  pausedUntil: string | null;
}

export interface QueueQuery {
  view: 'open' | 'mine' | 'mentioned' | 'unassigned' | 'overdue' | 'undelivered' | 'answered' | 'all';
  filter: QueueFilter;
  /** Hashes of words, all of which must be in the case. */
  words: string[] | null;
  caseNo: string | null;
  accountNo: string | null;
  phoneHash: Buffer | null;
  /** Whoever asks. */
  me: string;
  /** Supervisors: every area, and what is confidential. */
  seesAll: boolean;
  now: Date;
  offset: number;
  limit: number;
}

export interface KindFigures {
  kind: string;
  open: number;
  overdue: number;
  atRisk: number;
  opened: number;
  answered: number;
  answeredInTime: number;
  rated: number;
  satisfied: number;
}

const isOpen = `c.status IN ('new', 'working', 'paused')`;
/** The nearest limit of a case whose clock runs. */
const dueAt = `least(c.answer_due_at, c.update_due_at, CASE WHEN c.contacted_at IS NULL THEN c.contact_due_at END)`;
/** The latest of the limits that have passed by then. */
const lastPassed = (now: string) => `greatest(CASE WHEN c.answer_due_at < ${now} THEN c.answer_due_at END,
  CASE WHEN c.update_due_at < ${now} THEN c.update_due_at END, CASE WHEN c.contacted_at IS NULL AND c.contact_due_at < ${now} THEN c.contact_due_at END)`;
const highestLevel = 3;
const isOverdue = `c.status IN ('new', 'working') AND ${dueAt} < $2`;

/** Faults whose customer went on writing after the answer, and cases with words of a sender nobody vouches for, where no colleague has done anything since; an array, so that indexes serve both halves below. */
const unreadAfterAnswer = `ARRAY(SELECT e.case_id FROM service_case_events e WHERE e.detail ? 'afterAnswer' AND NOT EXISTS (
  SELECT FROM service_case_events l WHERE l.case_id = e.case_id AND l.id > e.id AND l.actor LIKE 'staff:%'))`;
const waitsForSomebody = `(c.status = 'new' OR c.id = ANY (${unreadAfterAnswer}))`;

const views: Record<QueueQuery['view'], string> = {
  open: isOpen,
  mine: `${isOpen} AND c.owner = $1`,
  mentioned: mentionedIn('$1'),
  unassigned: waitsForSomebody,
  overdue: isOverdue,
  // What a colleague has closed by hand has been seen to.
  undelivered: `c.status NOT IN ('closed', 'withdrawn') AND c.id IN ${undeliveredCases}`,
  answered: `c.status = 'answered'`,
  all: 'true',
};

export function createQueueRepository(pool: Pool) {
  return {
    /** Open ones by their nearest limit, overdue first; the rest by age, newest first. */
    async list(query: QueueQuery): Promise<QueueRow[]> {
      const { view, filter, words, caseNo, accountNo, phoneHash, me, seesAll, now, offset, limit } = query;
      const byLimit = view !== 'answered' && view !== 'all' && view !== 'mentioned';
      const values: unknown[] = [me, now, seesAll];
      const add = (value: unknown) => `$${values.push(value)}`;
      // Hashes are hexadecimal digits: nothing of a query's own syntax can be among them.
      const search = words?.map(word => `'${word}'`).join(' & ');
      const conditions = [
        views[view],
        // Every view has the same places, whether it asks for them or not.
        '$1::text IS NOT NULL AND $2::timestamptz IS NOT NULL',
        seenBy('$1', '$3'),
        ...conditionsOf(filter, add),
        search && `c.search @@ ${add(search)}::tsquery`,
        caseNo && `c.case_no = ${add(caseNo)}`,
        accountNo && `a.account_no = ${add(accountNo)} AND NOT c.anonymous`,
        phoneHash && `c.phone_hash = ${add(phoneHash)} AND NOT c.anonymous`,
      ].filter(Boolean);
      const text = `SELECT c.case_no AS "caseNo", c.kind, c.complaint_class AS "complaintClass", c.grade, c.source, c.status, a.account_no AS "accountNo",
          c.words_enc AS "wordsEnc", c.confidential, c.anonymous, c.owner, c.reminders, c.reopened, c.opened_at AS "openedAt",
          c.contact_due_at AS "contactDueAt", c.contacted_at AS "contactedAt", c.update_due_at AS "updateDueAt", c.answer_due_at AS "answerDueAt",
          c.answered_at AS "answeredAt", c.escalated_at AS "escalatedAt", c.escalation_level AS "escalationLevel",
          CASE WHEN c.status = 'paused' THEN c.paused_until::text END AS "pausedUntil"
        FROM service_cases c LEFT JOIN supply_accounts a ON a.id = c.account_id WHERE ${conditions.join(' AND ')}
        ORDER BY ${byLimit ? `(c.status = 'paused'), c.escalation_level DESC, ${dueAt}, c.id` : 'c.id DESC'} OFFSET ${add(offset)} LIMIT ${add(limit)}`;
      return (await pool.query<QueueRow>(text, values)).rows;
    },

    /** What stands behind each view's name. */
    async counts(me: string, now: Date, seesAll: boolean): Promise<Record<string, number>> {
      const count = (condition: string, name: string) =>
        `count(*) FILTER (WHERE ${condition})::int AS ${name}`;
      const text = `SELECT ${count('true', 'open')}, ${count('c.owner = $1', 'mine')}, ${count(isOverdue, 'overdue')},
          (SELECT count(*)::int FROM service_cases c WHERE ${waitsForSomebody} AND ${seenBy('$1', '$3')}) AS unassigned,
          (SELECT count(*)::int FROM service_cases c WHERE ${views.undelivered} AND ${seenBy('$1', '$3')}) AS undelivered,
          (SELECT count(*)::int FROM case_mentions k JOIN service_cases c ON c.id = k.case_id
            WHERE k.username = $1::text AND ${isCalled} AND ${seenBy('$1', '$3')}) AS mentioned
        FROM service_cases c WHERE ${isOpen} AND ${seenBy('$1', '$3')}`;
      return (await pool.query(text, [me, now, seesAll])).rows[0];
    },

    /** Where cases lie; a clerk with areas is told of those. Each area is one step in the index, however many cases lie there. */
    async areas(me: string, seesAll: boolean) {
      const text = `WITH RECURSIVE area AS (
          (SELECT region_code, district FROM service_cases WHERE region_code IS NOT NULL ORDER BY region_code, district LIMIT 1)
          UNION ALL
          SELECT n.region_code, n.district FROM area, LATERAL (SELECT c.region_code, c.district FROM service_cases c
            WHERE (c.region_code, c.district) > (area.region_code, area.district) ORDER BY c.region_code, c.district LIMIT 1) n
        )
        SELECT area.region_code AS "regionCode", r.name_zh AS "regionZh", r.name_en AS "regionEn", area.district FROM area
        JOIN regions r ON r.code = area.region_code
        WHERE $2::boolean OR NOT EXISTS (SELECT FROM staff_areas s WHERE s.username = $1::text)
          OR EXISTS (SELECT FROM staff_areas s WHERE s.username = $1::text AND s.region_code = area.region_code AND s.district IN ('', area.district))
        ORDER BY 1, 4`;
      type Area = { regionCode: string; regionZh: string; regionEn: string; district: string };
      return (await pool.query<Area>(text, [me, seesAll])).rows;
    },

    /** Of each kind: what is open now, and what came and was answered since a day. */
    async figures(now: Date, since: Date, warnHours: number): Promise<KindFigures[]> {
      const text = `WITH rated AS (
          SELECT r.case_id, bool_and(r.satisfied) AS satisfied FROM service_ratings r WHERE r.at >= $1 GROUP BY r.case_id
        )
        SELECT c.kind, count(*) FILTER (WHERE ${isOpen})::int AS open, count(*) FILTER (WHERE ${isOverdue})::int AS overdue,
          count(*) FILTER (WHERE c.status IN ('new', 'working') AND ${dueAt} BETWEEN $2 AND $2::timestamptz + make_interval(hours => $3))::int AS "atRisk",
          count(*) FILTER (WHERE c.opened_at >= $1)::int AS opened, count(*) FILTER (WHERE c.answered_at >= $1)::int AS answered,
          count(*) FILTER (WHERE c.answered_at >= $1 AND c.answered_at <= c.answer_due_at)::int AS "answeredInTime",
          count(rated.case_id)::int AS rated, count(*) FILTER (WHERE rated.satisfied)::int AS satisfied
        FROM service_cases c LEFT JOIN rated ON rated.case_id = c.id
        WHERE ${isOpen} OR c.opened_at >= $1 OR c.answered_at >= $1 OR rated.case_id IS NOT NULL GROUP BY c.kind`;
      const { rows } = await pool.query<KindFigures>(text, [since, now, warnHours]);
      const hurried = `SELECT count(*)::int AS count FROM service_case_events WHERE act = 'remind' AND public AND at >= $1`;
      const reminders = (await pool.query<{ count: number }>(hurried, [since])).rows[0]!.count;
      const none = { open: 0, overdue: 0, atRisk: 0, answered: 0, answeredInTime: 0, rated: 0, satisfied: 0 };
      return [...rows, { ...none, kind: 'reminder', opened: reminders }];
    },

    /**
     * Writes down that a limit comes near, once, and calls whoever has the case; and that one has passed, which supervisors hear as well: each limit for itself, and again a level higher, up to the third,
     * when it was escalated before `againBefore` and stays passed; null where it goes no higher now. @returns how many went up
     */
    async watch(
      now: Date,
      { warnHours, againBefore }: { warnHours: number; againBefore: Date | null },
    ): Promise<number> {
      const warn = `WITH late AS (
          UPDATE service_cases c SET warned_at = $1 WHERE c.status IN ('new', 'working') AND c.warned_at IS NULL
            AND ${dueAt} <= $1::timestamptz + make_interval(hours => $2) RETURNING id, owner
        ), called AS (${callForLimits('$1', { supervisorsToo: false })})
        INSERT INTO service_case_events (case_id, act, actor, public, at) SELECT id, 'warned', 'system', false, $1 FROM late`;
      await pool.query(warn, [now, warnHours]);
      const escalate = `WITH late AS (
          UPDATE service_cases c SET escalated_at = $1, escalated_for = ${lastPassed('$1')}, escalation_level = least(c.escalation_level + 1, ${highestLevel})
          WHERE c.status IN ('new', 'working') AND ${dueAt} < $1::timestamptz AND (c.escalated_for IS NULL OR ${lastPassed('$1')} > c.escalated_for
            OR (c.escalation_level < ${highestLevel} AND c.escalated_at <= $2::timestamptz)) RETURNING id, owner, escalation_level
        ), called AS (${callForLimits('$1', { supervisorsToo: true })})
        INSERT INTO service_case_events (case_id, act, actor, public, detail, at)
          SELECT id, 'escalated', 'system', false, jsonb_build_object('level', escalation_level), $1 FROM late`;
      return (await pool.query(escalate, [now, againBefore])).rowCount ?? 0;
    },

    /** Answered, and nobody objected: closed by itself. Nobody objects to an answer that never arrived, and some object in words that nobody has read yet. */
    async closeSilent(before: Date, now: Date): Promise<number> {
      const text = `WITH silent AS (
          UPDATE service_cases SET status = 'closed', closed_at = $2, version = version + 1 WHERE status = 'answered' AND answered_at < $1
            AND id NOT IN ${undeliveredCases} AND id <> ALL (${unreadAfterAnswer}) RETURNING id
        ) INSERT INTO service_case_events (case_id, act, actor, public, at) SELECT id, 'closed-by-itself', 'system', true, $2 FROM silent`;
      return (await pool.query(text, [before, now])).rowCount ?? 0;
    },
  };
}

export type QueueRepository = ReturnType<typeof createQueueRepository>;
