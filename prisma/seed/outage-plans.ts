/** Outages of the demo: one that is announced for the first resident's home, one that a large customer is still being asked about. */
import type pg from 'pg';
import type { FieldCipher } from '../../server/src/infra/crypto.ts';
import { type DemoHome, demoHome } from './demo-home.ts';
import { setImportance } from './ladder-history.ts';

const homes = { resident: 1, large: 18 };

export async function writeOutages(client: pg.ClientBase, cipher: FieldCipher): Promise<void> {
  const resident = await demoHome(client, cipher, homes.resident);
  if (resident) await client.query(announcedSql, [resident.areaId]);
  const large = await demoHome(client, cipher, homes.large);
  if (!large) return;
  await setImportance(client, large, 'large');
  await negotiate(client, large);
}

/** The working day nine days ahead or the next one, so that the notice of seven days was kept. */
const begins = `(SELECT d::date FROM generate_series(shanghai_date(now()) + 9, shanghai_date(now()) + 30, interval '1 day') d WHERE is_working_day(d::date) ORDER BY d LIMIT 1)`;
const at = (time: string) => `(${begins} + time '${time}') AT TIME ZONE 'Asia/Shanghai'`;
const outageNo = `'TD' || to_char(shanghai_date(now()), 'YYYYMMDD') || lpad(nextval('outage_numbers')::text, 6, '0')`;

/** Published; whom it concerns the hall tells as soon as it runs. */
const announcedSql = `
  WITH outage AS (
    INSERT INTO outages (outage_no, kind, status, reason, area, from_at, until_at, version, created_by, created_at, published_at, first_from_at, first_until_at, notice_kept)
    SELECT ${outageNo}, 'planned', 'published', '更换老旧变压器', a.name, ${at('08:30')}, ${at('12:00')}, 1, 'staff:clerk1', now() - interval '1 hour', now(),
           ${at('08:30')}, ${at('12:00')}, true FROM transformer_areas a WHERE a.id = $1
    RETURNING *
  ), place AS (
    INSERT INTO outage_areas (outage_id, area_id) SELECT id, $1 FROM outage
  ), event AS (
    INSERT INTO outage_events (outage_id, at, act, by_whom)
    SELECT id, created_at, 'create', 'staff:clerk1' FROM outage UNION ALL SELECT id, published_at, 'publish', 'staff:supervisor1' FROM outage
  )
  INSERT INTO outage_tellings (outage_id, version, what, from_at, until_at, area, reason, made_by, began_at, phase, expected)
  SELECT id, 1, 'published', from_at, until_at, area, reason, 'staff:supervisor1', now(), 'concerned',
         (SELECT count(*) FROM premises p JOIN metering_points m ON m.premises_id = p.id JOIN supply_accounts a ON a.metering_point_id = m.id
           WHERE p.transformer_area_id = $1) FROM outage`;

/** Proposed for a weekday morning; the works asks for the evening. */
async function negotiate(
  client: pg.ClientBase,
  { areaId, accountId, holderPeriodId }: DemoHome,
): Promise<void> {
  await client.query(
    `WITH outage AS (
       INSERT INTO outages (outage_no, kind, status, reason, area, from_at, until_at, created_by, created_at)
       SELECT ${outageNo}, 'planned', 'negotiating', '10千伏线路检修', a.name, ${at('08:00')} + interval '7 days', ${at('14:00')} + interval '7 days', 'staff:clerk1', now() - interval '1 day'
         FROM transformer_areas a WHERE a.id = $1
       RETURNING *
     ), place AS (
       INSERT INTO outage_areas (outage_id, area_id) SELECT id, $1 FROM outage
     ), event AS (
       INSERT INTO outage_events (outage_id, at, act, by_whom)
       SELECT id, created_at, 'create', 'staff:clerk1' FROM outage UNION ALL SELECT id, created_at + interval '1 hour', 'propose', 'staff:clerk1' FROM outage
         UNION ALL SELECT id, now() - interval '2 hours', 'customer-counter', 'person:demo' FROM outage
     ), talk AS (
       INSERT INTO outage_negotiations (outage_id, account_id, opened_at) SELECT id, $2, created_at + interval '1 hour' FROM outage RETURNING id
     )
     INSERT INTO outage_rounds (negotiation_id, round, side, act, from_at, until_at, note, answer_by_at, made_by, holder_period_id, made_at)
     SELECT talk.id, 1, 'utility', 'propose', from_at, until_at, '请安排备用电源', now() + interval '2 days', 'staff:clerk1', NULL::bigint, created_at + interval '1 hour' FROM talk, outage
     UNION ALL
     SELECT talk.id, 2, 'customer', 'counter', from_at + interval '10 hours', until_at + interval '8 hours', '白天有订单，请安排在晚上', NULL, 'person:demo', $3, now() - interval '2 hours'
       FROM talk, outage`,
    [areaId, accountId, holderPeriodId],
  );
}
