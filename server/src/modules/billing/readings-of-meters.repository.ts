/** Readings of many meters at once, for billing and for charts. */
import type pg from 'pg';
import { addDays, type BusinessDate } from '../../shared/dates.ts';
import { longestGap } from './estimate-reading.ts';
import type { RegisterReading } from './meter-registers.ts';

type ReadingRow = RegisterReading & { meterId: number };

const columns = `r.meter_id AS "meterId", r.read_on::text AS "on", r.total, r.peak, r.valley, r.quality, r.corrected`;

/** Readings on exactly these days, by meter and by date. */
export async function readingsOn(
  pool: pg.Pool,
  wanted: readonly { meterId: number; on: BusinessDate }[],
): Promise<Map<number, RegisterReading[]>> {
  const { rows } = await pool.query<ReadingRow>(
    `SELECT ${columns} FROM (SELECT DISTINCT * FROM unnest($1::bigint[], $2::date[]) AS w (meter_id, read_on)) w
       JOIN readings r USING (meter_id, read_on) ORDER BY r.meter_id, r.read_on`,
    [wanted.map(({ meterId }) => meterId), wanted.map(({ on }) => on)],
  );
  return byMeter(rows);
}

/** All readings near these days, for estimating what is missing on them. */
export async function readingsAround(
  pool: pg.Pool,
  wanted: readonly { meterId: number; on: BusinessDate }[],
): Promise<Map<number, RegisterReading[]>> {
  if (wanted.length === 0) return new Map();
  const days = wanted.map(({ on }) => on).sort();
  const { rows } = await pool.query<ReadingRow>(
    `SELECT ${columns} FROM readings r WHERE r.meter_id = ANY ($1) AND r.read_on BETWEEN $2 AND $3 ORDER BY r.meter_id, r.read_on`,
    [
      [...new Set(wanted.map(({ meterId }) => meterId))],
      addDays(days[0]!, -2 * longestGap),
      addDays(days.at(-1)!, longestGap),
    ],
  );
  return byMeter(rows);
}

function byMeter(rows: ReadingRow[]): Map<number, RegisterReading[]> {
  const meters = new Map<number, RegisterReading[]>();
  for (const { meterId, ...reading } of rows) {
    const known = meters.get(meterId);
    if (known) known.push(reading);
    else meters.set(meterId, [reading]);
  }
  return meters;
}
