import { useState } from 'react';
import { idempotencyKey, post } from './http.ts';

/**
 * A POST that creates something, under a key of its own. Sent again with the same content because no answer came, it is
 * the same attempt and changes nothing twice; other content, or another press after it succeeded, is a new attempt.
 */
export function createPostOnce() {
  let attempt = { content: '', key: '' };
  return async <T>(path: string, body: unknown = {}): Promise<T> => {
    const content = JSON.stringify([path, body]);
    if (attempt.content !== content) attempt = { content, key: idempotencyKey() };
    const answer = await post<T>(path, body, { 'Idempotency-Key': attempt.key });
    attempt = { content: '', key: '' };
    return answer;
  };
}

/** One for each dialog or list. */
export const usePostOnce = () => useState(createPostOnce)[0];
