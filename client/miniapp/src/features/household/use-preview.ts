import type { HouseholdPreview } from '@api/types';
import { useRef, useState } from 'react';
import { previewHousehold } from '@/api/hall';
import { asHallError, type HallError } from '@/api/hall-error';

/** Whoever has stopped typing for that long has typed the number. */
const pauseMs = 700;

/**
 * The household behind the number that stands in the field. Answers come in any order: one that belongs to a number which
 * has been changed since is dropped, or its household would be bound under another's number.
 */
export function usePreview() {
  const [preview, setPreview] = useState<HouseholdPreview | null>(null);
  const [error, setError] = useState<HallError | null>(null);
  const asked = useRef(0);
  const forget = () => {
    asked.current += 1;
    setPreview(null);
    setError(null);
  };
  const find = async (accountNo: string) => {
    forget();
    const turn = asked.current;
    try {
      const found = await previewHousehold(accountNo);
      if (turn === asked.current) setPreview(found);
    } catch (thrown) {
      if (turn === asked.current) setError(asHallError(thrown));
    }
  };
  /** Once nothing more is typed; a number that goes on is not looked up. */
  const findSoon = (accountNo: string) => {
    forget();
    const turn = asked.current;
    setTimeout(() => turn === asked.current && void find(accountNo), pauseMs);
  };
  return { preview, error, find, findSoon, forget };
}
