import { encodeForm } from '../alipay/parameters.ts';
import type { Notifier, RawRequest } from '../notify/raw-request.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Delivery, FaultRule } from '../state/records.ts';
import { type Fields, signed } from './message.ts';

const MINUTE = 60;
/** Five resends at most. */
const SCHEDULE = [1 * MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE, 15 * MINUTE];

/** Notices to `backUrl`: a signed form; HTTP 200 is all that is asked. */
export function unionpayNotifier(sandbox: Sandbox): Notifier {
  return {
    schedule: SCHEDULE,
    accepts: answer => answer.status === 200,
    build: (delivery, fault) => build(sandbox, delivery, fault),
  };
}

async function build(sandbox: Sandbox, delivery: Delivery, fault?: FaultRule): Promise<RawRequest> {
  const fields = await signed(sandbox.keys.unionpay, contentOf(delivery), fault);
  const body = encodeForm(fields);
  return {
    url: delivery.url,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8', 'User-Agent': 'UnionPay' },
    // A lone percent sign cannot be decoded.
    body: fault?.fault === 'malformed' ? `${body.slice(0, body.length / 2)}%` : body,
  };
}

/** The event's facts, or a validly signed lie about them. */
function contentOf(delivery: Delivery): Fields {
  const { fields, deltaFen } = delivery.facts as { fields: Fields; deltaFen?: number };
  if (delivery.fault === 'wrong-merchant') return { ...fields, merId: '777290058110048' };
  if (delivery.fault === 'unreadable') return { ...fields, txnAmt: '12,34' };
  if (delivery.fault === 'wrong-amount') {
    const amount = String(Number(fields['txnAmt']) + (deltaFen ?? 1));
    return { ...fields, txnAmt: amount, settleAmt: amount };
  }
  return fields;
}
