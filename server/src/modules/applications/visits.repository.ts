/** Half days on which teams come: booked, kept, missed. */
import type { Pool, PoolClient } from 'pg';

export interface VisitRow {
  id: number;
  step: string;
  team: string;
  on: string;
  part: 'am' | 'pm';
  status: 'booked' | 'done' | 'missed' | 'cancelled';
}

export interface PlannedVisit extends VisitRow {
  caseNo: string;
  kindCode: string;
  placeMasked: string;
  owner: string | null;
}

/** Half days from that one on are given back. */
export async function giveBackVisits(tx: PoolClient, caseId: number, from: string): Promise<void> {
  const text = `UPDATE site_visits SET status = 'cancelled' WHERE case_id = $1 AND status = 'booked' AND visit_on >= $2::date`;
  await tx.query(text, [caseId, from]);
}

const columns = 'v.id, v.step, v.team, v.visit_on::text AS "on", v.part, v.status';

export function createVisitsRepository(pool: Pool) {
  return {
    async ofCase(db: Pool | PoolClient, caseId: number): Promise<VisitRow[]> {
      return (
        await db.query<VisitRow>(`SELECT ${columns} FROM site_visits v WHERE v.case_id = $1 ORDER BY v.id`, [
          caseId,
        ])
      ).rows;
    },

    /** How many visits each half day of a team has already. */
    async taken(
      team: string,
      from: string,
      to: string,
    ): Promise<{ on: string; part: string; count: number }[]> {
      const text = `SELECT visit_on::text AS "on", part, count(*)::int AS count FROM site_visits
        WHERE team = $1 AND visit_on BETWEEN $2 AND $3 AND status IN ('booked', 'done') GROUP BY 1, 2`;
      return (await pool.query<{ on: string; part: string; count: number }>(text, [team, from, to])).rows;
    },

    /** Takes the place of an earlier booking for the step, or is it already. Two who book the last place of a half day come one after the other. */
    async book(
      tx: PoolClient,
      visit: {
        caseId: number;
        step: string;
        team: string;
        on: string;
        part: string;
        by: string;
        at: Date;
        most: number;
      },
    ): Promise<'booked' | 'there' | 'full'> {
      const { caseId, step, team, on, part, by, at, most } = visit;
      await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`visits:${team}:${on}:${part}`]);
      const there = await tx.query(
        `SELECT FROM site_visits WHERE case_id = $1 AND step = $2 AND visit_on = $3::date AND part = $4 AND team = $5 AND status = 'booked'`,
        [caseId, step, on, part, team],
      );
      if (there.rowCount) return 'there';
      await tx.query(
        `UPDATE site_visits SET status = 'cancelled' WHERE case_id = $1 AND step = $2 AND status = 'booked'`,
        [caseId, step],
      );
      const text = `INSERT INTO site_visits (case_id, step, team, visit_on, part, booked_by, booked_at)
        SELECT $1, $2, $3, $4::date, $5, $6, $7::timestamptz
         WHERE (SELECT count(*) FROM site_visits WHERE team = $3 AND visit_on = $4::date AND part = $5 AND status IN ('booked', 'done')) < $8`;
      const { rowCount } = await tx.query(text, [caseId, step, team, on, part, by, at, most]);
      return rowCount === 1 ? 'booked' : 'full';
    },

    async setStatus(
      tx: PoolClient,
      caseId: number,
      step: string,
      status: 'done' | 'missed',
      at: Date,
    ): Promise<boolean> {
      const text = `UPDATE site_visits SET status = $3, settled_at = $4 WHERE case_id = $1 AND step = $2 AND status = 'booked'`;
      return (await tx.query(text, [caseId, step, status, at])).rowCount === 1;
    },

    /** Somebody went without an appointment. */
    async addDone(
      tx: PoolClient,
      visit: { caseId: number; step: string; team: string; on: string; part: string; by: string; at: Date },
    ): Promise<void> {
      const text = `INSERT INTO site_visits (case_id, step, team, visit_on, part, status, booked_by, booked_at, settled_at) VALUES ($1, $2, $3, $4, $5, 'done', $6, $7, $7)`;
      await tx.query(text, [visit.caseId, visit.step, visit.team, visit.on, visit.part, visit.by, visit.at]);
    },

    async calendar(from: string, to: string, team: string | null): Promise<PlannedVisit[]> {
      const text = `SELECT ${columns}, c.case_no AS "caseNo", c.kind_code AS "kindCode", c.place_masked AS "placeMasked", c.owner
        FROM site_visits v JOIN applications c ON c.id = v.case_id
       WHERE v.visit_on BETWEEN $1 AND $2 AND ($3::text IS NULL OR v.team = $3) AND v.status <> 'cancelled' ORDER BY v.visit_on, v.part, v.id LIMIT 1000`;
      return (await pool.query<PlannedVisit>(text, [from, to, team])).rows;
    },
  };
}

export type VisitsRepository = ReturnType<typeof createVisitsRepository>;
