/** 一户一档: a read model across domains of one household, its risk grade and visits. */
import type { Pool, QueryResultRow } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import { seenBy } from '../cases/index.ts';
import type { grades } from './household-file.schemas.ts';

export type Grade = (typeof grades)[number];

export interface HouseholdHead {
  accountId: number;
  holderPeriodId: number | null;
  accountNo: string;
  transformerArea: string | null;
}

export interface VisitRow {
  accountNo: string;
  district: string;
  street: string;
  building: string;
  transformerArea: string | null;
  grade: Grade;
  specialNeed: boolean;
  lastOn: string | null;
  dueOn: string;
}

export const pageSize = 50;

const works = (me: string, seesAll: string, account: string) =>
  `(${seesAll}::boolean OR NOT EXISTS (SELECT FROM staff_areas s WHERE s.username = ${me}) OR staff_works_at(${me}, ${account}))`;

/** A household with special needs is looked after like one of medium risk at least. */
const visitsSql = `WITH graded AS (
    SELECT DISTINCT ON (account_id) account_id, grade FROM household_risks ORDER BY account_id, id DESC
  ), needing AS (
    SELECT DISTINCT h.account_id FROM special_needs n JOIN holder_periods h ON h.id = n.holder_period_id
    WHERE n.ended_at IS NULL AND h.from_date <= $3::date AND (h.to_date IS NULL OR h.to_date > $3::date)
  ), listed AS (
    SELECT coalesce(g.account_id, n.account_id) AS account_id, n.account_id IS NOT NULL AS special_need,
      CASE WHEN n.account_id IS NOT NULL AND coalesce(g.grade, 'low') = 'low' THEN 'medium' ELSE g.grade END AS grade
    FROM graded g FULL JOIN needing n ON n.account_id = g.account_id
  ), rules AS (
    SELECT DISTINCT ON (grade) grade, days FROM visit_rules WHERE valid_from <= $3::date ORDER BY grade, valid_from DESC, id DESC
  )
  SELECT a.account_no AS "accountNo", p.district, p.street, p.building, t.name AS "transformerArea", l.grade, l.special_need AS "specialNeed",
    v.last_on::text AS "lastOn", coalesce(v.last_on + r.days, $3::date)::text AS "dueOn"
  FROM listed l JOIN supply_accounts a ON a.id = l.account_id JOIN metering_points m ON m.id = a.metering_point_id JOIN premises p ON p.id = m.premises_id
    LEFT JOIN transformer_areas t ON t.id = p.transformer_area_id JOIN rules r ON r.grade = l.grade
    LEFT JOIN LATERAL (SELECT max(visited_on) AS last_on FROM household_visits h WHERE h.account_id = l.account_id) v ON true
  WHERE a.status <> 'closed' AND ${works('$1', '$2', 'a.id')}
  ORDER BY array_position(ARRAY['high', 'medium', 'low'], l.grade), "dueOn", a.account_no LIMIT ${pageSize + 1} OFFSET $4`;

