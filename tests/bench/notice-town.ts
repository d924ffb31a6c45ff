/** People with a phone, each bound to a home behind one of a town's transformer areas; and notices for them. */
import type pg from 'pg';
import { testCipher } from '../support/world.ts';

const region = 'weihai';
const atOnce = 10_000;
export const homesOfAnArea = 200;

/** Beside the homes that are there: so many more. */
export async function settlePeople(owner: pg.Pool, homes: number): Promise<void> {
  await owner.query(
    `INSERT INTO transformer_areas (region_code, code, name) SELECT '${region}', 'TQB' || n, n || '号台区' FROM generate_series(1, $1::int) AS n`,
    [Math.ceil(homes / homesOfAnArea)],
  );
  for (let from = 0; from < homes; from += atOnce) {
    const phones = Array.from(
      { length: Math.min(atOnce, homes - from) },
      (_, index) => `135${String(from + index).padStart(8, '0')}`,
    );
    await owner.query(peopleSql, [
      phones.map(phone => testCipher.encrypt(phone)),
      phones.map(phone => testCipher.hash('phone', phone)),
      from,
    ]);
  }
  // By day and by night alike.
  await owner.query(
    `INSERT INTO utility_settings (name, value, valid_from, set_by, reason) VALUES ('quietHours', '"00:00-00:00"', now() - interval '1 day', 'system', 'bench')`,
  );
  await owner.query('VACUUM (ANALYZE)');
}

const peopleSql = `
  WITH phone AS (
    SELECT enc, hash, $3::int + ordinality AS n, gen_random_uuid() AS person_id FROM unnest($1::bytea[], $2::bytea[]) WITH ORDINALITY AS p (enc, hash, ordinality)
  ), place AS (
    INSERT INTO premises (region_code, transformer_area_id, district, street, building, unit, room)
      SELECT '${region}', a.id, '文登区', '峰山路', n || '号楼', '1单元', '101室'
        FROM phone JOIN transformer_areas a ON a.code = 'TQB' || ((n - 1) / ${homesOfAnArea} + 1) ORDER BY n RETURNING id
  ), point AS (
    INSERT INTO metering_points (premises_id, code) SELECT id, 'MPB' || id FROM place RETURNING id
  ), account AS (
    INSERT INTO supply_accounts (account_no, region_code, metering_point_id, category)
      SELECT '37' || lpad((50000000000 + id)::text, 11, '0'), '${region}', id, 'residential' FROM point RETURNING id
  ), customer AS (
    INSERT INTO customers (name_enc, name_hash, phone_enc, phone_hash)
      SELECT enc, sha256(hash), enc, hash FROM phone RETURNING id
  ), holder AS (
    INSERT INTO holder_periods (account_id, customer_id, contract_no, from_date)
      SELECT a.id, c.id, 'HTB' || a.id, '2023-01-01'
        FROM (SELECT id, row_number() OVER () AS place FROM account) a JOIN (SELECT id, row_number() OVER () AS place FROM customer) c USING (place)
      RETURNING id
  ), person AS (
    INSERT INTO people (id, phone_enc, phone_hash) SELECT person_id, enc, hash FROM phone RETURNING id
  )
  INSERT INTO bindings (person_id, holder_period_id, level, is_holder, created_at)
    SELECT p.id, h.id, 'full', true, '2024-01-01'
      FROM (SELECT id, row_number() OVER () AS place FROM person) p JOIN (SELECT id, row_number() OVER () AS place FROM holder) h USING (place)`;

/** Notices for the first so many people with a phone, over and over until there are enough. */
export async function queueNotices(
  owner: pg.Pool,
  event: string,
  count: number,
  round: string,
): Promise<void> {
  await owner.query(
    `WITH people AS MATERIALIZED (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM people WHERE phone_hash IS NOT NULL)
     INSERT INTO notices (dedupe_key, event, person_id, params)
     SELECT 'bench:' || $3::text || ':' || n, $1, p.id, '{"month":"2026-10","amountFen":12345,"dueOn":"2026-11-20","daysOverdue":3,"step":1}'
       FROM generate_series(0, $2::int - 1) AS n
       JOIN people p ON p.place = n % (SELECT count(*) FROM people)`,
    [event, count, round],
  );
  await owner.query('ANALYZE notices');
}
