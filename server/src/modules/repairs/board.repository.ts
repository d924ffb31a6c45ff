/** The dispatch board, a crew's own list, and what the clock does to orders. */
import type { Pool } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import { type OrderRow, orderColumns, orderTables } from './orders.repository.ts';
import type { AreaKind } from './repair-order.ts';

export interface PointRow {
  id: number;
  code: string;
  name: string;
  regionCode: string;
  areaKind: AreaKind;
  lat: number;
  lon: number;
  streets: string[];
}

export interface BoardTeam {
  id: number;
  name: string;
  pointId: number;
  active: boolean;
  crew: string[];
  orderNo: string | null;
}

export interface BoardFigures {
  orders: number;
  redispatches: number;
  secondVisits: number;
  arrived: number;
  arrivedInTime: number;
  restored: number;
  restoredInTime: number;
}

/** What an order is held to now: to be there, then to have it mended. */
const dueAt = `CASE WHEN o.arrived_at IS NULL THEN o.arrive_due_at ELSE o.restore_due_at END`;
const open = `o.status IN ('waiting', 'returned', 'dispatched', 'accepted', 'arrived')`;

/** An order's line for the sweep. */
const log = (act: string, column: string, condition: string) => `WITH late AS (
    UPDATE repair_orders o SET ${column} = $1 WHERE ${open} AND o.${column} IS NULL AND ${condition} RETURNING id, team_id
  ) INSERT INTO repair_events (order_id, act, actor, team_id, at) SELECT id, '${act}', 'system', team_id, $1 FROM late`;

