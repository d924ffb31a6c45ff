/** Repair orders behind the faults people have reported: those of the past filed, those of today one in every state. */
import type pg from 'pg';
import type { FieldCipher } from '../../server/src/infra/crypto.ts';
import { createRandom } from './random.ts';
import type { SeededCase } from './service-cases.ts';

const causes = ['line', 'transformer', 'switch', 'meter', 'inside-home', 'weather', 'third-party'] as const;
const remedies = ['更换接户线', '更换熔断器', '更换空气开关', '更换电能表', '清除树障并紧固接头'];

/** Of the newest faults, in turn; where none is known to be, a dispatcher waits for a place. */
const present = ['accepted', 'dispatched', 'arrived', 'waiting', 'returned', 'done'] as const;

/** Filed orders for what is answered or closed; the past's are alone with their report, which most of them are. */
export async function writeRepairs(
  client: pg.ClientBase,
  cipher: FieldCipher,
  faults: readonly SeededCase[],
  seed: number,
): Promise<void> {
  const random = createRandom(seed + 12, 0);
  const placed = faults.filter(({ accountId }) => accountId !== null);
  const past = placed.filter(({ status }) => status === 'answered' || status === 'closed');
  await client.query(pastSql, [
    JSON.stringify(
      past.map(({ id, openedAt }) => ({
        case: id,
        at: openedAt.toISOString(),
        there: random.whole(15, 60),
        mended: random.whole(20, 200),
        again: random.chance(0.08),
        cause: random.pick(causes),
        remedy: cipher.encrypt(random.pick(remedies)).toString('hex'),
      })),
    ),
  ]);
  const hours = Date.now() - 3 * 3_600_000;
  const now = placed
    .filter(({ status, openedAt }) => status === 'new' && openedAt.getTime() > hours)
    .reverse();
  for (const [index, { id }] of now.entries()) {
    const status = present[index % present.length]!;
    await client.query(presentSql, [id, status, status === 'done' ? cipher.encrypt(remedies[0]!) : null]);
  }
  await client.query(takeSql);
  await client.query(answerSql, [cipher.encrypt('故障已修复，供电已恢复。如仍无电，请重新反映。')]);
}

const placeSql = `service_cases c JOIN supply_accounts a ON a.id = c.account_id JOIN metering_points m ON m.id = a.metering_point_id
  JOIN premises p ON p.id = m.premises_id LEFT JOIN transformer_areas t ON t.id = p.transformer_area_id
  JOIN grid_areas g ON g.region_code = p.region_code AND g.district = p.district AND g.street = p.street JOIN repair_teams r ON r.point_id = g.point_id`;
const keySql = `coalesce('area:' || p.transformer_area_id, 'street:' || p.region_code || '/' || p.district || '/' || p.street)`;
const numberSql = (prefix: string, sequence: string, at: string) =>
  `'${prefix}' || to_char(${at} AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD') || lpad(nextval('${sequence}')::text, 8, '0')`;
const arriveSql = `make_interval(mins => CASE g.area_kind WHEN 'city' THEN 45 WHEN 'rural' THEN 90 ELSE 120 END)`;
const restoreSql = `make_interval(mins => CASE g.area_kind WHEN 'city' THEN 180 ELSE 240 END)`;

const pastSql = `
  WITH plan AS (
    SELECT x.*, g.id AS area, ${keySql} AS key, p.district || coalesce(t.name, p.street) AS place, r.id AS team,
        x.at + ${arriveSql} AS arrive_due, x.at + make_interval(mins => x.there) AS arrived, x.at + make_interval(mins => x.there + x.mended) AS done,
        ${restoreSql} AS restore, nextval('repair_faults_id_seq') AS fault, nextval('repair_orders_id_seq') AS number
      FROM jsonb_to_recordset($1::jsonb) x ("case" bigint, at timestamptz, there int, mended int, again boolean, cause text, remedy text)
      JOIN ${placeSql} ON c.id = x."case" ORDER BY x.at
  ), fault AS (
    INSERT INTO repair_faults (id, fault_no, place_key, place, grid_area_id, status, reports, opened_at, last_report_at, restored_at)
    SELECT fault, ${numberSql('GZ', 'repair_fault_numbers', 'at')}, key, place, area, 'restored', 1, at, at, done FROM plan
  ), report AS (
    INSERT INTO repair_reports (fault_id, case_id, joined_at) SELECT fault, "case", at FROM plan
  ), made AS (
    INSERT INTO repair_orders (id, order_no, fault_id, status, team_id, dispatches, opened_at, arrive_due_at, restore_due_at, dispatched_at, accepted_at, accepted_by,
        arrived_at, done_at, archived_at, cause, remedy_enc)
    SELECT number, ${numberSql('QX', 'repair_order_numbers', 'at')}, fault, 'archived', team, CASE WHEN again THEN 2 ELSE 1 END, at, arrive_due, arrived + restore, at,
        at + interval '2 minutes', 'crew' || team, arrived, done, done + interval '1 hour', cause, decode(remedy, 'hex') FROM plan
  )
  INSERT INTO repair_events (order_id, act, actor, team_id, at)
  SELECT number, e.act, CASE WHEN e.crew THEN 'staff:crew' || team ELSE 'system' END, team, e.at
    FROM plan, LATERAL (VALUES ('open', false, at), ('dispatch', false, at), ('accept', true, at + interval '2 minutes'), ('arrive', true, arrived), ('finish', true, done),
      ('archive', false, done + interval '1 hour')) e (act, crew, at) ORDER BY number, e.at`;

