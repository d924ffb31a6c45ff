import type { Pool, PoolClient } from 'pg';

export interface Attachment {
  documentId: string;
  mediaType: string;
  size: number;
  /** person, or staff:<username> */
  addedBy: string;
  public: boolean;
  at: Date;
  /** Its time of keeping is over: it stood here once. */
  gone: boolean;
}

const columns = `a.document_id AS "documentId", d.media_type AS "mediaType", d.size, a.added_by AS "addedBy", a.public, a.at, d.deleted_at IS NOT NULL AS gone`;

export function createAttachmentsRepository(pool: Pool) {
  return {
    async add(
      tx: PoolClient,
      caseId: number,
      { documentId, addedBy, public: seen, at }: Pick<Attachment, 'documentId' | 'addedBy' | 'public' | 'at'>,
    ): Promise<void> {
      const text =
        'INSERT INTO case_attachments (case_id, document_id, added_by, public, at) VALUES ($1, $2, $3, $4, $5)';
      await tx.query(text, [caseId, documentId, addedBy, seen, at]);
    },

    async ofCase(caseId: number, publicOnly: boolean): Promise<Attachment[]> {
      const text = `SELECT ${columns} FROM case_attachments a JOIN documents d ON d.id = a.document_id
        WHERE a.case_id = $1 AND (a.public OR NOT $2) ORDER BY a.id`;
      return (await pool.query<Attachment>(text, [caseId, publicOnly])).rows;
    },

    async count(db: Pool | PoolClient, caseId: number, by: 'person' | 'staff'): Promise<number> {
      const text = `SELECT count(*)::int AS count FROM case_attachments WHERE case_id = $1 AND (added_by = 'person') = ($2 = 'person')`;
      return (await db.query<{ count: number }>(text, [caseId, by])).rows[0]!.count;
    },

    /** Cases with attachments whose time of keeping must begin, or no longer run. */
    async toSettle(limit: number): Promise<{ id: number; caseNo: string; closedAt: Date | null }[]> {
      const text = `SELECT c.id, c.case_no AS "caseNo", c.closed_at AS "closedAt" FROM service_cases c
        WHERE c.attachments_kept_from IS DISTINCT FROM c.closed_at AND EXISTS (SELECT FROM case_attachments a WHERE a.case_id = c.id)
        ORDER BY c.id LIMIT $1`;
      return (await pool.query(text, [limit])).rows;
    },

    async settled(tx: PoolClient, caseId: number, closedAt: Date | null): Promise<void> {
      await tx.query('UPDATE service_cases SET attachments_kept_from = $2 WHERE id = $1', [caseId, closedAt]);
    },
  };
}

export type AttachmentsRepository = ReturnType<typeof createAttachmentsRepository>;
