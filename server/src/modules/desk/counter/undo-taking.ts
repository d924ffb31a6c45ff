/** 当日撤销 by a supervisor, and cheques that bounce later. */

import type { StaffActor } from '../../../http/access.ts';
import { auditStatement } from '../../../infra/with-audit.ts';
import { type AuditRecord, staffName } from '../../../shared/audit.ts';
import { businessDate } from '../../../shared/dates.ts';
import type { Fen } from '../../../shared/money.ts';
import { refusals } from '../../payments/index.ts';
import { notUncleared, ownTaking, paperUsed, takingNotFound, takingNotUndoable } from '../desk.errors.ts';
import type { DeskCore } from '../desk-core.ts';
import { wantVoid } from '../pos/void-sale.ts';
import type { TakingRow } from './counter.repository.ts';

const tradeOf = ({ shiftNo, id, amountFen }: TakingRow) => ({
  source: `shift:${shiftNo}`,
  tradeNo: `${shiftNo}-${id}`,
  amountFen,
});

/**
 * Voids a taking of today. Cash and papers go back over the counter, so the shift must still be open; a pay code's money
 * goes back through its gateway, a card's through the acquirer, and each is `voiding` until it has. A large sum waits for a
 * second person; refused by them or by the gateway, the code is taken as before and may be voided anew.
 * @throws AppError taking-not-found, taking-not-undoable, own-taking, refund-balance-used
 */
export async function voidTaking(
  actor: StaffActor,
  paymentNo: string,
  reason: string,
  requestId: string,
  core: DeskCore,
): Promise<void> {
  const { counter, clock, payments } = core;
  const taking = await counter.taking(paymentNo);
  if (!taking) throw takingNotFound();
  if (taking.takenBy === actor.username) throw ownTaking();
  const now = clock.now();
  const today = businessDate(now) === businessDate(taking.takenAt);
  const standing = taking.status === 'taken' || taking.status === 'uncleared';
  if (!today || !standing || taking.paymentStatus !== 'settled') throw takingNotUndoable();
  const { tender, amountFen, id } = taking;
  const mark = { undoneBy: actor.username, undoneReason: reason, now };
  const entry = entryOf(actor, 'counter.void', paymentNo, requestId, { tender, amountFen, reason });
  if (tender === 'pay-code') {
    // Named after the taking and the try before, so that whoever was cut off, or comes second, finds the same refund.
    const requestKey = `void:${id}:${taking.refundNo ?? ''}`;
    const refund = await payments.refund(
      staffName(actor),
      { paymentNo, amountFen, reason, requestKey },
      requestId,
    );
    await counter.voidByRefund(id, refund.refundNo, mark, entry);
  } else if (tender === 'card') await wantVoid(actor.username, taking, { reason, entry }, core);
  else await giveBackAtTill(taking, mark, entry, core);
}

async function giveBackAtTill(
  { paymentNo, shiftNo }: TakingRow,
  mark: { undoneBy: string; undoneReason: string; now: Date },
  entry: AuditRecord,
  { db, counter, payments }: DeskCore,
): Promise<void> {
  await db.inSqlTransaction(async tx => {
    const shift = await counter.lockShift(tx, shiftNo);
    const taking = await counter.lockTaking(tx, paymentNo);
    const standing = taking?.status === 'taken' || taking?.status === 'uncleared';
    if (!taking || !standing || shift?.status !== 'open') throw takingNotUndoable();
    const by = `staff:${mark.undoneBy}`;
    const reversal = { ...tradeOf(taking), on: businessDate(mark.now), by, reason: mark.undoneReason };
    await payments.reception.reverse(reversal, tx);
    await counter.markTaking(taking.id, { ...mark, status: 'voided' }, tx);
    await tx.query(auditStatement(entry));
  });
}

/**
 * The bank has credited a cheque or transfer: another person than the one who took it has seen that. One credit may be for several
 * bills, and clears no more than it brought; what was said of it counts until another person says otherwise.
 * @throws AppError taking-not-found, taking-not-uncleared, own-taking, paper-used, bank-reference-used
 */
export async function clearPaper(
  actor: StaffActor,
  { paymentNo, creditedFen }: { paymentNo: string; creditedFen?: Fen },
  requestId: string,
  { db, counter, clock }: DeskCore,
): Promise<void> {
  const now = clock.now();
  const on = businessDate(now);
  const { username: by } = actor;
  await db.inSqlTransaction(async tx => {
    const taking = uncleared(await counter.lockTaking(tx, paymentNo));
    if (taking.takenBy === by) throw ownTaking();
    const { clearedFen, toldFen, toldBy } = await refusals(counter.holdPaper(tx, taking.id));
    const told = creditedFen !== undefined && toldBy !== by ? creditedFen : undefined;
    const whole = told ?? toldFen ?? taking.amountFen;
    if (clearedFen + taking.amountFen > whole) throw paperUsed({ cleared: clearedFen / 100 });
    await counter.postCleared(tx, paymentNo, on, taking.amountFen);
    const credit = told === undefined ? undefined : { fen: told, by };
    await counter.markTaking(taking.id, { status: 'cleared', clearedOn: on, credit, now }, tx);
    const detail = {
      creditedFen: told,
      ...(told !== undefined && toldFen !== null ? { before: toldFen } : {}),
    };
    await tx.query(auditStatement(entryOf(actor, 'counter.clear', paymentNo, requestId, detail)));
  });
}

/**
 * A cheque has bounced, or a transfer never came. The first person reports it, another approves, then the payment is
 * reversed whatever the day: what it had paid is owed again.
 * @throws AppError taking-not-found, taking-not-uncleared, own-taking, refund-balance-used
 */
export async function bouncePaper(
  actor: StaffActor,
  paymentNo: string,
  reason: string,
  requestId: string,
  { db, counter, clock, payments }: DeskCore,
): Promise<void> {
  const now = clock.now();
  const record = (action: string) => auditStatement(entryOf(actor, action, paymentNo, requestId, { reason }));
  await db.inSqlTransaction(async tx => {
    const taking = uncleared(await counter.lockTaking(tx, paymentNo));
    if (taking.undoneBy === null) {
      const report = { status: 'uncleared', undoneBy: actor.username, undoneReason: reason, now } as const;
      await counter.markTaking(taking.id, report, tx);
      await tx.query(record('counter.report-bounce'));
      return;
    }
    if (taking.undoneBy === actor.username) throw ownTaking();
    const by = staffName(actor);
    await payments.reception.reverse({ ...tradeOf(taking), by, reason: taking.undoneReason ?? reason }, tx);
    await counter.markTaking(taking.id, { status: 'bounced', approvedBy: actor.username, now }, tx);
    await tx.query(record('counter.approve-bounce'));
  });
}

function uncleared(taking: TakingRow | undefined): TakingRow {
  if (!taking) throw takingNotFound();
  if (taking.status !== 'uncleared') throw notUncleared();
  return taking;
}

const entryOf = (
  actor: StaffActor,
  action: string,
  paymentNo: string,
  requestId: string,
  detail: Record<string, unknown>,
): AuditRecord => ({ actor: staffName(actor), action, subject: `payment:${paymentNo}`, detail, requestId });
