/** One source on one day, from its file to the books. May be repeated at any time, and be cut off at any line. */
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { Logger } from '../../infra/logging.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import { type Awaited, ChannelError, type SettledTotal, type StatementSource } from '../payments/index.ts';
import type { DayRow, DaysRepository } from './days.repository.ts';
import { type ReadStatementDependencies, readPart, StatementRefused } from './read-statement.ts';
import {
  type DayProblem,
  type DayResult,
  type DayStatus,
  type Progress,
  retryAfterMinutes,
} from './reconciliation-day.ts';

export interface ReconcileDependencies extends ReadStatementDependencies {
  days: DaysRepository;
  clock: Clock;
  logger: Logger;
  crashPoints: CrashPoints;
}

export interface RunRequest {
  source: StatementSource;
  day: BusinessDate;
  /** job | command | staff:<username> */
  by: string;
  onProgress?(progress: Progress): void;
}

/** A count or a bank's credit is looked for so often: it costs a query, and may take days to come. */
const awaitedMinutes = 20;

/** So many tries without a result. */
const mostAttempts = 20;

export async function reconcileDay(
  request: RunRequest,
  dependencies: ReconcileDependencies,
): Promise<DayResult> {
  const { source, day } = request;
  const done = await dependencies.days.alone(source.source, day, () => runDay(request, dependencies));
  return done ?? result(source.source, day, 'busy');
}

async function runDay(request: RunRequest, dependencies: ReconcileDependencies): Promise<DayResult> {
  const { source, day } = request;
  const { days, logger } = dependencies;
  const row = await days.begin(source.source, day);
  try {
    const read = await readAll(request, dependencies);
    if (read.files.length === 0 && (await days.expectsFile(source.source, day))) {
      // What the bank has credited is there, whatever its lines will say.
      if (read.credited && read.settled && !source.bookedWhenCounted)
        await days.postSettlement(source.source, day, read.settled);
      return await giveUp(row, 'no-file', { reason: 'no-file' }, dependencies);
    }
    await match(row, read, request, dependencies);
    return await conclude(source.source, day, dependencies);
  } catch (error) {
    if (error instanceof StatementRefused) return giveUp(row, 'refused', error.problem, dependencies);
    logger.warn({ source: source.source, day, err: error }, 'reconciliation failed');
    await giveUp(row, 'failed', problemOf(error), dependencies).catch(() => {});
    if (error instanceof ChannelError) return conclude(source.source, day, dependencies);
    throw error;
  }
}

interface Read {
  files: number[];
  settled?: SettledTotal;
  awaits?: Awaited;
  /** What is settled is the bank's word. */
  credited?: boolean;
}

/** Every file of the source, each fetched, kept and read, or known from before. */
async function readAll(request: RunRequest, dependencies: ReconcileDependencies): Promise<Read> {
  const read: Read = { files: [] };
  let creditedFen: number | undefined;
  let lines = 0;
  for (const part of request.source.parts) {
    const file = await readPart(part, request, dependencies);
    // Lines that agree two ways are no money on the account: its own word of that may come later than its lines.
    if (!file && part.settles && lines > 0) read.awaits = 'settlement';
    if (!file) continue;
    if (part.isDetail) {
      read.files.push(file.id);
      lines += file.rowCount;
    }
    if (file.totals.settled) read.settled = file.totals.settled;
    if (file.totals.awaits) read.awaits = file.totals.awaits;
    if (file.totals.creditedFen !== undefined) creditedFen = file.totals.creditedFen;
  }
  return settledByBank(read, creditedFen);
}

const nothingSettled: SettledTotal = { paidFen: 0, refundedFen: 0, feeFen: 0, netFen: 0 };

/**
 * A source's own word of what it pays settles nothing: what the bank has credited does, be it more or less, and also for a day on which
 * the source says that it owes nothing.
 */
