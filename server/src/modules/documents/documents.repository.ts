import type { Pool, PoolClient } from 'pg';
import type { DocumentClass, DocumentView } from './document.ts';

export interface NewDocument {
  id: string;
  subject: string;
  class: DocumentClass;
  mediaType: string;
  size: number;
  sha256: string;
  store: string;
  storeKey: string;
  keyEnc: Buffer;
  addedBy: string;
  scan: 'clean' | 'unscanned';
}

export interface KeptDocument extends DocumentView {
  subject: string;
  store: string;
  storeKey: string;
  keyEnc: Buffer | null;
  deletedAt: Date | null;
}

export interface RunRow {
  at: Date;
  deleted: number;
  remaining: number;
  strays: number;
}

const columns = `id, subject, media_type AS "mediaType", size, store, store_key AS "storeKey", key_enc AS "keyEnc", added_at AS "addedAt", deleted_at AS "deletedAt"`;

export function createDocumentsRepository(pool: Pool) {
  return {
    async add(tx: PoolClient, document: NewDocument): Promise<void> {
      const { id, subject, mediaType, size, sha256, store, storeKey, keyEnc, addedBy, scan } = document;
      const text = `INSERT INTO documents (id, subject, class, media_type, size, sha256, store, store_key, key_enc, added_by, scan)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
      const values = [
        id,
        subject,
        document.class,
        mediaType,
        size,
        sha256,
        store,
        storeKey,
        keyEnc,
        addedBy,
        scan,
      ];
      await tx.query(text, values);
    },

    async find(id: string): Promise<KeptDocument | undefined> {
      return (await pool.query<KeptDocument>(`SELECT ${columns} FROM documents WHERE id = $1`, [id])).rows[0];
    },

    /** From the end of a subject on each of its documents has a last day, by its class. */
    async endSubject(
      tx: PoolClient,
      subject: string,
      days: Record<string, number>,
      from: Date,
    ): Promise<void> {
      const text = `UPDATE documents SET delete_after = $3::timestamptz + make_interval(days => ($2::jsonb ->> class)::int), kept_days = ($2::jsonb ->> class)::int
        WHERE subject = $1 AND deleted_at IS NULL`;
      await tx.query(text, [subject, JSON.stringify(days), from]);
    },

    /** What belongs to a subject that goes on after all. */
    async reopenSubject(tx: PoolClient, subject: string): Promise<void> {
      const text =
        'UPDATE documents SET delete_after = NULL, kept_days = NULL WHERE subject = $1 AND deleted_at IS NULL';
      await tx.query(text, [subject]);
    },

    /** A rule that has changed holds from its day on for all that is still kept. Returns how many it moved. */
    async applyRule(days: Record<string, number>): Promise<number> {
      const text = `UPDATE documents SET delete_after = delete_after + make_interval(days => ($1::jsonb ->> class)::int - kept_days), kept_days = ($1::jsonb ->> class)::int
        WHERE deleted_at IS NULL AND delete_after IS NOT NULL AND kept_days <> ($1::jsonb ->> class)::int`;
      return (await pool.query(text, [JSON.stringify(days)])).rowCount ?? 0;
    },

    async due(now: Date, limit: number): Promise<KeptDocument[]> {
      const text = `SELECT ${columns} FROM documents WHERE deleted_at IS NULL AND delete_after <= $1 ORDER BY delete_after LIMIT $2`;
      return (await pool.query<KeptDocument>(text, [now, limit])).rows;
    },

    /** The key goes with it: a copy of the file anywhere is noise from then on. */
    async forget(id: string, now: Date): Promise<void> {
      await pool.query('UPDATE documents SET deleted_at = $2, key_enc = NULL WHERE id = $1', [id, now]);
    },

    async countDue(now: Date): Promise<number> {
      const text =
        'SELECT count(*)::int AS count FROM documents WHERE deleted_at IS NULL AND delete_after <= $1';
      return (await pool.query<{ count: number }>(text, [now])).rows[0]!.count;
    },

    /** Of these names those that no live document has. */
    async strangers(keys: readonly string[]): Promise<string[]> {
      const text = `SELECT key FROM unnest($1::text[]) AS key
        WHERE NOT EXISTS (SELECT FROM documents d WHERE d.store_key = key AND d.deleted_at IS NULL)`;
      return (await pool.query<{ key: string }>(text, [keys])).rows.map(({ key }) => key);
    },

    /** The last runs of the job, the newest first. */
    async runs(limit: number): Promise<RunRow[]> {
      const text =
        'SELECT at, deleted, remaining, strays FROM document_retention_runs ORDER BY id DESC LIMIT $1';
      return (await pool.query<RunRow>(text, [limit])).rows;
    },

    async recordRun(run: RunRow): Promise<void> {
      const text =
        'INSERT INTO document_retention_runs (at, deleted, remaining, strays) VALUES ($1, $2, $3, $4)';
      await pool.query(text, [run.at, run.deleted, run.remaining, run.strays]);
    },
  };
}

export type DocumentsRepository = ReturnType<typeof createDocumentsRepository>;
