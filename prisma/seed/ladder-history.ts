/**
 * Dunning in the demo: its dated rules, late fees, and homes on different rungs of the ladder. Written as the hall writes them, so that
 * it carries them on from here: the rest of the town's debts find their rung by themselves.
 */
import type pg from 'pg';
import type { FieldCipher } from '../../server/src/infra/crypto.ts';
import { addDays, addMonths, type BusinessDate, monthOf } from '../../server/src/shared/dates.ts';
import { type DemoHome, demoHome } from './demo-home.ts';
import { farBehindSince } from './money-history.ts';

/** Places in the table of demo households. */
const homes = {
  specialNeeds: 13,
  suspended: 14,
  toDecide: 15,
  restoring: 16,
  instalments: 17,
  important: 19,
};

export async function writeLadders(
  client: pg.ClientBase,
  cipher: FieldCipher,
  until: BusinessDate,
): Promise<void> {
  const find = (number: number) => demoHome(client, cipher, number);
  await client.query(rulesSql, [JSON.stringify({ months: coldMonths(until), dates: [] })]);
  await client.query(lateFeesSql, [until]);
  const important = await find(homes.important);
  if (important) await setImportance(client, important, 'important');
  const needy = await find(homes.specialNeeds);
  if (needy) {
    await client.query(needSql, [needy.holderPeriodId, cipher.encrypt('独居，夜间使用制氧机')]);
    await writeCase(client, needy, 'reminding', until);
  }
  const parts = await find(homes.instalments);
  if (parts) {
    await client.query(planSql, [parts.holderPeriodId]);
    await writeCase(client, parts, 'reminding', until);
  }
  const toDecide = await find(homes.toDecide);
  if (toDecide) await writeCase(client, toDecide, 'submitted', until);
  const suspended = await find(homes.suspended);
  if (suspended) {
    const caseNo = await writeCase(client, suspended, 'suspended', until);
    await writeCommand(client, suspended, { caseNo, action: 'disconnect', sequence: 1 });
  }
  const restoring = await find(homes.restoring);
  if (restoring) {
    const caseNo = await writeCase(client, restoring, 'restoring', until);
    await writeCommand(client, restoring, { caseNo, action: 'disconnect', sequence: 1 });
    await writeCommand(client, restoring, { caseNo, action: 'connect', sequence: 2 });
  }
}

export const setImportance = (client: pg.ClientBase, { accountId }: DemoHome, importance: string) =>
  client.query('UPDATE supply_accounts SET importance = $2 WHERE id = $1', [accountId, importance]);

/** The coldest two months, of which neither this one nor the next is held to be cold, so that the whole ladder can be seen. */
function coldMonths(until: BusinessDate): number[] {
  const shown = [0, 1].map(ahead => Number(addMonths(monthOf(until), ahead).slice(5)));
  return [1, 2].filter(month => !shown.includes(month));
}

const rulesSql = `
  INSERT INTO dunning_rules (name, value, valid_from, edition, reason, set_by) VALUES
    ('lateFee', '{"enabled":true,"residentPpm":1000,"otherPpm":2000,"otherCrossYearPpm":3000,"minimumFen":0,"capPercent":null}', '2026-09-01',
     '《供电营业规则》1996年版第九十八条；《电力供应与使用条例》第三十九条', '演示：由供电公司核对后开启', 'staff:supervisor1'),
    ('coldDays', $1, '2026-11-01', '演示值：采暖期最冷的两个月', '演示：当月仍可看到完整的停复电过程', 'staff:supervisor1')`;

const lateFeesSql = `
  SELECT charge_late_fee(b.id, $1) FROM payables y JOIN bills b ON b.payable_id = y.id AND b.live
   WHERE y.kind = 'bill' AND y.paid_fen < y.amount_fen AND b.due_on < $1 ORDER BY b.id LIMIT 500`;

const needSql = `
  INSERT INTO special_needs (holder_period_id, kind, consent_at, note_enc, added_by, added_at)
  VALUES ($1, 'medical-device', now() - interval '200 days', $2, 'staff:clerk1', now() - interval '200 days')`;

/** Three parts from next week on, of what is overdue by now. */
const planSql = `
  INSERT INTO instalment_plans (plan_no, holder_period_id, debt_fen, parts, note, agreed_by, agreed_at)
  SELECT 'IP' || to_char(shanghai_date(now()), 'YYYYMMDD') || lpad(nextval('instalment_numbers')::text, 6, '0'), $1, fen,
         jsonb_build_array(jsonb_build_object('dueOn', shanghai_date(now()) + 7, 'amountFen', fen - 2 * (fen / 3)),
           jsonb_build_object('dueOn', shanghai_date(now()) + 37, 'amountFen', fen / 3), jsonb_build_object('dueOn', shanghai_date(now()) + 68, 'amountFen', fen / 3)),
         '家中有人失业，分三期缴清', 'staff:clerk1', now()
    FROM (SELECT coalesce(sum(y.amount_fen - y.paid_fen), 0)::bigint AS fen FROM payables y JOIN bills b ON b.payable_id = y.id
           WHERE y.holder_period_id = $1 AND y.kind = 'bill' AND b.due_on < shanghai_date(now())) owed WHERE fen > 0`;