function settledByBank(read: Read, creditedFen: number | undefined): Read {
  const { files, settled = nothingSettled, awaits } = read;
  if (creditedFen === undefined) return awaits === 'credit' ? { files, awaits } : read;
  const more = creditedFen - settled.netFen;
  return {
    files,
    settled: { ...settled, paidFen: settled.paidFen + more, netFen: creditedFen },
    credited: true,
  };
}

async function match(
  row: DayRow,
  { files, settled, awaits }: Read,
  request: RunRequest,
  dependencies: ReconcileDependencies,
): Promise<void> {
  const { id } = row;
  const { source, day, onProgress } = request;
  const { days, clock, crashPoints } = dependencies;
  const tell = async (stage: 'matching' | 'posting', done: number, total: number) => {
    const progress = { source: source.source, day, stage, done, total };
    onProgress?.(progress);
    await days.progress(progress);
  };
  await tell('matching', 0, 1);
  await days.match(id, files, settled);
  crashPoints.reach('reconciliation-matched');
  const missing = await days.missingHere(id);
  let posted = 0;
  let interrupted = false;
  for (const [place, difference] of missing.entries()) {
    if (place % 100 === 0) await tell('posting', place, missing.length);
    const outcome = await post(difference, request, dependencies);
    if (outcome === 'posted') posted += 1;
    if (outcome === 'interrupted') interrupted = true;
    crashPoints.reach('reconciliation-posted');
  }
  // What was posted is ours now, and agrees.
  if (posted > 0) await days.match(id, files, settled);
  if (settled && !source.bookedWhenCounted) await days.postSettlement(source.source, day, settled);
  if (awaits) await days.await(id, awaits, new Date(clock.now().getTime() + awaitedMinutes * 60_000));
  else await days.finish(id, interrupted ? nextTry(row, clock) : null);
}

/** One that cannot be posted holds up neither the others nor the settled total. Refused, it waits for a person; cut off, for the next run. */
async function post(
  difference: number,
  { source: { source }, day }: RunRequest,
  { days, logger }: ReconcileDependencies,
): Promise<string> {
  try {
    return await days.postByItself(difference);
  } catch (error) {
    logger.warn({ source, day, difference, err: error }, 'a difference could not be posted');
    const { code, message } = error as { code?: string; message: string };
    const reason = code === 'HALL0' ? message : 'interrupted';
    // Somebody may be deciding it just now.
    await days.notPosted(difference, reason).catch(() => {});
    return reason;
  }
}

/** After too many tries a person must ask for the next. */
const nextTry = ({ attempts }: DayRow, clock: Clock): Date | null =>
  attempts >= mostAttempts ? null : new Date(clock.now().getTime() + retryAfterMinutes(attempts) * 60_000);

async function giveUp(
  row: DayRow,
  status: DayStatus,
  problem: DayProblem,
  dependencies: ReconcileDependencies,
): Promise<DayResult> {
  const { days, clock } = dependencies;
  await days.fail(row.id, status, problem, nextTry(row, clock));
  return conclude(row.source, row.day, dependencies);
}

async function conclude(
  source: string,
  day: BusinessDate,
  { days }: ReconcileDependencies,
): Promise<DayResult> {
  const row = await days.find(source, day);
  if (!row) throw new Error(`the day ${day} of ${source} is gone`);
  return {
    ...result(source, day, row.status),
    rows: row.theirsCount,
    matched: row.matchedCount,
    open: row.openDifferences,
    posted: row.postedCount,
    ...(row.problem ? { problem: row.problem } : {}),
  };
}

const result = (source: string, day: BusinessDate, status: DayResult['status']): DayResult => ({
  source,
  day,
  status,
  rows: 0,
  matched: 0,
  open: 0,
  posted: 0,
});

function problemOf(error: unknown): DayProblem {
  return error instanceof ChannelError
    ? { reason: error.problem, detail: error.code }
    : { reason: 'internal' };
}
