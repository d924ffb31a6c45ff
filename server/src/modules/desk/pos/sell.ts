/**
 * A sale at a card terminal: written down with its numbers, then asked of the acquirer, then booked. Without a readable
 * answer it is reversed until the acquirer has acknowledged that; see reverse-sale.ts.
 */

import type { StaffActor } from '../../../http/access.ts';
import { auditStatement } from '../../../infra/with-audit.ts';
import { staffName } from '../../../shared/audit.ts';
import { shiftNeeded, terminalBusy, terminalNotFound } from '../desk.errors.ts';
import type { DeskCore } from '../desk-core.ts';
import { type OrderRequest, prepareOrder } from '../order.ts';
import { bookSale } from './book-sale.ts';
import type { SaleRow } from './pos.repository.ts';
import { reverseSale } from './reverse-sale.ts';
import { acquirerOf, terminalKey, tradeNoOf } from './terminal-key.ts';

/** Longer than the sale may take: then nobody waits for its answer any more. */
const abandonedAfterMs = 100_000;

/** @throws AppError cards-not-taken, shift-needed, terminal-not-found, terminal-busy, and whatever refuses the order */
export async function sellByCard(
  actor: StaffActor,
  request: OrderRequest & { terminal: string },
  context: { requestId: string; requestKey: string },
  core: DeskCore,
): Promise<SaleRow> {
  const { pos, crashPoints } = core;
  const acquirer = acquirerOf(core);
  const earlier = await pos.saleByRequest(context.requestKey);
  if (earlier) return earlier;
  const sale = await writeDown(actor, request, context, core);
  const answer = await acquirer.sale(await terminalKey(sale.terminal, core), sale);
  crashPoints.reach('acquirer-answered');
  if (answer.status === 'approved') await bookSale(sale.id, answer, 'asking', core);
  else if (answer.status === 'refused') await pos.refuse(sale.id, answer.code);
  else if (await pos.beginReversal(sale.id, answer.reason.slice(0, 20), core.clock.now()))
    await reverseSale({ ...sale, status: 'reversing', code: answer.reason }, core);
  return (await pos.sale(sale.id))!;
}

async function writeDown(
  actor: StaffActor,
  request: OrderRequest & { terminal: string },
  { requestId, requestKey }: { requestId: string; requestKey: string },
  { db, pos, counter, clock, payments }: DeskCore,
): Promise<SaleRow> {
  const order = await prepareOrder(request, payments.quoteAtDesk);
  const now = clock.now();
  return db.inSqlTransaction(async tx => {
    const shift = await counter.holdShift(tx, actor.username);
    if (!shift) throw shiftNeeded();
    const terminal = await pos.terminal(request.terminal, tx);
    if (!terminal?.active) throw terminalNotFound();
    if (await pos.isBusy(tx, terminal.terminal)) throw terminalBusy();
    const sale = await pos.addSale(tx, {
      terminal: terminal.terminal,
      batch: terminal.batch,
      trace: await pos.nextTrace(tx, terminal.terminal),
      shiftId: shift.id,
      accountNo: request.accountNo,
      amountFen: order.amountFen,
      pays: { items: order.items, prepayments: order.prepayments },
      description: order.description,
      createdBy: actor.username,
      createdAt: now,
      requestKey,
      nextAt: new Date(now.getTime() + abandonedAfterMs),
    });
    // The very same request is being handled at this moment.
    if (!sale) throw terminalBusy();
    await tx.query(
      auditStatement({
        actor: staffName(actor),
        action: 'counter.card-sale',
        subject: `card-sale:${tradeNoOf(sale)}`,
        detail: { amountFen: sale.amountFen },
        requestId,
      }),
    );
    return sale;
  });
}
