/** A part of a source's day: fetched, kept as it came, read into its lines; or refused whole. */
import { pipeline, Transform } from 'node:stream';
import type { CrashPoints } from '../../infra/crash-point.ts';
import { type KeptFile, keepFile } from '../../infra/kept-file.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import {
  ChannelError,
  type StatementPart,
  StatementProblem,
  type StatementSource,
} from '../payments/index.ts';
import type { DaysRepository } from './days.repository.ts';
import type { DayProblem, Progress, Stage } from './reconciliation-day.ts';
import type { StatementFilesRepository, StoredFile } from './statement-files.repository.ts';

export interface ReadStatementDependencies {
  days: DaysRepository;
  files: StatementFilesRepository;
  crashPoints: CrashPoints;
}

export interface PartRequest {
  source: StatementSource;
  day: BusinessDate;
  by: string;
  /** What the file was called where it was brought from. */
  name?: string;
  onProgress?(progress: Progress): void;
}

/** The file is not what it should be; none of it counts, and it is kept. */
export class StatementRefused extends Error {
  readonly problem: DayProblem;

  constructor(problem: DayProblem) {
    super(`statement refused: ${problem.reason}`);
    this.name = 'StatementRefused';
    this.problem = problem;
  }
}

/** @returns undefined when the source has none for that day. Throws StatementRefused, ChannelError. */
export async function readPart(
  part: StatementPart,
  request: PartRequest,
  dependencies: ReadStatementDependencies,
): Promise<StoredFile | undefined> {
  const { files } = dependencies;
  const key = { source: request.source.source, day: request.day, part: part.code };
  // Brought by hand: what counts is what was accepted when it was brought.
  if (!part.open) return files.counting(key);
  try {
    // A file that was there once does not stop counting because it is no longer offered.
    return (await fetchPart(part, request, dependencies)) ?? (await files.counting(key));
  } catch (error) {
    // It could not be fetched, or only in a bad state: that is what a person brings one for.
    const brought = await files.broughtByHand(key);
    if (brought && (error instanceof ChannelError || error instanceof StatementRefused)) return brought;
    throw error;
  }
}

async function fetchPart(
  part: StatementPart,
  request: PartRequest,
  dependencies: ReadStatementDependencies,
): Promise<StoredFile | undefined> {
  const meter = createMeter(request, dependencies);
  const download = await part.open!(request.day);
  if (!download) return undefined;
  const kept = await keepFile(download, bytes => meter.add('fetching', bytes, 0));
  try {
    return await takeIn(part, kept, request, dependencies);
  } catch (error) {
    // What two persons have withdrawn is as if it had not come: the day waits for another.
    if (error instanceof StatementRefused && error.problem.reason === 'withdrawn') return undefined;
    throw error;
  } finally {
    await kept.remove();
  }
}

/** Keeps a file and reads it. The same file again is not read again. Throws StatementRefused. */
export async function takeIn(
  part: StatementPart,
  kept: KeptFile,
  request: PartRequest,
  dependencies: ReadStatementDependencies,
): Promise<StoredFile> {
  const { files } = dependencies;
  const { source, day } = request;
  const stored = await files.store({ source: source.source, day, part: part.code }, kept, request.by);
  const refuse = async (problem: DayProblem): Promise<never> => {
    await files.refuse(stored.id, problem);
    throw new StatementRefused(problem);
  };
  if (!kept.asAnnounced) return refuse({ reason: 'hash', part: part.code, line: null });
  const named = request.name && part.dayInName?.(request.name);
  if (named && named !== day.replaceAll('-', ''))
    return refuse({ reason: 'wrong-day', part: part.code, line: null, detail: named });
  const meter = createMeter(request, dependencies);
  const watched = {
    ...kept,
    stream(from?: number, to?: number) {
      const count = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          meter.add('reading', chunk.length, kept.size);
          dependencies.crashPoints.reach('reconciliation-reading');
          done(null, chunk);
        },
      });
      return pipeline(kept.stream(from, to), count, () => {});
    },
  };
  const held = await files.heldFor(stored.id);
  try {
    return await files.accept(
      stored.id,
      () => unlessHeld(part.read(watched, day), held),
      part.fitsNeighbours,
    );
  } catch (error) {
    if (!(error instanceof StatementProblem)) throw error;
    return refuse({ reason: error.reason, part: part.code, line: error.line, detail: error.detail });
  }
}

/** What the file says of itself is judged first: it may name the line. */
async function* unlessHeld(
  lines: ReturnType<StatementPart['read']>,
  held: BusinessDate | undefined,
): ReturnType<StatementPart['read']> {
  const totals = yield* lines;
  if (held) throw new StatementProblem('wrong-day', null, held);
  return totals;
}

/** Tells at most every half second how far it is. */
function createMeter({ source, day, onProgress }: PartRequest, { days }: ReadStatementDependencies) {
  let done = 0;
  let toldAt = 0;
  return {
    add(stage: Stage, bytes: number, total: number) {
      done += bytes;
      if (Date.now() - toldAt < 500) return;
      toldAt = Date.now();
      const progress = { source: source.source, day, stage, done, total };
      onProgress?.(progress);
      void days.progress(progress).catch(() => {});
    },
  };
}
