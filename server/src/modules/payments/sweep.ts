import type { Logger } from '../../infra/logging.ts';

const batchSize = 20;

/**
 * Claims rows and works on them until none is due. What fails is logged and stays claimed for a while, then is due again:
 * one bad row never holds up the others.
 */
export async function sweep<T>(
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
