/**
 * 消费撤销: wanted by a supervisor, sent until the acquirer answers. The books take the money back first, so that nothing else can be
 * done with it meanwhile; they follow the acquirer when it has answered.
 */
import { auditStatement } from '../../../infra/with-audit.ts';
import type { AuditRecord } from '../../../shared/audit.ts';
import type { TakingRow } from '../counter/counter.repository.ts';
import { takingNotUndoable } from '../desk.errors.ts';
import type { DeskCore } from '../desk-core.ts';
import type { SaleRow } from './pos.repository.ts';
import { later } from './reverse-sale.ts';
import { acquirerOf, terminalKey, tradeNoOf } from './terminal-key.ts';

/**
 * @throws AppError taking-not-undoable (its batch has been settled, or it is being voided already), refund-balance-used (its surplus
 * has paid another bill), refund-too-large (some of it was given back)
 */
export async function wantVoid(
  by: string,
  taking: TakingRow,
  { reason, entry }: { reason: string; entry: AuditRecord },
  core: DeskCore,
): Promise<void> {
  const { db, pos, counter, clock, payments } = core;
  const now = clock.now();
  const sale = await db.inSqlTransaction(async tx => {
    const sold = await pos.saleOfPayment(tx, taking.paymentNo);
    const terminal = sold && (await pos.terminal(sold.terminal, tx));
    if (sold?.status !== 'approved' || terminal?.batch !== sold.batch) throw takingNotUndoable();
    const trace = await pos.nextTrace(tx, sold.terminal);
    await pos.beginVoid(tx, sold.id, { trace, by, reason, now, nextAt: new Date(now.getTime() + 60_000) });
    await counter.markTaking(taking.id, { status: 'voiding', undoneBy: by, undoneReason: reason, now }, tx);
    const { amountFen } = sold;
    const reserved = { ...tradeOf(sold, core), amountFen, by: `staff:${by}`, reason };
    await payments.reception.reserveReversal(reserved, tx);
    await tx.query(auditStatement(entry));
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
  if (answer.status === 'voided') return bookVoid(sale, answer, core);
  const stands = await saleStands(sale, core);
  if (stands === undefined) return pos.schedule(sale.id, later(sale, core));
  if (stands) return giveUpVoid(sale, answer.code, core);
  await bookVoid(sale, { reference: undefined, settlesOn: sale.settlesOn! }, core);
}

/**
 * A refusal speaks of its own message: an earlier one, or the terminal itself, may have voided the sale (40; 94 after a change of
 * keys; 77 after the acquirer has closed the batch). Undefined: the acquirer does not say, or says what cannot be of a sale that it approved.
 */
async function saleStands(sale: SaleRow, core: DeskCore): Promise<boolean | undefined> {
  const { status } = await acquirerOf(core).query(await terminalKey(sale.terminal, core), sale);
  if (status === 'approved') return true;
  return status === 'voided' || status === 'reversed' ? false : undefined;
}

async function bookVoid(
  sale: SaleRow,
  { reference, settlesOn }: { reference: string | undefined; settlesOn: SaleRow['settlesOn'] & string },
  core: DeskCore,
): Promise<void> {
  const { db, pos, counter, clock, payments } = core;
  await db.inSqlTransaction(async tx => {
    const locked = await pos.lockSale(tx, sale.id);
    if (locked.status !== 'voiding') return;
    const taking = await counter.lockTaking(tx, locked.paymentNo!);
    const reversal = {
      ...tradeOf(locked, core),
      amountFen: locked.amountFen,
      // Past 23:00 it stands in the next day's file; it is still the same batch.
      on: settlesOn === locked.settlesOn ? settlesOn : undefined,
      clearsOn: settlesOn,
      by: `staff:${locked.voidedBy}`,
      reason: locked.voidReason ?? '',
    };
    await payments.reception.reverse(reversal, tx);
    await pos.endVoid(tx, sale.id, { status: 'voided', reference, code: '00' });
    if (taking) await counter.markTaking(taking.id, { status: 'voided', now: clock.now() }, tx);
  });
}

/** The sale stands: its money goes back where it was, and staff see that it was not given back. */
async function giveUpVoid(sale: SaleRow, code: string, core: DeskCore): Promise<void> {
  const { db, pos, counter, clock, payments } = core;
  await db.inSqlTransaction(async tx => {
    const locked = await pos.lockSale(tx, sale.id);
    if (locked.status !== 'voiding') return;
    const taking = await counter.lockTaking(tx, locked.paymentNo!);
    const released = await payments.reception.releaseReversal(tradeOf(locked, core), code, tx);
    // Finance has booked it from the acquirer's own file already: the money has gone.
    await pos.endVoid(tx, sale.id, { status: released ? 'approved' : 'voided', code });
    if (taking)
      await counter.markTaking(taking.id, { status: released ? 'taken' : 'voided', now: clock.now() }, tx);
  });
}

const tradeOf = (sale: SaleRow, { acquirer }: DeskCore) => ({
  source: `acquirer:${acquirer!.merchant}`,
  tradeNo: tradeNoOf(sale),
});
