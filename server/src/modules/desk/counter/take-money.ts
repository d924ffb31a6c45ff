/** Cash, a cheque or a transfer's slip over the counter: taking, payment, receipt, postings and audit entry in one transaction. */

import type { StaffActor } from '../../../http/access.ts';
import { auditStatement } from '../../../infra/with-audit.ts';
import { staffName } from '../../../shared/audit.ts';
import type { Fen } from '../../../shared/money.ts';
import { paperUnnamed, shiftNeeded, tenderedTooLittle } from '../desk.errors.ts';
import type { DeskCore } from '../desk-core.ts';
import { type OrderRequest, prepareOrder } from '../order.ts';

export interface TakeRequest extends OrderRequest {
  tender: 'cash' | 'cheque' | 'transfer';
  /** Cash: what the customer gave. */
  tenderedFen?: Fen;
  /** The cheque's number, the transfer's reference at the bank. */
  reference?: string;
  bank?: string;
}

/**
 * @returns the payment's number; the same for a repeat of the request
 * @throws AppError paper-unnamed, shift-needed, tendered-too-little, and whatever refuses the order
 */
export async function takeMoney(
  actor: StaffActor,
  request: TakeRequest,
  context: { requestId: string; requestKey: string },
  core: DeskCore,
): Promise<string> {
  const { counter, db, clock, crashPoints, payments } = core;
  const earlier = await counter.takingByRequest(context.requestKey);
  if (earlier) return earlier.paymentNo;
  refuseUnnamed(request);
  const order = await prepareOrder(request, payments.quoteAtDesk);
  const { tender, reference, bank } = request;
  const tenderedFen = tender === 'cash' ? (request.tenderedFen ?? order.amountFen) : undefined;
  if (tenderedFen !== undefined && tenderedFen < order.amountFen) throw tenderedTooLittle();
  const now = clock.now();
  const paymentNo = await db.inSqlTransaction(async tx => {
    const shift = await counter.holdShift(tx, actor.username);
    if (!shift) throw shiftNeeded();
    const id = await counter.addTaking(
      {
        shiftId: shift.id,
        accountNo: request.accountNo,
        tender,
        amountFen: order.amountFen,
        tenderedFen,
        reference,
        bank,
        status: tender === 'cash' ? 'taken' : 'uncleared',
        takenAt: now,
        takenBy: actor.username,
        requestKey: context.requestKey,
      },
      tx,
    );
    if (id === undefined) return undefined;
    const received = await payments.reception.receive(
      {
        channel: 'counter',
        source: `shift:${shift.shiftNo}`,
        tradeNo: `${shift.shiftNo}-${id}`,
        product: tender,
        description: order.description,
        items: order.items,
        prepayments: order.prepayments,
        paidAt: now,
        origin: 'desk',
        strict: true,
        detail: { clerk: actor.username, tender },
      },
      tx,
    );
    await counter.namePayment(id, received.paymentNo!, tx);
    await tx.query(
      auditStatement({
        actor: staffName(actor),
        action: 'counter.take',
        subject: `payment:${received.paymentNo}`,
        detail: { tender, amountFen: order.amountFen },
        requestId: context.requestId,
      }),
    );
    return received.paymentNo!;
  });
  crashPoints.reach('desk-took');
  return paymentNo ?? (await counter.takingByRequest(context.requestKey))!.paymentNo;
}

/** The bank credits a paper by its number: without it nobody finds the money, or knows that it never came. */
function refuseUnnamed({ tender, reference, bank }: TakeRequest): void {
  if (tender === 'cash') return;
  const missing = Object.entries({ reference, bank }).filter(([, value]) => value === undefined);
  if (missing.length === 0) return;
  throw paperUnnamed(
    {},
    missing.map(([field]) => ({
      field,
      rule: 'required',
      message: { zh: '必填', en: 'This is required' },
    })),
  );
}
