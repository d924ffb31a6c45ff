/** Data comes in by file or API. Repeats are harmless; bad rows are reported and the good ones taken. */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Clock } from '../../../infra/clock.ts';
import type { FieldCipher } from '../../../infra/crypto.ts';
import type { AuditRecord } from '../../../shared/audit.ts';
import { importNotFound } from '../billing.errors.ts';
import { createAccountsStaging } from './accounts-staging.repository.ts';
import { type CsvRow, readCsv } from './csv.ts';
import { accountColumns, importAccounts } from './import-accounts.ts';
import { importMeters, meterColumns } from './import-meters.ts';
import { importReadings, readingColumns } from './import-readings.ts';
import { createTally, type ImportResult } from './import-row.ts';
import type { ImportKind, ImportRecord, ImportsRepository } from './imports.repository.ts';
import { asRows, fieldNames, type JsonRow } from './json-rows.ts';
import { createMetersStaging } from './meters-staging.repository.ts';
import { createReadingsStaging } from './readings-staging.repository.ts';

export interface ImportDependencies {
  clock: Clock;
  cipher: FieldCipher;
  imports: ImportsRepository;
}

/** Who brings data. */
export interface Bringer {
  /** As the audit log names them. */
  actor: string;
  /** As the list of imports does. */
  importedBy: string;
  /** Of a connected system: which of its keys it used. */
  keyId?: string;
  requestId: string;
}

const columnsOf = { accounts: accountColumns, meters: meterColumns, readings: readingColumns };

export function createImportData({ clock, cipher, imports }: ImportDependencies) {
  async function take(
    kind: ImportKind,
    rows: AsyncIterable<CsvRow>,
    client: pg.ClientBase,
    source: 'file' | 'api',
  ): Promise<ImportResult> {
    const tally = createTally();
    const now = clock.now();
    if (kind === 'accounts') await importAccounts(rows, createAccountsStaging(client), cipher, tally);
    else if (kind === 'meters') await importMeters(rows, createMetersStaging(client), tally, { source, now });
    else await importReadings(rows, createReadingsStaging(client), tally, { source, now });
    tally.errors.sort((left, right) => left.line - right.line);
    return tally;
  }

  return {
    async file(kind: ImportKind, sourceName: string, file: Buffer, by: Bringer): Promise<ImportRecord> {
      const entry = { kind, sourceName, sha256: sha256(file), importedBy: by.importedBy };
      return imports.inImport(
        entry,
        client => take(kind, readCsv(file, columnsOf[kind]), client, 'file'),
        auditBy(by),
      );
    },

    /** The same as a file, row by row; problems name the place in the list and the field as it was sent. */
    async rows(kind: ImportKind, rows: readonly JsonRow[], by: Bringer): Promise<ImportRecord> {
      const entry = {
        kind,
        sourceName: 'api',
        sha256: sha256(JSON.stringify(rows)),
        importedBy: by.importedBy,
      };
      return imports.inImport(
        entry,
        async client => fieldNames(await take(kind, asRows(rows), client, 'api')),
        auditBy(by),
      );
    },

    async find(id: number): Promise<ImportRecord> {
      const found = await imports.find(id);
      if (!found) throw importNotFound();
      return found;
    },

    list: () => imports.list(100),
  };
}

export type ImportData = ReturnType<typeof createImportData>;

const auditBy =
  ({ actor, keyId, requestId }: Bringer) =>
  ({ id, kind, accepted, unchanged, rejected, sha256 }: ImportRecord): AuditRecord => ({
    actor,
    action: 'import.take',
    subject: `import:${id}`,
    detail: { kind, accepted, unchanged, rejected, sha256, ...(keyId ? { keyId } : {}) },
    requestId,
  });

function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
