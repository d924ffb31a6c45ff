/** Meters on their way in, judged and hung up set by set in the caller's transaction. */
import type pg from 'pg';
import { copyInto } from '../../../infra/copy-rows.ts';
import type { Outcome } from './accounts-staging.repository.ts';

export interface MetersStaging {
  stage(lines: AsyncIterable<string>): Promise<void>;
  judge(): Promise<Outcome[]>;
  write(source: 'file' | 'api'): Promise<void>;
}

const stageSql = `
  CREATE TEMPORARY TABLE staged_meters (
    line integer, asset_no text, account_no text, digits integer, multiplier integer, time_of_use boolean, installed_on date,
    total bigint, peak bigint, valley bigint, old_total bigint, old_peak bigint, old_valley bigint) ON COMMIT DROP`;

// i: where this meter hangs or hung last. o: what hangs at the account's point now. last: its latest reading. first, eve: what stands already for
// the readings that the row brings.
const judgeSql = `
  CREATE TEMPORARY TABLE judged_meters ON COMMIT DROP AS
  SELECT s.*, a.metering_point_id AS point_id, m.id AS meter_id, o.id AS old_installation_id, o.meter_id AS old_meter_id,
         CASE
           WHEN a.id IS NULL THEN 'unknown-account'
           WHEN s.copy > 1 OR s.account_copy > 1 THEN 'repeated'
           WHEN m.id IS NOT NULL AND i.metering_point_id = a.metering_point_id THEN
             CASE WHEN (m.digits, m.multiplier, m.time_of_use, i.installed_on) IS NOT DISTINCT FROM (s.digits, s.multiplier, s.time_of_use, s.installed_on)
                  THEN CASE WHEN first.total <> s.total THEN 'first-changed' ELSE 'unchanged' END ELSE 'meter-changed' END
           WHEN i.id IS NOT NULL AND (i.removed_on IS NULL OR i.removed_on > s.installed_on) THEN 'meter-elsewhere'
           WHEN m.id IS NOT NULL AND (m.digits, m.multiplier, m.time_of_use) IS DISTINCT FROM (s.digits, s.multiplier, s.time_of_use) THEN 'meter-changed'
           WHEN o.installed_on >= s.installed_on THEN 'before-meter'
           WHEN o.id IS NOT NULL AND s.old_total IS NULL THEN 'old-required'
           WHEN o.id IS NOT NULL AND eve.total <> s.old_total THEN 'eve-changed'
           WHEN o.id IS NOT NULL AND s.old_total < last.total THEN 'backwards'
           ELSE 'new'
         END AS outcome
    FROM (SELECT *, row_number() OVER (PARTITION BY asset_no ORDER BY line) AS copy,
                 row_number() OVER (PARTITION BY account_no ORDER BY line) AS account_copy FROM staged_meters) s
    LEFT JOIN supply_accounts a ON a.account_no = s.account_no
    LEFT JOIN meters m ON m.asset_no = s.asset_no
    LEFT JOIN LATERAL (SELECT * FROM meter_installations WHERE meter_id = m.id ORDER BY installed_on DESC LIMIT 1) i ON true
    LEFT JOIN meter_installations o ON o.metering_point_id = a.metering_point_id AND o.removed_on IS NULL
    LEFT JOIN readings first ON first.meter_id = m.id AND first.read_on = s.installed_on - 1 AND first.quality = 'actual'
    LEFT JOIN readings eve ON eve.meter_id = o.meter_id AND eve.read_on = s.installed_on - 1 AND eve.quality = 'actual'
    LEFT JOIN LATERAL (SELECT total FROM readings WHERE meter_id = o.meter_id AND quality = 'actual' AND read_on < s.installed_on
                        ORDER BY read_on DESC LIMIT 1) last ON true`;

const outcomesSql = `
  SELECT line, outcome, 1 AS times FROM judged_meters WHERE outcome NOT IN ('new', 'unchanged')
  UNION ALL
  SELECT 0, outcome, count(*)::integer FROM judged_meters WHERE outcome IN ('new', 'unchanged') GROUP BY outcome
  ORDER BY line`;

// The old meter's last reading and the new one's first both stand on the eve of the change.
const writeSql = (source: 'file' | 'api') => [
  `INSERT INTO readings (meter_id, read_on, total, peak, valley, source)
   SELECT old_meter_id, installed_on - 1, old_total, old_peak, old_valley, '${source}' FROM judged_meters WHERE outcome = 'new' AND old_meter_id IS NOT NULL
   ON CONFLICT (meter_id, read_on) DO UPDATE SET total = excluded.total, peak = excluded.peak, valley = excluded.valley, quality = 'actual', source = '${source}'
     WHERE readings.quality = 'estimated'`,
  `UPDATE meter_installations i SET removed_on = j.installed_on FROM judged_meters j WHERE j.outcome = 'new' AND i.id = j.old_installation_id`,
  `INSERT INTO meters (asset_no, digits, multiplier, time_of_use)
   SELECT asset_no, digits, multiplier, time_of_use FROM judged_meters WHERE outcome = 'new' AND meter_id IS NULL`,
  `UPDATE judged_meters j SET meter_id = m.id FROM meters m WHERE j.outcome = 'new' AND m.asset_no = j.asset_no`,
  `INSERT INTO meter_installations (meter_id, metering_point_id, installed_on)
   SELECT meter_id, point_id, installed_on FROM judged_meters WHERE outcome = 'new'`,
  `INSERT INTO readings (meter_id, read_on, total, peak, valley, source)
   SELECT meter_id, installed_on - 1, total, peak, valley, '${source}' FROM judged_meters WHERE outcome = 'new'
   ON CONFLICT (meter_id, read_on) DO NOTHING`,
];

export function createMetersStaging(client: pg.ClientBase): MetersStaging {
  return {
    async stage(lines) {
      await client.query(stageSql);
      await copyInto(client, 'staged_meters', lines);
      await client.query('ANALYZE staged_meters');
    },
    async judge() {
      await client.query(judgeSql);
      return (await client.query<Outcome>(outcomesSql)).rows;
    },
    async write(source) {
      for (const sql of writeSql(source)) await client.query(sql);
    },
  };
}
