/** Cases of dunning: found, read with everything that bears on them, and carried one step on. */
import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { CaseStatus, DunningCase } from './dunning-case.ts';
import type { DunningRules } from './dunning-rules.ts';
import type { CommandOutcome, Facts } from './facts.ts';

export const caseColumns = `c.id, c.case_no AS "caseNo", c.holder_period_id AS "holderPeriodId", c.account_id AS "accountId", c.kind, c.status, c.step, c.round,
  c.debt_fen AS "debtFen", c.overdue_since::text AS "overdueSince", c.stops, c.hold_until::text AS "holdUntil", shanghai_date(c.noticed_at)::text AS "noticedOn", c.disconnect_on::text AS "disconnectOn", c.lapses_on::text AS "lapsesOn",
  c.disconnect_at AS "disconnectAt", c.submitted_by AS "submittedBy", c.decided_by AS "decidedBy", c.suspended_at AS "suspendedAt", c.cleared_at AS "clearedAt", c.restore_asked_by AS "restoreAskedBy"`;

/** The day of a case's last reminder. */
export const remindedOn = `(SELECT max(shanghai_date(e.at))::text FROM dunning_events e WHERE e.case_id = c.id AND e.kind = 'reminded')`;

/** What we keep for a holder. It pays a bill by itself once that is due and the day on which the money came is over. */
export const kept = (holder: string) =>
  `coalesce((SELECT k.balance_fen + k.prepaid_fen FROM customer_balances k WHERE k.holder_period_id = ${holder}), 0)`;

const newNo = `'DN' || to_char(shanghai_date($1), 'YYYYMMDD') || lpad(nextval('dunning_case_numbers')::text, 8, '0')`;

// Whoever owes more of overdue bills than we keep, and has no open case, gets one, also after they have moved out; set-based, as a town has thousands of them.
const openSql = `
  WITH debt AS (
    SELECT y.holder_period_id, sum(y.amount_fen - y.paid_fen)::bigint - ${kept('y.holder_period_id')} AS fen, min(b.due_on) AS since
      FROM payables y JOIN bills b ON b.payable_id = y.id AND b.live
     WHERE y.kind = 'bill' AND y.status = 'open' AND y.paid_fen < y.amount_fen AND b.due_on < shanghai_date($1)
     GROUP BY 1
  ), made AS (
    INSERT INTO dunning_cases (case_no, holder_period_id, account_id, debt_fen, overdue_since, opened_at, next_at)
    SELECT ${newNo}, d.holder_period_id, h.account_id, d.fen, d.since, $1, $1
      FROM debt d JOIN holder_periods h ON h.id = d.holder_period_id
     WHERE d.fen > 0 AND NOT EXISTS (SELECT FROM dunning_cases c WHERE c.holder_period_id = d.holder_period_id AND c.closed_at IS NULL)
    ON CONFLICT (holder_period_id) WHERE closed_at IS NULL DO NOTHING
    RETURNING id, debt_fen
  )
  INSERT INTO dunning_events (case_id, at, kind, actor, detail) SELECT id, $1, 'opened', 'system', jsonb_build_object('debtFen', debt_fen) FROM made`;

/** How far the balance of a holder with a signed prepaid agreement is below zero: what is kept, less what is owed and used. */
const belowZero = (holder: string) => `(
  SELECT coalesce(own.used_fen, 0) - ${kept('own.holder_period_id')}
       + coalesce((SELECT sum(y.amount_fen - y.paid_fen) FROM payables y WHERE y.holder_period_id = own.holder_period_id AND y.kind = 'bill' AND y.status = 'open'), 0)
    FROM account_estimates own WHERE own.holder_period_id = ${holder})`;

/**
 * Whether an estimate is of today and as new as the last reading and bill. One that is only being worked out counts what a bill has
 * just taken from the balance a second time.
 */
const isKept = (estimate: string, now: string) =>
  `(NOT ${estimate}.stale AND ${estimate}.refreshed_on = shanghai_date(${now}))`;

