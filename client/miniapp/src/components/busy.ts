import { useCallback, useRef, useState } from 'react';
import { asHallError, type HallError } from '@/api/hall-error';

export interface Busy {
  busy: boolean;
  error: HallError | null;
  /** Runs one action at a time; a second tap while it runs does nothing. */
  run(action: () => Promise<void>): Promise<void>;
  clear(): void;
}

export function useBusy(): Busy {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<HallError | null>(null);
  const running = useRef(false);
  const run = useCallback(async (action: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      await action();
    } catch (thrown) {
      setError(asHallError(thrown));
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  return { busy, error, run, clear: () => setError(null) };
}
