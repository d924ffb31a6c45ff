/** Light or dark: what was chosen in this browser, otherwise what the system has. */
import { useSyncExternalStore } from 'react';
import { type Look, publishTokens } from './tokens.ts';

const storageKey = 'dianting-staff-look';
const system = matchMedia('(prefers-color-scheme: dark)');
/** What slides and fades comes at once for whoever asked their system for less motion. */
export const wantsStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
const listeners = new Set<() => void>();
let look = read();

function read(): Look {
  const stored = localStorage.getItem(storageKey);
  if (stored === 'light' || stored === 'dark') return stored;
  return system.matches ? 'dark' : 'light';
}

function renew(): void {
  look = read();
  publishTokens(document.documentElement, look);
  for (const tell of listeners) tell();
}

export function followLook(): void {
  publishTokens(document.documentElement, look);
  system.addEventListener('change', renew);
}

export function chooseLook(next: Look): void {
  localStorage.setItem(storageKey, next);
  renew();
}

export const useLook = (): Look =>
  useSyncExternalStore(
    tell => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => look,
  );
