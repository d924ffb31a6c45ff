/** Grid points and their streets on their way in, judged and written set by set in the caller's transaction. */
import type pg from 'pg';
import { copyInto } from '../../../infra/copy-rows.ts';
import type { Outcome } from './accounts-staging.repository.ts';

export interface GridStaging {
  stage(lines: AsyncIterable<string>): Promise<void>;
  /** new, unchanged, or field:rule of what is refused. */
  judge(): Promise<Outcome[]>;
  write(): Promise<void>;
}

interface Statements {
  stage: string;
  judge: string;
  write: string[];
}

// A point moves and is renamed by its code; a team belongs to one point, and none is taken away: its orders name it.
const points: Statements = {
  stage: `
    CREATE TEMPORARY TABLE staged_grid (line integer, code text, name text, region text, area_kind text, lat float8, lon float8, teams text[]) ON COMMIT DROP`,
  judge: `
    CREATE TEMPORARY TABLE judged_grid ON COMMIT DROP AS
    WITH claims AS (SELECT DISTINCT ON (team) team, code FROM staged_grid, unnest(teams) AS team ORDER BY team, line)
    SELECT s.*, CASE
             WHEN r.code IS NULL THEN 'region:unknown-region'
             WHEN s.copy > 1 THEN CASE WHEN s.same THEN 'unchanged' ELSE 'code:repeated' END
             WHEN g.region_code <> s.region THEN 'region:kept'
             WHEN EXISTS (SELECT FROM unnest(s.teams) AS team LEFT JOIN repair_teams t ON t.name = team JOIN claims c USING (team)
                           WHERE c.code <> s.code OR (t.id IS NOT NULL AND t.point_id IS DISTINCT FROM g.id)) THEN 'teams:team-taken'
             WHEN (g.name, g.area_kind, g.lat, g.lon) = (s.name, s.area_kind, s.lat, s.lon)
                  AND NOT EXISTS (SELECT FROM unnest(s.teams) AS team WHERE team NOT IN (SELECT name FROM repair_teams)) THEN 'unchanged'
             ELSE 'new'
           END AS outcome
      FROM (SELECT *, row_number() OVER codes AS copy, to_jsonb(staged_grid) - 'line' = first_value(to_jsonb(staged_grid) - 'line') OVER codes AS same
              FROM staged_grid WINDOW codes AS (PARTITION BY code ORDER BY line)) s
      LEFT JOIN regions r ON r.code = s.region
      LEFT JOIN grid_points g ON g.code = s.code`,
  write: [
    `INSERT INTO grid_points (code, name, region_code, area_kind, lat, lon)
     SELECT code, name, region, area_kind, lat, lon FROM judged_grid WHERE outcome = 'new' ORDER BY line
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, area_kind = excluded.area_kind, lat = excluded.lat, lon = excluded.lon`,
    `INSERT INTO repair_teams (point_id, name)
     SELECT g.id, team FROM judged_grid j JOIN grid_points g USING (code), unnest(j.teams) AS team WHERE j.outcome = 'new' ORDER BY j.line
     ON CONFLICT (name) DO NOTHING`,
  ],
};

// A street lies in the region of its point, and may go over to another point.
const streets: Statements = {
  stage: `
    CREATE TEMPORARY TABLE staged_grid (line integer, point_code text, district text, street text, area_kind text, lat float8, lon float8) ON COMMIT DROP`,
  judge: `
    CREATE TEMPORARY TABLE judged_grid ON COMMIT DROP AS
    SELECT s.*, CASE
             WHEN s.point_id IS NULL THEN 'point_code:unknown-point'
             WHEN s.copy > 1 THEN CASE WHEN s.same THEN 'unchanged' ELSE 'street:repeated' END
             WHEN (a.point_id, a.area_kind, a.lat, a.lon) = (s.point_id, s.area_kind, s.lat, s.lon) THEN 'unchanged'
             ELSE 'new'
           END AS outcome
      FROM (SELECT *, row_number() OVER places AS copy, to_jsonb(located) - 'line' = first_value(to_jsonb(located) - 'line') OVER places AS same
              FROM (SELECT f.*, g.id AS point_id, g.region_code FROM staged_grid f LEFT JOIN grid_points g ON g.code = f.point_code) located
            WINDOW places AS (PARTITION BY region_code, district, street ORDER BY line)) s
      LEFT JOIN grid_areas a ON a.region_code = s.region_code AND a.district = s.district AND a.street = s.street`,
  write: [
    `INSERT INTO grid_areas (point_id, region_code, district, street, area_kind, lat, lon)
     SELECT point_id, region_code, district, street, area_kind, lat, lon FROM judged_grid WHERE outcome = 'new' ORDER BY line
     ON CONFLICT (region_code, district, street) DO UPDATE
       SET point_id = excluded.point_id, area_kind = excluded.area_kind, lat = excluded.lat, lon = excluded.lon`,
  ],
};

const outcomesSql = `
  SELECT line, outcome, 1 AS times FROM judged_grid WHERE outcome NOT IN ('new', 'unchanged')
  UNION ALL
  SELECT 0, outcome, count(*)::integer FROM judged_grid WHERE outcome IN ('new', 'unchanged') GROUP BY outcome
  ORDER BY line`;

export function createGridStaging(client: pg.ClientBase, kind: 'points' | 'streets'): GridStaging {
  const sql = kind === 'points' ? points : streets;
  return {
    async stage(lines) {
      await client.query(sql.stage);
      await copyInto(client, 'staged_grid', lines);
      await client.query('ANALYZE staged_grid');
    },
    async judge() {
      await client.query(sql.judge);
      return (await client.query<Outcome>(outcomesSql)).rows;
    },
    async write() {
      for (const statement of sql.write) await client.query(statement);
    },
  };
}
