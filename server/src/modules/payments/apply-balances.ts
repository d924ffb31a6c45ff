/**
 * What we keep for a holder pays the bills that are due, the oldest first: from the day after the money came, when it can no
 * longer be reversed, and from the due day on, so that until then the holder may ask it back or pay otherwise.
 */
import type { Clock } from '../../infra/clock.ts';
import type { Logger } from '../../infra/logging.ts';
import { type BusinessDate, businessDate } from '../../shared/dates.ts';

export interface ApplyBalancesDependencies {
  clock: Clock;
  logger: Logger;
  settlements: {
    holdersWithDueBalance(on: BusinessDate, now: Date, limit: number): Promise<number[]>;
    applyDueBalance(holderPeriodId: number, on: BusinessDate, now: Date): Promise<void>;
  };
}

const atOnce = 500;

/** Each holder is a transaction of its own: one whose money does not fit holds up nobody. */
export async function applyDueBalances(
  { clock, logger, settlements }: ApplyBalancesDependencies,
  signal: AbortSignal,
): Promise<void> {
  const now = clock.now();
  const on = businessDate(now);
  for (;;) {
    const holders = await settlements.holdersWithDueBalance(on, now, atOnce);
    let failed = 0;
    for (const holderPeriodId of holders) {
      if (signal.aborted) return;
      await settlements.applyDueBalance(holderPeriodId, on, now).catch((error: unknown) => {
        failed += 1;
        logger.error({ error, holderPeriodId }, 'kept money could not pay what is due');
      });
    }
    // Who failed is found again: not in this run.
    if (holders.length < atOnce || failed > 0) return;
  }
}
