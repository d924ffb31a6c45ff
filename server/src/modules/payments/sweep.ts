import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../infra/logging.ts';

const batchSize = 20;
/** While one lane is still at work, the others look this often for what has become due meanwhile. */
const lookAgainMs = 2_000;

/** Whose rows a lane claims: those of one gateway, or of all that are no longer configured. */
export interface Lane {
  gateway: string | null;
  /** All that have a lane of their own. */
  known: readonly string[];
}

/**
 * Claims rows and works on them until none is due. What fails is logged and stays claimed for a while, then is due again:
 * one bad row never holds up the others. Each gateway has a lane with batches of its own, and the sweep goes on in all of them until
 * none is at work: one that is slow, or dead, holds up nobody else's rows, those that become due meanwhile included.
 */
export async function sweep<T>(
  gateways: readonly string[],
  claim: (lane: Lane, limit: number) => Promise<T[]>,
  work: (row: T) => Promise<void>,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const ended = new AbortController();
  const resting = AbortSignal.any([signal, ended.signal]);
  let atWork = 0;
  async function keepSweeping(lane: Lane): Promise<void> {
    while (!resting.aborted) {
      atWork++;
      try {
        await sweepOnce(limit => claim(lane, limit), work, logger, signal);
      } finally {
        atWork--;
        if (atWork === 0) ended.abort();
      }
      await sleep(lookAgainMs, undefined, { signal: resting }).catch(() => {});
    }
  }
  const lanes = [...gateways, null].map(gateway => ({ gateway, known: gateways }));
  for (const result of await Promise.allSettled(lanes.map(keepSweeping)))
    if (result.status === 'rejected') throw result.reason;
}

async function sweepOnce<T>(
  claim: (limit: number) => Promise<T[]>,
  work: (row: T) => Promise<void>,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const rows = await claim(batchSize);
    const results = await Promise.allSettled(rows.map(work));
    for (const result of results)
      if (result.status === 'rejected')
        logger.error({ err: result.reason }, 'sweep: a row failed and will be tried again');
    if (rows.length < batchSize) return;
  }
}