/** On which day overdue each went out. */
const reminders = [
  [1, 'dunning-reminder'],
  [7, 'dunning-reminder-second'],
  [15, 'dunning-reminder-last'],
] as const;

type Rung = 'reminding' | 'submitted' | 'suspended' | 'restoring';

/** A case with what led to its rung: reminders and the notice, each with proof that it arrived, the two persons, the last call. */
async function writeCase(
  client: pg.ClientBase,
  { holderPeriodId, accountId }: DemoHome,
  rung: Rung,
  until: BusinessDate,
): Promise<string> {
  const noticed = rung !== 'reminding';
  const off = rung === 'suspended' || rung === 'restoring';
  const days = {
    dueOn: farBehindSince(until),
    noticedOn: addDays(until, off ? -25 : -3),
    offOn: addDays(until, -18),
  };
  const { rows } = await client.query<{ id: number; caseNo: string }>(caseSql, [
    holderPeriodId,
    accountId,
    rung,
    days.dueOn,
    noticed ? days.noticedOn : null,
    off ? days.offOn : null,
  ]);
  const { id, caseNo } = rows[0]!;
  for (const [index, [ago, event]] of reminders.entries())
    await writeTold(
      client,
      { caseNo, holderPeriodId },
      event,
      `reminder:${index + 1}`,
      addDays(days.dueOn, ago),
    );
  if (noticed)
    await writeTold(client, { caseNo, holderPeriodId }, 'dunning-formal', 'formal:1', days.noticedOn);
  if (off) await writeTold(client, { caseNo, holderPeriodId }, 'supply-suspended', 'suspended', days.offOn);
  await client.query(eventsSql, [id, days.dueOn, noticed ? days.noticedOn : null, off ? days.offOn : null]);
  await client.query(evidenceSql, [id]);
  return caseNo;
}

const caseSql = `
  INSERT INTO dunning_cases (case_no, holder_period_id, account_id, status, step, round, debt_fen, overdue_since, noticed_at, disconnect_on, lapses_on, evidence, proposed_at,
      submitted_by, decided_by, decided_at, disconnect_at, suspended_at, cleared_at, restore_by, opened_at, next_at)
  SELECT 'DN' || to_char($4::date + 1, 'YYYYMMDD') || lpad(nextval('dunning_case_numbers')::text, 8, '0'), $1, $2, $3, 3, CASE WHEN $5::date IS NULL THEN 0 ELSE 1 END,
         coalesce((SELECT sum(y.amount_fen - y.paid_fen) FROM payables y JOIN bills b ON b.payable_id = y.id
                    WHERE y.holder_period_id = $1 AND y.kind = 'bill' AND b.due_on < shanghai_date(now())), 0),
         $4::date, ($5::date + time '09:05') AT TIME ZONE 'Asia/Shanghai', $5::date + 7, $5::date + 7,
         CASE WHEN $5::date IS NOT NULL THEN '{"debts":[],"told":[]}'::jsonb END, ($5::date + time '09:20') AT TIME ZONE 'Asia/Shanghai',
         CASE WHEN $5::date IS NOT NULL THEN 'staff:clerk1' END, CASE WHEN $6::date IS NOT NULL THEN 'staff:supervisor1' END,
         CASE WHEN $6::date IS NOT NULL THEN ($5::date + 2 + time '09:30') AT TIME ZONE 'Asia/Shanghai' END, ($6::date + time '10:10') AT TIME ZONE 'Asia/Shanghai',
         ($6::date + time '10:11') AT TIME ZONE 'Asia/Shanghai',
         CASE WHEN $3 = 'restoring' THEN now() - interval '2 hours' END, CASE WHEN $3 = 'restoring' THEN now() + interval '22 hours' END,
         ($4::date + 1 + time '00:10') AT TIME ZONE 'Asia/Shanghai', now()
  RETURNING id, case_no AS "caseNo"`;

async function writeTold(
  client: pg.ClientBase,
  { caseNo, holderPeriodId }: { caseNo: string; holderPeriodId: number },
  event: string,
  key: string,
  on: BusinessDate,
): Promise<void> {
  await client.query(toldSql, [event, holderPeriodId, caseNo, `dunning:${caseNo}:${key}:holder`, on]);
}

const toldSql = `
  WITH at AS (SELECT ($5::date + time '09:05') AT TIME ZONE 'Asia/Shanghai' AS at), notice AS (
    INSERT INTO notices (dedupe_key, event, holder_period_id, params, source_table, source_id, status, language, created_at, handed_at)
    SELECT $4, $1, $2, '{}', 'dunning_cases', $3, 'delivered', 'zh', at, at FROM at RETURNING id)
  INSERT INTO message_deliveries (notice_id, channel, state, request_id, handed_at, receipt_at, recipient)
    SELECT notice.id, 'sms', 'delivered', 'demo-' || notice.id, at, at + interval '20 seconds', '138****0000' FROM notice, at`;

