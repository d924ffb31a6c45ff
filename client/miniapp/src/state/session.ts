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
/** Somebody was signed in here and is no longer, without having asked for it. */
const expired = createStore(session.get() === null && recall('session') !== null);

export const currentToken = (): string | null => session.get()?.token ?? null;
export const useToken = (): string | null => useStore(session)?.token ?? null;
export const useSignedIn = (): boolean => useStore(session) !== null;
export const useSessionExpired = (): boolean => useStore(expired);

export function beginSession({ token, expiresAt }: Session): void {
  clearCache();
  keep('session', { token, expiresAt });
  expired.set(false);
  session.set({ token, expiresAt });
}

/** The server knows this session no longer. */
export function expireSession(): void {
  endSession();
  expired.set(true);
}

/** Nothing of the person stays on the device. */
export function endSession(): void {
  clearCache();
  forget('session');
  forget('household');
  forget('payment');
  forget('errand');
  expired.set(false);
  session.set(null);
}
