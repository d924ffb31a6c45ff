import type { Gateway } from './gateway.ts';

/**
 * Runs the gateways' upkeep now and every so often, in this very process: key rings live in memory, so a queued job,
 * which runs in one process of several, would leave the others with old keys. A failure is reported and tried again.
 * @returns stops it
 */
export function keepUp(
  gateways: readonly Gateway[],
  onError: (gateway: string, error: unknown) => void,
): () => void {
  const timers = gateways.flatMap(({ code, upkeep }) => {
    if (!upkeep) return [];
    const run = () => void upkeep.run().catch((error: unknown) => onError(code, error));
    run();
    return setInterval(run, upkeep.everySeconds * 1000).unref();
  });
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}