export function createHouseholdFileRepository(pool: Pool) {
  const rows = async <Row extends QueryResultRow>(text: string, values: unknown[]) =>
    (await pool.query<Row>(text, values)).rows;
  return {
    /** Undefined also where the member of staff does not work. */
    async head(
      accountNo: string,
      me: string,
      seesAll: boolean,
      today: string,
    ): Promise<HouseholdHead | undefined> {
      const text = `SELECT a.id AS "accountId", h.id AS "holderPeriodId", a.account_no AS "accountNo", t.name AS "transformerArea"
        FROM supply_accounts a JOIN metering_points m ON m.id = a.metering_point_id JOIN premises p ON p.id = m.premises_id
        LEFT JOIN transformer_areas t ON t.id = p.transformer_area_id
        LEFT JOIN holder_periods h ON h.account_id = a.id AND h.from_date <= $4::date AND (h.to_date IS NULL OR h.to_date > $4::date)
        WHERE a.account_no = $3 AND ${works('$1::text', '$2', 'a.id')}`;
      return (await rows<HouseholdHead>(text, [me, seesAll, accountNo, today]))[0];
    },

    async manager(accountId: number): Promise<{ name: string; phone: string | null } | undefined> {
      const text = `SELECT m.display_name AS name, (SELECT phone FROM service_teams t WHERE t.code = p.team) AS phone FROM applications p
        JOIN staff_members m ON m.username = p.manager AND m.active WHERE p.account_id = $1 AND p.manager IS NOT NULL ORDER BY p.id DESC LIMIT 1`;
      return (await rows<{ name: string; phone: string | null }>(text, [accountId]))[0];
    },

    async risk(
      accountId: number,
    ): Promise<{ grade: Grade; reasonEnc: Buffer; setBy: string; setAt: Date } | undefined> {
      const text = `SELECT grade, reason_enc AS "reasonEnc", set_by AS "setBy", set_at AS "setAt" FROM household_risks WHERE account_id = $1 ORDER BY id DESC LIMIT 1`;
      return (
        await rows<{ grade: Grade; reasonEnc: Buffer; setBy: string; setAt: Date }>(text, [accountId])
      )[0];
    },

    async specialNeeds(holderPeriodId: number): Promise<string[]> {
      const text =
        'SELECT DISTINCT kind FROM special_needs WHERE holder_period_id = $1 AND ended_at IS NULL ORDER BY kind';
      return (await rows<{ kind: string }>(text, [holderPeriodId])).map(({ kind }) => kind);
    },

    async bills(holderPeriodId: number) {
      const text = `SELECT b.bill_no AS "billNo", b.month, b.total_fen AS "totalFen", coalesce(y.amount_fen - y.paid_fen, 0)::bigint AS "owedFen", b.due_on::text AS "dueOn"
        FROM bills b LEFT JOIN payables y ON y.id = b.payable_id WHERE b.holder_period_id = $1 AND b.live ORDER BY b.month DESC, b.id DESC LIMIT 6`;
      return rows<{ billNo: string; month: string; totalFen: number; owedFen: number; dueOn: string }>(text, [
        holderPeriodId,
      ]);
    },

    async payments(holderPeriodId: number) {
      const text = `SELECT p.payment_no AS "paymentNo", sum(i.amount_fen)::bigint AS "amountFen", p.status, p.created_at AS at FROM payment_items i
        JOIN payables y ON y.id = i.payable_id JOIN payments p ON p.id = i.payment_id WHERE y.holder_period_id = $1
        GROUP BY p.id ORDER BY p.id DESC LIMIT 6`;
      return rows<{ paymentNo: string; amountFen: number; status: string; at: Date }>(text, [holderPeriodId]);
    },

    /** What was said anonymously stands in no household's file. */
    async cases(accountId: number, me: string, seesAll: boolean) {
      const text = `SELECT c.case_no AS "caseNo", c.kind, c.status, c.opened_at AS "openedAt" FROM service_cases c
        WHERE c.account_id = $3 AND NOT c.anonymous AND ${seenBy('$1', '$2')} ORDER BY c.id DESC LIMIT 10`;
      return rows<{ caseNo: string; kind: string; status: string; openedAt: Date }>(text, [
        me,
        seesAll,
        accountId,
      ]);
    },

    async applications(accountId: number) {
      const text = `SELECT case_no AS "caseNo", kind_code AS "kindCode", status, created_at AS "createdAt" FROM applications
        WHERE account_id = $1 AND status <> 'draft' ORDER BY id DESC LIMIT 10`;
      return rows<{ caseNo: string; kindCode: string; status: string; createdAt: Date }>(text, [accountId]);
    },

    async visits(accountId: number) {
      const text = `SELECT visited_on::text AS "visitedOn", findings_enc AS "findingsEnc", visited_by AS "visitedBy" FROM household_visits
        WHERE account_id = $1 ORDER BY visited_on DESC, id DESC LIMIT 10`;
      return rows<{ visitedOn: string; findingsEnc: Buffer; visitedBy: string }>(text, [accountId]);
    },

    async grade(
      given: { accountId: number; grade: Grade; reasonEnc: Buffer; by: string; at: Date },
      audit: AuditRecord,
    ) {
      const text =
        'INSERT INTO household_risks (account_id, grade, reason_enc, set_by, set_at) VALUES ($1, $2, $3, $4, $5)';
      await pool.query(
        withAudit(text, [given.accountId, given.grade, given.reasonEnc, given.by, given.at], audit),
      );
    },

    async visit(
      given: { accountId: number; on: string; findingsEnc: Buffer; by: string; at: Date },
      audit: AuditRecord,
    ) {
      const text =
        'INSERT INTO household_visits (account_id, visited_on, findings_enc, visited_by, recorded_at) VALUES ($1, $2::date, $3, $4, $5)';
      await pool.query(
        withAudit(text, [given.accountId, given.on, given.findingsEnc, given.by, given.at], audit),
      );
    },

    /** The rounds: highest risk first, then whoever has waited longest. */
    async rounds(me: string, seesAll: boolean, today: string, page: number): Promise<VisitRow[]> {
      return rows<VisitRow>(visitsSql, [me, seesAll, today, (page - 1) * pageSize]);
    },
  };
}

export type HouseholdFileRepository = ReturnType<typeof createHouseholdFileRepository>;
