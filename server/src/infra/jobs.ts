/**
 * Work done in the background, on graphile-worker in PostgreSQL. A job may run twice or be cut off at any line,
 * so each is idempotent and finds its work in the tables, not in its payload.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { makeWorkerUtils, type Runner, run as startRunner, Logger as WorkerLogger } from 'graphile-worker';
import type pg from 'pg';
import type { Logger } from './logging.ts';
import type { Metrics } from './metrics.ts';

/**
 * Which runner has a job. Each has slots of its own, so that a town's worth of messages, or a long day's file, delays nobody's payment:
 * `money` is what moves a payment or the supply and is done soon, `books` is long work about money, `rest` is all else.
 */
export type Lane = 'money' | 'books' | 'rest';

const slots: Readonly<Record<Lane, number>> = { money: 8, books: 3, rest: 4 };

export interface Job {
  name: string;
  /** `rest` when it does not say. */
  lane?: Lane;
  /** Five-field cron line, UTC. */
  cron?: string;
  /** Or a period. A run that takes longer is not overtaken in the same process. */
  everySeconds?: number;
  run(signal: AbortSignal): Promise<void>;
}

export interface JobRunner {
  stop(): Promise<void>;
}

interface JobDependencies {
  pool: pg.Pool;
  logger: Logger;
  metrics: Metrics;
}

/** Runs the jobs in this process until stopped. */
export async function startJobs(jobs: Job[], dependencies: JobDependencies): Promise<JobRunner> {
  const stopping = new AbortController();
  const running = new Set<string>();
  const run = (job: Job) => runJob(job, running, dependencies, stopping.signal);
  const standing: Promise<void>[] = [];
  for (const lane of Object.keys(slots) as Lane[]) {
    const start = () => startLane(lane, jobs, run, dependencies);
    if (jobs.some(job => laneOf(job) === lane))
      standing.push(keepRunning(await start(), start, dependencies.logger, stopping.signal));
  }
  const stopTicking = await tick(jobs, running, dependencies);
  return {
    async stop() {
      stopping.abort();
      await stopTicking();
      await Promise.all(standing);
    },
  };
}

const laneOf = (job: Job): Lane => job.lane ?? 'rest';

/** A runner takes from the one queue only the jobs it knows: those of its lane. */
function startLane(
  lane: Lane,
  jobs: Job[],
  run: (job: Job) => Promise<void>,
  { pool, logger }: JobDependencies,
): Promise<Runner> {
  const own = jobs.filter(job => laneOf(job) === lane);
  return startRunner({
    pgPool: pool,
    noHandleSignals: true,
    // With a batch of its own, even of one, a job's end is written again after an error; without, such an error ends the process.
    preset: { worker: { concurrentJobs: slots[lane], completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    crontab: own
      .filter(job => job.cron)
      .map(job => `${job.cron} ${job.name}`)
      .join('\n'),
    taskList: Object.fromEntries(own.map(job => [job.name, () => run(job)])),
    logger: workerLogger(logger),
  });
}

/** graphile-worker gives up, quietly, when the database goes away at the wrong moment; then another one begins. */
async function keepRunning(
  first: Runner,
  start: () => Promise<Runner>,
  logger: Logger,
  stopping: AbortSignal,
): Promise<void> {
  let runner: Runner | undefined = first;
  while (!stopping.aborted) {
    if (runner) {
      await untilEnd(runner, stopping).catch(error => logger.error({ err: error }, 'job worker failed'));
      if (stopping.aborted) return;
      logger.warn({}, 'job worker ended; another one begins');
    }
    await sleep(1_000, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) return;
    runner = await start().catch(error => {
      logger.warn({ err: error }, 'job worker cannot begin');
      return undefined;
    });
  }
  // It came while the next one began.
  await runner?.stop();
}

async function untilEnd(runner: Runner, stopping: AbortSignal): Promise<void> {
  // One that ended by itself refuses to be stopped.
  const stop = () => void runner.stop().catch(() => {});
  if (stopping.aborted) stop();
  stopping.addEventListener('abort', stop, { once: true });
  try {
    await runner.promise;
  } finally {
    stopping.removeEventListener('abort', stop);
  }
}

/**
 * Enqueues each periodic job under its own key. Waiting duplicates collapse into one; a job that a killed worker still
 * holds locked does not stand in the way, because the key moves to the new row.
 */
async function tick(
  jobs: Job[],
  running: Set<string>,
  { pool, logger }: JobDependencies,
): Promise<() => Promise<void>> {
  const utils = await makeWorkerUtils({ pgPool: pool, logger: workerLogger(logger) });
  const enqueue = async (job: Job) => {
    if (running.has(job.name)) return;
    await utils
      .addJob(job.name, {}, { jobKey: job.name, maxAttempts: 1 })
      .catch(error => logger.warn({ job: job.name, err: error }, 'job not enqueued'));
  };
  const timers = jobs
    .filter(job => job.everySeconds)
    .map(job => {
      void enqueue(job);
      return setInterval(() => void enqueue(job), job.everySeconds! * 1000);
    });
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await utils.release();
  };
}

async function runJob(
  job: Job,
  running: Set<string>,
  { logger, metrics }: JobDependencies,
  signal: AbortSignal,
): Promise<void> {
  if (running.has(job.name) || signal.aborted) return;
  running.add(job.name);
  try {
    await job.run(signal);
    metrics.count('hall_jobs_total', { job: job.name, result: 'done' });
  } catch (error) {
    metrics.count('hall_jobs_total', { job: job.name, result: 'failed' });
    logger.error({ job: job.name, err: error }, 'job failed');
    throw error;
  } finally {
    running.delete(job.name);
  }
}

function workerLogger(logger: Logger): WorkerLogger {
  return new WorkerLogger(() => (level, message) => {
    if (level === 'error') logger.error({ message }, 'job worker');
    else if (level === 'warning') logger.warn({ message }, 'job worker');
  });
}
