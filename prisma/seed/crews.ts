/** The demo's crews: one member of staff for each team, `crew1` to `crew65`; the first two stand on the sign-in page with the demo's other members. */
import pg from 'pg';
import type { FieldCipher } from '../../server/src/infra/crypto.ts';
import { personName } from './people-and-places.ts';
import { createRandom } from './random.ts';

/** Safe to call at every start. Passwords are the demo's; whose code is shown nowhere is let in by an administrator. */
export async function seedCrews(ownerUrl: string, cipher: FieldCipher): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows: teams } = await client.query<{ id: string }>(
      `SELECT t.id FROM repair_teams t WHERE NOT EXISTS (SELECT FROM repair_team_members m WHERE m.team_id = t.id) ORDER BY t.id`,
    );
    const members = teams.map(({ id }) => ({
      username: `crew${id}`,
      name: personName(createRandom(13, Number(id))),
      totp: cipher.encrypt(secretOf(Number(id))).toString('hex'),
      team: Number(id),
    }));
    await client.query(
      `WITH plan AS (SELECT * FROM jsonb_to_recordset($1::jsonb) x (username text, name text, totp text, team bigint)), hired AS (
         INSERT INTO staff_members (username, display_name, roles, password_hash, totp_enc)
         SELECT p.username, p.name, '{crew}', d.password_hash, decode(p.totp, 'hex') FROM plan p, staff_members d WHERE d.username = 'crew1'
         ON CONFLICT (username) DO NOTHING
       ) SELECT count(*) FROM plan`,
      [JSON.stringify(members)],
    );
    await client.query(
      `INSERT INTO repair_team_members (username, team_id) SELECT s.username, t.id FROM repair_teams t JOIN staff_members s ON s.username = 'crew' || t.id
       ON CONFLICT DO NOTHING`,
    );
  } finally {
    await client.end();
  }
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Base 32, as authenticator apps take it. */
const secretOf = (team: number) =>
  `DIANTINGCREW${letters[Math.floor(team / 32) % 32]}${letters[team % 32]}`.padEnd(32, 'A');
