/**
 * What happened at the machine, kept on its disk until the server has acknowledged it. Numbered without gaps, sent in
 * order, again and again: a note is in the box whether the line is up or not.
 */
import { Refused, report } from './api.ts';

export interface Booked {
  session: string;
  fen: number;
  surplusFen: number;
  receiptNo: string | null;
  checkUrl: string | null;
}

interface Kept {
  next: number;
  events: ({ sequence: number } & Record<string, unknown>)[];
}

const storageKey = 'dianting-kiosk-events';
const retryMs = 5_000;
const atOnce = 50;

const read = (): Kept => JSON.parse(localStorage.getItem(storageKey) ?? '{"next":1,"events":[]}') as Kept;
const write = (kept: Kept) => localStorage.setItem(storageKey, JSON.stringify(kept));

const listeners = new Map<string, (booked: Booked) => void>();
let sending = false;
let onChange = (_waiting: number) => {};

export function watchOutbox(changed: (waiting: number) => void): void {
  onChange = changed;
  onChange(read().events.length);
}

/** The server's number counts where this machine has lost its own (a new disk). */
export function startOutbox(serverNext: number): void {
  const kept = read();
  if (kept.next < serverNext && kept.events.length === 0) write({ ...kept, next: serverNext });
  setInterval(() => void flush(), retryMs);
  void flush();
}

/** Written down before anything else is done. */
export function record(event: Record<string, unknown>): void {
  const kept = read();
  kept.events.push({ sequence: kept.next, at: new Date().toISOString(), ...event });
  kept.next += 1;
  write(kept);
  onChange(kept.events.length);
  void flush();
}

/** Calls back once the session is booked, however late. */
export function whenBooked(session: string, react: (booked: Booked) => void): void {
  listeners.set(session, react);
}

async function flush(): Promise<void> {
  const batch = read().events.slice(0, atOnce);
  if (sending || batch.length === 0) return;
  sending = true;
  try {
    const { next, sessions } = await report(batch);
    forgetBefore(next);
    for (const booked of sessions) {
      listeners.get(booked.session)?.(booked);
      listeners.delete(booked.session);
    }
    sending = false;
    if (read().events.length > 0) await flush();
  } catch (error) {
    if (!(error instanceof Refused)) return;
    const [detail] = error.details;
    const expected = Number(detail?.message);
    if (!Number.isInteger(expected)) return;
    // Acknowledged before, its answer lost: the server says where to go on.
    if (error.code === 'event-missing') forgetBefore(expected);
    // Numbered before this machine knew how far an earlier disk of it had come; what stands before the one that differs is known.
    if (error.code === 'event-differs') renumber(Number(detail?.field.split('.')[1]), expected);
  } finally {
    sending = false;
  }
}

function forgetBefore(next: number): void {
  const kept = read();
  write({ ...kept, events: kept.events.filter(({ sequence }) => sequence >= next) });
  onChange(read().events.length);
}

function renumber(known: number, next: number): void {
  const events = read().events.slice(known);
  const renumbered = events.map((event, index) => ({ ...event, sequence: next + index }));
  write({ next: next + renumbered.length, events: renumbered });
}
