import { useCallback, useRef } from 'react';
import { newIdempotencyKey } from './idempotency-key';

/**
 * The key of what is being sent. The same content sent again because no answer came is the same attempt; with another
 * content the server would refuse the old key.
 */
export function useKeyPerContent(): (content: unknown) => string {
  const attempt = useRef({ text: '', key: '' });
  return useCallback(content => {
    const text = JSON.stringify(content);
    if (attempt.current.text !== text) attempt.current = { text, key: newIdempotencyKey() };
    return attempt.current.key;
  }, []);
}
