/** Who else of the household may follow a case. */
import type { Pool, PoolClient } from 'pg';

export interface ShareRow {
  id: string;
  givenAt: Date;
  expiresAt: Date;
  joinedAt: Date | null;
}

export async function followersOf(tx: PoolClient, caseId: number): Promise<string[]> {
  const text =
    'SELECT DISTINCT person_id AS id FROM case_shares WHERE case_id = $1 AND person_id IS NOT NULL AND ended_at IS NULL';
  return (await tx.query<{ id: string }>(text, [caseId])).rows.map(({ id }) => id);
}

export function createSharesRepository(pool: Pool) {
  return {
    /** The link of that token, as it was given first when it is given again. */
    async give(
      tx: PoolClient,
      caseId: number,
      tokenHash: Buffer,
      givenAt: Date,
      expiresAt: Date,
    ): Promise<{ id: string; expiresAt: Date; isNew: boolean }> {
      const text = `WITH given AS (
          INSERT INTO case_shares (case_id, token_hash, given_at, expires_at) VALUES ($1, $2, $3, $4)
          ON CONFLICT (token_hash) DO NOTHING RETURNING id, expires_at)
        SELECT id, expires_at AS "expiresAt", true AS "isNew" FROM given
        UNION ALL SELECT id, expires_at, false FROM case_shares WHERE token_hash = $2`;
      return (await tx.query(text, [caseId, tokenHash, givenAt, expiresAt])).rows[0];
    },

    /** What a repeated request finds, so that it changes nothing. */
    async givenBy(
      personId: string,
      caseNo: string,
      tokenHash: Buffer,
    ): Promise<{ id: string; expiresAt: Date } | undefined> {
      const text = `SELECT s.id, s.expires_at AS "expiresAt" FROM case_shares s JOIN applications c ON c.id = s.case_id
        WHERE s.token_hash = $3 AND c.case_no = $2 AND c.person_id = $1`;
      return (await pool.query(text, [personId, caseNo, tokenHash])).rows[0];
    },

    async ofCase(caseId: number): Promise<ShareRow[]> {
      const text = `SELECT id, given_at AS "givenAt", expires_at AS "expiresAt", joined_at AS "joinedAt" FROM case_shares WHERE case_id = $1 AND ended_at IS NULL ORDER BY given_at`;
      return (await pool.query<ShareRow>(text, [caseId])).rows;
    },

    async find(
      tokenHash: Buffer,
      now: Date,
    ): Promise<{ caseNo: string; applicant: string; kindId: number } | undefined> {
      const text = `SELECT c.case_no AS "caseNo", c.person_id AS applicant, c.kind_id AS "kindId" FROM case_shares s JOIN applications c ON c.id = s.case_id
        WHERE s.token_hash = $1 AND s.ended_at IS NULL AND (s.person_id IS NOT NULL OR s.expires_at > $2)`;
      return (await pool.query(text, [tokenHash, now])).rows[0];
    },

    /** A link is one person's: the first to agree. */
    async join(tx: PoolClient, tokenHash: Buffer, personId: string, at: Date): Promise<boolean> {
      const text = `UPDATE case_shares SET person_id = $2, joined_at = coalesce(joined_at, $3)
        WHERE token_hash = $1 AND ended_at IS NULL AND (person_id = $2 OR person_id IS NULL AND expires_at > $3)`;
      return (await tx.query(text, [tokenHash, personId, at])).rowCount === 1;
    },

    async end(tx: PoolClient, caseId: number, shareId: string, at: Date): Promise<boolean> {
      const text = 'UPDATE case_shares SET ended_at = $3 WHERE case_id = $1 AND id = $2 AND ended_at IS NULL';
      return (await tx.query(text, [caseId, shareId, at])).rowCount === 1;
    },

    async follows(caseId: number, personId: string): Promise<boolean> {
      const text = 'SELECT FROM case_shares WHERE case_id = $1 AND person_id = $2 AND ended_at IS NULL';
      return ((await pool.query(text, [caseId, personId])).rowCount ?? 0) > 0;
    },
  };
}

export type SharesRepository = ReturnType<typeof createSharesRepository>;
