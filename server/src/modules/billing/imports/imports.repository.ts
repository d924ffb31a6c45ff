/** The log of imports, and the one transaction in which each happens. */
import type pg from 'pg';
import type { Database } from '../../../infra/database.ts';
import { auditStatement } from '../../../infra/with-audit.ts';
import type { AuditRecord } from '../../../shared/audit.ts';
import { importRunning } from '../billing.errors.ts';
import { type ImportKind, type ImportResult, importKinds } from './import-row.ts';

export interface ImportRecord extends ImportResult {
  id: number;
  kind: ImportKind;
  sourceName: string;
  sha256: string;
  importedBy: string;
  createdAt: Date;
}

/** One is taken in, one waits its turn: whoever waits holds a connection, and the rest of the hall needs them too. */
const mostAtOnce = 2;
const lockNotAvailable = '55P03';
const columns = `id, kind, source_name AS "sourceName", sha256, imported_by AS "importedBy", created_at AS "createdAt", accepted, unchanged, rejected, errors`;

export function createImportsRepository({ pool, inSqlTransaction }: Database) {
  const underWay = Object.fromEntries(importKinds.map(kind => [kind, 0])) as Record<ImportKind, number>;

  return {
    /**
     * All of the import's rows, its entry in the list of imports and its line in the audit log, or nothing.
     * @throws AppError import-running
     */
    async inImport(
      entry: Pick<ImportRecord, 'kind' | 'sourceName' | 'sha256' | 'importedBy'>,
      work: (client: pg.PoolClient) => Promise<ImportResult>,
      auditOf: (record: ImportRecord) => AuditRecord,
    ): Promise<ImportRecord> {
      if (underWay[entry.kind] >= mostAtOnce) throw importRunning();
      underWay[entry.kind] += 1;
      return inSqlTransaction(async client => {
        // Two deliveries of one kind at once would judge each other's rows as missing.
        await client.query(`SET LOCAL lock_timeout = '60s'`);
        await client
          .query('SELECT pg_advisory_xact_lock(hashtext($1))', [`import:${entry.kind}`])
          .catch(error => {
            throw error.code === lockNotAvailable ? importRunning({}, [], error) : error;
          });
        const { accepted, unchanged, rejected, errors } = await work(client);
        const { rows } = await client.query<ImportRecord>(
          `INSERT INTO data_imports (kind, source_name, sha256, imported_by, accepted, unchanged, rejected, errors)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${columns}`,
          [
            entry.kind,
            entry.sourceName,
            entry.sha256,
            entry.importedBy,
            accepted,
            unchanged,
            rejected,
            JSON.stringify(errors),
          ],
        );
        await client.query(auditStatement(auditOf(rows[0]!)));
        return rows[0]!;
      }).finally(() => {
        underWay[entry.kind] -= 1;
      });
    },

    async find(id: number): Promise<ImportRecord | undefined> {
      return (await pool.query<ImportRecord>(`SELECT ${columns} FROM data_imports WHERE id = $1`, [id]))
        .rows[0];
    },

    async list(limit: number): Promise<ImportRecord[]> {
      return (
        await pool.query<ImportRecord>(`SELECT ${columns} FROM data_imports ORDER BY id DESC LIMIT $1`, [
          limit,
        ])
      ).rows;
    },
  };
}

export type ImportsRepository = ReturnType<typeof createImportsRepository>;
