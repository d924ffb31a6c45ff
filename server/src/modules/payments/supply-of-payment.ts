/** Whether power comes back by a payment. Payments switch nothing: whoever does is given in the composition root. */
import { stageOf } from './payment.ts';
import type { PaymentWithItems } from './payments.repository.ts';

/** Where a home whose supply was suspended stands; a home that needed no reconnect has none. */
export interface SupplyOfPayment {
  state: 'suspended' | 'reconnecting' | 'restored';
  since: Date;
}

/** What became of a home's supply by a payment begun then; null when it was not suspended at that time. */
export type SupplySource = (home: {
  holderPeriodId: number;
  paymentBegunAt: Date;
}) => Promise<SupplyOfPayment | null>;

const leastFirst: SupplyOfPayment['state'][] = ['suspended', 'reconnecting', 'restored'];

/** Of several homes, the one that is furthest from having power. */
export async function supplyOfPayment(
  { items, status, contradicted, createdAt }: PaymentWithItems,
  source: SupplySource,
): Promise<SupplyOfPayment | null> {
  const stage = stageOf(status, contradicted);
  if (stage === 'closed' || stage === 'failed') return null;
  const holders = [...new Set(items.map(({ holderPeriodId }) => holderPeriodId))];
  const told = await Promise.all(
    holders.map(holderPeriodId => source({ holderPeriodId, paymentBegunAt: createdAt })),
  );
  const known = told.filter(supply => supply !== null);
  return (
    known.sort((one, other) => leastFirst.indexOf(one.state) - leastFirst.indexOf(other.state))[0] ?? null
  );
}
