/**
 * What the demo's people have set and been told: alerts of their own, a prepaid home with days left, messages of several kinds on
 * several ways — arrived, refused by one provider and sent by the next, waiting for the morning, stopped, and one dead letter.
 */
import type pg from 'pg';
import type { FieldCipher } from '../../server/src/infra/crypto.ts';
import { addDays, addMonths, type BusinessDate, monthOf } from '../../server/src/shared/dates.ts';
import { demoPhone } from './households.ts';

/** Numbers of the demo's people, in the order in which they are told of. */
const [ordinary, timed, poor, prepaid, behind] = [1, 2, 5, 11, 12].map(demoPhone) as [
  string,
  string,
  string,
  string,
  string,
];

interface Told {
  phone: string;
  event: string;
  params: Record<string, unknown>;
  daysAgo: number;
  status: 'delivered' | 'sent' | 'waiting' | 'stopped' | 'dead';
  why?: string;
  read?: true;
  ways: { channel: string; state: string; reason?: string; costMilliFen?: number }[];
}

const sms = { channel: 'sms', state: 'delivered', costMilliFen: 5_000 };

function toldBefore(until: BusinessDate): Told[] {
  const ago = (days: number) => addDays(until, -days);
  const bill = { month: addMonths(monthOf(ago(20)), -1), amountFen: 12_345, dueOn: ago(1) };
  return [
    {
      phone: ordinary,
      event: 'bill-issued',
      params: bill,
      daysAgo: 20,
      status: 'delivered',
      read: true,
      ways: [{ channel: 'wechat-subscribe', state: 'delivered' }],
    },
    {
      phone: ordinary,
      event: 'due-soon',
      params: bill,
      daysAgo: 4,
      status: 'delivered',
      ways: [{ channel: 'wechat-subscribe', state: 'failed', reason: 'WEIXIN_43101' }, sms],
    },
    {
      phone: ordinary,
      event: 'overdue',
      params: { amountFen: 12_345, daysOverdue: 1 },
      daysAgo: 0,
      status: 'waiting',
      ways: [],
    },
    {
      phone: timed,
      event: 'unusual-use',
      params: { usedKwh: 31, usualKwh: 11.5, onOn: ago(3) },
      daysAgo: 2,
      status: 'delivered',
      ways: [sms],
    },
    {
      phone: timed,
      event: 'forecast-above',
      params: { forecastFen: 31_200, limitFen: 30_000, month: monthOf(ago(6)) },
      daysAgo: 6,
      status: 'stopped',
      why: 'switched-off',
      ways: [],
    },
    {
      phone: prepaid,
      event: 'low-balance',
      params: { balanceFen: 8_650, daysLeft: 18, asOfOn: ago(1) },
      daysAgo: 1,
      status: 'delivered',
      ways: [sms],
    },
    {
      phone: poor,
      event: 'tier-step',
      params: { tier: 2, year: Number(ago(9).slice(0, 4)), usedKwh: 2_520 },
      daysAgo: 9,
      status: 'sent',
      ways: [{ ...sms, state: 'handed' }],
    },
    {
      phone: behind,
      event: 'overdue',
      params: { amountFen: 28_760, daysOverdue: 1 },
      daysAgo: 1,
      status: 'dead',
      why: 'all-failed',
      ways: [{ channel: 'sms', state: 'failed', reason: 'MOBILE_NOT_ON_SERVICE' }],
    },
  ];
}

export async function writeMessages(
  client: pg.ClientBase,
  cipher: FieldCipher,
  until: BusinessDate,
): Promise<void> {
  const hashOf = (phone: string) => cipher.hash('phone', phone);
  await client.query(agreementSql, [hashOf(prepaid), until]);
  await client.query(rulesSql, [
    JSON.stringify([
      {
        hash: hashOf(prepaid).toString('hex'),
        rule: 'low-balance',
        enabled: true,
        amountFen: 10_000,
        days: 7,
      },
      { hash: hashOf(ordinary).toString('hex'), rule: 'forecast-above', enabled: true, amountFen: 20_000 },
      { hash: hashOf(timed).toString('hex'), rule: 'unusual-use', enabled: true, percent: 200 },
      { hash: hashOf(timed).toString('hex'), rule: 'forecast-above', enabled: true, amountFen: 30_000 },
      { hash: hashOf(behind).toString('hex'), rule: 'tier-step', enabled: false },
    ]),
    until,
  ]);
  await client.query(wishesSql, [hashOf(timed)]);
  for (const [index, { phone, ...notice }] of toldBefore(until).entries())
    await client.query(noticeSql, [
      hashOf(phone),
      JSON.stringify({ ...notice, key: `demo:${index}` }),
      until,
      `${phone.slice(0, 3)}****${phone.slice(-4)}`,
    ]);
}

