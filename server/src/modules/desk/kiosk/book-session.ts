/** Books the notes of one customer at a kiosk: the oldest bills first, the surplus to the balance. */
import { businessDate } from '../../../shared/dates.ts';
import type { Quote, ReceiveRequest } from '../../payments/index.ts';
import type { DeskCore } from '../desk-core.ts';
import { describe, spreadOver } from '../order.ts';
import { type SessionRow, tradeNoOf } from './kiosk.repository.ts';

const silentMinutes = 5;
const batchSize = 50;

/** Whoever walked away without pressing the button has paid as well: the notes are in the box. */
export async function bookSilentSessions(core: DeskCore, signal: AbortSignal): Promise<void> {
  const since = new Date(core.clock.now().getTime() - silentMinutes * 60_000);
  for (const id of await core.kiosk.sessionsToBook(since, batchSize)) {
    if (signal.aborted) return;
    await bookSession(id, core).catch(error =>
      core.logger.error({ err: error }, 'kiosk session: tried again'),
    );
  }
}

/** Once: a session that is booked stays as it is. */
export async function bookSession(id: number, core: DeskCore): Promise<void> {
  const { db, kiosk, payments, crashPoints } = core;
  const found = await kiosk.sessionById(id);
  // Asked before the transaction: it needs connections of its own. What changes meanwhile becomes balance.
  const quote = await payments.quoteAtDesk(found.accountNo);
  await db.inSqlTransaction(async tx => {
    const session = await kiosk.lockSession(tx, id);
    if (session.status === 'booked') return;
    const paymentNo = quote
      ? (await payments.reception.receive(paymentOf(session, quote, await kiosk.toldAt(tx, session)), tx))
          .paymentNo!
      : await kiosk.suspend(tx, session);
    crashPoints.reach('kiosk-booking');
    await kiosk.bookedSession(tx, id, paymentNo);
  });
}

/** @param toldAt by the device's clock, kept beside the time that is booked where that was wrong */
function paymentOf(session: SessionRow, quote: Quote, toldAt: Date): ReceiveRequest {
  const spread = spreadOver(quote, session.fen);
  const named = spread.items.map(
    item => quote.items.find(owed => owed.payableId === item.payableId)!.title.zh,
  );
  return {
    channel: 'kiosk',
    source: `cash-box:${session.boxNo}`,
    tradeNo: tradeNoOf(session),
    product: 'cash',
    description: describe([...named, ...(spread.prepayments.length > 0 ? ['预存电费'] : [])]),
    ...spread,
    paidAt: session.lastAt,
    clearingOn: businessDate(session.lastAt),
    origin: 'device',
    strict: false,
    detail: {
      device: session.deviceNo,
      notes: session.notes,
      ...(toldAt.getTime() === session.lastAt.getTime() ? {} : { toldAt: toldAt.toISOString() }),
    },
  };
}