const openPrepaidSql = `
  WITH made AS (
    INSERT INTO dunning_cases (case_no, holder_period_id, account_id, kind, debt_fen, overdue_since, opened_at, next_at)
    SELECT ${newNo}, e.holder_period_id, e.account_id, 'prepaid', ${belowZero('e.holder_period_id')}, shanghai_date($1), $1, $1
      FROM account_estimates e JOIN prepaid_agreements p ON p.holder_period_id = e.holder_period_id
       AND p.signed_on <= shanghai_date($1) AND (p.ended_on IS NULL OR p.ended_on > shanghai_date($1))
     WHERE e.payment_mode = 'prepaid' AND ${isKept('e', '$1')} AND ${belowZero('e.holder_period_id')} > 0
       AND NOT EXISTS (SELECT FROM dunning_cases c WHERE c.holder_period_id = e.holder_period_id AND c.closed_at IS NULL)
    ON CONFLICT (holder_period_id) WHERE closed_at IS NULL DO NOTHING
    RETURNING id, debt_fen
  )
  INSERT INTO dunning_events (case_id, at, kind, actor, detail) SELECT id, $1, 'opened', 'system', jsonb_build_object('debtFen', debt_fen, 'prepaid', true) FROM made`;

// A debt that is gone is not left to wait for the case's next turn; after the reminders that is one too small or too young to cut off for.
const wakeSql = `
  UPDATE dunning_cases c SET next_at = $1 WHERE c.closed_at IS NULL AND c.next_at > $1 AND c.status <> 'restoring' AND c.kind = 'postpaid'
    AND coalesce((
      SELECT sum(y.amount_fen - y.paid_fen) FROM payables y JOIN bills b ON b.payable_id = y.id AND b.live
       WHERE y.holder_period_id = c.holder_period_id AND y.kind = 'bill' AND y.status = 'open' AND y.paid_fen < y.amount_fen
         AND b.due_on < shanghai_date($1) - CASE c.status WHEN 'reminding' THEN 0 ELSE $2::int END), 0)
      - ${kept('c.holder_period_id')} < CASE c.status WHEN 'reminding' THEN 1 ELSE GREATEST(1, $3::bigint) END`;
// And a command that has ended moves its case at once.
const wakeByCommandSql = `
  UPDATE dunning_cases c SET next_at = $1 WHERE c.closed_at IS NULL AND c.next_at > $1 AND c.status IN ('disconnecting', 'restoring')
    AND EXISTS (SELECT FROM supply_commands s WHERE s.account_id = c.account_id AND starts_with(s.reason, 'dunning:' || c.case_no || ':')
                   AND s.ended_at >= coalesce(c.disconnect_at, c.opened_at))`;

const outcome = (prefix: string) => `coalesce((
  SELECT CASE WHEN s.status = 'done' OR f.status = 'done' THEN 'effective' WHEN f.status = 'open' THEN 'visit' WHEN s.ended_at IS NULL THEN 'pending'
              WHEN s.action = 'disconnect' AND s.status = 'failed' THEN 'unsure' ELSE 'void' END
    FROM supply_commands s LEFT JOIN LATERAL (SELECT * FROM field_orders x WHERE x.command_id = s.id ORDER BY x.id DESC LIMIT 1) f ON true
   WHERE s.account_id = c.account_id AND starts_with(s.reason, 'dunning:' || c.case_no || ':${prefix}:') ORDER BY s.id DESC LIMIT 1), 'none')`;

