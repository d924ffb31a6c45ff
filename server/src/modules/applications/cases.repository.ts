/** The row of a case: made, found, locked and written down again. */
import type { Pool, PoolClient } from 'pg';
import type { BusinessDate } from '../../shared/dates.ts';
import type { CaseState } from './case.ts';

export interface CaseRow extends CaseState {
  id: number;
  caseNo: string;
  kindId: number;
  kindCode: string;
  personId: string;
  regionCode: string;
  district: string;
  accountId: number | null;
  accountNo: string | null;
  /** 合同容量 of the account; null where it is not on file. */
  contractedKw: number | null;
  holderPeriodId: number | null;
  /** Who held the account as the papers were judged: whose place it takes, or whose account it closes. */
  judgedPeriodId: number | null;
  stage: string | null;
  duty: string | null;
  formEnc: Buffer | null;
  applicantMasked: string;
  placeMasked: string;
  facts: CaseFacts;
  createdAt: Date;
  submittedAt: Date | null;
  beganOn: BusinessDate | null;
  limitDays: number | null;
  dueOn: BusinessDate | null;
  stepDueOn: BusinessDate | null;
  /** When it came to where it is. */
  stepBeganOn: BusinessDate | null;
  /** When the customer was last reminded of what waits for them. */
  remindedOn: BusinessDate | null;
  endedAt: Date | null;
  reason: string | null;
  version: number;
  /** Who began it at the counter. */
  counterBy: string | null;
  homeService: boolean;
  /** Whom the customer would like as their manager, as the hall knows them and as the customer does. */
  wishedStaff: string | null;
  wished: { id: string; name: string } | null;
}

/** What staff found out on the way. Registers in 0.01 kWh. */
export interface CaseFacts {
  meter?: {
    assetNo: string;
    digits: number;
    multiplier: number;
    timeOfUse: boolean;
    on: string;
    total: number;
    peak: number | null;
    valley: number | null;
    previous?: { total: number; peak: number | null; valley: number | null };
  };
  /** Of which meter, as it hung there then. */
  reading?: {
    on: string;
    total: number;
    peak: number | null;
    valley: number | null;
    meterId?: number | null;
  };
  /** What came of it: shown to the customer. */
  result?: Record<string, string | number | null>;
}

const columns = `c.id, c.case_no AS "caseNo", c.kind_id AS "kindId", c.kind_code AS "kindCode", c.person_id AS "personId",
  c.region_code AS "regionCode", c.district, c.account_id AS "accountId", a.account_no AS "accountNo", a.contracted_kw::float AS "contractedKw", c.holder_period_id AS "holderPeriodId", c.judged_period_id AS "judgedPeriodId",
  c.status, c.step, c.stage, c.duty, c.team, c.owner, c.manager, c.first_receiver AS "firstReceiver", c.form_enc AS "formEnc",
  c.applicant_masked AS "applicantMasked", c.place_masked AS "placeMasked", c.facts, c.wanted, c.returns, c.appealed,
  c.created_at AS "createdAt", c.submitted_at AS "submittedAt", c.began_on::text AS "beganOn", c.limit_days AS "limitDays",
  c.due_on::text AS "dueOn", c.step_due_on::text AS "stepDueOn", c.step_began_on::text AS "stepBeganOn", c.reminded_on::text AS "remindedOn", c.ended_at AS "endedAt", c.reason, c.version,
  c.counter_by AS "counterBy", c.home_service AS "homeService", c.wished_staff AS "wishedStaff",
  (SELECT jsonb_build_object('id', s.id, 'name', s.display_name) FROM staff_members s WHERE s.username = c.wished_staff) AS wished`;
const from = 'FROM applications c LEFT JOIN supply_accounts a ON a.id = c.account_id';

export interface NewCase {
  kindId: number;
  kindCode: string;
  personId: string;
  regionCode: string;
  accountId: number | null;
  holderPeriodId: number | null;
  createdAt: Date;
  requestKey: string | null;
  counterBy: string | null;
  homeService: boolean;
}

