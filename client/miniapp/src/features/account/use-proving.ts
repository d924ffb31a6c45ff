import { useCallback, useRef, useState } from 'react';
import { proveSelf } from '@/api/hall';
import { asHallError, type HallError } from '@/api/hall-error';
import { type Busy, useBusy } from '@/components/busy';
import { withProof } from './with-proof';

type Work = () => Promise<unknown>;

export interface Proving extends Busy {
  /** Runs what may want a fresh proof; `again` is what goes on after it, where that differs. */
  run(work: Work, again?: Work): Promise<void>;
  /** Why a code is asked for. It stays until a code was right, however many were mistyped. */
  unproved: HallError | null;
  /** What was wrong with the code, while one is asked for; `error` is what was wrong with the work. */
  codeError: HallError | null;
  /** A code to the account's own phone; when it is right the work goes on by itself. */
  prove(code: string): void;
}

/** What the server says where a code to one's own phone is the way on. */
const forWantOfACode = ['identity-unproved', 'own-phone-unproved'];

/** One thing at a time that may want a fresh proof of the account first. */
export function useProving(): Proving {
  const { busy, error, run, clear } = useBusy();
  const [unproved, setUnproved] = useState<HallError | null>(null);
  const waiting = useRef<Work>(async () => {});
  const attempt = useCallback(async (work: Work) => {
    const refusal = await withProof(work).then(() => null, asHallError);
    const wantsCode = refusal !== null && forWantOfACode.includes(refusal.code);
    setUnproved(wantsCode ? refusal : null);
    if (refusal && !wantsCode) throw refusal;
  }, []);
  return {
    busy,
    clear,
    unproved,
    error: unproved ? null : error,
    codeError: unproved ? error : null,
    run: useCallback(
      (work, again = work) =>
        run(async () => {
          waiting.current = again;
          await attempt(work);
        }),
      [run, attempt],
    ),
    prove: code =>
      void run(async () => {
        await proveSelf({ kind: 'sms', code });
        await attempt(waiting.current);
      }),
  };
}
