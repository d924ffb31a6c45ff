/** Takes down what a device reports, strictly in its own order, so that whatever it repeats after an outage counts once. */
import type { PoolClient } from 'pg';
import { type Fen, fen } from '../../../shared/money.ts';
import { eventDiffers, eventMissing } from '../desk.errors.ts';
import type { DeskCore } from '../desk-core.ts';
import { bookSession } from './book-session.ts';
import { bookableTime } from './event-time.ts';
import type { DeviceRow, EventProblem } from './kiosk.repository.ts';

export type KioskEvent = { sequence: number; at: string } & (
  | { kind: 'note'; session: string; accountNo: string; fen: number }
  | { kind: 'finish'; session: string; notes: number; fen: number }
  | { kind: 'box'; removed: string; inserted: string }
);

export interface Reported {
  /** The number expected now. */
  next: number;
  sessions: { session: string; paymentNo: string; fen: Fen }[];
}

/** @throws AppError event-missing, event-differs: nothing is taken down */
export async function reportEvents(
  device: DeviceRow,
  events: readonly KioskEvent[],
  core: DeskCore,
): Promise<Reported> {
  const { db, kiosk } = core;
  const next = await db.inSqlTransaction(async tx => {
    const { nextSequence } = await kiosk.lockDevice(tx, device.deviceNo);
    let expected = nextSequence;
    for (const [index, event] of events.entries()) {
      if (event.sequence > expected)
        throw eventMissing({}, [numberExpected('event-missing', index, expected)]);
      if (event.sequence < expected) {
        if (!(await isKnown(tx, device.deviceNo, event, core)))
          throw eventDiffers({}, [numberExpected('event-differs', index, expected)]);
      } else {
        await takeDown(tx, device.deviceNo, event, core);
        expected += 1;
      }
    }
    return expected;
  });
  const finished = events.flatMap(event => (event.kind === 'finish' ? event.session : []));
  for (const { id, status } of await kiosk.sessionsNamed(device.deviceNo, finished))
    if (status !== 'booked') await bookSession(id, core);
  const booked = await kiosk.sessionsNamed(device.deviceNo, finished);
  const sessions = booked.flatMap(({ session, paymentNo, fen: sum }) =>
    paymentNo === null ? [] : { session, paymentNo, fen: sum },
  );
  return { next, sessions };
}

function numberExpected(rule: string, index: number, expected: number) {
  const message = { zh: String(expected), en: String(expected) };
  return { field: `events.${index}.sequence`, rule, message };
}

async function isKnown(
  tx: PoolClient,
  deviceNo: string,
  event: KioskEvent,
  { kiosk }: DeskCore,
): Promise<boolean> {
  const known = (await kiosk.event(tx, deviceNo, event.sequence)) as Record<string, unknown> | undefined;
  if (!known) return false;
  return Object.keys({ ...known, ...event }).every(key => known[key] === event[key as keyof KioskEvent]);
}

async function takeDown(tx: PoolClient, deviceNo: string, event: KioskEvent, core: DeskCore): Promise<void> {
  const { kiosk, clock, logger } = core;
  const { sequence, kind } = event;
  const [told, now] = [new Date(event.at), clock.now()];
  const problem = await contradiction(tx, deviceNo, event, core);
  await kiosk.addEvent(tx, deviceNo, { sequence, kind, at: told, body: event, problem });
  // Never refused for what it says nor for its time: the device could send nothing after it, and the money lies in the box.
  if (problem) logger.warn({ deviceNo, sequence, problem }, 'a kiosk contradicts itself: staff must look');
  const at = bookableTime(told, now);
  if (at !== told) logger.warn({ deviceNo, sequence, told }, "a kiosk's clock was wrong: booked by ours");
  if (event.kind === 'note') return takeNote(tx, deviceNo, event, at, core);
  if (event.kind === 'box') {
    const { boxNo } = await kiosk.lockDevice(tx, deviceNo);
    return kiosk.changeBox(tx, deviceNo, { removedBox: boxNo!, label: event.inserted, at });
  }
  const session = await kiosk.session(tx, deviceNo, event.session);
  // What its notes came to counts, whatever it says they did.
  if (session) await kiosk.finishSession(tx, session.id, now);
}

/** What an event says against those before it. */
async function contradiction(
  tx: PoolClient,
  deviceNo: string,
  event: KioskEvent,
  { kiosk }: DeskCore,
): Promise<EventProblem | null> {
  if (event.kind === 'box') return null;
  const session = await kiosk.session(tx, deviceNo, event.session);
  if (event.kind === 'note') return session && session.accountNo !== event.accountNo ? 'other-account' : null;
  if (!session) return 'no-session';
  const total = await kiosk.sessionTotal(tx, deviceNo, event.session);
  return total.notes === event.notes && total.fen === event.fen ? null : 'other-sum';
}

async function takeNote(
  tx: PoolClient,
  deviceNo: string,
  note: Extract<KioskEvent, { kind: 'note' }>,
  at: Date,
  { kiosk, clock }: DeskCore,
): Promise<void> {
  const now = clock.now();
  const { boxNo } = await kiosk.lockDevice(tx, deviceNo);
  const current = await kiosk.session(tx, deviceNo, note.session);
  const goesOn =
    current?.status === 'open' && current.boxNo === boxNo && current.accountNo === note.accountNo;
  if (goesOn) return kiosk.addNote(tx, current.id, fen(note.fen), at, now);
  // What came before is booked already, lies in another box, or is another customer's.
  if (current) await kiosk.finishSession(tx, current.id, now);
  const { session, accountNo } = note;
  const round = (current?.round ?? 0) + 1;
  await kiosk.beginSession(tx, {
    deviceNo,
    session,
    round,
    accountNo,
    boxNo: boxNo!,
    fen: fen(note.fen),
    lastAt: at,
    now,
  });
}
