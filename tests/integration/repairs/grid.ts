/** The demo's grid of 65 points in a test's database, and crews who stand there. */

import { loadReferenceData } from '../../../prisma/seed/reference-data.ts';
import { gridPlan, loadGrid } from '../../../prisma/seed/repair-grid.ts';
import type { RunningHall } from '../../support/hall.ts';
import { addMember, type DeskMember } from '../access/scene.ts';

export interface Crew extends DeskMember {
  teamId: number;
  teamName: string;
}

export async function layGrid({ owner }: Pick<RunningHall, 'owner'>): Promise<void> {
  const client = await owner.connect();
  try {
    await loadReferenceData(client);
    await loadGrid(client);
  } finally {
    client.release();
  }
}

/** Hires somebody for the team whose point answers for this street. */
export async function crewOf(hall: RunningHall, district: string, street: string): Promise<Crew> {
  const { rows } = await hall.owner.query<{ id: string; name: string }>(
    `SELECT t.id, t.name FROM grid_areas a JOIN repair_teams t ON t.point_id = a.point_id WHERE a.district = $1 AND a.street = $2`,
    [district, street],
  );
  const member = await addMember(hall, 'crew');
  await hall.owner.query('INSERT INTO repair_team_members (username, team_id) VALUES ($1, $2)', [
    member.username,
    rows[0]!.id,
  ]);
  return { ...member, teamId: Number(rows[0]!.id), teamName: rows[0]!.name };
}

/** Every point has somebody, as in the demo. */
export async function crewEverywhere(hall: RunningHall): Promise<void> {
  await hall.owner.query(
    `WITH hired AS (
       INSERT INTO staff_members (username, display_name, roles, password_hash, totp_enc)
       SELECT 'everywhere-' || id, '队员' || id, '{crew}', 'none', '\\x00' FROM repair_teams RETURNING username
     ) INSERT INTO repair_team_members (username, team_id) SELECT username, split_part(username, '-', 2)::bigint FROM hired`,
  );
}

/** Moves a home of the test's world to a street. */
export async function moveHome(
  hall: RunningHall,
  premisesId: number,
  district: string,
  street: string,
): Promise<void> {
  await hall.owner.query('UPDATE premises SET district = $2, street = $3 WHERE id = $1', [
    premisesId,
    district,
    street,
  ]);
}

export const streets = gridPlan().streets;
