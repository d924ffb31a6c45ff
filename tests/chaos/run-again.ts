/** A day that is run again changes nothing: whatever a reconciliation writes is the same afterwards, but for when it was looked at. */
import type pg from 'pg';
import type { Hall } from '../../server/src/app.ts';
import type { BusinessDate } from '../../server/src/shared/dates.ts';

const written = [
  ...['ledger_transactions', 'ledger_postings', 'collections', 'allocations', 'refunds', 'odd_payments'],
  ...['statement_files', 'statement_rows', 'source_settlements'],
  ...['reconciliation_days', 'reconciliation_channels', 'reconciliation_differences'],
] as const;
const timesLookedAt = [
  ...['started_at', 'finished_at', 'attempts', 'next_try_at', 'progress_done', 'progress_total'],
  'judged_at',
];

async function digests(owner: pg.Pool): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const table of written) {
    const { rows } = await owner.query(
      `SELECT md5(coalesce(string_agg(line, chr(10) ORDER BY line), '')) AS digest
         FROM (SELECT (to_jsonb(t) - $1::text[])::text AS line FROM ${table} t) AS lines`,
      [timesLookedAt],
    );
    found.set(table, rows[0].digest);
  }
  return found;
}

interface RunDay {
  source: string;
  day: BusinessDate;
  status: string;
}

/** @param days of which every source has been run. @returns a line for each that came out otherwise, or that changed something */
export async function runAgain(hall: Hall, owner: pg.Pool, days: readonly RunDay[]): Promise<string[]> {
  const changed: string[] = [];
  let before = await digests(owner);
  for (const { source, day, status } of days) {
    const known = (await hall.reconciliation.sources(day)).find(each => each.source === source);
    const again = known ? (await hall.reconciliation.run(known, day)).status : 'no source any more';
    if (again !== status) changed.push(`${source} of ${day}, run again: ${again} instead of ${status}`);
    const after = await digests(owner);
    for (const [table, digest] of after)
      if (digest !== before.get(table)) changed.push(`${source} of ${day}, run again, changed ${table}`);
    before = after;
  }
  return changed;
}
