import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { CaseKind, ComplaintClass, Grade, Mood, Outcome, Responsibility, Source } from './case-kinds.ts';
import type { Clocks } from './clocks.ts';
import type { CaseStatus } from './service-case.ts';

export interface CaseRow extends Clocks {
  id: number;
  caseNo: string;
  kind: CaseKind;
  complaintClass: ComplaintClass | null;
  grade: Grade;
  source: Source;
  /** By a colleague: whatever way it came, nothing goes back that way by itself. */
  typedIn: boolean;
  status: CaseStatus;
  personId: string | null;
  /** staff:<username> who confirmed that it is this person's. */
  personLinkedBy: string | null;
  holderPeriodId: number | null;
  accountNo: string | null;
  wordsEnc: Buffer;
  placeEnc: Buffer | null;
  positionEnc: Buffer | null;
  contactNameEnc: Buffer | null;
  contactPhoneEnc: Buffer | null;
  anonymous: boolean;
  confidential: boolean;
  mood: Mood | null;
  firstReceiver: string | null;
  owner: string | null;
  /** Whom the customer would like to have. */
  wishedStaff: string | null;
  wishedName: string | null;
  /** As customers are told. */
  ownerName: string | null;
  outcome: Outcome | null;
  responsibility: Responsibility | null;
  answerEnc: Buffer | null;
  causeEnc: Buffer | null;
  remedyEnc: Buffer | null;
  mergedInto: string | null;
  /** Whether that one was brought by the same person. */
  mergedIntoOwn: boolean;
  reminders: number;
  reopened: number;
  version: number;
  openedAt: Date;
  contactedAt: Date | null;
  pausedAt: Date | null;
  answeredAt: Date | null;
  closedAt: Date | null;
  escalatedAt: Date | null;
  escalationLevel: number;
  /** The last day of a pause, a business date. */
  pausedUntil: string | null;
}

const columns = `c.id, c.case_no AS "caseNo", c.kind, c.complaint_class AS "complaintClass", c.grade, c.source, c.opened_by LIKE 'staff:%' AS "typedIn", c.status, c.person_id AS "personId",
  c.person_linked_by AS "personLinkedBy", c.holder_period_id AS "holderPeriodId", (SELECT account_no FROM supply_accounts WHERE id = c.account_id) AS "accountNo", c.words_enc AS "wordsEnc",
  c.place_enc AS "placeEnc", c.position_enc AS "positionEnc", c.contact_name_enc AS "contactNameEnc", c.contact_phone_enc AS "contactPhoneEnc", c.anonymous, c.confidential, c.mood,
  c.first_receiver AS "firstReceiver", c.owner, c.wished_staff AS "wishedStaff",
  (SELECT display_name FROM staff_members s WHERE s.username = c.wished_staff) AS "wishedName", (SELECT display_name FROM staff_members s WHERE s.username = c.owner) AS "ownerName", c.outcome, c.responsibility, c.answer_enc AS "answerEnc", c.cause_enc AS "causeEnc",
  c.remedy_enc AS "remedyEnc", (SELECT case_no FROM service_cases t WHERE t.id = c.merged_into) AS "mergedInto",
  coalesce((SELECT t.person_id = c.person_id FROM service_cases t WHERE t.id = c.merged_into), false) AS "mergedIntoOwn", c.reminders, c.reopened, c.version,
  c.opened_at AS "openedAt", c.contact_due_at AS "contactDueAt", c.update_due_at AS "updateDueAt", c.answer_due_at AS "answerDueAt",
  c.promised_at AS "promisedAt", c.clock, c.contacted_at AS "contactedAt", c.paused_at AS "pausedAt", c.answered_at AS "answeredAt", c.closed_at AS "closedAt",
  c.escalated_at AS "escalatedAt", c.escalation_level AS "escalationLevel",
  CASE WHEN c.status = 'paused' THEN c.paused_until::text END AS "pausedUntil"`;

