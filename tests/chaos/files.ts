/** When all is quiet and the day is over: every source's file against our books, to the fen, and what each of the eighteen ways brought. */
import type pg from 'pg';
import type { Hall } from '../../server/src/app.ts';
import type { BusinessDate } from '../../server/src/shared/dates.ts';
import type { Machine } from './machine.ts';
import { hallOf } from './outside.ts';
import type { Player } from './players/player.ts';
import { runAgain } from './run-again.ts';

export interface FileResult {
  source: string;
  day: BusinessDate;
  status: string;
  rows: number;
  matched: number;
  open: number;
  posted: number;
  problem?: string;
}
export interface ChannelResult {
  channel: string;
  payments: number;
  /** On our books, less what went back: to be found in the files whole. */
  bookedFen: number;
  /** Payments and what went back, found again in the files, line by line. */
  matched: number;
  matchedFen: number;
  oursFen: number;
  theirsFen: number;
}
export interface Files {
  sources: FileResult[];
  channels: ChannelResult[];
  differences: string[];
  /** Text messages that came while nobody was there, and that only the operator's file tells of. No money moves with them, and finding them is what that file is for: its day has differences. */
  lostMessages: number;
}

export async function matchFiles(
  { hall, machine, owner }: { hall: Hall; machine: Machine; owner: pg.Pool },
  players: readonly Player[],
): Promise<Files> {
  const { rows: days } = await owner.query<{ day: BusinessDate }>(
    `SELECT DISTINCT clearing_on::text AS day FROM collections
      UNION SELECT business_date::text FROM ledger_transactions WHERE kind = 'refund-succeeded' ORDER BY day`,
  );
  const sources: FileResult[] = [];
  for (const { day } of days) {
    for (const player of players) await player.handIn?.(hallOf(machine, owner), day);
    await hall.runJob('fetch-debit-results');
    for (const source of await hall.reconciliation.sources(day)) {
      const { problem, ...result } = await hall.reconciliation.run(source, day);
      sources.push({ ...result, ...(problem ? { problem: JSON.stringify(problem) } : {}) });
    }
  }
  return {
    sources,
    channels: await channelsOf(owner),
    differences: [...(await openDifferences(owner)), ...(await runAgain(hall, owner, sources))],
    lostMessages: await messagesLost(owner),
  };
}

async function channelsOf(owner: pg.Pool): Promise<ChannelResult[]> {
  const { rows } = await owner.query(
    `SELECT p.channel, count(*)::int AS payments, (sum(c.amount_fen) - sum(coalesce(b.fen, 0)))::int AS "bookedFen", coalesce(m.matched, 0)::int AS matched,
            coalesce(m.matched_fen, 0)::int AS "matchedFen", coalesce(m.ours_fen, 0)::int AS "oursFen", coalesce(m.theirs_fen, 0)::int AS "theirsFen"
       FROM collections c JOIN payments p ON p.id = c.payment_id
       LEFT JOIN (SELECT collection_id, sum(amount_fen) AS fen FROM refunds WHERE status = 'succeeded' GROUP BY collection_id) b ON b.collection_id = c.id
       LEFT JOIN (SELECT channel, sum(matched_count) AS matched, sum(matched_fen) AS matched_fen, sum(ours_fen) AS ours_fen, sum(theirs_fen) AS theirs_fen
                    FROM reconciliation_channels GROUP BY channel) m ON m.channel = p.channel
      GROUP BY p.channel, m.matched, m.matched_fen, m.ours_fen, m.theirs_fen ORDER BY p.channel`,
  );
  return rows;
}

async function openDifferences(owner: pg.Pool): Promise<string[]> {
  const { rows } = await owner.query(
    `SELECT y.source, d.kind, d.class, d.reference, d.ours_fen, d.theirs_fen, d.detail FROM reconciliation_differences d JOIN reconciliation_days y ON y.id = d.day_id
      WHERE d.status <> 'resolved' AND NOT (d.kind = 'message' AND d.class = 'missing-here') ORDER BY d.id LIMIT 50`,
  );
  return rows.map(row => JSON.stringify(row));
}

async function messagesLost(owner: pg.Pool): Promise<number> {
  const { rows } = await owner.query(
    `SELECT count(*)::int AS count FROM reconciliation_differences WHERE kind = 'message' AND class = 'missing-here' AND status = 'open'`,
  );
  return rows[0].count;
}
