/** Meters on their way in, judged and hung up set by set in the caller's transaction. */
import type pg from 'pg';
import { copyInto } from '../../../infra/copy-rows.ts';
import type { Outcome } from './accounts-staging.repository.ts';
import { billedFrom } from './billed-days.ts';
import type { MeterOnFile, Registers } from './judge-reading.ts';
import { registersOf } from './readings-staging.repository.ts';

/** A meter that goes: its last registers as the row tells them, and what was read of it around that day. */
export interface MeterGone extends MeterOnFile, Registers {
  line: number;
  before: Registers | null;
  after: Registers | null;
}

export interface MetersStaging {
  stage(lines: AsyncIterable<string>): Promise<void>;
  judge(): Promise<void>;
  /** Of the rows that are good so far, those that change a meter. */
  changes(): AsyncIterable<MeterGone[]>;
  refuse(faults: readonly { line: number; outcome: string }[]): Promise<void>;
  /** new, unchanged, or field:rule of what is refused. */
  outcomes(): Promise<Outcome[]>;
  write(source: 'file' | 'api'): Promise<void>;
}

const stageSql = `
  CREATE TEMPORARY TABLE staged_meters (
    line integer, asset_no text, account_no text, digits integer, multiplier integer, time_of_use boolean, installed_on date,
    total bigint, peak bigint, valley bigint, old_total bigint, old_peak bigint, old_valley bigint) ON COMMIT DROP`;

/** Whether a row tells a register otherwise than the reading that stands; a cell left empty says nothing. */
const differs = (cells: string, reading: string) =>
  `coalesce(${['total', 'peak', 'valley']
    .map(
      register =>
        `s.${cells}${register} IS NOT NULL AND s.${cells}${register} IS DISTINCT FROM ${reading}.${register}`,
    )
    .join(' OR ')}, false)`;

// Whoever bills an account that gets a meter comes first, and is seen below, or waits. A row told again is about nobody's bill.
const lockSql = `
  SELECT FROM supply_accounts a
   WHERE a.account_no IN (
     SELECT s.account_no FROM staged_meters s WHERE NOT EXISTS (
       SELECT FROM meters m JOIN meter_installations i ON i.meter_id = m.id JOIN supply_accounts hangs ON hangs.metering_point_id = i.metering_point_id
        WHERE m.asset_no = s.asset_no AND hangs.account_no = s.account_no AND i.installed_on = s.installed_on))
   ORDER BY a.id FOR UPDATE`;

// The bill up to the eve ended with another register of the meter that goes: an estimate, which no later bill would even out.
const endedOtherwise = `(
  SELECT 'billed-otherwise:' || min(b.bill_no)
    FROM holder_periods h JOIN bills b ON b.holder_period_id = h.id AND b.kind = 'bill' AND b.live AND b.payable_id IS NOT NULL AND b.to_date = s.installed_on - 1
    JOIN meters gone ON gone.id = o.meter_id, jsonb_array_elements(b.content -> 'readings') x
   WHERE h.account_id = a.id AND x ->> 'assetNo' = gone.asset_no AND (x #>> '{to,on}')::date = b.to_date
     AND (x #>> '{to,value}')::bigint <> CASE x ->> 'register' WHEN 'total' THEN s.old_total WHEN 'peak' THEN s.old_peak ELSE s.old_valley END)`;

// i: where this meter hangs or hung last. o: what hangs at the account's point now, or what this meter replaced there. first, eve: what stands
// already for the readings that the row brings.
const judgeSql = `
  CREATE TEMPORARY TABLE judged_meters ON COMMIT DROP AS
  SELECT s.*, a.metering_point_id AS point_id, a.category, m.id AS meter_id, o.id AS old_installation_id, o.meter_id AS old_meter_id,
         CASE
           WHEN a.id IS NULL THEN 'account_no:unknown-account'
           WHEN s.copy > 1 AND s.same THEN 'unchanged'
           WHEN s.copy > 1 OR s.account_copy > 1 THEN 'asset_no:repeated'
           WHEN m.id IS NOT NULL AND i.metering_point_id = a.metering_point_id THEN
             CASE WHEN (m.digits, m.multiplier, m.time_of_use, i.installed_on) IS DISTINCT FROM (s.digits, s.multiplier, s.time_of_use, s.installed_on)
                  THEN 'asset_no:meter-changed'
                  WHEN first.meter_id IS NOT NULL AND ${differs('', 'first')} THEN 'opening_total_kwh:changed'
                  WHEN eve.meter_id IS NOT NULL AND ${differs('old_', 'eve')} THEN 'previous_total_kwh:changed'
                  ELSE 'unchanged' END
           WHEN i.id IS NOT NULL AND (i.removed_on IS NULL OR i.removed_on > s.installed_on) THEN 'asset_no:meter-elsewhere'
           WHEN m.id IS NOT NULL AND (m.digits, m.multiplier, m.time_of_use) IS DISTINCT FROM (s.digits, s.multiplier, s.time_of_use) THEN 'asset_no:meter-changed'
           WHEN o.installed_on >= s.installed_on THEN 'installed_on:before-meter'
           WHEN first.meter_id IS NOT NULL AND ${differs('', 'first')} THEN 'opening_total_kwh:changed'
           WHEN o.id IS NOT NULL AND s.old_total IS NULL THEN 'previous_total_kwh:required'
           WHEN eve.meter_id IS NOT NULL AND ${differs('old_', 'eve')} THEN 'previous_total_kwh:changed'
           ELSE coalesce(CASE WHEN EXISTS (SELECT FROM meter_installations hung WHERE hung.metering_point_id = a.metering_point_id)
                              THEN 'installed_on:' || ${billedFrom('a.id', 's.installed_on')} END, 'previous_total_kwh:' || ${endedOtherwise}, 'new')
         END AS outcome
    FROM (SELECT *, row_number() OVER assets AS copy, row_number() OVER (PARTITION BY account_no ORDER BY line) AS account_copy,
                 to_jsonb(staged_meters) - 'line' = first_value(to_jsonb(staged_meters) - 'line') OVER assets AS same
            FROM staged_meters WINDOW assets AS (PARTITION BY asset_no ORDER BY line)) s
    LEFT JOIN supply_accounts a ON a.account_no = s.account_no
    LEFT JOIN meters m ON m.asset_no = s.asset_no
    LEFT JOIN LATERAL (SELECT * FROM meter_installations WHERE meter_id = m.id ORDER BY installed_on DESC LIMIT 1) i ON true
    LEFT JOIN meter_installations o ON o.metering_point_id = a.metering_point_id AND CASE
         WHEN i.metering_point_id = a.metering_point_id AND i.installed_on = s.installed_on THEN o.removed_on = s.installed_on AND o.installed_on < s.installed_on ELSE o.removed_on IS NULL END
    LEFT JOIN readings first ON first.meter_id = m.id AND first.read_on = s.installed_on - 1 AND first.quality = 'actual'
    LEFT JOIN readings eve ON eve.meter_id = o.meter_id AND eve.read_on = s.installed_on - 1 AND eve.quality = 'actual'`;

