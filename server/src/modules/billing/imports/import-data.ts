/** Data comes in by file or API. Repeats are harmless; bad rows are reported and the good ones taken. */
import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Clock } from '../../../infra/clock.ts';
import type { FieldCipher } from '../../../infra/crypto.ts';
import { type Audit, staffName } from '../../../shared/audit.ts';
import { importNotFound } from '../billing.errors.ts';
import type { By } from '../run-billing.ts';
import { createAccountsStaging } from './accounts-staging.repository.ts';
import { type CsvRow, readCsv } from './csv.ts';
import { accountColumns, importAccounts } from './import-accounts.ts';
import { importMeters, meterColumns } from './import-meters.ts';
import { importReadings, readingColumns } from './import-readings.ts';
import { createTally, type ImportResult } from './import-row.ts';
import type { ImportKind, ImportRecord, ImportsRepository } from './imports.repository.ts';
import { createMetersStaging } from './meters-staging.repository.ts';
import { createReadingsStaging } from './readings-staging.repository.ts';

export interface ImportDependencies {
  clock: Clock;
  audit: Audit;
  cipher: FieldCipher;
  imports: ImportsRepository;
}

export interface ApiReading {
  meterAssetNo: string;
  on: string;
  total: string;
  peak?: string;
  valley?: string;
}

const columnsOf = { accounts: accountColumns, meters: meterColumns, readings: readingColumns };

export function createImportData({ clock, audit, cipher, imports }: ImportDependencies) {
  async function take(
    kind: ImportKind,
    rows: AsyncIterable<CsvRow>,
    client: pg.ClientBase,
    source: 'file' | 'api',
  ): Promise<ImportResult> {
    const tally = createTally();
    const now = clock.now();
    if (kind === 'accounts') await importAccounts(rows, createAccountsStaging(client), cipher, tally);
    else if (kind === 'meters') await importMeters(rows, createMetersStaging(client), tally, now);
    else await importReadings(rows, createReadingsStaging(client), tally, { source, now });
    tally.errors.sort((left, right) => left.line - right.line);
    return tally;
  }

  async function log(record: ImportRecord, by: By): Promise<ImportRecord> {
    const { kind, accepted, unchanged, rejected, sha256 } = record;
    const detail = { kind, accepted, unchanged, rejected, sha256 };
    await audit.record({
      actor: staffName(by),
      action: 'import.take',
      subject: `import:${record.id}`,
      detail,
      requestId: by.requestId,
    });
    return record;
  }

  return {
    async file(kind: ImportKind, sourceName: string, file: Buffer, by: By): Promise<ImportRecord> {
      const entry = { kind, sourceName, sha256: sha256(file), importedBy: by.username };
      return log(
        await imports.inImport(entry, client => take(kind, readCsv(file, columnsOf[kind]), client, 'file')),
        by,
      );
    },

    async readings(readings: readonly ApiReading[], by: By): Promise<ImportRecord> {
      const entry = {
        kind: 'readings' as const,
        sourceName: 'api',
        sha256: sha256(JSON.stringify(readings)),
        importedBy: by.username,
      };
      return log(
        await imports.inImport(entry, client => take('readings', asRows(readings), client, 'api')),
        by,
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

async function* asRows(readings: readonly ApiReading[]): AsyncGenerator<CsvRow> {
  for (const [index, { meterAssetNo, on, total, peak, valley }] of readings.entries())
    yield {
      line: index + 1,
      cells: {
        meter_asset_no: meterAssetNo,
        read_on: on,
        total_kwh: total,
        peak_kwh: peak ?? '',
        valley_kwh: valley ?? '',
      },
    };
}

function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
