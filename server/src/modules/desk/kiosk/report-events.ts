/** Takes down what a device reports, strictly in its own order, so that whatever it repeats after an outage counts once. */
import type { PoolClient } from 'pg';
import { type Fen, fen } from '../../../shared/money.ts';
import { eventDiffers, eventMissing, eventWrong } from '../desk.errors.ts';
import type { DeskCore } from '../desk-core.ts';
import { bookSession } from './book-session.ts';
import { bookableTime } from './event-time.ts';
import type { DeviceRow } from './kiosk.repository.ts';

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

/** @throws AppError event-missing (nothing is taken down), event-differs, event-wrong */
export async function reportEvents(
  device: DeviceRow,
  events: readonly KioskEvent[],
  core: DeskCore,
): Promise<Reported> {
  const { db, kiosk } = core;
  const next = await db.inSqlTransaction(async tx => {
    const { nextSequence } = await kiosk.lockDevice(tx, device.deviceNo);
    let expected = nextSequence;
    for (const event of events) {
      if (event.sequence > expected) throw missing(expected);
      if (event.sequence < expected) await mustEqual(tx, device.deviceNo, event, core);
      else {
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

function missing(expected: number) {
  const message = { zh: String(expected), en: String(expected) };
  return eventMissing({}, [{ field: 'events.0.sequence', rule: 'event-missing', message }]);
}

async function mustEqual(
  tx: PoolClient,
  deviceNo: string,
  event: KioskEvent,
  { kiosk }: DeskCore,
): Promise<void> {
  const known = (await kiosk.event(tx, deviceNo, event.sequence)) as Record<string, unknown> | undefined;
  const same =
    known && Object.keys({ ...known, ...event }).every(key => known[key] === event[key as keyof KioskEvent]);
  if (!same) throw eventDiffers();
}

async function takeDown(tx: PoolClient, deviceNo: string, event: KioskEvent, core: DeskCore): Promise<void> {
  const { kiosk, clock, logger } = core;
  const { sequence, kind } = event;
  const [told, now] = [new Date(event.at), clock.now()];
  await kiosk.addEvent(tx, deviceNo, { sequence, kind, at: told, body: event });
  // Never refused for its time: the device could send nothing after it, and the money lies in the box.
  const at = bookableTime(told, now);
  if (at !== told) logger.warn({ deviceNo, sequence, told }, "a kiosk's clock was wrong: booked by ours");
  if (event.kind === 'note') return takeNote(tx, deviceNo, event, at, core);
  if (event.kind === 'box') {
    const { boxNo } = await kiosk.lockDevice(tx, deviceNo);
    return kiosk.changeBox(tx, deviceNo, { removedBox: boxNo!, label: event.inserted, at });
  }
  const session = await kiosk.session(tx, deviceNo, event.session);
  const total = await kiosk.sessionTotal(tx, deviceNo, event.session);
  if (!session || total.notes !== event.notes || total.fen !== event.fen) throw eventWrong();
  await kiosk.finishSession(tx, session.id, now);
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
  if (current && current.accountNo !== note.accountNo) throw eventWrong();
  const sameBox = current?.status === 'open' && current.boxNo === boxNo;
  if (sameBox) return kiosk.addNote(tx, current.id, fen(note.fen), at, now);
  // What came before is booked already, or lies in another box.
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