// A payment is under way until somebody knows what became of it, however long its gateway or its bank says nothing.
const factsSql = `
  SELECT d.fen AS "debtFen", d.ripe AS "ripeFen", d.since::text AS "oldestDueOn",
    ${remindedOn} AS "remindedOn",
    h.to_date IS NOT NULL AND h.to_date <= shanghai_date($2) AS "movedOut",
    EXISTS (SELECT FROM prepaid_agreements g WHERE g.holder_period_id = h.id AND g.signed_on <= shanghai_date($2)
              AND (g.ended_on IS NULL OR g.ended_on > shanghai_date($2))) AS signed,
    c.kind = 'postpaid' OR EXISTS (SELECT FROM account_estimates e WHERE e.holder_period_id = h.id AND ${isKept('e', '$2')}) AS "debtKnown",
    EXISTS (SELECT FROM special_needs n JOIN holder_periods e ON e.id = n.holder_period_id WHERE e.account_id = c.account_id AND n.ended_at IS NULL) AS "specialNeed",
    EXISTS (SELECT FROM instalment_plans p WHERE p.holder_period_id = h.id AND p.status = 'agreed') AS instalments,
    starts_with(a.importance, 'important') AS important,
    EXISTS (SELECT FROM supply_pauses p WHERE p.holder_period_id = h.id AND p.to_on IS NULL) AS paused,
    EXISTS (SELECT FROM payables y WHERE y.holder_period_id = h.id AND y.status = 'open' AND (is_being_paid(y.id) OR is_at_bank(y.id) OR y.locked_until > $2)) AS "paymentUnderWay",
    LEAST((SELECT min(CASE m.state WHEN 'delivered' THEN coalesce(m.receipt_at, m.handed_at) ELSE m.handed_at END)
             FROM notices n JOIN message_deliveries m ON m.notice_id = n.id
            WHERE n.holder_period_id = h.id AND n.contact_id IS NULL AND starts_with(n.dedupe_key, 'dunning:' || c.case_no || ':formal:' || c.round || ':')
              AND m.channel <> 'in-app' AND (m.state = 'delivered' OR $3 = 'handed' AND m.state = 'handed')),
          (SELECT min(((e.detail ->> 'on')::date + time '23:59:59') AT TIME ZONE 'Asia/Shanghai') FROM dunning_events e
            WHERE e.case_id = c.id AND e.kind = 'served' AND e.detail ->> 'round' = c.round::text)) AS "provenAt",
    (SELECT count(*)::int FROM dunning_events e WHERE e.case_id = c.id AND e.kind = 'last-call' AND shanghai_date(e.at) = shanghai_date($2)) AS "callsToday",
    EXISTS (SELECT FROM supply_commands s WHERE s.account_id = c.account_id AND starts_with(s.reason, 'dunning:' || c.case_no || ':off:')
              AND s.status = 'refused' AND s.code = 'protected') AS "isProtected",
    (SELECT min(coalesce(m.handed_at, m.receipt_at)) FROM notices n JOIN message_deliveries m ON m.notice_id = n.id
      WHERE n.holder_period_id = h.id AND n.contact_id IS NULL AND n.event = 'dunning-last-call' AND n.source_id = c.case_no
        AND n.dedupe_key LIKE '%:' || extract(epoch FROM c.disconnect_at)::bigint || ':%' AND m.state IN ('handed', 'delivered')) AS "lastCallAt",
    (SELECT max(m.paid_at) FROM allocations l JOIN collections m ON m.id = l.collection_id
      WHERE l.id IN (SELECT id FROM allocations WHERE holder_period_id = h.id
                      UNION ALL SELECT a.id FROM allocations a JOIN payables y ON y.id = a.payable_id WHERE y.holder_period_id = h.id)
        AND NOT l.moved AND m.paid_at BETWEEN coalesce(c.suspended_at, c.disconnect_at) AND $2) AS "lastPaidAt",
    ${outcome('off')} AS disconnect, ${outcome('on')} AS connect
    FROM dunning_cases c JOIN holder_periods h ON h.id = c.holder_period_id JOIN supply_accounts a ON a.id = c.account_id,
    LATERAL (SELECT owed.since, CASE c.kind WHEN 'prepaid' THEN own.below ELSE GREATEST(0, owed.fen - own.kept) END AS fen,
                    CASE c.kind WHEN 'prepaid' THEN own.below ELSE GREATEST(0, owed.ripe - own.kept) END AS ripe
               FROM (SELECT coalesce(sum(y.amount_fen - y.paid_fen), 0)::bigint AS fen, min(b.due_on) AS since,
                            coalesce(sum(y.amount_fen - y.paid_fen) FILTER (WHERE b.due_on < shanghai_date($2) - $4::int), 0)::bigint AS ripe
                       FROM payables y JOIN bills b ON b.payable_id = y.id AND b.live
                      WHERE y.holder_period_id = h.id AND y.kind = 'bill' AND y.status = 'open' AND y.paid_fen < y.amount_fen AND b.due_on < shanghai_date($2)) owed,
                    (SELECT ${kept('h.id')} AS kept, CASE c.kind WHEN 'prepaid' THEN coalesce(${belowZero('h.id')}, 0)::bigint END AS below) own) d
   WHERE c.id = $1`;

/** Everything a case knows of itself but what other modules answer. */
export type OwnFacts = Omit<Facts, 'disputed'>;

/** What changes in a case, by column. */
export type CaseChange = Partial<{
  status: CaseStatus;
  step: number;
  round: number;
  debt_fen: number;
  overdue_since: string;
  stops: string;
  hold_until: string | null;
  noticed_at: Date | null;
  disconnect_on: string | null;
  lapses_on: string | null;
  evidence: string | null;
  proposed_at: Date | null;
  submitted_by: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  disconnect_at: Date | null;
  suspended_at: Date;
  cleared_at: Date;
  restore_by: Date;
  restore_asked_by: string;
  closed_at: Date;
  close_reason: string;
  next_at: Date;
}>;

