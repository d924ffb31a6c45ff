/** A reading as it stands, what rests on it, and putting it right. */
import type { Pool, PoolClient } from 'pg';
import type { Database } from '../../../infra/database.ts';
import type { BusinessDate } from '../../../shared/dates.ts';
import { longestCarry, longestGap } from '../estimate-reading.ts';
import { withoutBill } from '../forget-estimates.ts';
import type { Registers } from '../imports/judge-reading.ts';
import type { CorrectionScene } from './judge-correction.ts';

export interface FoundReading extends CorrectionScene {
  meterId: number;
}

export interface PastCorrection {
  before: Registers;
  after: Registers;
  reason: string;
  by: string;
  at: Date;
}

/**
 * For statements that name the account `a`: how often a reading of its meters was corrected. A draft keeps what it saw, read before its
 * readings; a correction that is only committed later counts, whenever it was written.
 */
export const correctionsOfMeters = `(
  SELECT count(*)::int FROM meter_installations i JOIN reading_corrections c ON c.meter_id = i.meter_id WHERE i.metering_point_id = a.metering_point_id)`;

const registersOf = (row: string) =>
  `jsonb_build_object('on', ${row}.read_on, 'total', ${row}.total, 'peak', ${row}.peak, 'valley', ${row}.valley)`;

// As the import meets a row: with the nearest real readings around it and the kind of supply the meter hangs at.
const findSql = `
  SELECT m.id AS "meterId",
         jsonb_build_object('digits', m.digits, 'multiplier', m.multiplier, 'timeOfUse', m.time_of_use, 'category', coalesce(place.category, 'residential')) AS meter,
         ${registersOf('k')} || jsonb_build_object('quality', k.quality, 'corrected', k.corrected) AS standing,
         CASE WHEN b.meter_id IS NOT NULL THEN ${registersOf('b')} END AS before,
         CASE WHEN a.meter_id IS NOT NULL THEN ${registersOf('a')} END AS after
    FROM meters m JOIN readings k ON k.meter_id = m.id AND k.read_on = $2
    LEFT JOIN LATERAL (
      SELECT s.category FROM meter_installations i JOIN supply_accounts s ON s.metering_point_id = i.metering_point_id
       WHERE i.meter_id = m.id AND i.installed_on - 1 <= k.read_on AND (i.removed_on IS NULL OR i.removed_on > k.read_on)
       ORDER BY i.installed_on DESC, s.id DESC LIMIT 1) place ON true
    LEFT JOIN LATERAL (SELECT * FROM readings r WHERE r.meter_id = m.id AND r.read_on < k.read_on AND r.quality = 'actual' ORDER BY r.read_on DESC LIMIT 1) b ON true
    LEFT JOIN LATERAL (SELECT * FROM readings r WHERE r.meter_id = m.id AND r.read_on > k.read_on AND r.quality = 'actual' ORDER BY r.read_on LIMIT 1) a ON true
   WHERE m.asset_no = $1`;

// Whoever bills these accounts, or reverses a bill of theirs, comes first or waits.
const lockSql = `
  SELECT FROM supply_accounts WHERE metering_point_id IN (
    SELECT i.metering_point_id FROM meter_installations i JOIN meters m ON m.id = i.meter_id WHERE m.asset_no = $1)
   ORDER BY id FOR UPDATE`;