/** with everybody at its place who waits for the same; one team has one order. */
const presentSql = `
  WITH plan AS (
    SELECT c.id AS "case", CASE WHEN $2 <> 'waiting' THEN g.id END AS area, CASE WHEN $2 <> 'waiting' THEN ${keySql} END AS key,
        CASE WHEN $2 <> 'waiting' THEN p.district || coalesce(t.name, p.street) ELSE '' END AS place, r.id AS team, c.opened_at AS at,
        ${arriveSql} AS arrive, ${restoreSql} AS restore, nextval('repair_faults_id_seq') AS fault, nextval('repair_orders_id_seq') AS number
      FROM ${placeSql} WHERE c.id = $1 AND ($2 IN ('waiting', 'returned', 'done') OR NOT EXISTS (SELECT FROM repair_orders o WHERE o.team_id = r.id AND o.status IN ('dispatched', 'accepted', 'arrived')))
  ), fault AS (
    INSERT INTO repair_faults (id, fault_no, place_key, place, grid_area_id, status, reports, opened_at, last_report_at, restored_at)
    SELECT fault, ${numberSql('GZ', 'repair_fault_numbers', 'at')}, key, place, area, CASE WHEN $2 = 'done' THEN 'restored' ELSE 'open' END, 1, at, at,
        CASE WHEN $2 = 'done' THEN now() END FROM plan
  ), report AS (
    INSERT INTO repair_reports (fault_id, case_id, joined_at) SELECT fault, "case", at FROM plan
  ), made AS (
    INSERT INTO repair_orders (id, order_no, fault_id, status, team_id, dispatches, opened_at, arrive_due_at, restore_due_at, dispatched_at, accept_by, accepted_at, accepted_by,
        arrived_at, done_at, cause, remedy_enc)
    SELECT number, ${numberSql('QX', 'repair_order_numbers', 'at')}, fault, $2::text, CASE WHEN $2 NOT IN ('waiting', 'returned') THEN team END, CASE $2 WHEN 'waiting' THEN 0 ELSE 1 END, at,
        at + arrive, at + arrive + restore, CASE WHEN $2 <> 'waiting' THEN at END, CASE WHEN $2 = 'dispatched' THEN now() + interval '30 days' END,
        CASE WHEN $2 IN ('accepted', 'arrived', 'done') THEN at + interval '3 minutes' END, CASE WHEN $2 IN ('accepted', 'arrived', 'done') THEN 'crew' || team END,
        CASE WHEN $2 IN ('arrived', 'done') THEN at + interval '8 minutes' END, CASE WHEN $2 = 'done' THEN now() END,
        CASE WHEN $2 = 'done' THEN 'line' END, $3::bytea FROM plan
  )
  INSERT INTO repair_events (order_id, act, actor, team_id, at) SELECT number, e.act, 'system', team, at FROM plan, (VALUES ('open'), ('dispatch')) e (act)
   WHERE e.act = 'open' OR $2 <> 'waiting'`;

/** Whoever has accepted has taken the cases. */
const takeSql = `
  WITH taken AS (
    UPDATE service_cases c SET status = 'working', owner = o.accepted_by, first_receiver = o.accepted_by
      FROM repair_reports r JOIN repair_orders o ON o.fault_id = r.fault_id AND o.status IN ('accepted', 'arrived') WHERE r.case_id = c.id AND c.status = 'new' RETURNING c.id, c.owner, o.accepted_at
  ) INSERT INTO service_case_events (case_id, act, actor, public, at) SELECT id, 'take', 'staff:' || owner, true, accepted_at FROM taken`;

/** What is mended has been answered. */
const answerSql = `
  WITH told AS (
    UPDATE service_cases c SET status = 'answered', owner = coalesce(c.owner, o.accepted_by), first_receiver = coalesce(c.first_receiver, o.accepted_by), outcome = 'solved',
        answer_enc = $1, answered_at = o.done_at
      FROM repair_reports r JOIN repair_orders o ON o.fault_id = r.fault_id AND o.status = 'done' WHERE r.case_id = c.id AND c.status IN ('new', 'working') RETURNING c.id, c.owner, c.answered_at
  ) INSERT INTO service_case_events (case_id, act, actor, public, words_enc, at) SELECT id, 'answer', 'staff:' || owner, true, $1, answered_at FROM told`;
