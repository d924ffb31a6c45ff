/** Pictures at the wallet: which of the customer's have been fetched, and which of ours have gone out with an answer. */
import type { Pool, PoolClient } from 'pg';

export function createPicturesRepository(pool: Pool) {
  return {
    async note(complaintId: string, addresses: string[]): Promise<void> {
      if (addresses.length === 0) return;
      const text = `INSERT INTO wallet_complaint_pictures (complaint_id, address) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING`;
      await pool.query(text, [complaintId, addresses]);
    },

    async waiting(
      now: Date,
      limit: number,
    ): Promise<{ complaintId: string; address: string; caseNo: string; attempts: number }[]> {
      const text = `SELECT p.complaint_id AS "complaintId", p.address, c.case_no AS "caseNo", p.attempts FROM wallet_complaint_pictures p
        JOIN wallet_complaints w ON w.complaint_id = p.complaint_id JOIN service_cases c ON c.id = w.case_id WHERE NOT p.settled AND p.next_at <= $1
        ORDER BY p.next_at, w.id, p.address LIMIT $2`;
      return (await pool.query(text, [now, limit])).rows;
    },

    /** With a pause before the next try that grows to six hours: what the wallet does not give away keeps no other waiting. */
    async tried(complaintId: string, address: string, now: Date): Promise<void> {
      const text = `UPDATE wallet_complaint_pictures SET attempts = attempts + 1,
          next_at = $3::timestamptz + make_interval(secs => least(60 * 2 ^ attempts, 6 * 3600)) WHERE complaint_id = $1 AND address = $2`;
      await pool.query(text, [complaintId, address, now]);
    },

    /** True for the first. */
    async settle(tx: PoolClient, complaintId: string, address: string): Promise<boolean> {
      const text = `UPDATE wallet_complaint_pictures SET settled = true WHERE complaint_id = $1 AND address = $2 AND NOT settled`;
      return (await tx.query(text, [complaintId, address])).rowCount === 1;
    },

    /** By document: the wallet's name for it, and whether an answer took it along. */
    async uploaded(complaintId: string): Promise<Map<string, { mediaId: string; sent: boolean }>> {
      const text = `SELECT document_id AS "documentId", media_id AS "mediaId", sent FROM wallet_answer_pictures WHERE complaint_id = $1`;
      const { rows } = await pool.query<{ documentId: string; mediaId: string; sent: boolean }>(text, [
        complaintId,
      ]);
      return new Map(rows.map(({ documentId, mediaId, sent }) => [documentId, { mediaId, sent }]));
    },

    async keepUploaded(complaintId: string, documentId: string, mediaId: string): Promise<void> {
      const text = `INSERT INTO wallet_answer_pictures (complaint_id, document_id, media_id) VALUES ($1, $2, $3) ON CONFLICT (document_id) DO NOTHING`;
      await pool.query(text, [complaintId, documentId, mediaId]);
    },

    async markSent(mediaIds: string[]): Promise<void> {
      await pool.query('UPDATE wallet_answer_pictures SET sent = true WHERE media_id = ANY ($1)', [mediaIds]);
    },
  };
}

export type PicturesRepository = ReturnType<typeof createPicturesRepository>;
