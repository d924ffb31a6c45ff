import type { Gateway } from './gateway.ts';

export interface Upkeep {
  /** Resolves when every gateway has been looked after once, well or not. */
  first: Promise<void>;
  stop(): void;
}

/**
 * Runs the gateways' upkeep now and every so often, in this very process: key rings live in memory, so a queued job,
 * which runs in one process of several, would leave the others with old keys. A failure is reported and tried again.
 */
export function keepUp(
  gateways: readonly Gateway[],
  onError: (gateway: string, error: unknown) => void,
): Upkeep {
  const kept = gateways.flatMap(({ code, upkeep }) => {
    if (!upkeep) return [];
    const run = () => upkeep.run().catch((error: unknown) => onError(code, error));
    return { first: run(), timer: setInterval(run, upkeep.everySeconds * 1000).unref() };
  });
  return {
    first: Promise.all(kept.map(({ first }) => first)).then(() => {}),
    stop() {
      for (const { timer } of kept) clearInterval(timer);
    },
  };
}