export interface NewCase extends Clocks {
  kind: CaseKind;
  complaintClass: ComplaintClass | null;
  source: Source;
  personId: string | null;
  accountId: number | null;
  holderPeriodId: number | null;
  wordsEnc: Buffer;
  placeEnc: Buffer | null;
  positionEnc: Buffer | null;
  contactNameEnc: Buffer | null;
  contactPhoneEnc: Buffer | null;
  phoneHash: Buffer | null;
  anonymous: boolean;
  confidential: boolean;
  mood: Mood | null;
  /** Of a case typed by a clerk: who typed it answers for it. */
  receiver: string | null;
  /** By the id that the hall publishes. */
  wishedStaffId: string | null;
  openedBy: string;
  openedAt: Date;
  searchHashes: string[];
}

/** What an act changes; what is left out stays. */
export type CaseChange = Partial<
  Pick<
    CaseRow,
    | 'kind'
    | 'confidential'
    | 'grade'
    | 'complaintClass'
    | 'status'
    | 'owner'
    | 'firstReceiver'
    | 'outcome'
    | 'responsibility'
    | 'answerEnc'
    | 'causeEnc'
    | 'remedyEnc'
    | 'reminders'
    | 'reopened'
    | 'contactDueAt'
    | 'updateDueAt'
    | 'answerDueAt'
    | 'promisedAt'
    | 'clock'
    | 'contactedAt'
    | 'pausedAt'
    | 'pausedUntil'
    | 'answeredAt'
    | 'closedAt'
  >
> & {
  mergedIntoId?: number | null;
  warnedAt?: null;
  escalatedAt?: null;
  escalatedFor?: null;
  escalationLevel?: 0;
};

const columnOf: Record<keyof CaseChange, string> = {
  kind: 'kind',
  confidential: 'confidential',
  grade: 'grade',
  complaintClass: 'complaint_class',
  status: 'status',
  owner: 'owner',
  firstReceiver: 'first_receiver',
  outcome: 'outcome',
  responsibility: 'responsibility',
  answerEnc: 'answer_enc',
  causeEnc: 'cause_enc',
  remedyEnc: 'remedy_enc',
  reminders: 'reminders',
  reopened: 'reopened',
  contactDueAt: 'contact_due_at',
  updateDueAt: 'update_due_at',
  answerDueAt: 'answer_due_at',
  promisedAt: 'promised_at',
  clock: 'clock',
  contactedAt: 'contacted_at',
  pausedAt: 'paused_at',
  pausedUntil: 'paused_until',
  answeredAt: 'answered_at',
  closedAt: 'closed_at',
  mergedIntoId: 'merged_into',
  warnedAt: 'warned_at',
  escalatedAt: 'escalated_at',
  escalatedFor: 'escalated_for',
  escalationLevel: 'escalation_level',
};

export interface CaseEvent {
  act: string;
  /** person, system, or staff:<username> */
  actor: string;
  public: boolean;
  wordsEnc: Buffer | null;
  detail: Record<string, unknown>;
  at: Date;
}

/** Who had a case from when on, as customers are told. */
export interface ResponsibleRow {
  username: string;
  name: string;
  teamZh: string | null;
  teamEn: string | null;
  teamPhone: string | null;
  from: Date;
}

/** Whether `s` of the staff may have a case of this kind in hand: a crew has the repairs that it was sent to. */
const worksOn = (kind: string) =>
  `(s.active AND (s.roles && ARRAY['clerk', 'supervisor'] OR (${kind} = 'repair' AND 'crew' = ANY (s.roles))))`;

/** A tsvector holds a megabyte. */
const mostWords = 40_000;