const eventsSql = `
  INSERT INTO dunning_events (case_id, at, kind, actor, detail)
  SELECT $1, (e.on_day + e.at) AT TIME ZONE 'Asia/Shanghai', e.kind, e.actor, e.detail FROM (VALUES
    ($2::date + 1, time '00:10', 'opened', 'system', '{}'::jsonb),
    ($2::date + 1, time '09:05', 'reminded', 'system', '{"step":1}'),
    ($2::date + 7, time '09:05', 'reminded', 'system', '{"step":2}'),
    ($2::date + 15, time '09:05', 'reminded', 'system', '{"step":3}'),
    ($3::date, time '09:05', 'noticed', 'system', jsonb_build_object('disconnectOn', $3::date + 7, 'round', 1)),
    ($3::date, time '09:20', 'proposed', 'system', '{}'),
    ($3::date + 1, time '10:20', 'submit', 'staff:clerk1', '{"note":"逾期、催缴、通知及送达均已核对"}'),
    (CASE WHEN $4::date IS NOT NULL THEN $3::date + 2 END, time '09:30', 'approve', 'staff:supervisor1', '{"reason":"证据齐全，同意停电"}'),
    ($4::date, time '09:40', 'last-call', 'system', '{}'),
    ($4::date, time '10:10', 'disconnect-ordered', 'system', '{}'),
    ($4::date, time '10:11', 'suspended', 'system', '{}')) e (on_day, at, kind, actor, detail)
   WHERE e.on_day IS NOT NULL ORDER BY 2`;

/** Frozen as it stood when the proposal was made. */
const evidenceSql = `
  UPDATE dunning_cases c SET evidence = jsonb_build_object('at', c.proposed_at, 'told', '[]'::jsonb, 'debts', coalesce((
      SELECT jsonb_agg(jsonb_build_object('billNo', b.bill_no, 'month', b.month, 'dueOn', b.due_on, 'daysOverdue', shanghai_date(c.proposed_at) - b.due_on,
               'outstandingFen', y.amount_fen - y.paid_fen, 'lateFeeFen', 0) ORDER BY b.due_on)
        FROM payables y JOIN bills b ON b.payable_id = y.id AND b.live
       WHERE y.holder_period_id = c.holder_period_id AND y.kind = 'bill' AND b.due_on < shanghai_date(c.proposed_at) AND y.paid_fen < y.amount_fen), '[]'))
   WHERE c.id = $1 AND c.evidence IS NOT NULL`;

/** Off by remote control; back by a fitter, because the meter no longer answers. */
async function writeCommand(
  client: pg.ClientBase,
  home: DemoHome,
  { caseNo, action, sequence }: { caseNo: string; action: 'disconnect' | 'connect'; sequence: number },
): Promise<void> {
  const { accountId, holderPeriodId, meteringPoint, meter } = home;
  const off = action === 'disconnect';
  const reason = off ? `dunning:${caseNo}:off:1` : `dunning:${caseNo}:on:1`;
  const values = [accountId, holderPeriodId, meteringPoint, meter, action, sequence, reason];
  await client.query(off ? offSql : onSql, values);
}

const command = (status: string, code: string, by: string, at: string, due: string) => `
  INSERT INTO supply_commands (command_no, account_id, holder_period_id, metering_point, meter, action, sequence, status, code, reason, ordered_by, issued_at,
      not_after, due_at, attempts, ended_at)
  SELECT 'SC' || to_char(shanghai_date(${at}), 'YYYYMMDD') || lpad(nextval('supply_command_numbers')::text, 12, '0'), $1, $2, $3, $4, $5, $6, ${status}, ${code}, $7, ${by},
         ${at}, ${at} + interval '7 days', ${due}, 1, ${at} + interval '1 minute'
    FROM dunning_cases c WHERE c.holder_period_id = $2 AND c.closed_at IS NULL RETURNING id, issued_at, due_at, status, code`;

const offSql = `
  WITH command AS (${command(`'done'`, 'NULL', `'staff:supervisor1'`, 'c.disconnect_at', 'NULL')}), event AS (
    INSERT INTO supply_events (command_id, at, kind) SELECT id, issued_at, 'ordered' FROM command UNION ALL SELECT id, issued_at + interval '1 minute', 'done' FROM command)
  INSERT INTO supply_states (account_id, holder_period_id, state, since, command_id) SELECT $1, $2, 'suspended', issued_at + interval '1 minute', id FROM command`;

const onSql = `
  WITH command AS (${command(`'failed'`, `'meter-silent'`, `'system'`, 'c.cleared_at', 'c.restore_by')}), event AS (
    INSERT INTO supply_events (command_id, at, kind, detail) SELECT id, issued_at, 'ordered', '{}'::jsonb FROM command
      UNION ALL SELECT id, issued_at + interval '1 minute', 'failed', '{"code":"meter-silent"}' FROM command)
  INSERT INTO field_orders (order_no, command_id, reason, due_at, opened_at)
  SELECT 'FO' || to_char(shanghai_date(issued_at), 'YYYYMMDD') || lpad(nextval('field_order_numbers')::text, 8, '0'), id, code, due_at, issued_at + interval '1 minute' FROM command`;
