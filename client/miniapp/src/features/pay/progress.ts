/** How a payment's stage is told, and how often it is asked for. */
import type { Payment } from '@api/types';
import type { Stage } from '@/components/stage-line';
import type { Translate } from '@/i18n/texts';
import type { WalletHint } from '@/platform/contract';

/** Credited, while power is still to come back: that goes on for minutes or hours. */
const awaitsSupply = ({ stage, supply }: Payment): boolean =>
  stage === 'credited' && (supply?.state === 'suspended' || supply?.state === 'reconnecting');

/** Nothing of what is shown will change any more. */
export const isStill = (payment: Payment | null): boolean =>
  payment !== null && isOver(payment) && !awaitsSupply(payment);

/** Nothing more happens to the money. */
export function isOver(payment: Payment | null): boolean {
  return (
    payment !== null &&
    (payment.stage === 'credited' || payment.stage === 'closed' || payment.stage === 'failed')
  );
}

const delaysMs = [1_000, 1_000, 2_000, 2_000, 3_000, 5_000, 8_000, 10_000];

/** Quick while the person looks, then slower, never more than a quarter of a minute. */
export const pollDelay = (turn: number): number => delaysMs[turn] ?? 15_000;

/**
 * Whether going on with the same order may be offered. Only when the server has asked the gateway and nothing was
 * paid, and the wallet did not leave it open: while a payment is unknown nobody is asked to pay again.
 */
export function mayResume(payment: Payment, hint: WalletHint | null, askedUnpaid: boolean): boolean {
  if (payment.stage !== 'waiting' || !payment.action || payment.action.kind === 'qr') return false;
  return askedUnpaid && hint !== 'done' && hint !== 'unknown';
}

export function stagesOf(payment: Payment, t: Translate, at: (instant: string) => string): Stage[] {
  const { stage, createdAt, settledAt } = payment;
  const stopped = stage === 'closed' || stage === 'failed';
  const paid = stage === 'paid' || stage === 'credited';
  const way: Stage[] = [
    { name: t('result.stage.started'), state: 'done', detail: at(createdAt) },
    { name: t('result.stage.paid'), state: stopped ? 'stopped' : paid ? 'done' : 'now' },
    {
      name: t('result.stage.credited'),
      state: stage === 'credited' ? 'done' : stage === 'paid' ? 'now' : 'later',
      detail: settledAt ? at(settledAt) : undefined,
    },
  ];
  const supply = stopped ? null : supplyStage(payment, t, at);
  return supply ? [...way, supply] : way;
}

/** 复电: only of a home that was cut off. Until all that is overdue is paid it is still to come, whatever was credited. */
function supplyStage(
  { stage, supply }: Payment,
  t: Translate,
  at: (instant: string) => string,
): Stage | null {
  if (!supply) return null;
  const name = t('result.stage.supply');
  const time = at(supply.since);
  if (supply.state === 'suspended')
    return { name, state: 'later', detail: t('result.supply.suspended', { time }) };
  if (supply.state === 'reconnecting')
    return { name, state: 'now', detail: t('result.supply.reconnecting', { time }) };
  // Brought back by another payment: this one has no part in it.
  return stage === 'credited' ? { name, state: 'done', detail: time } : null;
}
