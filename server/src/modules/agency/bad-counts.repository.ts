import type { Pool } from 'pg';

export interface BadCount {
  partnerCode: string;
  /** YYYY-MM-DD */
  on: string;
  reason: string;
  count: number;
}

export interface BadCountsRepository {
  add(counts: readonly BadCount[]): Promise<void>;
}

export function createBadCountsRepository(pool: Pool): BadCountsRepository {
  return {
    async add(counts) {
      await pool.query(
        `INSERT INTO partner_bad_counts AS b (partner_code, counted_on, reason, count)
           SELECT * FROM unnest($1::text[], $2::date[], $3::text[], $4::int[]) ORDER BY 1, 2, 3
           ON CONFLICT (partner_code, counted_on, reason) DO UPDATE SET count = b.count + excluded.count`,
        [
          counts.map(each => each.partnerCode),
          counts.map(each => each.on),
          counts.map(each => each.reason),
          counts.map(each => each.count),
        ],
      );
    },
  };
}
