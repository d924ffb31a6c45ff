/**
 * Deletes what is no longer to be kept: the row's key and the file. It goes by what stands in the rows, so that after a
 * restore from a backup, rows or files, one run brings everything back to what the rules say. Each run leaves its proof.
 */
import type { Clock } from '../../infra/clock.ts';
import type { Logger } from '../../infra/logging.ts';
import type { KeptDays } from './document.ts';
import type { DocumentsRepository } from './documents.repository.ts';
import { type DocumentStore, isOurs } from './store.ts';

interface Dependencies {
  documents: DocumentsRepository;
  stores: readonly DocumentStore[];
  clock: Clock;
  logger: Logger;
  keptDays(): Promise<KeptDays>;
}

const chunk = 200;
/** A file without a row may be one whose row is just being written. */
const strayAfterMs = 24 * 3_600_000;
/** More than uploads that broke off can leave in a night: rows are missing, by a restore or by another hall's settings. */
const mostStrays = 200;

/** What a run did, and what it had to leave. */
export interface RetentionRun {
  deleted: number;
  /** Rows that are due and still have their key. */
  remaining: number;
  /** Files without a row, swept away. */
  strays: number;
  /** Files without a row that were left, because there are more than can be. */
  straysLeft: number;
}

/** @param strayAgeMs from which age on a file without a row is one; nothing where nobody hands in meanwhile */
export async function forgetDocuments(
  dependencies: Dependencies,
  signal: AbortSignal,
  strayAgeMs = strayAfterMs,
): Promise<RetentionRun> {
  const { documents, clock } = dependencies;
  const now = clock.now();
  await documents.applyRule(await dependencies.keptDays());
  let deleted = 0;
  for (let more = true; more && !signal.aborted; ) {
    const due = await documents.due(now, chunk);
    for (const document of due) {
      // The file first: a row that still knows its file can be tried again, a file without a row is a stray.
      await storeOf(dependencies, document.store)?.remove(document.storeKey);
      await documents.forget(document.id, now);
      deleted += 1;
    }
    more = due.length === chunk;
  }
  const before = new Date(now.getTime() - strayAgeMs);
  const { strays, straysLeft } = await removeStrays(dependencies, before, signal);
  const remaining = await documents.countDue(now);
  await documents.recordRun({ at: now, deleted, remaining, strays });
  return { deleted, remaining, strays, straysLeft };
}

const storeOf = ({ stores }: Dependencies, code: string) => stores.find(store => store.code === code);

async function removeStrays(
  { stores, documents, logger }: Dependencies,
  before: Date,
  signal: AbortSignal,
): Promise<Pick<RetentionRun, 'strays' | 'straysLeft'>> {
  let removed = 0;
  let left = 0;
  for (const store of stores) {
    const strays = await straysIn(store, documents, before, signal);
    if (strays.length > mostStrays) {
      logger.error(
        { store: store.code, most: mostStrays },
        'more files without a document than can be: none was removed, look at the database and at where files lie',
      );
      left += strays.length;
      continue;
    }
    for (const key of strays) await store.remove(key);
    removed += strays.length;
  }
  if (removed > 0) logger.warn({ removed }, 'files without a document were removed');
  return { strays: removed, straysLeft: left };
}

/** Names that no document has; one more than may be at most. */
async function straysIn(
  store: DocumentStore,
  documents: DocumentsRepository,
  before: Date,
  signal: AbortSignal,
): Promise<string[]> {
  const strays: string[] = [];
  let batch: string[] = [];
  const sift = async () => {
    strays.push(...(await documents.strangers(batch)));
    batch = [];
  };
  for await (const { key, since } of store.list()) {
    if (signal.aborted || strays.length > mostStrays) break;
    if (isOurs(key) && since <= before) batch.push(key);
    if (batch.length >= chunk) await sift();
  }
  await sift();
  return strays;
}
