import type { Session } from '@api/types';
import { clearCache } from './cache';
import { forget, keep, recall } from './storage';
import { createStore, useStore } from './store';

type KeptSession = Pick<Session, 'token' | 'expiresAt'>;

function unexpired(): KeptSession | null {
  const kept = recall<KeptSession>('session');
  return kept && Date.parse(kept.expiresAt) > Date.now() ? kept : null;
}

const session = createStore<KeptSession | null>(unexpired());

export const currentToken = (): string | null => session.get()?.token ?? null;
export const useSignedIn = (): boolean => useStore(session) !== null;

export function beginSession({ token, expiresAt }: Session): void {
  clearCache();
  keep('session', { token, expiresAt });
  session.set({ token, expiresAt });
}

/** Nothing of the person stays on the device. */
export function endSession(): void {
  clearCache();
  forget('session');
  forget('household');
  forget('payment');
  forget('errand');
  session.set(null);
}
