/** The clerk scans the code on the customer's phone; the gateway alone says whether it was paid. */

import type { StaffActor } from '../../../http/access.ts';
import { auditStatement } from '../../../infra/with-audit.ts';
import { staffName } from '../../../shared/audit.ts';
import { payCodeUnknown, shiftNeeded, takingNotFound, tooFresh } from '../desk.errors.ts';
import type { DeskCore } from '../desk-core.ts';
import { type OrderRequest, prepareOrder } from '../order.ts';

/** @throws AppError shift-needed, pay-code-unknown, payment-in-progress, and whatever refuses the order */
export async function takeCode(
  actor: StaffActor,
  request: OrderRequest & { authCode: string },
  context: { requestId: string; requestKey: string; ip: string },
  core: DeskCore,
): Promise<string> {
  const { counter, channels, clock, db, payments } = core;
  const gateway = channels
    .find('counter')
    ?.desk?.payCodes?.find(({ payCode }) => payCode?.reads(request.authCode));
  if (!gateway) throw payCodeUnknown();
  const order = await prepareOrder(request, payments.quoteAtDesk);
  const shift = await counter.shiftOf(actor.username);
  if (!shift) throw shiftNeeded();
  const { amountFen } = order;
  // Written first: a payment without a taking would be missing in the shift, a taking without a payment is nothing.
  const { requestKey, requestId, ip } = context;
  const { accountNo } = request;
  await db.inSqlTransaction(async tx => {
    const taking = {
      shiftId: shift.id,
      accountNo,
      tender: 'pay-code',
      amountFen,
      status: 'taken',
      takenAt: clock.now(),
      takenBy: actor.username,
      requestKey,
    } as const;
    if ((await counter.addTaking(taking, tx)) === undefined) return;
    await tx.query(
      auditStatement({
        actor: staffName(actor),
        action: 'counter.scan',
        subject: `shift:${shift.shiftNo}`,
        detail: { gateway: gateway.code, accountNo, amountFen },
        requestId,
      }),
    );
  });
  return payments.desk.chargeCode(gateway, request.authCode, {
    ...order,
    channel: 'counter',
    ip,
    requestKey,
  });
}

/** WeChat asks not to undo a code sooner. */
const secondsBeforeUndo = 15;

/** The customer does not confirm: undone at the gateway. @throws AppError taking-not-found, pay-code-too-fresh */
export async function giveUpCode(
  actor: StaffActor,
  paymentNo: string,
  requestId: string,
  { counter, clock, audit, payments }: DeskCore,
): Promise<void> {
  const taking = await counter.taking(paymentNo);
  if (taking?.tender !== 'pay-code') throw takingNotFound();
  const age = (clock.now().getTime() - taking.takenAt.getTime()) / 1000;
  if (age < secondsBeforeUndo) throw tooFresh({ seconds: Math.ceil(secondsBeforeUndo - age) });
  // Written first: what the gateway says to it stands in the payment's history.
  const subject = `payment:${paymentNo}`;
  await audit.record({ actor: staffName(actor), action: 'counter.give-up', subject, requestId });
  await payments.desk.giveUp(paymentNo);
}
