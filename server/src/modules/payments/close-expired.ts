import { closePayment } from './close-payment.ts';
import type { QueryBackDependencies } from './query-back.ts';
import { sweep } from './sweep.ts';

/** Ends what was not paid in time, each by query → close → query. */
export async function closeExpired(dependencies: QueryBackDependencies, signal: AbortSignal): Promise<void> {
  const { payments, clock, logger, gatewayCodes } = dependencies;
  await payments.endUndecided('job:close-expired', clock.now());
  await sweep(
    gatewayCodes,
    (lane, limit) => payments.claimDue('expired', lane, clock.now(), limit),
    async payment => void (await closePayment(payment, 'expired', dependencies)),
    logger,
    signal,
  );
}
