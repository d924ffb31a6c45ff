/** The sweep's statements: one INSERT … SELECT a rule over a range of accounts. Equal keys are one notice, however often it runs. */
import type { Pool } from 'pg';
import type { Database } from '../../infra/database.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import type { DefaultRow } from './alert-defaults.repository.ts';
import { type AlertRuleName, alertRules } from './alert-rule.ts';
import { type SweepCondition, sweepConditions } from './sweep-conditions.repository.ts';

export interface Moment {
  today: BusinessDate;
  now: Date;
}

type Values = (string | number | boolean | Date | null)[];

/** `$5…$12`: what holds by default for prepaid and postpaid households. */
const defaultsSql = `
  SELECT * FROM (VALUES ('prepaid', $5::boolean, $6::bigint, $7::integer, $8::integer),
                        ('postpaid', $9::boolean, $10::bigint, $11::integer, $12::integer)) d (mode, enabled, amount_fen, days, percent)
   WHERE $4::timestamptz IS NOT NULL`;

// Rows of today that have not grown old, of whoever holds the account today.
const estimateSql = `
  account_estimates e JOIN holder_periods h ON h.id = e.holder_period_id AND h.from_date <= $3 AND (h.to_date IS NULL OR h.to_date > $3)
    JOIN defaults d ON d.mode = e.payment_mode`;
const within = (column: string) => `${column} > $1 AND ${column} <= $2`;
// Said of each table: that equal columns lie in the same range is nothing the planner concludes, and it would read all of them.
const inRange = `${within('e.holder_period_id')} AND ${within('h.id')} AND e.refreshed_on = $3 AND NOT e.stale`;

/** Whom a rule meets, one row for each account and recipient: `e.*`, the recipient, and what they want. */
function foundSql({ rule, meets }: SweepCondition): string {
  const { payOnly, contacts } = alertRules[rule];
  const ofPeople = `
    SELECT e.*, b.person_id, NULL::bigint AS contact_id, coalesce(r.amount_fen, d.amount_fen) AS amount_fen,
           coalesce(r.days, d.days) AS days, coalesce(r.percent, d.percent) AS percent
      FROM ${estimateSql}
      JOIN bindings b ON b.holder_period_id = e.holder_period_id AND b.removed_at IS NULL AND ${within('b.holder_period_id')} ${payOnly ? '' : `AND b.level = 'full'`}
      LEFT JOIN alert_rules r ON r.holder_period_id = e.holder_period_id AND r.person_id = b.person_id AND r.rule = '${rule}' AND ${within('r.holder_period_id')}
     WHERE ${inRange} AND coalesce(r.enabled, d.enabled)
       AND ${inTermsOf(meets, { amount: 'coalesce(r.amount_fen, d.amount_fen)', days: 'coalesce(r.days, d.days)', percent: 'coalesce(r.percent, d.percent)', since: 'b.created_at' })}`;
  const roles = contacts.map(role => `'${role}'`).join(', ');
  const ofContacts = `
    SELECT e.*, NULL::uuid, c.id, d.amount_fen, d.days, d.percent
      FROM ${estimateSql}
      JOIN account_contacts c ON c.holder_period_id = e.holder_period_id AND c.removed_at IS NULL AND c.role IN (${roles})
     WHERE ${inRange} AND ${inTermsOf(meets, { amount: 'd.amount_fen', days: 'd.days', percent: 'd.percent', since: 'c.added_at' })}`;
  return contacts.length > 0 ? `${ofPeople} UNION ALL ${ofContacts}` : ofPeople;
}

interface Terms {
  amount: string;
  days: string;
  percent: string;
  since: string;
}

function inTermsOf(meets: string, { amount, days, percent, since }: Terms): string {
  return meets
    .replaceAll('t.amount_fen', amount)
    .replaceAll('t.days', days)
    .replaceAll('t.percent', percent)
    .replaceAll(/\bsince\b/g, since);
}

/** What finds the recipients of a rule and does nothing else. */
export const findSql = (condition: SweepCondition) =>
  `WITH defaults AS (${defaultsSql}) ${foundSql(condition)}`;