export function createCasesRepository(pool: Pool) {
  return {
    async open(now: Date, prepaid: boolean): Promise<void> {
      if (prepaid) await pool.query(openPrepaidSql, [now]);
      await pool.query(openSql, [now]);
    },

    async wake(now: Date, { overdueDays, minimumDebtFen }: DunningRules['suspension']): Promise<void> {
      await pool.query(wakeSql, [now, overdueDays, minimumDebtFen]);
      await pool.query(wakeByCommandSql, [now]);
    },

    async due(now: Date, limit: number): Promise<number[]> {
      const text =
        'SELECT id FROM dunning_cases WHERE closed_at IS NULL AND next_at <= $1 ORDER BY next_at, id LIMIT $2';
      return (await pool.query<{ id: number }>(text, [now, limit])).rows.map(({ id }) => id);
    },

    /** Locked, with the holder's money: what is paid later finds the case as it is left. Undefined when another has it. */
    async lock(tx: PoolClient, id: number): Promise<DunningCase | undefined> {
      const { rows } = await tx.query<DunningCase>(
        `SELECT ${caseColumns} FROM dunning_cases c WHERE c.id = $1 AND c.closed_at IS NULL FOR UPDATE SKIP LOCKED`,
        [id],
      );
      if (rows[0]) await tx.query('SELECT lock_holders(ARRAY[$1::bigint])', [rows[0].holderPeriodId]);
      return rows[0];
    },

    /** With the holder's money locked, the case left to whoever works on it. */
    async findWithMoney(tx: PoolClient, caseNo: string): Promise<DunningCase | undefined> {
      const text = `SELECT ${caseColumns} FROM dunning_cases c WHERE c.case_no = $1`;
      const [file] = (await tx.query<DunningCase>(text, [caseNo])).rows;
      if (file) await tx.query('SELECT lock_holders(ARRAY[$1::bigint])', [file.holderPeriodId]);
      return file;
    },

    async lockByNo(tx: PoolClient, caseNo: string): Promise<DunningCase | undefined> {
      const text = `SELECT ${caseColumns} FROM dunning_cases c WHERE c.case_no = $1 FOR UPDATE`;
      return (await tx.query<DunningCase>(text, [caseNo])).rows[0];
    },

    async facts(
      tx: PoolClient,
      id: number,
      now: Date,
      { proof, overdueDays }: Pick<DunningRules['suspension'], 'proof' | 'overdueDays'>,
    ): Promise<OwnFacts> {
      const values = [id, now, proof, overdueDays];
      return (await tx.query<OwnFacts & { disconnect: CommandOutcome }>(factsSql, values)).rows[0]!;
    },

    async change(tx: PoolClient, id: number, change: CaseChange): Promise<void> {
      const entries = Object.entries(change);
      const sets = entries.map(([column], index) => `${column} = $${index + 2}`).join(', ');
      await tx.query(`UPDATE dunning_cases SET ${sets} WHERE id = $1`, [
        id,
        ...entries.map(([, value]) => value),
      ]);
    },

    async note(
      tx: PoolClient,
      id: number,
      event: { at: Date; kind: string; actor: string; detail?: Record<string, unknown> },
    ): Promise<void> {
      await tx.query(
        'INSERT INTO dunning_events (case_id, at, kind, actor, detail) VALUES ($1, $2, $3, $4, $5)',
        [id, event.at, event.kind, event.actor, JSON.stringify(event.detail ?? {})],
      );
    },

    async audit(tx: PoolClient, entry: AuditRecord): Promise<void> {
      await tx.query(withAudit('SELECT id FROM audit_entry', [], entry));
    },

    /** Whom a notice of this household reaches besides the holder on file: those bound to it in full. */
    async people(tx: PoolClient, holderPeriodId: number): Promise<string[]> {
      const text = `SELECT DISTINCT person_id AS id FROM bindings WHERE holder_period_id = $1 AND removed_at IS NULL AND level = 'full'`;
      return (await tx.query<{ id: string }>(text, [holderPeriodId])).rows.map(({ id }) => id);
    },

    /** Whether the holder on file is none of the people told: then the phone on file is told as well. Another phone may be the one that proves arrival. */
    async isHolderApart(tx: PoolClient, holderPeriodId: number): Promise<boolean> {
      const text = `SELECT FROM bindings b JOIN people p ON p.id = b.person_id JOIN holder_periods h ON h.id = b.holder_period_id
        JOIN customers c ON c.id = h.customer_id AND c.phone_hash = p.phone_hash
       WHERE b.holder_period_id = $1 AND b.removed_at IS NULL AND b.level = 'full' AND b.is_holder`;
      return (await tx.query(text, [holderPeriodId])).rowCount === 0;
    },

    /** Contacts who are told when power goes and when it comes back. */
    async emergencyContacts(tx: PoolClient, holderPeriodId: number): Promise<number[]> {
      const text = `SELECT id FROM account_contacts WHERE holder_period_id = $1 AND removed_at IS NULL AND role = 'emergency' ORDER BY id`;
      return (await tx.query<{ id: number }>(text, [holderPeriodId])).rows.map(({ id }) => id);
    },

    /** How often supply was commanded on or off in a case: numbers the reasons. */
    async commanded(
      tx: PoolClient,
      { accountId, caseNo }: DunningCase,
      way: 'on' | 'off',
    ): Promise<string[]> {
      const text = `SELECT reason FROM supply_commands WHERE account_id = $1 AND starts_with(reason, $2) ORDER BY id`;
      const { rows } = await tx.query<{ reason: string }>(text, [accountId, `dunning:${caseNo}:${way}:`]);
      return rows.map(({ reason }) => reason);
    },

    /** Whether a case waits for this command to end with it. */
    async isRestoredBy(tx: PoolClient, reason: string): Promise<boolean> {
      const text = `SELECT FROM dunning_cases WHERE case_no = split_part($1, ':', 2) AND starts_with($1, 'dunning:') AND status = 'restoring'`;
      return (await tx.query(text, [reason])).rowCount === 1;
    },

    /** The notices of a case with every way they went, for the evidence. */
    async told(caseNo: string, db: Pool | PoolClient = pool): Promise<ToldRow[]> {
      const text = `SELECT n.id AS "noticeId", n.event, n.created_at AS "queuedAt", n.status, n.params, n.person_id IS NOT NULL AS "toPerson",
          coalesce((SELECT jsonb_agg(jsonb_build_object('channel', m.channel, 'state', m.state, 'handedAt', m.handed_at, 'deliveredAt',
             CASE m.state WHEN 'delivered' THEN coalesce(m.receipt_at, m.handed_at) END, 'recipient', m.recipient) ORDER BY m.id)
             FROM message_deliveries m WHERE m.notice_id = n.id), '[]') AS deliveries
        FROM notices n WHERE n.source_table = 'dunning_cases' AND n.source_id = $1 AND starts_with(n.dedupe_key, 'dunning:' || $1 || ':') ORDER BY n.id`;
      return (await db.query<ToldRow>(text, [caseNo])).rows;
    },

    /** The bills behind the debt. */
    async debts(holderPeriodId: number, now: Date, db: Pool | PoolClient = pool): Promise<DebtRow[]> {
      const text = `SELECT b.bill_no AS "billNo", b.month, b.due_on::text AS "dueOn", (shanghai_date($2) - b.due_on) AS "daysOverdue",
          y.amount_fen - y.paid_fen AS "outstandingFen", coalesce(f.amount_fen, 0)::bigint AS "lateFeeFen"
        FROM payables y JOIN bills b ON b.payable_id = y.id AND b.live LEFT JOIN late_fees f ON f.bill_id = b.id
       WHERE y.holder_period_id = $1 AND y.kind = 'bill' AND y.status = 'open' AND y.paid_fen < y.amount_fen AND b.due_on < shanghai_date($2) ORDER BY b.due_on`;
      return (await db.query<DebtRow>(text, [holderPeriodId, now])).rows;
    },
  };
}

export interface ToldRow {
  noticeId: number;
  event: string;
  queuedAt: Date;
  status: string;
  params: Record<string, unknown>;
  toPerson: boolean;
  deliveries: {
    channel: string;
    state: string;
    handedAt: string | null;
    deliveredAt: string | null;
    recipient: string | null;
  }[];
}
export interface DebtRow {
  billNo: string;
  month: string;
  dueOn: string;
  daysOverdue: number;
  outstandingFen: number;
  lateFeeFen: number;
}

export type CasesRepository = ReturnType<typeof createCasesRepository>;
