import { useEffect } from 'react';

const everyMs = 4_000;

/** Asks again every few seconds while something is on its way. */
export function useWhileWaiting(waiting: boolean, ask: () => Promise<void>): void {
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => void ask(), everyMs);
    return () => clearInterval(timer);
  }, [waiting, ask]);
}