const recipient = `coalesce(e.person_id::text, 'contact-' || e.contact_id)`;
const keyOf = (rule: AlertRuleName) =>
  `'alert:' || e.holder_period_id || ':' || ${recipient} || ':${rule}:' || s.period`;
const noticeColumns =
  'dedupe_key, event, person_id, contact_id, holder_period_id, params, reason_code, source_table, source_id, not_after';
const midnight = (day: string) => `(${day})::timestamp AT TIME ZONE 'Asia/Shanghai'`;

/** In `says` the found row is both the estimate and what the recipient wants. */
const insertSql = (condition: SweepCondition) => `
  WITH defaults AS (${defaultsSql}), found AS MATERIALIZED (${foundSql(condition)})
  INSERT INTO notices (${noticeColumns})
  SELECT ${keyOf(condition.rule)}, '${condition.rule}', e.person_id, e.contact_id, e.holder_period_id,
         s.params || jsonb_build_object('accountTail', right(a.account_no, 4)), '${condition.rule}', 'account_estimates', e.holder_period_id::text,
         ${midnight('s.until')}
    FROM found e JOIN supply_accounts a ON a.id = e.account_id
    CROSS JOIN LATERAL (${condition.says.replaceAll(/\bt\./g, 'e.')}) s
  ON CONFLICT (dedupe_key) DO NOTHING`;

// The payer is told anyway. Collections come in order of their numbers: the last fifty thousand hold more than two days.
const creditedSql = `
  WITH defaults AS (${defaultsSql}), money AS MATERIALIZED (
    SELECT c.id, coalesce(y.payment_no, c.trade_no) AS payment_no, y.person_id AS payer, coalesce(p.holder_period_id, l.holder_period_id) AS holder,
           sum(l.amount_fen - l.taken_back_fen) AS fen, c.paid_at
      FROM collections c JOIN allocations l ON l.collection_id = c.id LEFT JOIN payables p ON p.id = l.payable_id LEFT JOIN payments y ON y.id = c.payment_id
     WHERE c.id > (SELECT coalesce(max(id), 0) FROM collections) - 50000 AND c.paid_at > $4::timestamptz - interval '2 days' AND NOT l.moved
     GROUP BY 1, 2, 3, 4, c.paid_at
  ), found AS (
    SELECT m.*, b.person_id, NULL::bigint AS contact_id FROM money m JOIN bindings b ON b.holder_period_id = m.holder AND b.removed_at IS NULL
       AND b.level = 'full' AND b.created_at <= m.paid_at AND b.person_id IS DISTINCT FROM m.payer
      JOIN defaults d ON d.mode = CASE WHEN EXISTS (SELECT FROM prepaid_agreements g WHERE g.holder_period_id = m.holder
        AND g.signed_on <= $3 AND (g.ended_on IS NULL OR g.ended_on > $3)) THEN 'prepaid' ELSE 'postpaid' END
      LEFT JOIN alert_rules r ON r.holder_period_id = m.holder AND r.person_id = b.person_id AND r.rule = 'payment-credited'
     WHERE coalesce(r.enabled, d.enabled)
    UNION ALL
    SELECT m.*, NULL::uuid, c.id FROM money m JOIN account_contacts c ON c.holder_period_id = m.holder AND c.removed_at IS NULL AND c.role = 'finance' AND c.added_at <= m.paid_at
  )
  INSERT INTO notices (${noticeColumns})
  SELECT 'alert:' || f.holder || ':' || coalesce(f.person_id::text, 'contact-' || f.contact_id) || ':payment-credited:' || f.id, 'payment-credited',
         f.person_id, f.contact_id, f.holder, jsonb_build_object('amountFen', f.fen, 'paymentNo', f.payment_no, 'accountTail', right(a.account_no, 4)),
         'payment-credited', 'collections', f.id::text, ${midnight('$3::date + 3')}
    FROM found f JOIN holder_periods h ON h.id = f.holder AND (h.to_date IS NULL OR h.to_date > $3) JOIN supply_accounts a ON a.id = h.account_id
   WHERE f.fen > 0 AND $1::bigint IS NOT NULL AND $2::bigint IS NOT NULL
  ON CONFLICT (dedupe_key) DO NOTHING`;