// What no reading of the eve says already has to be believed beside the readings before and after.
const changesSql = `
  DECLARE changed NO SCROLL CURSOR FOR
  SELECT j.line, (j.installed_on - 1)::text AS "on", j.old_total AS total, j.old_peak AS peak, j.old_valley AS valley, m.digits, m.multiplier, j.category,
         CASE WHEN b.meter_id IS NOT NULL THEN ${registersOf('b')} END AS before,
         CASE WHEN a.meter_id IS NOT NULL THEN ${registersOf('a')} END AS after
    FROM judged_meters j JOIN meters m ON m.id = j.old_meter_id
    LEFT JOIN LATERAL (SELECT * FROM readings r WHERE r.meter_id = m.id AND r.read_on < j.installed_on - 1 AND r.quality = 'actual' ORDER BY r.read_on DESC LIMIT 1) b ON true
    LEFT JOIN LATERAL (SELECT * FROM readings r WHERE r.meter_id = m.id AND r.read_on >= j.installed_on AND r.quality = 'actual' ORDER BY r.read_on LIMIT 1) a ON true
   WHERE j.outcome = 'new'`;

const refuseSql = `
  UPDATE judged_meters j SET outcome = f.outcome FROM unnest($1::integer[], $2::text[]) AS f (line, outcome) WHERE j.line = f.line`;

const batchSize = 5_000;

const outcomesSql = `
  SELECT line, outcome, 1 AS times FROM judged_meters WHERE outcome NOT IN ('new', 'unchanged')
  UNION ALL
  SELECT 0, outcome, count(*)::integer FROM judged_meters WHERE outcome IN ('new', 'unchanged') GROUP BY outcome
  ORDER BY line`;

const takeTheEstimatesPlace = (source: 'file' | 'api') => `
   ON CONFLICT (meter_id, read_on) DO UPDATE SET total = excluded.total, peak = excluded.peak, valley = excluded.valley, quality = 'actual', source = '${source}'
     WHERE readings.quality = 'estimated'`;

// The old meter's last reading and the new one's first both stand on the eve of the change.
const writeSql = (source: 'file' | 'api') => [
  `INSERT INTO readings (meter_id, read_on, total, peak, valley, source)
   SELECT old_meter_id, installed_on - 1, old_total, old_peak, old_valley, '${source}' FROM judged_meters WHERE outcome = 'new' AND old_meter_id IS NOT NULL
   ${takeTheEstimatesPlace(source)}`,
  `UPDATE meter_installations i SET removed_on = j.installed_on FROM judged_meters j WHERE j.outcome = 'new' AND i.id = j.old_installation_id`,
  `INSERT INTO meters (asset_no, digits, multiplier, time_of_use)
   SELECT asset_no, digits, multiplier, time_of_use FROM judged_meters WHERE outcome = 'new' AND meter_id IS NULL`,
  `UPDATE judged_meters j SET meter_id = m.id FROM meters m WHERE j.outcome = 'new' AND m.asset_no = j.asset_no`,
  `INSERT INTO meter_installations (meter_id, metering_point_id, installed_on)
   SELECT meter_id, point_id, installed_on FROM judged_meters WHERE outcome = 'new'`,
  `INSERT INTO readings (meter_id, read_on, total, peak, valley, source)
   SELECT meter_id, installed_on - 1, total, peak, valley, '${source}' FROM judged_meters WHERE outcome = 'new'
   ${takeTheEstimatesPlace(source)}`,
];

export function createMetersStaging(client: pg.ClientBase): MetersStaging {
  return {
    async stage(lines) {
      await client.query(stageSql);
      await copyInto(client, 'staged_meters', lines);
      await client.query('ANALYZE staged_meters');
    },
    async judge() {
      await client.query(lockSql);
      await client.query(judgeSql);
    },
    async *changes() {
      await client.query(changesSql);
      for (;;) {
        const { rows } = await client.query<MeterGone>(`FETCH ${batchSize} FROM changed`);
        if (rows.length === 0) return;
        yield rows;
      }
    },
    async refuse(faults) {
      if (faults.length === 0) return;
      await client.query(refuseSql, [faults.map(({ line }) => line), faults.map(({ outcome }) => outcome)]);
    },
    async outcomes() {
      return (await client.query<Outcome>(outcomesSql)).rows;
    },
    async write(source) {
      for (const sql of writeSql(source)) await client.query(sql);
    },
  };
}
