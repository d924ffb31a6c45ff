/**
 * Readings on their way in: copied into a temporary table, met there with meters and neighbours, judged in order by the
 * caller, and written in one transaction. A file of a town's daily readings never stands in memory as rows.
 */
import type pg from 'pg';
import { copyInto } from '../../../infra/copy-rows.ts';
import type { Plausibility } from '../meter-registers.ts';
import type { Registers } from './judge-reading.ts';

/** A staged row with all that is needed to judge it. */
export interface StagedReading extends Registers {
  line: number;
  assetNo: string;
  /** Null when there is no such meter. */
  meterId: number | null;
  digits: number;
  multiplier: number;
  category: keyof Plausibility;
  installed: boolean;
  /** What stands for this day already, and the nearest readings around it. */
  known: (Registers & { quality: string }) | null;
  before: Registers | null;
  after: Registers | null;
}

export interface GoodReading extends Registers {
  meterId: number;
}

const stageSql = `CREATE TEMPORARY TABLE staged_readings (line integer, asset_no text, read_on date, total bigint, peak bigint, valley bigint) ON COMMIT DROP`;

/** A reading as JSON, as rows of others are joined to it. */
export const registersOf = (row: string) =>
  `jsonb_build_object('on', ${row}.read_on, 'total', ${row}.total, 'peak', ${row}.peak, 'valley', ${row}.valley)`;

// An opening reading stands on the eve of a meter's first day, hence the day's grace.
const judgeSql = `
  DECLARE staged NO SCROLL CURSOR FOR
  SELECT s.line, s.asset_no AS "assetNo", s.read_on::text AS "on", s.total, s.peak, s.valley, m.id AS "meterId", m.digits, m.multiplier,
         coalesce(place.category, 'residential') AS category, place.point IS NOT NULL AS installed,
         CASE WHEN k.meter_id IS NOT NULL THEN ${registersOf('k')} || jsonb_build_object('quality', k.quality) END AS known,
         CASE WHEN b.meter_id IS NOT NULL THEN ${registersOf('b')} END AS before,
         CASE WHEN a.meter_id IS NOT NULL THEN ${registersOf('a')} END AS after
    FROM staged_readings s
    LEFT JOIN meters m ON m.asset_no = s.asset_no
    LEFT JOIN LATERAL (
      SELECT i.metering_point_id AS point, (SELECT category FROM supply_accounts WHERE metering_point_id = i.metering_point_id ORDER BY id DESC LIMIT 1) AS category
        FROM meter_installations i
       WHERE i.meter_id = m.id AND i.installed_on - 1 <= s.read_on AND (i.removed_on IS NULL OR i.removed_on > s.read_on)
       ORDER BY i.installed_on DESC LIMIT 1) place ON true
    LEFT JOIN readings k ON k.meter_id = m.id AND k.read_on = s.read_on
    LEFT JOIN LATERAL (SELECT * FROM readings r WHERE r.meter_id = m.id AND r.read_on < s.read_on AND r.quality = 'actual' ORDER BY r.read_on DESC LIMIT 1) b ON true
    LEFT JOIN LATERAL (SELECT * FROM readings r WHERE r.meter_id = m.id AND r.read_on > s.read_on AND r.quality = 'actual' ORDER BY r.read_on LIMIT 1) a ON true
   ORDER BY s.asset_no, s.read_on, s.line`;

// A real reading takes an estimate's place; the bill that used the estimate stands, and the next one begins where it ended.
const writeSql = `
  INSERT INTO readings (meter_id, read_on, total, peak, valley, quality, source)
  SELECT *, 'actual', $6 FROM unnest($1::bigint[], $2::date[], $3::bigint[], $4::bigint[], $5::bigint[])
  ON CONFLICT (meter_id, read_on) DO UPDATE
    SET total = excluded.total, peak = excluded.peak, valley = excluded.valley, quality = 'actual', source = excluded.source, received_at = now()
    WHERE readings.quality = 'estimated'`;

const batchSize = 5_000;

export interface ReadingsStaging {
  /** Copies the rows in. Cells are checked already. */
  stage(lines: AsyncIterable<string>): Promise<void>;
  /** In order of meter, day and line. */
  judged(): AsyncIterable<StagedReading[]>;
  write(readings: readonly GoodReading[], source: 'file' | 'api'): Promise<void>;
}

export function createReadingsStaging(client: pg.ClientBase): ReadingsStaging {
  return {
    async stage(lines) {
      await client.query(stageSql);
      await copyInto(client, 'staged_readings', lines);
      await client.query('ANALYZE staged_readings');
    },

    async *judged() {
      await client.query(judgeSql);
      for (;;) {
        const { rows } = await client.query<StagedReading>(`FETCH ${batchSize} FROM staged`);
        if (rows.length === 0) return;
        yield rows;
      }
    },

    async write(readings, source) {
      if (readings.length === 0) return;
      const column = <Key extends keyof GoodReading>(key: Key) => readings.map(reading => reading[key]);
      await client.query(writeSql, [
        column('meterId'),
        column('on'),
        column('total'),
        column('peak'),
        column('valley'),
        source,
      ]);
    },
  };
}
