/** Accounts on their way in, judged and written set by set in the caller's transaction. */
import type pg from 'pg';
import { copyInto } from '../../../infra/copy-rows.ts';
import { type Leaver, unsettledBills } from '../closing-settlement.repository.ts';
import { billedFrom } from './billed-days.ts';
import type { VersionsOf } from './import-opening-energy.ts';

export interface Outcome {
  line: number;
  outcome: string;
  /** Rows with this outcome; more than one only for those that need no line. */
  times: number;
}

export interface AccountsStaging {
  stage(lines: AsyncIterable<string>): Promise<void>;
  judge(versionsOf: VersionsOf): Promise<Outcome[]>;
  write(): Promise<void>;
}

const stageSql = `
  CREATE TEMPORARY TABLE staged_accounts (
    line integer, account_no text, region text, category text, district text, street text, building text, unit text, room text, area text,
    name_enc bytea, name_hash bytea, phone_enc bytea, phone_hash bytea, identity_enc bytea, identity_hash bytea, identity_told_hash bytea,
    contract_no text, held_from date, plan text, people integer, low_income boolean) ON COMMIT DROP`;

// Whoever bills these accounts comes first, and is seen below, or waits. An account under its known contract is not moved, and not locked.
const lockSql = `
  SELECT FROM supply_accounts
   WHERE account_no IN (SELECT account_no FROM staged_accounts s WHERE NOT EXISTS (SELECT FROM holder_periods c WHERE c.contract_no = s.contract_no))
   ORDER BY id FOR UPDATE`;

// An identity number on file may have been kept as it was told. The first of several equal rows counts. Of a known contract an empty optional cell says nothing; what says otherwise than the file on hand is told.
const judgeSql = `
  CREATE TEMPORARY TABLE judged_accounts ON COMMIT DROP AS
  SELECT s.*, a.id AS account_id, h.id AS holder_period_id, h.customer_id,
         CASE
           WHEN r.code IS NULL THEN 'unknown-region'
           WHEN s.account_no !~ ('^(?:' || r.account_no_pattern || ')$') THEN 'account-no'
           WHEN s.copy > 1 THEN CASE WHEN s.same THEN 'unchanged' ELSE 'repeated' END
           WHEN s.contract_copy > 1 OR (c.id IS NOT NULL AND c.account_id IS DISTINCT FROM a.id) THEN 'contract-taken'
           WHEN a.id IS NULL THEN 'new'
           WHEN (a.region_code, a.category, p.district, p.street, p.building, p.unit, p.room)
             IS DISTINCT FROM (s.region, s.category, s.district, s.street, s.building, s.unit, s.room) THEN 'place-changed'
           WHEN c.to_date IS NOT NULL THEN 'unchanged'
           WHEN c.id IS NOT NULL AND k.name_hash IS DISTINCT FROM s.name_hash THEN 'holder-changed'
           WHEN c.id IS NOT NULL AND k.identity_hash NOT IN (s.identity_hash, s.identity_told_hash) THEN 'kept:identity_no'
           WHEN c.id IS NOT NULL AND s.area <> '' AND t.code IS DISTINCT FROM s.area THEN 'kept:transformer_area'
           WHEN c.id IS NOT NULL AND a.category = 'residential' AND s.plan <> coalesce(had.plan, 'flat') THEN 'kept:plan'
           WHEN c.id IS NOT NULL AND s.people <> coalesce(had.people, 0) THEN 'kept:people'
           WHEN c.id IS NOT NULL AND s.low_income <> coalesce(had.low_income, false) THEN 'kept:low_income'
           WHEN c.id IS NOT NULL AND k.phone_hash IS DISTINCT FROM s.phone_hash AND s.phone_hash IS NOT NULL THEN 'phone'
           WHEN c.id IS NOT NULL THEN 'unchanged'
           WHEN h.from_date >= s.held_from OR h.to_date > s.held_from THEN 'before-holder'
           WHEN EXISTS (SELECT FROM supply_pauses WHERE holder_period_id = h.id AND to_on IS NULL) THEN 'supply-paused'
           ELSE coalesce(${billedFrom('a.id', 's.held_from')}, 'move-in')
         END AS outcome
    FROM (SELECT *, row_number() OVER numbers AS copy, row_number() OVER contracts AS contract_copy,
                 to_jsonb(staged_accounts) - ARRAY['line', 'name_enc', 'phone_enc', 'identity_enc', 'identity_told_hash']
                   = first_value(to_jsonb(staged_accounts) - ARRAY['line', 'name_enc', 'phone_enc', 'identity_enc', 'identity_told_hash']) OVER numbers AS same
            FROM staged_accounts
          WINDOW numbers AS (PARTITION BY account_no ORDER BY line), contracts AS (PARTITION BY contract_no ORDER BY line)) s
    LEFT JOIN regions r ON r.code = s.region
    LEFT JOIN supply_accounts a ON a.account_no = s.account_no
    LEFT JOIN metering_points m ON m.id = a.metering_point_id
    LEFT JOIN premises p ON p.id = m.premises_id
    LEFT JOIN transformer_areas t ON t.id = p.transformer_area_id
    LEFT JOIN holder_periods c ON c.contract_no = s.contract_no
    LEFT JOIN LATERAL (SELECT * FROM holder_periods WHERE account_id = a.id ORDER BY from_date DESC, id DESC LIMIT 1) h ON true
    LEFT JOIN customers k ON k.id = c.customer_id
    LEFT JOIN LATERAL (
      SELECT max(kind) FILTER (WHERE kind IN ('flat', 'time-of-use')) AS plan, max(people) FILTER (WHERE kind = 'large-household') AS people,
             bool_or(kind = 'low-income') AS low_income
        FROM tariff_options WHERE holder_period_id = c.id AND from_date <= shanghai_date(now()) AND (to_date IS NULL OR to_date > shanghai_date(now()))) had ON true`;