export function createBoardRepository(pool: Pool) {
  const orders = async (where: string, values: unknown[]) =>
    (await pool.query<OrderRow>(`SELECT ${orderColumns} FROM ${orderTables} WHERE ${where}`, values)).rows;
  return {
    /** Most urgent first; what is done waits to be filed. */
    openOrders: () =>
      orders(`${open} OR o.status = 'done' ORDER BY (o.status = 'done'), ${dueAt}, o.id LIMIT 300`, []),

    /** What the team has now, and what it has done since. */
    ofTeam: (teamId: number, since: Date) =>
      orders(
        `o.team_id = $1 AND (o.status IN ('dispatched', 'accepted', 'arrived') OR (o.status IN ('done', 'archived') AND o.done_at >= $2))
          ORDER BY (o.status IN ('done', 'archived')), o.id DESC LIMIT 50`,
        [teamId, since],
      ),

    async points(): Promise<PointRow[]> {
      const text = `SELECT p.id, p.code, p.name, p.region_code AS "regionCode", p.area_kind AS "areaKind", p.lat, p.lon,
          ARRAY (SELECT a.district || a.street FROM grid_areas a WHERE a.point_id = p.id ORDER BY a.id) AS streets
        FROM grid_points p ORDER BY p.code LIMIT 1000`;
      return (await pool.query<PointRow>(text)).rows;
    },

    async teams(): Promise<BoardTeam[]> {
      const text = `SELECT t.id, t.name, t.point_id AS "pointId", t.active,
          ARRAY (SELECT s.display_name FROM repair_team_members m JOIN staff_members s USING (username) WHERE m.team_id = t.id ORDER BY s.username) AS crew,
          (SELECT o.order_no FROM repair_orders o WHERE o.team_id = t.id AND o.status IN ('dispatched', 'accepted', 'arrived')) AS "orderNo"
        FROM repair_teams t ORDER BY t.id LIMIT 1000`;
      return (await pool.query<BoardTeam>(text)).rows;
    },

    /** Everybody who may be in a team. */
    async crews(): Promise<{ username: string; displayName: string; teamId: number | null }[]> {
      const text = `SELECT s.username, s.display_name AS "displayName", m.team_id AS "teamId" FROM staff_members s LEFT JOIN repair_team_members m USING (username)
        WHERE 'crew' = ANY (s.roles) AND s.active ORDER BY s.username LIMIT 1000`;
      return (await pool.query(text)).rows;
    },

    /** @returns whether there are such a team and such a member of crews */
    async setTeam(username: string, teamId: number | null, audit: AuditRecord): Promise<boolean> {
      const text =
        teamId === null
          ? `DELETE FROM repair_team_members WHERE username = $1 AND $2::bigint IS NULL RETURNING username`
          : `INSERT INTO repair_team_members (username, team_id) SELECT s.username, t.id FROM staff_members s, repair_teams t
              WHERE s.username = $1 AND 'crew' = ANY (s.roles) AND s.active AND t.id = $2::bigint
              ON CONFLICT (username) DO UPDATE SET team_id = excluded.team_id RETURNING username`;
      return (await pool.query(withAudit(text, [username, teamId], audit))).rowCount === 1;
    },

    async figures(since: Date): Promise<BoardFigures> {
      const count = (condition: string, name: string) =>
        `count(*) FILTER (WHERE ${condition})::int AS "${name}"`;
      const text = `SELECT count(*)::int AS orders, coalesce(sum(greatest(o.dispatches - 1, 0)), 0)::int AS redispatches,
          ${count('o.second_visit_of IS NOT NULL', 'secondVisits')}, ${count('o.arrived_at IS NOT NULL', 'arrived')},
          ${count('o.arrived_at <= o.arrive_due_at', 'arrivedInTime')}, ${count('o.done_at IS NOT NULL', 'restored')},
          ${count('o.done_at <= o.restore_due_at', 'restoredInTime')}
        FROM repair_orders o WHERE o.opened_at >= $1 AND o.status <> 'cancelled'`;
      return (await pool.query<BoardFigures>(text, [since])).rows[0]!;
    },

    /** Given to a team that has not accepted in time. */
    async lapsed(now: Date): Promise<string[]> {
      const text = `SELECT order_no AS "orderNo" FROM repair_orders WHERE status = 'dispatched' AND accept_by < $1 ORDER BY accept_by LIMIT 200`;
      return (await pool.query<{ orderNo: string }>(text, [now])).rows.map(({ orderNo }) => orderNo);
    },

    /** Without a team, at a place that is known. */
    async waiting(): Promise<string[]> {
      const text = `SELECT o.order_no AS "orderNo" FROM ${orderTables} WHERE o.status = 'waiting' AND g.id IS NOT NULL ORDER BY o.arrive_due_at, o.id LIMIT 200`;
      return (await pool.query<{ orderNo: string }>(text)).rows.map(({ orderNo }) => orderNo);
    },

    async countWaiting(): Promise<{ count: number; oldestAt: Date | null }> {
      const text = `SELECT count(*)::int AS count, min(opened_at) AS "oldestAt" FROM repair_orders WHERE status IN ('waiting', 'returned')`;
      return (await pool.query<{ count: number; oldestAt: Date | null }>(text)).rows[0]!;
    },

    /** Writes down, once each, that arrival or restoration comes near its limit or has passed it. */
    async watch(now: Date, warnMinutes: number): Promise<void> {
      const near = (due: string) => `${due} <= $1::timestamptz + make_interval(mins => $2)`;
      await pool.query(
        log('arrival-warned', 'arrive_warned_at', `o.arrived_at IS NULL AND ${near('o.arrive_due_at')}`),
        [now, warnMinutes],
      );
      await pool.query(
        log(
          'restoration-warned',
          'restore_warned_at',
          `o.arrived_at IS NOT NULL AND ${near('o.restore_due_at')}`,
        ),
        [now, warnMinutes],
      );
      await pool.query(
        log('arrival-late', 'arrive_escalated_at', 'o.arrived_at IS NULL AND o.arrive_due_at < $1'),
        [now],
      );
      await pool.query(
        log('restoration-late', 'restore_escalated_at', 'o.arrived_at IS NOT NULL AND o.restore_due_at < $1'),
        [now],
      );
    },
  };
}

export type BoardRepository = ReturnType<typeof createBoardRepository>;
