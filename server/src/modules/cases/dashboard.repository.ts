/** What the managers see of the cases: by kind, by area and by team, since a day. */
import type { Pool } from 'pg';

export interface BoardRow {
  /** Null: about no household, or of no team. */
  nameZh: string | null;
  nameEn: string | null;
  answered: number;
  inTime: number;
  /** Answered by whoever took it, and not sent back. */
  firstContact: number;
  rated: number;
  satisfied: number;
}

/** A case's area is that of its household; its team that of whoever answered. One of several teams is taken: a case counts once. */
const groups = {
  area: {
    join: `LEFT JOIN supply_accounts a ON a.id = c.account_id LEFT JOIN metering_points m ON m.id = a.metering_point_id
      LEFT JOIN premises p ON p.id = m.premises_id LEFT JOIN regions g ON g.code = p.region_code`,
    zh: `g.name_zh || ' ' || p.district`,
    en: `g.name_en || ' ' || p.district`,
  },
  team: {
    join: `LEFT JOIN LATERAL (SELECT t.name_zh, t.name_en FROM service_team_members b JOIN service_teams t ON t.code = b.team_code
      WHERE b.username = x.staff ORDER BY t.code LIMIT 1) g ON true`,
    zh: 'g.name_zh',
    en: 'g.name_en',
  },
} as const;

const boardSql = ({ join, zh, en }: (typeof groups)[keyof typeof groups]) => `WITH x AS (
    SELECT e.case_id, substr(e.actor, 7) AS staff, 1 AS answered, CASE WHEN e.detail ->> 'inTime' = 'false' THEN 0 ELSE 1 END AS in_time,
      CASE WHEN EXISTS (SELECT FROM service_case_events o WHERE o.case_id = e.case_id AND o.act IN ('hand-over', 'reopen')) THEN 0 ELSE 1 END AS first_contact,
      0 AS rated, 0 AS satisfied
    FROM service_case_events e WHERE e.act = 'answer' AND e.at >= $1
    UNION ALL
    SELECT r.case_id, r.staff, 0, 0, 0, 1, CASE WHEN r.satisfied THEN 1 ELSE 0 END FROM service_ratings r WHERE r.at >= $1
  )
  SELECT ${zh} AS "nameZh", ${en} AS "nameEn", sum(x.answered)::int AS answered, sum(x.in_time)::int AS "inTime", sum(x.first_contact)::int AS "firstContact",
    sum(x.rated)::int AS rated, sum(x.satisfied)::int AS satisfied
  FROM x JOIN service_cases c ON c.id = x.case_id ${join} GROUP BY 1, 2 ORDER BY 3 DESC, 1 LIMIT 100`;

export function createDashboardRepository(pool: Pool) {
  return {
    by: async (group: keyof typeof groups, since: Date): Promise<BoardRow[]> =>
      (await pool.query<BoardRow>(boardSql(groups[group]), [since])).rows,
  };
}

export type DashboardRepository = ReturnType<typeof createDashboardRepository>;