const leaversSql = `
  SELECT h.id AS "holderPeriodId", (j.held_from - 1)::text AS "lastDay"
    FROM judged_accounts j JOIN holder_periods h ON h.id = j.holder_period_id WHERE j.outcome = 'move-in' AND h.to_date IS NULL`;

const unsettledSql = `
  UPDATE judged_accounts j SET outcome = 'year-unsettled:' || bill_no
    FROM unnest($1::bigint[], $2::text[]) AS unsettled (holder, bill_no) WHERE j.outcome = 'move-in' AND j.holder_period_id = holder`;

const outcomesSql = `
  SELECT line, outcome, 1 AS times FROM judged_accounts WHERE outcome NOT IN ('new', 'phone', 'move-in', 'unchanged')
  UNION ALL
  SELECT 0, outcome, count(*)::integer FROM judged_accounts WHERE outcome IN ('new', 'phone', 'move-in', 'unchanged') GROUP BY outcome
  ORDER BY line`;

const writeSql = [
  `ALTER TABLE judged_accounts ADD premises_id bigint, ADD point_id bigint`,
  `UPDATE judged_accounts SET
     premises_id = nextval('premises_id_seq'), point_id = nextval('metering_points_id_seq'), account_id = nextval('supply_accounts_id_seq')
   WHERE outcome = 'new'`,
  `INSERT INTO transformer_areas (region_code, code, name)
   SELECT DISTINCT ON (area) region, area, area FROM judged_accounts WHERE outcome = 'new' AND area <> '' ORDER BY area ON CONFLICT (code) DO NOTHING`,
  `INSERT INTO premises (id, region_code, transformer_area_id, district, street, building, unit, room)
   SELECT premises_id, region, t.id, district, street, building, unit, room FROM judged_accounts LEFT JOIN transformer_areas t ON t.code = area AND t.region_code = region
    WHERE outcome = 'new'`,
  `INSERT INTO metering_points (id, premises_id, code) SELECT point_id, premises_id, 'MP' || account_no FROM judged_accounts WHERE outcome = 'new'`,
  `INSERT INTO supply_accounts (id, account_no, region_code, metering_point_id, category)
   SELECT account_id, account_no, region, point_id, category FROM judged_accounts WHERE outcome = 'new'`,
  `UPDATE customers c SET phone_enc = j.phone_enc, phone_hash = j.phone_hash FROM judged_accounts j
    WHERE j.outcome = 'phone' AND c.id = j.customer_id`,
  `UPDATE holder_periods h SET to_date = j.held_from FROM judged_accounts j WHERE j.outcome = 'move-in' AND h.id = j.holder_period_id AND h.to_date IS NULL`,
  `UPDATE judged_accounts SET customer_id = nextval('customers_id_seq'), holder_period_id = nextval('holder_periods_id_seq')
    WHERE outcome IN ('new', 'move-in')`,
  `INSERT INTO customers (id, name_enc, name_hash, phone_enc, phone_hash, identity_no_enc, identity_hash)
   SELECT customer_id, name_enc, name_hash, phone_enc, phone_hash, identity_enc, identity_hash FROM judged_accounts WHERE outcome IN ('new', 'move-in')`,
  `INSERT INTO holder_periods (id, account_id, customer_id, contract_no, from_date)
   SELECT holder_period_id, account_id, customer_id, contract_no, held_from FROM judged_accounts WHERE outcome IN ('new', 'move-in')`,
  `INSERT INTO tariff_options (holder_period_id, kind, from_date, people)
   SELECT holder_period_id, option.kind, held_from, option.people
     FROM judged_accounts j, LATERAL (VALUES (coalesce(j.plan, 'flat'), NULL::integer, j.category = 'residential'), ('large-household', j.people, j.people > 0),
       ('low-income', NULL, j.low_income)) AS option (kind, people, wanted)
    WHERE outcome IN ('new', 'move-in') AND option.wanted`,
];

export function createAccountsStaging(client: pg.ClientBase): AccountsStaging {
  return {
    async stage(lines) {
      await client.query(stageSql);
      await copyInto(client, 'staged_accounts', lines);
      await client.query('ANALYZE staged_accounts');
    },
    async judge(versionsOf) {
      await client.query(lockSql);
      await client.query(judgeSql);
      const leavers = await client.query<Leaver>(leaversSql);
      const unsettled = await unsettledBills(client, leavers.rows, versionsOf);
      await client.query(unsettledSql, [[...unsettled.keys()], [...unsettled.values()]]);
      return (await client.query<Outcome>(outcomesSql)).rows;
    },
    async write() {
      for (const sql of writeSql) await client.query(sql);
    },
  };
}
