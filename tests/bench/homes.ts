/** A made-up town: homes with a signed-in resident each and open bills of several months, written in a few statements. */
import pg from 'pg';
import { loadReferenceData } from '../../prisma/seed/reference-data.ts';
import { tokenHash } from '../../server/src/infra/crypto.ts';
import { randomToken } from '../../server/src/shared/ids.ts';
import { testCipher } from '../support/world.ts';

/** An open bill, and who may look at it and pay it. */
export interface OpenBill {
  billNo: string;
  payableId: number;
  holderPeriodId: number;
  personId: string;
  accountNo: string;
  amountFen: number;
  token: string;
}

const region = 'weihai';

/** @returns the bills month by month, so that neighbours in the list belong to different homes */
export async function makeTown(ownerUrl: string, homes: number, months: number): Promise<OpenBill[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await build(client, homes, months);
  } finally {
    await client.end();
  }
}

async function build(client: pg.Client, homes: number, months: number): Promise<OpenBill[]> {
  const tokens = Array.from({ length: homes }, () => randomToken());
  await loadReferenceData(client);
  await client.query(placesSql(homes));
  await client.query(holdersSql, [testCipher.encrypt('张晓明'), testCipher.encrypt('13900000000')]);
  await client.query(residentsSql, [tokens.map(tokenHash)]);
  for (let month = 0; month < months; month += 1) await client.query(billsSql, [month]);
  await client.query('SELECT post_bills(ARRAY(SELECT id FROM bills))');
  await client.query('VACUUM (ANALYZE)');
  const { rows } = await client.query<Omit<OpenBill, 'token'> & { place: number }>(openBillsSql);
  return rows.map(({ place, ...bill }) => ({ ...bill, token: tokens[place - 1]! }));
}

const placesSql = (homes: number) => `
  WITH place AS (
    INSERT INTO premises (region_code, district, street, building, unit, room)
      SELECT '${region}', '文登区', '昆嵛路', n || '号楼', '2单元', '301室' FROM generate_series(1, ${homes}) AS n RETURNING id
  ), point AS (
    INSERT INTO metering_points (premises_id, code) SELECT id, 'MP' || id FROM place RETURNING id
  )
  INSERT INTO supply_accounts (account_no, region_code, metering_point_id, category)
    SELECT '37' || lpad(id::text, 11, '0'), '${region}', id, 'residential' FROM point`;

const holdersSql = `
  WITH customer AS (
    INSERT INTO customers (name_enc, name_hash, phone_enc, phone_hash, identity_no_enc, identity_hash)
      SELECT $1::bytea, sha256(id::text::bytea), $2::bytea, sha256(id::text::bytea), $2, sha256(id::text::bytea) FROM supply_accounts
      RETURNING id
  )
  INSERT INTO holder_periods (account_id, customer_id, contract_no, from_date)
    SELECT a.id, c.id, 'HT' || a.id, '2023-01-01'
      FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM supply_accounts) a
      JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM customer) c USING (place)`;

const residentsSql = `
  WITH home AS (
    SELECT h.id, row_number() OVER (ORDER BY h.id) AS place, gen_random_uuid() AS person_id, gen_random_uuid() AS identity_id FROM holder_periods h
  ), person AS (
    INSERT INTO people (id) SELECT person_id FROM home
  ), identity AS (
    INSERT INTO identities (id, person_id, provider, app_id, subject) SELECT identity_id, person_id, 'phone', 'sms', id::text FROM home
  ), session AS (
    INSERT INTO sessions (token_hash, person_id, identity_id, expires_at, phone_proved_at)
      SELECT token_hash, person_id, identity_id, now() + interval '30 days', now()
        FROM home JOIN unnest($1::bytea[]) WITH ORDINALITY AS token (token_hash, place) USING (place)
  )
  INSERT INTO bindings (person_id, holder_period_id, level) SELECT person_id, id, 'full' FROM home`;

/** One reading, two tiers and an edition of the tariff: what an ordinary bill explains. */
const contentSql = `jsonb_build_object(
    'readings', jsonb_build_array(jsonb_build_object('assetNo', 'M' || h.id, 'register', 'total', 'from', jsonb_build_object('on', first_day, 'value', 1000000),
      'to', jsonb_build_object('on', last_day, 'value', 1022500), 'multiplier', 1, 'energy', 22500, 'quality', 'actual')),
    'lines', jsonb_build_array(
      jsonb_build_object('kind', 'energy', 'period', 'flat', 'tier', 1, 'energy', 21000, 'price', 5469, 'amountFen', 11485, 'from', first_day, 'to', last_day),
      jsonb_build_object('kind', 'energy', 'period', 'flat', 'tier', 2, 'energy', 1500, 'price', 5969, 'amountFen', 895, 'from', first_day, 'to', last_day)),
    'tier', jsonb_build_object('yearFrom', to_char(first_day, 'YYYY-"01"'), 'allowanceMonths', 12, 'limits', '[252000,480000]'::jsonb, 'parts', '[21000,1500]'::jsonb,
      'byTier', '[252000,1500]'::jsonb, 'used', 253500, 'current', 2),
    'versions', jsonb_build_array((SELECT v.id FROM tariff_versions v JOIN tariffs t ON t.id = v.tariff_id
      WHERE t.region_code = '${region}' AND t.category = 'residential' ORDER BY v.effective_from DESC LIMIT 1)))`;

const billsSql = `
  INSERT INTO bills (bill_no, holder_period_id, account_id, month, from_date, to_date, issued_at, due_on, energy, energy_fen, total_fen, content)
    SELECT 'B' || to_char(first_day, 'YYYYMM') || lpad(h.id::text, 10, '0'), h.id, h.account_id, to_char(first_day, 'YYYY-MM'), first_day, last_day,
           now(), (now() + interval '20 days')::date, 22500, 12380, 12380, ${contentSql}
      FROM holder_periods h,
           LATERAL (SELECT (date '2026-10-01' - make_interval(months => $1::int))::date AS first_day) first,
           LATERAL (SELECT (first_day + interval '1 month - 1 day')::date AS last_day) last`;

const openBillsSql = `
  SELECT b.bill_no AS "billNo", b.payable_id::int AS "payableId", h.id::int AS "holderPeriodId", n.person_id AS "personId",
         a.account_no AS "accountNo", b.total_fen::int AS "amountFen", (dense_rank() OVER (ORDER BY h.id))::int AS place
    FROM bills b JOIN holder_periods h ON h.id = b.holder_period_id JOIN supply_accounts a ON a.id = h.account_id
    JOIN bindings n ON n.holder_period_id = h.id
   ORDER BY b.month DESC, h.id`;