// A bill begins or ends at the reading if it shows its registers on that day, or on a day of the pause that began with it. A bill
// that shows others there rests on an estimate that the reading has replaced: the next one begins where it ended.
const restingSql = `
  SELECT b.bill_no AS "billNo" FROM readings r JOIN meters m ON m.id = r.meter_id
    JOIN holder_periods h ON h.account_id IN (SELECT s.id FROM supply_accounts s JOIN meter_installations i USING (metering_point_id) WHERE i.meter_id = m.id)
    JOIN bills b ON b.holder_period_id = h.id AND b.kind = 'bill' AND b.live
   WHERE m.asset_no = $1 AND r.read_on = $2 AND b.to_date >= r.read_on
     AND EXISTS (
       SELECT FROM jsonb_array_elements(b.content -> 'readings') x, unnest(ARRAY[x -> 'from', x -> 'to']) side
        WHERE x ->> 'assetNo' = m.asset_no
          AND (side ->> 'value')::bigint = CASE x ->> 'register' WHEN 'total' THEN r.total WHEN 'peak' THEN r.peak ELSE r.valley END
          AND ((side ->> 'on')::date = r.read_on
               OR EXISTS (SELECT FROM supply_pauses p WHERE p.meter_id = m.id AND p.from_on = r.read_on
                             AND (side ->> 'on')::date >= p.from_on AND (p.to_on IS NULL OR (side ->> 'on')::date < p.to_on))))
   ORDER BY b.to_date DESC, b.id DESC`;

const historySql = `
  SELECT jsonb_build_object('on', c.read_on, 'total', c.total_before, 'peak', c.peak_before, 'valley', c.valley_before) AS before,
         ${registersOf('c')} AS after, c.reason, c.corrected_by AS by, c.corrected_at AS at
    FROM reading_corrections c JOIN meters m ON m.id = c.meter_id WHERE m.asset_no = $1 AND c.read_on = $2 ORDER BY c.id DESC`;

// What was estimated from the wrong reading is estimated anew when it is next asked for, except where a bill that stands ends:
// the next bill begins there, and evens it out.
const forgetEstimatesSql = `
  DELETE FROM readings r
   WHERE r.meter_id = $1 AND r.quality = 'estimated' AND r.read_on BETWEEN $2::date - $3::int AND $2::date + $3::int
     AND ${withoutBill}`;

export function createCorrectionsRepository({ pool, inSqlTransaction }: Database) {
  return {
    find: (assetNo: string, on: BusinessDate) => find(pool, assetNo, on),
    resting: (assetNo: string, on: BusinessDate) => resting(pool, assetNo, on),
    history: async (assetNo: string, on: BusinessDate) =>
      (await pool.query<PastCorrection>(historySql, [assetNo, on])).rows,

    /** With the accounts of the meter locked, in one transaction. */
    locked: <T>(assetNo: string, act: (tx: PoolClient) => Promise<T>): Promise<T> =>
      inSqlTransaction(async tx => {
        await tx.query(lockSql, [assetNo]);
        return act(tx);
      }),
  };
}

export type CorrectionsRepository = ReturnType<typeof createCorrectionsRepository>;

export async function find(
  db: Pool | PoolClient,
  assetNo: string,
  on: BusinessDate,
): Promise<FoundReading | undefined> {
  return (await db.query<FoundReading>(findSql, [assetNo, on])).rows[0];
}

/** Numbers of the live bills that begin or end at it, the latest first, as they have to be reversed. */
export async function resting(db: Pool | PoolClient, assetNo: string, on: BusinessDate): Promise<string[]> {
  return (await db.query<{ billNo: string }>(restingSql, [assetNo, on])).rows.map(({ billNo }) => billNo);
}

export async function writeCorrection(
  tx: PoolClient,
  { meterId, standing }: FoundReading,
  after: Registers,
  why: { reason: string; by: string },
): Promise<void> {
  const registers = [after.total, after.peak, after.valley];
  await tx.query(
    `INSERT INTO reading_corrections (meter_id, read_on, total_before, peak_before, valley_before, total, peak, valley, reason, corrected_by, corrected_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, clock_timestamp())`,
    [meterId, after.on, standing.total, standing.peak, standing.valley, ...registers, why.reason, why.by],
  );
  await tx.query(
    `UPDATE readings SET total = $3, peak = $4, valley = $5, source = 'manual', corrected = true WHERE meter_id = $1 AND read_on = $2`,
    [meterId, after.on, ...registers],
  );
  await tx.query(forgetEstimatesSql, [meterId, after.on, longestGap + longestCarry]);
}
