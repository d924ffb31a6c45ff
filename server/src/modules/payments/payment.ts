/** What a payment is, and how it may go on. Pure. */

export const paymentStatuses = ['created', 'pending', 'settled', 'closed', 'failed'] as const;
/**
 * - `created`: ours only; the gateway may or may not have heard of it (a start was cut off);
 * - `pending`: the gateway knows it, or nobody knows whether it does;
 * - `settled`: money came in and is on the books; final;
 * - `closed`: expired or cancelled without money; `failed`: refused. Both still settle when money comes after all.
 */
export type PaymentStatus = (typeof paymentStatuses)[number];

/** The database refuses everything else, by the trigger `payments_transition`. */
export const transitions: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  created: ['pending', 'settled', 'closed', 'failed'],
  pending: ['settled', 'closed', 'failed'],
  settled: [],
  closed: ['settled'],
  failed: ['settled'],
};

export function mayBecome(from: PaymentStatus, to: PaymentStatus): boolean {
  return transitions[from].includes(to);
}

/** Whether the payer may still pay it, as far as we know. */
export function isOpen(status: PaymentStatus): boolean {
  return status === 'created' || status === 'pending';
}

/** What the payer sees: 待付款 → 已付款,核对中 → 已到账. */
export type PaymentStage = 'waiting' | 'paid' | 'credited' | 'closed' | 'failed';

/** @param contradicted a proved message says that money came, but not what was ordered; the gateway is being asked. */
export function stageOf(status: PaymentStatus, contradicted: boolean): PaymentStage {
  if (status === 'settled') return 'credited';
  if (contradicted) return 'paid';
  return isOpen(status) ? 'waiting' : (status as 'closed' | 'failed');
}

/** How the database answers to a success that was told to it; everything but `settled` and `repeat` is queued for staff. */
export type SettlementResult =
  | 'settled'
  | 'repeat'
  | 'unknown-payment'
  | 'second-success'
  | 'late-success'
  | 'underpaid'
  | 'surplus'
  | 'conflict';

export function isOdd(result: string): boolean {
  if (result.startsWith('agreement-')) return false;
  return !['settled', 'repeat', 'hint', 'ignored', 'refund-succeeded', 'refund-pending'].includes(result);
}

const lastLookSeconds = 120;

/** Until an order's expiry the gateway may still take money for it, so it is looked at once after; null once that is past. */
export function lastLookAt(payment: { expiresAt: Date }, now: Date): Date | null {
  const at = new Date(payment.expiresAt.getTime() + lastLookSeconds * 1000);
  return at > now ? at : null;
}

const patienceHours = 2;

/** Whether the gateway has not said for so long what became of an expired order that a person should know. */
export function isUndecidedTooLong({ expiresAt }: { expiresAt: Date }, now: Date): boolean {
  return now.getTime() - expiresAt.getTime() >= patienceHours * 3_600_000;
}

/** When silence is broken next: the gateway's schedule counted from the start, then the expiry. */
export function nextQueryAt(
  payment: { createdAt: Date; expiresAt: Date; queryCount: number },
  scheduleSeconds: readonly number[],
  now: Date,
): Date {
  const due = scheduleSeconds
    .map(seconds => payment.createdAt.getTime() + seconds * 1000)
    .find(time => time > now.getTime());
  const expiry = payment.expiresAt.getTime();
  if (now.getTime() < expiry) return new Date(Math.min(due ?? expiry, expiry));
  // Past expiry closing is tried again and again, ever more slowly, until the gateway says what became of it.
  return new Date(now.getTime() + Math.min(600, 15 * 2 ** Math.min(payment.queryCount, 6)) * 1000);
}
