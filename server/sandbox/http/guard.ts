import type { Context } from 'koa';
import type { Occasion } from '../faults/faults.ts';
import { faultDelay, sleep } from '../faults/timing.ts';
import type { Sandbox } from '../sandbox.ts';
import type { FaultRule } from '../state/records.ts';
import { hang, type RawReply, reset, write } from './reply.ts';

/** What a gateway supplies so that misbehaviour can be woven around its calls. */
export interface Misbehaviour {
  /** An answer of the gateway's own when it is out of order or refuses. */
  outOfOrder: (rule: FaultRule) => RawReply | Promise<RawReply>;
  declined: (rule: FaultRule) => RawReply | Promise<RawReply>;
  /** The buyer pays now, even if the order is closed; resolves when the notification was tried. */
  pay: (outTradeNo: string) => Promise<void>;
}

/**
 * Runs one call with the faults that are due: some before the call is looked at, some after it was carried out.
 * @param carryOut does the call; given the fault of the reply, it may sign wrongly or stale
 */
export async function withFaults(
  ctx: Context,
  sandbox: Sandbox,
  occasion: Occasion,
  gateway: Misbehaviour,
  carryOut: (replyFault?: FaultRule) => RawReply | Promise<RawReply>,
): Promise<void> {
  const before = sandbox.faults.take('call-before', occasion);
  if (before) {
    sandbox.faults.done(occasion, before.fault);
    if (before.fault === 'delay') await sleep(sandbox.later, faultDelay(before, 1000));
    if (before.fault === 'reset') return reset(ctx);
    if (before.fault === 'error-5xx') return write(ctx, await gateway.outOfOrder(before));
    if (before.fault === 'decline') return write(ctx, await gateway.declined(before));
    if (before.fault === 'pay-before' && occasion.outTradeNo) await gateway.pay(occasion.outTradeNo);
  }
  const after = sandbox.faults.take('call-after', occasion);
  const reply = await carryOut(after);
  if (!after) return write(ctx, reply);
  await afterwards(ctx, sandbox, occasion, gateway, after, reply);
}

async function afterwards(
  ctx: Context,
  sandbox: Sandbox,
  occasion: Occasion,
  gateway: Misbehaviour,
  rule: FaultRule,
  reply: RawReply,
): Promise<void> {
  const { outTradeNo } = occasion;
  if (rule.fault === 'notify-first' || rule.fault === 'succeed-after-close') {
    // Only a call that was carried out can be overtaken by a payment.
    if (!outTradeNo || reply.refused || reply.status >= 300) return write(ctx, reply);
    sandbox.faults.done(occasion, rule.fault);
    if (rule.fault === 'notify-first') await gateway.pay(outTradeNo);
    else sandbox.later(faultDelay(rule, 200), () => void gateway.pay(outTradeNo));
    return write(ctx, reply);
  }
  sandbox.faults.done(occasion, rule.fault);
  if (rule.fault === 'timeout-after') return hang(ctx, sandbox, rule);
  if (rule.fault === 'reset-after') return reset(ctx);
  if (rule.fault === 'error-after') return write(ctx, await gateway.outOfOrder(rule));
  if (rule.fault === 'malformed') return write(ctx, garbled(reply));
  write(ctx, reply);
}

/** Half of the answer, as a broken proxy would pass it on. */
function garbled(reply: RawReply): RawReply {
  const body = Buffer.from(reply.body);
  const half = body.subarray(0, Math.max(1, Math.floor(body.length / 2)));
  return { ...reply, status: 200, body: body.length > 0 ? half : Buffer.from('<html>') };
}