export function createCasesRepository(pool: Pool) {
  return {
    /** The number of the draft; of the earlier one when the same request comes again. */
    async create(tx: PoolClient, draft: NewCase): Promise<string> {
      const text = `INSERT INTO applications (case_no, kind_id, kind_code, person_id, region_code, account_id, holder_period_id, created_at, request_key, counter_by, home_service)
        VALUES ('SQ' || to_char($7::timestamptz AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD') || lpad(nextval('application_numbers')::text, 8, '0'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (request_key) DO UPDATE SET request_key = excluded.request_key RETURNING case_no AS "caseNo"`;
      const { kindId, kindCode, personId, regionCode, accountId, holderPeriodId, createdAt, requestKey } =
        draft;
      const values = [
        kindId,
        kindCode,
        personId,
        regionCode,
        accountId,
        holderPeriodId,
        createdAt,
        requestKey,
        draft.counterBy,
        draft.homeService,
      ];
      return (await tx.query<{ caseNo: string }>(text, values)).rows[0]!.caseNo;
    },

    /** Beside the one of the same request. A person's requests come one after the other. */
    async otherDrafts(tx: PoolClient, personId: string, requestKey: string | null): Promise<number> {
      await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`drafts:${personId}`]);
      const text = `SELECT count(*)::int AS count FROM applications
        WHERE person_id = $1 AND status = 'draft' AND request_key IS DISTINCT FROM $2`;
      return (await tx.query<{ count: number }>(text, [personId, requestKey])).rows[0]!.count;
    },

    async find(caseNo: string): Promise<CaseRow | undefined> {
      const query = {
        name: 'application-find',
        text: `SELECT ${columns} ${from} WHERE c.case_no = $1`,
        values: [caseNo],
      };
      return (await pool.query<CaseRow>(query)).rows[0];
    },

    async lock(tx: PoolClient, caseNo: string): Promise<CaseRow | undefined> {
      await tx.query('SELECT FROM applications WHERE case_no = $1 FOR UPDATE', [caseNo]);
      return (await tx.query<CaseRow>(`SELECT ${columns} ${from} WHERE c.case_no = $1`, [caseNo])).rows[0];
    },

    /** Everything of it that goes on. */
    async save(tx: PoolClient, row: CaseRow, now: Date): Promise<void> {
      const text = `UPDATE applications SET status = $2, step = $3, stage = $4, duty = $5, team = $6, owner = $7, manager = $8, first_receiver = $9,
          form_enc = $10, applicant_masked = $11, place_masked = $12, facts = $13, wanted = $14, returns = $15, appealed = $16, submitted_at = $17,
          began_on = $18, limit_days = $19, due_on = $20, step_due_on = $21, ended_at = $22, reason = $23, district = $24, account_id = $25,
          holder_period_id = $26, changed_at = $27, home_service = $28, wished_staff = $29, judged_period_id = $30, step_began_on = $31, reminded_on = $32, version = version + 1
        WHERE id = $1`;
      await tx.query(text, [
        row.id,
        row.status,
        row.step,
        row.stage,
        row.duty,
        row.team,
        row.owner,
        row.manager,
        row.firstReceiver,
        row.formEnc,
        row.applicantMasked,
        row.placeMasked,
        JSON.stringify(row.facts),
        row.wanted,
        row.returns,
        row.appealed,
        row.submittedAt,
        row.beganOn,
        row.limitDays,
        row.dueOn,
        row.stepDueOn,
        row.endedAt,
        row.reason,
        row.district,
        row.accountId,
        row.holderPeriodId,
        now,
        row.homeService,
        row.wishedStaff,
        row.judgedPeriodId,
        row.stepBeganOn,
        row.remindedOn,
      ]);
    },

    /** A draft leaves nothing behind. */
    async removeDraft(tx: PoolClient, id: number): Promise<void> {
      await tx.query(`DELETE FROM case_papers WHERE case_id = $1`, [id]);
      await tx.query(`DELETE FROM applications WHERE id = $1 AND status = 'draft'`, [id]);
    },

    /** Begun, or filled in, and left lying since. */
    async staleDrafts(before: Date): Promise<{ caseNo: string; personId: string }[]> {
      const text = `SELECT case_no AS "caseNo", person_id AS "personId" FROM applications WHERE status = 'draft' AND coalesce(changed_at, created_at) < $1 ORDER BY id LIMIT 500`;
      return (await pool.query<{ caseNo: string; personId: string }>(text, [before])).rows;
    },

    /** A person's own ones and those they follow, the newest first. */
    async ofPerson(personId: string): Promise<(CaseRow & { following: boolean })[]> {
      const text = `SELECT ${columns}, c.person_id <> $1 AS following ${from}
        WHERE c.person_id = $1 OR c.id IN (SELECT case_id FROM case_shares WHERE person_id = $1 AND ended_at IS NULL)
        ORDER BY c.id DESC LIMIT 100`;
      return (await pool.query<CaseRow & { following: boolean }>(text, [personId])).rows;
    },

    /** Begun at the counter by that clerk and not handed in yet, the newest first. */
    async atCounter(username: string): Promise<CaseRow[]> {
      const text = `SELECT ${columns} ${from} WHERE c.counter_by = $1 AND c.status = 'draft' ORDER BY c.id DESC LIMIT 50`;
      return (await pool.query<CaseRow>(text, [username])).rows;
    },

    /** Whether the holder on file has that phone number, or one of these identity numbers. */
    async holderIs(
      holderPeriodId: number,
      known: { phoneHash?: Buffer; identityHashes?: Buffer[] },
    ): Promise<boolean> {
      const text = `SELECT FROM holder_periods h JOIN customers k ON k.id = h.customer_id WHERE h.id = $1 AND (k.phone_hash = $2 OR k.identity_hash = ANY ($3::bytea[]))`;
      const values = [holderPeriodId, known.phoneHash ?? null, known.identityHashes ?? []];
      return ((await pool.query(text, values)).rowCount ?? 0) > 0;
    },

    async regionExists(code: string): Promise<boolean> {
      return ((await pool.query('SELECT FROM regions WHERE code = $1', [code])).rowCount ?? 0) > 0;
    },

    /** The present holding of an account, and how the person is bound to it, if at all. */
    async holding(accountNo: string, personId: string, today: string): Promise<Holding | undefined> {
      const text = `SELECT a.id AS "accountId", a.region_code AS "regionCode", h.id AS "holderPeriodId", p.district, p.street, p.building, p.unit, p.room,
          (SELECT b.level FROM bindings b WHERE b.person_id = $2 AND b.holder_period_id = h.id AND b.removed_at IS NULL) AS level
        FROM supply_accounts a JOIN holder_periods h ON h.account_id = a.id AND h.from_date <= $3::date AND (h.to_date IS NULL OR h.to_date > $3::date)
        JOIN metering_points m ON m.id = a.metering_point_id JOIN premises p ON p.id = m.premises_id
        WHERE a.account_no = $1 AND a.status <> 'closed'`;
      return (await pool.query<Holding>(text, [accountNo, personId, today])).rows[0];
    },

    /**
     * Whether another running case would end who holds the account: the holder's own, and of others' those whose papers were found
     * good. What a stranger has merely handed in is in nobody's way, and what one leaves lying not in the holder's.
     * Two that ask at once come one after the other.
     */
    async anotherEnds(
      tx: PoolClient,
      { accountId, caseId, ofHolder }: { accountId: number; caseId: number; ofHolder: boolean },
    ): Promise<boolean> {
      await tx.query('SELECT FROM supply_accounts WHERE id = $1 FOR NO KEY UPDATE', [accountId]);
      const text = `SELECT FROM applications c JOIN service_kinds k ON k.id = c.kind_id
        WHERE c.account_id = $1 AND c.id <> $2 AND c.status IN ('open', 'waiting')
          AND (c.holder_period_id IS NOT NULL OR c.judged_period_id IS NOT NULL AND (c.status = 'open' OR NOT $3))
          AND jsonb_path_exists(k.definition, '$.steps[*].moves[*].effect ? (@ == "switch-holder" || @ == "close-account")') LIMIT 1`;
      return ((await tx.query(text, [accountId, caseId, ofHolder])).rowCount ?? 0) > 0;
    },

    /** Of who holds the account, and goes on to: none once it has ended, or their holding has an end. */
    async openPeriod(tx: PoolClient, accountId: number, today: string): Promise<number | undefined> {
      const text = `SELECT h.id FROM holder_periods h JOIN supply_accounts a ON a.id = h.account_id
        WHERE a.id = $1 AND a.status <> 'closed' AND h.from_date <= $2::date AND h.to_date IS NULL ORDER BY h.from_date DESC LIMIT 1`;
      return (await tx.query<{ id: number }>(text, [accountId, today])).rows[0]?.id;
    },

    /** Refused since then, and never appealed against: those after that one. */
    async appealable(
      since: Date,
      after: number,
      limit: number,
    ): Promise<{ id: number; caseNo: string; kindId: number }[]> {
      const text = `SELECT id, case_no AS "caseNo", kind_id AS "kindId" FROM applications
        WHERE status = 'refused' AND NOT appealed AND shanghai_date(ended_at) >= shanghai_date($1) AND id > $2 ORDER BY id LIMIT $3`;
      return (await pool.query<{ id: number; caseNo: string; kindId: number }>(text, [since, after, limit]))
        .rows;
    },

    /** That wait for their customer since that day or longer, and of which nobody was reminded since: those after that one. */
    async waitingSince(day: string, after: number, limit: number): Promise<{ id: number; caseNo: string }[]> {
      const text = `SELECT c.id, c.case_no AS "caseNo" FROM applications c JOIN case_stops s ON s.case_id = c.id AND s.to_on IS NULL
        WHERE c.status = 'waiting' AND GREATEST(s.from_on, c.step_began_on, c.reminded_on) <= $1::date AND c.id > $2 ORDER BY c.id LIMIT $3`;
      return (await pool.query<{ id: number; caseNo: string }>(text, [day, after, limit])).rows;
    },

    /** That wait for a day which the customer has named. */
    async awaitingDay(): Promise<Pick<CaseRow, 'caseNo' | 'kindId' | 'step' | 'formEnc'>[]> {
      const text = `SELECT c.case_no AS "caseNo", c.kind_id AS "kindId", c.step, c.form_enc AS "formEnc" FROM applications c JOIN service_kinds k ON k.id = c.kind_id
        WHERE c.status = 'waiting' AND c.wanted = 'step'
          AND jsonb_path_exists(k.definition, '$.steps[*] ? (@.code == $step && @.type == "day")', jsonb_build_object('step', c.step)) ORDER BY c.id`;
      return (await pool.query(text)).rows;
    },

    /** That wait for their customer while the holder they were judged against has gone, or is going. */
    async overtaken(): Promise<string[]> {
      const text = `SELECT c.case_no AS "caseNo" FROM applications c JOIN holder_periods h ON h.id = c.judged_period_id
        JOIN supply_accounts a ON a.id = h.account_id WHERE c.status = 'waiting' AND (h.to_date IS NOT NULL OR a.status = 'closed') ORDER BY c.id LIMIT 500`;
      return (await pool.query<{ caseNo: string }>(text)).rows.map(({ caseNo }) => caseNo);
    },

    /** In the hands of somebody, or answered for by them, who works on cases no longer. */
    async ofWhoLeft(): Promise<{ caseNo: string; who: string }[]> {
      const text = `SELECT DISTINCT c.id, c.case_no AS "caseNo", s.username AS who FROM staff_members s
        JOIN applications c ON c.status IN ('open', 'waiting') AND (c.owner = s.username OR c.manager = s.username)
       WHERE NOT (s.active AND s.roles && ARRAY['clerk', 'supervisor']) ORDER BY c.id LIMIT 500`;
      return (await pool.query<{ caseNo: string; who: string }>(text)).rows;
    },

    async placeOf(
      accountId: number,
      db: Pool | PoolClient = pool,
    ): Promise<Pick<Holding, 'district' | 'street' | 'building' | 'unit' | 'room'>> {
      const text = `SELECT p.district, p.street, p.building, p.unit, p.room FROM supply_accounts a
        JOIN metering_points m ON m.id = a.metering_point_id JOIN premises p ON p.id = m.premises_id WHERE a.id = $1`;
      return (await db.query(text, [accountId])).rows[0];
    },
  };
}

export interface Holding {
  accountId: number;
  regionCode: string;
  holderPeriodId: number;
  district: string;
  street: string;
  building: string;
  unit: string;
  room: string;
  level: 'pay-only' | 'full' | null;
}

export type CasesRepository = ReturnType<typeof createCasesRepository>;