const person = `(SELECT b.person_id, b.holder_period_id, right(a.account_no, 4) AS tail FROM people p
    JOIN bindings b ON b.person_id = p.id AND b.level = 'full' AND b.removed_at IS NULL
    JOIN holder_periods h ON h.id = b.holder_period_id JOIN supply_accounts a ON a.id = h.account_id WHERE p.phone_hash = $1 LIMIT 1)`;

const agreementSql = `
  INSERT INTO prepaid_agreements (holder_period_id, agreement_no, signed_on, recorded_by)
    SELECT holder_period_id, 'YF2026080001', $2::date - 100, 'staff:clerk1' FROM ${person} who`;

const rulesSql = `
  INSERT INTO alert_rules (person_id, holder_period_id, rule, enabled, amount_fen, days, percent, changed_at)
    SELECT p.id, b.holder_period_id, r.rule, r.enabled, r."amountFen", r.days, r.percent, $2::date - 30
      FROM jsonb_to_recordset($1::jsonb) AS r (hash text, rule text, enabled boolean, "amountFen" bigint, days int, percent int)
      JOIN people p ON p.phone_hash = decode(r.hash, 'hex') JOIN bindings b ON b.person_id = p.id AND b.level = 'full'`;

const wishesSql = `
  INSERT INTO message_preferences (person_id, channels, quiet_from, quiet_until, stopped)
    SELECT person_id, '{sms}', 1260, 540, '{forecast-above}' FROM ${person} who`;

/** Nine in the morning of its day; an alert's key begins as the sweep's do, so that the list of alerts has them as well. */
const noticeSql = `
  WITH said AS (
    SELECT s.*, ($3::date - s."daysAgo" + time '09:00') AT TIME ZONE 'Asia/Shanghai' AS at
      FROM jsonb_to_record($2::jsonb) AS s (key text, event text, params jsonb, "daysAgo" int, status text, why text, read boolean, ways jsonb)
  ), notice AS (
    INSERT INTO notices (dedupe_key, event, person_id, holder_period_id, params, reason_code, source_table, source_id, status, why, next_at, language,
        template_version, created_at, handed_at, read_at)
      SELECT 'alert:' || who.holder_period_id || ':' || who.person_id || ':' || event || ':' || key, event, who.person_id, who.holder_period_id,
             params || jsonb_build_object('accountTail', who.tail), event, 'account_estimates', who.holder_period_id::text, status, why,
             CASE WHEN status = 'sent' THEN 'infinity'::timestamptz END, 'zh', 0, at,
             CASE WHEN status IN ('sent', 'delivered') THEN at END, CASE WHEN read THEN at + interval '3 hours' END
        FROM said, ${person} who RETURNING id, handed_at
  )
  INSERT INTO message_deliveries (notice_id, channel, state, request_id, provider_id, attempts, tried_at, handed_at, receipt_at, cost_milli_fen, reason, recipient,
      phone_hash, created_at)
    SELECT n.id, w.channel, w.state, 'n' || n.id || '-' || w.channel, 'demo-' || n.id, 1, said.at, CASE WHEN w.state <> 'failed' THEN said.at END,
           CASE WHEN w.state = 'delivered' THEN said.at + interval '5 seconds' END, coalesce(w."costMilliFen", 0), w.reason,
           CASE w.channel WHEN 'sms' THEN $4 ELSE '…a1b2' END, CASE w.channel WHEN 'sms' THEN $1::bytea END, said.at
      FROM notice n, said, jsonb_to_recordset(said.ways) AS w (channel text, state text, reason text, "costMilliFen" int)`;