export function createCasesRepository(pool: Pool) {
  const rowsOf = async (where: string, values: unknown[]) =>
    (await pool.query<CaseRow>(`SELECT ${columns} FROM service_cases c WHERE ${where}`, values)).rows;
  /** Whether this case lies where the member of staff works: about no household, or in one of their areas; without areas everywhere. */
  async function isWhere(tx: Pool | PoolClient, caseId: number, username: string): Promise<boolean> {
    const text = `SELECT c.account_id IS NULL OR NOT EXISTS (SELECT FROM staff_areas s WHERE s.username = $2) OR staff_works_at($2, c.account_id) AS found
      FROM service_cases c WHERE c.id = $1`;
    return (await tx.query<{ found: boolean }>(text, [caseId, username])).rows[0]!.found;
  }
  /**
   * Cases with all that they were joined to and all that were joined to those, held in the order of their ids: an act on one is told in the
   * others, and two acts that begin at different ends do not wait for each other for ever.
   */
  async function hold(tx: PoolClient, which: 'case_no' | 'id', values: readonly (string | number)[]) {
    const text = `WITH RECURSIVE up AS (
        SELECT id, merged_into FROM service_cases WHERE ${which} = ANY ($1) UNION SELECT t.id, t.merged_into FROM up JOIN service_cases t ON t.id = up.merged_into
      ), family AS (
        SELECT id FROM up UNION SELECT m.id FROM family f JOIN service_cases m ON m.merged_into = f.id
      ) SELECT FROM service_cases WHERE id IN (SELECT id FROM family) ORDER BY id FOR UPDATE`;
    await tx.query(text, [values]);
  }
  return {
    isWhere,
    worksThere: (caseId: number, username: string) => isWhere(pool, caseId, username),

    /** Whether this member has had the case and handed it on. */
    async handedOnBy(caseId: number, username: string): Promise<boolean> {
      const text = `SELECT FROM service_case_events WHERE case_id = $1 AND act = 'hand-over' AND actor = 'staff:' || $2::text LIMIT 1`;
      return (await pool.query(text, [caseId, username])).rowCount === 1;
    },

    async open(tx: PoolClient, given: NewCase): Promise<CaseRow> {
      const text = `INSERT INTO service_cases AS c (case_no, kind, complaint_class, source, person_id, account_id, holder_period_id, words_enc, place_enc,
          contact_name_enc, contact_phone_enc, phone_hash, anonymous, confidential, mood, first_receiver, owner, status, opened_by, opened_at,
          contact_due_at, update_due_at, answer_due_at, promised_at, search, position_enc, wished_staff, clock)
        VALUES ('GD' || to_char($18::timestamptz AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD') || lpad(nextval('service_case_numbers')::text, 8, '0'),
          $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::text, $15::text, CASE WHEN $15::text IS NULL THEN 'new' ELSE 'working' END,
          $16, $17, $19, $20, $21, $22, array_to_tsvector($23::text[]), $24,
          (SELECT username FROM staff_members WHERE id = $25::uuid AND active AND roles && ARRAY['clerk', 'supervisor']), $26) RETURNING ${columns}`;
      const values = [
        given.kind,
        given.complaintClass,
        given.source,
        given.personId,
        given.accountId,
        given.holderPeriodId,
        given.wordsEnc,
        given.placeEnc,
        given.contactNameEnc,
        given.contactPhoneEnc,
        given.phoneHash,
        given.anonymous,
        given.confidential,
        given.mood,
        given.receiver,
        given.openedBy,
        given.openedAt,
        given.openedAt,
        given.contactDueAt,
        given.updateDueAt,
        given.answerDueAt,
        given.promisedAt,
        given.searchHashes,
        given.positionEnc,
        given.wishedStaffId,
        given.clock,
      ];
      return (await tx.query<CaseRow>(text, values)).rows[0]!;
    },

    /** Holds it for the rest of the transaction: acts on one case come one after the other. */
    async lock(tx: PoolClient, caseNo: string): Promise<CaseRow | undefined> {
      await hold(tx, 'case_no', [caseNo]);
      const text = `SELECT ${columns} FROM service_cases c WHERE c.case_no = $1 FOR UPDATE OF c`;
      return (await tx.query<CaseRow>(text, [caseNo])).rows[0];
    },

    /** Two that are to be joined. */
    holdBoth: (tx: PoolClient, one: string, other: string) => hold(tx, 'case_no', [one, other]),

    holdAll: (tx: PoolClient, ids: readonly number[]) => hold(tx, 'id', ids),

    /** Of one that is held. */
    async lockById(tx: PoolClient, id: number): Promise<CaseRow | undefined> {
      const text = `SELECT ${columns} FROM service_cases c WHERE c.id = $1 FOR UPDATE OF c`;
      return (await tx.query<CaseRow>(text, [id])).rows[0];
    },

    /** Paused ones whose last day lies behind. */
    async pausedBefore(today: string): Promise<string[]> {
      const text = `SELECT case_no AS "caseNo" FROM service_cases WHERE status = 'paused' AND paused_until < $1::date ORDER BY id LIMIT 500`;
      return (await pool.query<{ caseNo: string }>(text, [today])).rows.map(({ caseNo }) => caseNo);
    },

    /** In the hands of somebody who works on such cases no longer. */
    async ofWhoLeft(): Promise<string[]> {
      const text = `SELECT c.case_no AS "caseNo" FROM staff_members s JOIN service_cases c ON c.owner = s.username AND c.status IN ('working', 'paused')
        WHERE NOT ${worksOn('c.kind')} ORDER BY c.id LIMIT 500`;
      return (await pool.query<{ caseNo: string }>(text)).rows.map(({ caseNo }) => caseNo);
    },

    async change(tx: PoolClient, id: number, change: CaseChange): Promise<void> {
      const names = (Object.keys(change) as (keyof CaseChange)[]).filter(name => change[name] !== undefined);
      const sets = names.map((name, index) => `${columnOf[name]} = $${index + 2}`);
      const text = `UPDATE service_cases SET ${['version = version + 1', ...sets].join(', ')} WHERE id = $1`;
      await tx.query(text, [id, ...names.map(name => change[name])]);
    },

    /** Words said later are found as well, up to what one row can hold: nobody's answer fails for the words before it. */
    async addToSearch(tx: PoolClient, id: number, hashes: string[]): Promise<void> {
      const text = `UPDATE service_cases SET search = search || array_to_tsvector($2::text[]) WHERE id = $1 AND length(search) < ${mostWords}`;
      await tx.query(text, [id, hashes]);
    },

    async record(tx: PoolClient, caseId: number, event: CaseEvent, audit: AuditRecord): Promise<void> {
      const text = `INSERT INTO service_case_events (case_id, act, actor, public, words_enc, detail, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`;
      const { act, actor, wordsEnc, detail, at } = event;
      const values = [caseId, act, actor, event.public, wordsEnc, JSON.stringify(detail), at];
      await tx.query(withAudit(text, values, audit));
    },

    /** Who gave the last answer: not always who has the case. */
    async answererOf(tx: PoolClient, caseId: number): Promise<string | undefined> {
      const text = `SELECT substr(actor, 7) AS who FROM service_case_events WHERE case_id = $1 AND act = 'answer' AND actor LIKE 'staff:%' ORDER BY id DESC LIMIT 1`;
      return (await tx.query<{ who: string }>(text, [caseId])).rows[0]?.who;
    },

    async rate(
      tx: PoolClient,
      rating: {
        caseId: number;
        round: number;
        staff: string;
        stars: number;
        satisfied: boolean;
        wordsEnc: Buffer | null;
        at: Date;
      },
    ): Promise<boolean> {
      const text = `INSERT INTO service_ratings (case_id, round, staff, stars, satisfied, words_enc, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (case_id, round) DO NOTHING`;
      const { caseId, round, staff, stars, satisfied, wordsEnc, at } = rating;
      return (await tx.query(text, [caseId, round, staff, stars, satisfied, wordsEnc, at])).rowCount === 1;
    },

    async find(caseNo: string): Promise<CaseRow | undefined> {
      return (await rowsOf('c.case_no = $1', [caseNo]))[0];
    },

    async ofPerson(personId: string): Promise<CaseRow[]> {
      return rowsOf('c.person_id = $1 ORDER BY c.id DESC LIMIT 100', [personId]);
    },

    async openedSince(personId: string, since: Date): Promise<number> {
      const text =
        'SELECT count(*)::int AS count FROM service_cases WHERE person_id = $1 AND opened_at >= $2 AND person_linked_by IS NULL';
      return (await pool.query<{ count: number }>(text, [personId, since])).rows[0]!.count;
    },

    async byWebSince(phoneHash: Buffer, since: Date): Promise<number> {
      const text = `SELECT count(*)::int AS count FROM service_cases WHERE phone_hash = $1 AND source = 'web' AND opened_at >= $2`;
      return (await pool.query<{ count: number }>(text, [phoneHash, since])).rows[0]!.count;
    },

    async personOfPhone(phoneHash: Buffer): Promise<string | null> {
      const text = 'SELECT id FROM people WHERE phone_hash = $1';
      return (await pool.query<{ id: string }>(text, [phoneHash])).rows[0]?.id ?? null;
    },

    async events(caseId: number, publicOnly: boolean): Promise<CaseEvent[]> {
      const text = `SELECT act, actor, public, words_enc AS "wordsEnc", detail, at FROM service_case_events
        WHERE case_id = $1 AND (public OR NOT $2) ORDER BY id`;
      return (await pool.query<CaseEvent>(text, [caseId, publicOnly])).rows;
    },

    /** In the order in which they had it. Whoever typed it in or took it has it first; a hand-over names the next. */
    async responsible(caseId: number): Promise<ResponsibleRow[]> {
      const text = `WITH had AS (
          SELECT id, at, CASE act WHEN 'hand-over' THEN detail ->> 'to' ELSE substr(actor, 7) END AS username FROM service_case_events
          WHERE case_id = $1 AND (act = 'hand-over' OR (act IN ('open', 'take') AND actor LIKE 'staff:%'))
        )
        SELECT h.username, m.display_name AS name, t.name_zh AS "teamZh", t.name_en AS "teamEn", t.phone AS "teamPhone", h.at AS "from"
        FROM had h JOIN staff_members m ON m.username = h.username LEFT JOIN LATERAL (SELECT t.name_zh, t.name_en, t.phone FROM service_team_members b
          JOIN service_teams t ON t.code = b.team_code WHERE b.username = h.username ORDER BY t.code LIMIT 1) t ON true ORDER BY h.id`;
      return (await pool.query<ResponsibleRow>(text, [caseId])).rows;
    },

    async rating(caseId: number, round: number) {
      const text = `SELECT stars, satisfied, words_enc AS "wordsEnc", at FROM service_ratings WHERE case_id = $1 AND round = $2`;
      type Rating = { stars: number; satisfied: boolean; wordsEnc: Buffer | null; at: Date };
      return (await pool.query<Rating>(text, [caseId, round])).rows[0];
    },

    async duplicates(caseId: number): Promise<string[]> {
      const text = 'SELECT case_no AS "caseNo" FROM service_cases WHERE merged_into = $1 ORDER BY id';
      return (await pool.query<{ caseNo: string }>(text, [caseId])).rows.map(({ caseNo }) => caseNo);
    },

    /** What was joined to a case, also by way of another; held, for they hear what it is answered. */
    async lockJoined(tx: PoolClient, caseId: number): Promise<CaseRow[]> {
      const joined = `WITH RECURSIVE joined AS (
          SELECT id FROM service_cases WHERE merged_into = $1 UNION SELECT m.id FROM service_cases m JOIN joined j ON m.merged_into = j.id
        ) SELECT id FROM joined`;
      const text = `SELECT ${columns} FROM service_cases c WHERE c.id IN (${joined}) AND c.status = 'merged' ORDER BY c.id FOR UPDATE OF c`;
      return (await tx.query<CaseRow>(text, [caseId])).rows;
    },

    /**
     * Whether what is said of one may be read by whoever brought the other: the same person, or the same correspondent by mail, and neither is
     * confidential. Of one household two may have said the same, and neither of them is told the other's words.
     */
    async shareWords(tx: Pool | PoolClient, one: number, other: number): Promise<boolean> {
      const text = `SELECT EXISTS (SELECT FROM service_cases a JOIN service_cases b ON b.id = $2
        WHERE a.id = $1 AND NOT a.confidential AND NOT b.confidential AND (a.person_id = b.person_id
          OR EXISTS (SELECT FROM case_correspondents x JOIN case_correspondents y ON y.address_hash = x.address_hash
            WHERE x.case_id = a.id AND y.case_id = b.id))) AS found`;
      return (await tx.query<{ found: boolean }>(text, [one, other])).rows[0]!.found;
    },

    /** Whether both came from one telephone, and are not known to be about two households. */
    async samePhone(tx: PoolClient, one: number, other: number): Promise<boolean> {
      const text = `SELECT EXISTS (SELECT FROM service_cases a JOIN service_cases b ON b.id = $2 AND b.phone_hash = a.phone_hash
        WHERE a.id = $1 AND (a.account_id IS NULL OR b.account_id IS NULL)) AS found`;
      return (await tx.query<{ found: boolean }>(text, [one, other])).rows[0]!.found;
    },

    /** What was joined to this case itself; held. */
    async lockJoinedHere(tx: PoolClient, caseId: number): Promise<CaseRow[]> {
      const text = `SELECT ${columns} FROM service_cases c WHERE c.merged_into = $1 AND c.status = 'merged' ORDER BY c.id FOR UPDATE OF c`;
      return (await tx.query<CaseRow>(text, [caseId])).rows;
    },

    /**
     * Whether a complaint about this household waits for an answer: until then nobody is pressed. One that was joined to another case,
     * whatever that one is about, waits as long as that one does.
     */
    async hasOpenComplaint(tx: PoolClient, holderPeriodId: number): Promise<boolean> {
      const text = `WITH RECURSIVE said AS (
          SELECT id, status, merged_into FROM service_cases
           WHERE holder_period_id = $1 AND kind = 'complaint' AND status IN ('new', 'working', 'paused', 'merged')
          UNION SELECT t.id, t.status, t.merged_into FROM said s JOIN service_cases t ON t.id = s.merged_into WHERE s.status = 'merged'
        ) SELECT EXISTS (SELECT FROM said WHERE status IN ('new', 'working', 'paused')) AS found`;
      return (await tx.query<{ found: boolean }>(text, [holderPeriodId])).rows[0]!.found;
    },

    /** Whom the desk may hand a case to. */
    async isColleague(username: string): Promise<boolean> {
      const text = `SELECT EXISTS (SELECT FROM staff_members WHERE username = $1 AND roles && ARRAY['clerk', 'supervisor'] AND active) AS found`;
      return (await pool.query<{ found: boolean }>(text, [username])).rows[0]!.found;
    },

    /** Whether they still work on cases of this kind. */
    async isPresent(tx: PoolClient, username: string, kind: CaseKind): Promise<boolean> {
      const text = `SELECT EXISTS (SELECT FROM staff_members s WHERE s.username = $1 AND ${worksOn('$2')}) AS found`;
      return (await tx.query<{ found: boolean }>(text, [username, kind])).rows[0]!.found;
    },

    async colleagues(): Promise<{ username: string; displayName: string }[]> {
      const text = `SELECT username, display_name AS "displayName" FROM staff_members
        WHERE roles && ARRAY['clerk', 'supervisor'] AND active ORDER BY username LIMIT 500`;
      return (await pool.query(text)).rows;
    },
  };
}

export type CasesRepository = ReturnType<typeof createCasesRepository>;
