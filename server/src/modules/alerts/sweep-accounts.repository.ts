/**
 * The statements that sweep a range of accounts. One look at their estimates finds the few that a rule may meet; then each rule that
 * met any queues what it has to say to their people. Parameters: $1 today; $2 now; $3 and, of a range, $4; then the defaults.
 */
import { type AlertRuleName, alertRules } from './alert-rule.ts';
import type { DefaultLimits } from './default-limits.ts';
import { insertedColumns, midnight } from './notice-columns.ts';
import { type SweepCondition, sweepConditions } from './sweep-conditions.repository.ts';

/** Which holder periods are looked at: a condition on a column that names them, said of each table, as the planner concludes nothing. */
export type Among = (column: string) => string;
/** From $3 to $4. */
export const inRange: Among = column => `${column} > $3 AND ${column} <= $4`;
const ofThese: Among = column => `${column} = ANY ($3::bigint[])`;

/** Rows of today that have not grown old, of whoever holds the account today. */
const estimatesOfToday = (among: Among) => `
  account_estimates e JOIN holder_periods h ON h.id = e.holder_period_id AND h.from_date <= $1 AND (h.to_date IS NULL OR h.to_date > $1)
    AND ${among('h.id')} AND ${among('e.holder_period_id')} AND e.refreshed_on = $1 AND NOT e.stale`;

/** Asked for only where a condition speaks of them: a parameter that is bound must be used. */
interface Terms {
  amount(): string;
  days(): string;
  percent(): string;
  leastUse(): string;
  newsSince(): string;
  since: string;
}

function inTermsOf(meets: string, { amount, days, percent, leastUse, newsSince, since }: Terms): string {
  return meets
    .replaceAll('t.amount_fen', () => amount())
    .replaceAll('t.days', () => days())
    .replaceAll('t.percent', () => percent())
    .replaceAll('t.least_use', () => leastUse())
    .replaceAll('t.news_since', () => newsSince())
    .replaceAll(/\bsince\b/g, since);
}

function defaultTerms(rule: AlertRuleName, limits: DefaultLimits, since: string): Terms {
  const of = (column: 'amountFen' | 'days' | 'percent') => () => limits.of(rule, column, 'e.payment_mode');
  const { leastUse, newsSince } = limits;
  return { amount: of('amountFen'), days: of('days'), percent: of('percent'), leastUse, newsSince, since };
}

/** The same where somebody has set a limit of their own, `r`. */
function ownTerms(byDefault: Terms, limits: DefaultLimits, since: string): Terms {
  return {
    amount: () => `coalesce(r.amount_fen, ${byDefault.amount()})`,
    days: () => `coalesce(r.days, ${byDefault.days()})`,
    percent: () => `coalesce(r.percent, ${byDefault.percent()})`,
    leastUse: limits.leastUse,
    newsSince: limits.newsSince,
    since,
  };
}

/** `rule` and the holder periods it may meet, more than will be told: whom the defaults meet, and whom limits of somebody's own do. */
export function candidatesSql(limits: DefaultLimits): string {
  const ever = `'-infinity'::timestamptz`;
  const met = sweepConditions.map(({ rule, meets }) => {
    const byDefault = defaultTerms(rule, limits, ever);
    return {
      rule,
      sql: inTermsOf(meets, byDefault),
      own: inTermsOf(meets, ownTerms(byDefault, limits, ever)),
    };
  });
  const rules = met.map(({ rule, sql }) => `CASE WHEN ${sql} THEN '${rule}' END`);
  return `
  SELECT rule, array_agg(DISTINCT id) AS ids FROM (
    SELECT e.holder_period_id AS id, unnest(ARRAY[${rules.join(', ')}]) AS rule FROM ${estimatesOfToday(inRange)}
     WHERE $2::timestamptz IS NOT NULL AND (${met.map(({ sql }) => `(${sql})`).join(' OR ')})
    UNION ALL
    SELECT e.holder_period_id, r.rule FROM ${estimatesOfToday(inRange)}
      JOIN alert_rules r ON r.holder_period_id = e.holder_period_id AND ${inRange('r.holder_period_id')}
     WHERE r.enabled AND CASE r.rule ${met.map(({ rule, own }) => `WHEN '${rule}' THEN ${own}`).join(' ')} ELSE false END) candidates
   WHERE rule IS NOT NULL GROUP BY rule`;
}

/** Whom a rule meets, one row for each account and recipient: `e.*`, the recipient, and what they want. */
export function foundSql({ rule, meets }: SweepCondition, among: Among, limits: DefaultLimits): string {
  const { payOnly, contacts } = alertRules[rule];
  const byDefault = defaultTerms(rule, limits, 'c.added_at');
  const wanted = ownTerms(byDefault, limits, 'b.created_at');
  const ofPeople = `
    SELECT e.*, b.person_id, NULL::bigint AS contact_id, ${wanted.amount()} AS amount_fen, ${wanted.days()} AS days, ${wanted.percent()} AS percent, b.created_at AS since, b.level = 'full' AS reminded,
           '.' || nullif(concat(r.amount_fen, '-', r.days), '-') AS own_limits
      FROM ${estimatesOfToday(among)}
      JOIN bindings b ON b.holder_period_id = e.holder_period_id AND b.removed_at IS NULL AND ${among('b.holder_period_id')} ${payOnly ? '' : `AND b.level = 'full'`}
      LEFT JOIN alert_rules r ON r.holder_period_id = e.holder_period_id AND r.person_id = b.person_id AND r.rule = '${rule}' AND ${among('r.holder_period_id')}
     WHERE coalesce(r.enabled, ${limits.of(rule, 'enabled', 'e.payment_mode')}) AND ${inTermsOf(meets, wanted)}`;
  // Contacts set nothing of their own: for them holds what holds by default.
  const roles = contacts.map(role => `'${role}'`).join(', ');
  const ofContacts = `
    SELECT e.*, NULL::uuid, c.id, ${byDefault.amount()}, ${byDefault.days()}, ${byDefault.percent()}, c.added_at, false, NULL::text
      FROM ${estimatesOfToday(among)}
      JOIN account_contacts c ON c.holder_period_id = e.holder_period_id AND c.removed_at IS NULL AND c.role IN (${roles})
     WHERE ${limits.of(rule, 'enabled', 'e.payment_mode')} AND ${inTermsOf(meets, byDefault)}`;
  return contacts.length > 0 ? `${ofPeople} UNION ALL ${ofContacts}` : ofPeople;
}

const recipient = `coalesce(e.person_id::text, 'contact-' || e.contact_id)`;

/** Of the holder periods in $3. In `says` the found row is both the estimate and what the recipient wants. */
export function queueSql(condition: SweepCondition, limits: DefaultLimits): string {
  const { rule } = condition;
  const says = condition.says.replaceAll('t.news_since', () => limits.newsSince()).replaceAll(/\bt\./g, 'e.');
  return `
  WITH found AS MATERIALIZED (${foundSql(condition, ofThese, limits)})
  INSERT INTO notices (${insertedColumns})
  SELECT 'alert:' || e.holder_period_id || ':' || ${recipient} || ':${rule}:' || s.period, '${rule}', e.person_id, e.contact_id, e.holder_period_id,
         s.params || jsonb_build_object('accountTail', right(a.account_no, 4)), '${rule}', 'account_estimates', e.holder_period_id::text,
         ${midnight('s.until')}
    FROM found e JOIN supply_accounts a ON a.id = e.account_id
    CROSS JOIN LATERAL (${says}) s
   WHERE $2::timestamptz IS NOT NULL
  ON CONFLICT (dedupe_key) DO NOTHING`;
}