// Told to who signed: it is their wallet that paid.
const debitedSql = `
  WITH defaults AS (${defaultsSql})
  INSERT INTO notices (${noticeColumns})
  SELECT 'alert:' || g.holder_period_id || ':' || g.person_id || ':autopay-debited:' || d.id, 'autopay-debited', g.person_id, NULL, g.holder_period_id,
         jsonb_build_object('amountFen', d.amount_fen, 'accountTail', right(a.account_no, 4)), 'autopay-debited', 'agreement_debits', d.id::text,
         ${midnight('$3::date + 3')}
    FROM agreement_debits d JOIN agreements g ON g.id = d.agreement_id
    JOIN holder_periods h ON h.id = g.holder_period_id AND (h.to_date IS NULL OR h.to_date > $3) JOIN supply_accounts a ON a.id = h.account_id
    JOIN defaults f ON f.mode = CASE WHEN h.prepaid THEN 'prepaid' ELSE 'postpaid' END
    LEFT JOIN alert_rules r ON r.holder_period_id = g.holder_period_id AND r.person_id = g.person_id AND r.rule = 'autopay-debited'
   WHERE d.status = 'succeeded' AND d.finished_at > $4::timestamptz - interval '2 days' AND coalesce(r.enabled, f.enabled)
     AND $1::bigint IS NOT NULL AND $2::bigint IS NOT NULL
  ON CONFLICT (dedupe_key) DO NOTHING`;

const byAccount = sweepConditions.map(condition => ({ rule: condition.rule, text: insertSql(condition) }));
const byMoney = [
  { rule: 'payment-credited', text: creditedSql },
  { rule: 'autopay-debited', text: debitedSql },
] as const;

export function createSweepRepository({ pool }: Pick<Database, 'pool'>) {
  return {
    /** The last of the next accounts to look at; null when there are none left. */
    async rangeEnd(after: number, size: number): Promise<{ last: number; accounts: number } | null> {
      const { rows } = await pool.query<{ last: number | null; accounts: number }>({
        name: 'sweep-range',
        text: `SELECT max(id)::bigint AS last, count(*)::int AS accounts
                 FROM (SELECT holder_period_id AS id FROM account_estimates WHERE holder_period_id > $1 ORDER BY 1 LIMIT $2) r`,
        values: [after, size],
      });
      const { last, accounts } = rows[0]!;
      return last === null ? null : { last, accounts };
    },

    /** Notices queued by rule over the accounts from `after` to `last`. */
    queueRange: (after: number, last: number, moment: Moment, defaults: readonly DefaultRow[]) =>
      queueAll(pool, byAccount, [after, last, moment.today, moment.now], defaults),

    /** The same for money that came in and debits that went through lately. */
    queueMoney: (moment: Moment, defaults: readonly DefaultRow[]) =>
      queueAll(pool, byMoney, [0, 0, moment.today, moment.now], defaults),

    async begin(now: Date): Promise<number> {
      const text = 'INSERT INTO alert_sweeps (started_at) VALUES ($1) RETURNING id';
      return (await pool.query<{ id: number }>(text, [now])).rows[0]!.id;
    },

    async note(id: number, accounts: number, queued: Record<string, number>, finishedAt: Date | null) {
      const text = 'UPDATE alert_sweeps SET accounts = $2, queued = $3, finished_at = $4 WHERE id = $1';
      await pool.query(text, [id, accounts, JSON.stringify(queued), finishedAt]);
    },
  };
}

export type SweepRepository = ReturnType<typeof createSweepRepository>;

async function queueAll(
  pool: Pool,
  statements: readonly { rule: AlertRuleName; text: string }[],
  values: Values,
  defaults: readonly DefaultRow[],
): Promise<Record<string, number>> {
  const queued: Record<string, number> = {};
  for (const { rule, text } of statements) {
    const result = await pool.query(text, [...values, ...defaultsOf(rule, defaults)]);
    queued[rule] = result.rowCount ?? 0;
  }
  return queued;
}

export function defaultsOf(rule: AlertRuleName, defaults: readonly DefaultRow[]): Values {
  return (['prepaid', 'postpaid'] as const).flatMap(mode => {
    const row = defaults.find(one => one.rule === rule && one.paymentMode === mode);
    return row ? [row.enabled, row.amountFen, row.days, row.percent] : [false, null, null, null];
  });
}
