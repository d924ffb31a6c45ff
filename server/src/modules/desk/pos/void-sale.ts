/** 消费撤销: wanted by a supervisor, sent until the acquirer answers, booked when it has. */
import type { TakingRow } from '../counter/counter.repository.ts';
import { takingNotUndoable } from '../desk.errors.ts';
import type { DeskCore } from '../desk-core.ts';
import type { SaleRow } from './pos.repository.ts';
import { later } from './reverse-sale.ts';
import { acquirerOf, terminalKey, tradeNoOf } from './terminal-key.ts';

/** @throws AppError taking-not-undoable: its batch has been settled, or it is being voided already */
export async function wantVoid(by: string, taking: TakingRow, reason: string, core: DeskCore): Promise<void> {
  const { db, pos, counter, clock } = core;
  const now = clock.now();
  const sale = await db.inSqlTransaction(async tx => {
    const sold = await pos.saleOfPayment(tx, taking.paymentNo);
    const terminal = sold && (await pos.terminal(sold.terminal, tx));
    if (sold?.status !== 'approved' || terminal?.batch !== sold.batch) throw takingNotUndoable();
    const trace = await pos.nextTrace(tx, sold.terminal);
    await pos.beginVoid(tx, sold.id, { trace, by, reason, now, nextAt: new Date(now.getTime() + 60_000) });
    await counter.markTaking(taking.id, { status: 'voiding', undoneBy: by, undoneReason: reason, now }, tx);
    return {
      ...sold,
      status: 'voiding' as const,
      voidTrace: trace,
      voidedBy: by,
      voidReason: reason,
      voidedAt: now,
      attempts: 0,
    };
  });
  await followVoid(sale, core).catch(error =>
    core.logger.error({ err: error }, 'void not sent, the job will'),
  );
}

export async function followVoid(sale: SaleRow, core: DeskCore): Promise<void> {
  const { pos, crashPoints } = core;
  const answer = await acquirerOf(core).void(await terminalKey(sale.terminal, core), {
    batch: sale.batch,
    trace: sale.voidTrace!,
    originalTrace: sale.trace,
    reference: sale.reference!,
    amountFen: sale.amountFen,
    at: sale.voidedAt!,
  });
  crashPoints.reach('acquirer-answered');
  if (answer.status === 'unknown') return pos.schedule(sale.id, later(sale, core));
  const { db, counter, clock, payments, acquirer } = core;
  await db.inSqlTransaction(async tx => {
    const locked = await pos.lockSale(tx, sale.id);
    if (locked.status !== 'voiding') return;
    const taking = await counter.lockTaking(tx, locked.paymentNo!);
    if (answer.status === 'refused') {
      await pos.endVoid(tx, sale.id, { status: 'approved', code: answer.code });
      if (taking) await counter.markTaking(taking.id, { status: 'taken', now: clock.now() }, tx);
      return;
    }
    const reversal = {
      source: `acquirer:${acquirer!.merchant}`,
      tradeNo: tradeNoOf(locked),
      amountFen: locked.amountFen,
      // Past 23:00 it stands in the next day's file; it is still the same batch.
      on: answer.settlesOn === locked.settlesOn ? answer.settlesOn : undefined,
      clearsOn: answer.settlesOn,
      by: `staff:${locked.voidedBy}`,
      reason: locked.voidReason ?? '',
    };
    await payments.reception.reverse(reversal, tx);
    await pos.endVoid(tx, sale.id, { status: 'voided', reference: answer.reference, code: '00' });
    if (taking) await counter.markTaking(taking.id, { status: 'voided', now: clock.now() }, tx);
  });
}
