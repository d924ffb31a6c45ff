/** The clerk scans the code on the customer's phone; the gateway alone says whether it was paid. */

import type { StaffActor } from '../../../http/access.ts';
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
  const { counter, channels, clock, audit, payments } = core;
  const gateway = channels
    .find('counter')
    ?.desk?.payCodes?.find(({ payCode }) => payCode?.reads(request.authCode));
  if (!gateway) throw payCodeUnknown();
  const order = await prepareOrder(request, payments.quoteAtDesk);
  const shift = await counter.shiftOf(actor.username);
  if (!shift) throw shiftNeeded();
  const { amountFen } = order;
  // Written first: a payment without a taking would be missing in the shift, a taking without a payment is nothing.
  await counter.addTaking({
    shiftId: shift.id,
    accountNo: request.accountNo,
    tender: 'pay-code',
    amountFen,
    status: 'taken',
    takenAt: clock.now(),
    takenBy: actor.username,
    requestKey: context.requestKey,
  });
  const { requestKey, ip } = context;
  const paymentNo = await payments.desk.chargeCode(gateway, request.authCode, {
    ...order,
    channel: 'counter',
    ip,
    requestKey,
  });
  await audit.record({
    actor: staffName(actor),
    action: 'counter.scan',
    subject: `payment:${paymentNo}`,
    detail: { gateway: gateway.code, amountFen },
    requestId: context.requestId,
  });
  return paymentNo;
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
  const result = await payments.desk.giveUp(paymentNo);
  const subject = `payment:${paymentNo}`;
  await audit.record({
    actor: staffName(actor),
    action: 'counter.give-up',
    subject,
    detail: { result },
    requestId,
  });
}
