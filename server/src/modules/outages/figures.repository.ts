/** How reliable supply and its announcements were. An outage counts in the month in which it was to begin. */
import type { Pool } from 'pg';

export interface FigureRow {
  /** YYYY-MM or YYYY */
  period: string;
  kind: 'planned' | 'temporary' | 'fault';
  outages: number;
  noticeKept: number;
  cancelled: number;
  changed: number;
  restored: number;
  /** By the end that was announced when the power went off; one put off afterwards is late. */
  restoredInTime: number;
  minutes: number;
  /** Told when it was first published. */
  told: number;
}

export function createFiguresRepository(pool: Pool) {
  return {
    async by(period: 'month' | 'year', from: Date, to: Date): Promise<FigureRow[]> {
      const text = `SELECT to_char(o.first_from_at AT TIME ZONE 'Asia/Shanghai', $1) AS period, o.kind, count(*)::int AS outages,
          count(*) FILTER (WHERE o.notice_kept)::int AS "noticeKept",
          count(*) FILTER (WHERE o.status = 'cancelled')::int AS cancelled,
          count(*) FILTER (WHERE EXISTS (SELECT FROM outage_tellings t WHERE t.outage_id = o.id AND t.what = 'changed'))::int AS changed,
          count(*) FILTER (WHERE o.restored_at IS NOT NULL)::int AS restored,
          count(*) FILTER (WHERE o.restored_at <= promised.until_at)::int AS "restoredInTime",
          coalesce(sum(extract(epoch FROM o.restored_at - o.begun_at) / 60) FILTER (WHERE o.restored_at IS NOT NULL), 0)::int AS minutes,
          coalesce(sum(first.told), 0)::int AS told
        FROM outages o
        LEFT JOIN outage_tellings first ON first.outage_id = o.id AND first.version = 1
        LEFT JOIN LATERAL (SELECT t.until_at FROM outage_tellings t WHERE t.outage_id = o.id AND t.what IN ('published', 'changed')
          AND t.began_at <= greatest(o.begun_at, o.published_at) ORDER BY t.version DESC LIMIT 1) promised ON true
        WHERE o.published_at IS NOT NULL AND o.first_from_at >= $2 AND o.first_from_at < $3
        GROUP BY 1, 2 ORDER BY 1, 2`;
      const format = period === 'month' ? 'YYYY-MM' : 'YYYY';
      return (await pool.query<FigureRow>(text, [format, from, to])).rows;
    },
  };
}

export type FiguresRepository = ReturnType<typeof createFiguresRepository>;
