/** Data comes in by file or API. Repeats are harmless; bad rows are reported and the good ones taken. */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Clock } from '../../../infra/clock.ts';
import type { FieldCipher } from '../../../infra/crypto.ts';
import type { AuditRecord } from '../../../shared/audit.ts';
import type { TariffBook } from '../../tariffs/index.ts';
import { importNotFound } from '../billing.errors.ts';
import { createAccountsStaging } from './accounts-staging.repository.ts';
import { type CsvRow, readCsv } from './csv.ts';
import { createGridStaging } from './grid-staging.repository.ts';
import { accountColumns, importAccounts } from './import-accounts.ts';
import { gridPointColumns, gridStreetColumns, importGridPoints, importGridStreets } from './import-grid.ts';
import { importMeters, meterColumns } from './import-meters.ts';
import { importOpeningEnergy, openingEnergyColumns, type VersionsOf } from './import-opening-energy.ts';
import { importReadings, readingColumns } from './import-readings.ts';
import { createTally, type ImportKind, type ImportResult } from './import-row.ts';
import type { ImportRecord, ImportsRepository } from './imports.repository.ts';
import { asRows, fieldNames, type JsonRow } from './json-rows.ts';
import { createMetersStaging } from './meters-staging.repository.ts';
import { createOpeningEnergyStaging } from './opening-energy-staging.repository.ts';
import { createReadingsStaging } from './readings-staging.repository.ts';

export interface ImportDependencies {
  clock: Clock;
  cipher: FieldCipher;
  book: TariffBook;
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

const columnsOf: Record<ImportKind, readonly string[]> = {
  accounts: accountColumns,
  meters: meterColumns,
  readings: readingColumns,
  'opening-energy': openingEnergyColumns,
  'grid-points': gridPointColumns,
  'grid-streets': gridStreetColumns,
};

export function createImportData({ clock, cipher, book, imports }: ImportDependencies) {
  /** Asked for before the transaction: whoever holds locks waits for no other connection. */
  async function tariffs(): Promise<VersionsOf> {
    const all = await book.all();
    return (regionCode, category) =>
      all.find(one => one.regionCode === regionCode && one.category === category)?.versions ?? [];
  }

  async function take(
    kind: ImportKind,
    rows: AsyncIterable<CsvRow>,
    client: pg.ClientBase,
    { source, versionsOf }: { source: 'file' | 'api'; versionsOf: VersionsOf },
  ): Promise<ImportResult> {
    const tally = createTally();
    const now = clock.now();
    if (kind === 'accounts')
      await importAccounts(rows, createAccountsStaging(client), cipher, tally, versionsOf);
    else if (kind === 'meters') await importMeters(rows, createMetersStaging(client), tally, { source, now });
    else if (kind === 'readings')
      await importReadings(rows, createReadingsStaging(client), tally, { source, now });
    else if (kind === 'opening-energy')
      await importOpeningEnergy(rows, createOpeningEnergyStaging(client), tally, { versionsOf, now });
    else if (kind === 'grid-points') await importGridPoints(rows, createGridStaging(client, 'points'), tally);
    else await importGridStreets(rows, createGridStaging(client, 'streets'), tally);
    tally.errors.sort((left, right) => left.line - right.line);
    return tally;
  }

  return {
    async file(kind: ImportKind, sourceName: string, file: Buffer, by: Bringer): Promise<ImportRecord> {
      const entry = { kind, sourceName, sha256: sha256(file), importedBy: by.importedBy };
      const versionsOf = await tariffs();
      return imports.inImport(
        entry,
        client => take(kind, readCsv(file, columnsOf[kind]), client, { source: 'file', versionsOf }),
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
      const versionsOf = await tariffs();
      return imports.inImport(
        entry,
        async client => fieldNames(await take(kind, asRows(rows), client, { source: 'api', versionsOf })),
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
