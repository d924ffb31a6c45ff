/** Payment work beside whatever else runs: one paid order after the other, from the notification to its committed settlement. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PendingPayment } from './pending-payments.ts';
import { signedNotifications } from './settlements.ts';
import type { Stage } from './stage.ts';

export interface Delays {
  count: number;
  median: number;
  p95: number;
  most: number;
}

const everyMs = 250;

/** Signed shortly before they are sent: a signature is good for five minutes. */
const signedAtOnce = 100;

/** Pays one order after the other until told to stop; gives the delays in milliseconds. What was paid is taken off the list. */
export async function probePayments(
  stage: Stage,
  orders: PendingPayment[],
  goOn: () => boolean,
): Promise<Delays> {
  const delays: number[] = [];
  while (goOn() && orders.length > 0) {
    const some = orders.splice(0, signedAtOnce);
    const notifications = await signedNotifications(stage, some);
    while (goOn() && some.length > 0) {
      const { paymentId } = some.shift()!;
      const { url, headers, body } = notifications.shift()!;
      const began = performance.now();
      const reply = await fetch(url, { method: 'POST', headers, body });
      if (!reply.ok) throw new Error(`notification answered ${reply.status}`);
      await settled(stage, paymentId);
      const took = performance.now() - began;
      delays.push(took);
      await sleep(Math.max(0, everyMs - took));
    }
    orders.unshift(...some);
  }
  delays.sort((a, b) => a - b);
  const at = (part: number) => delays[Math.min(delays.length - 1, Math.floor(delays.length * part))] ?? 0;
  return { count: delays.length, median: at(0.5), p95: at(0.95), most: delays.at(-1) ?? 0 };
}

async function settled(stage: Stage, paymentId: number): Promise<void> {
  for (;;) {
    const { rows } = await stage.owner.query<{ status: string }>({
      name: 'probe',
      text: 'SELECT status FROM payments WHERE id = $1',
      values: [paymentId],
    });
    if (rows[0]?.status === 'settled') return;
    await sleep(2);
  }
}
