/** What payments are for, in the words of whoever reads the staff view. What is stored is the payer's, and Chinese. */
import type { Wording } from '../../shared/errors.ts';
import { describePayables, type PayableSource } from './payable.ts';
import type { StaffPaymentRow } from './timeline.repository.ts';

export type DescribedPayment = Omit<StaffPaymentRow, 'description'> & { description: Wording };

export async function describePayments(
  payments: readonly StaffPaymentRow[],
  sources: readonly PayableSource[],
): Promise<DescribedPayment[]> {
  const titles = await describePayables(
    sources,
    payments.flatMap(({ payables }) => payables),
  );
  return payments.map(payment => {
    const [first, ...more] = payment.payables.map(({ payableId }) => titles.get(payableId)!.en);
    const en = more.length > 0 ? `${first} and ${more.length} more` : first;
    return { ...payment, description: { zh: payment.description, en: en ?? payment.description } };
  });
}

/** So many are asked about at once. */
const batchSize = 1_000;

export async function* describeEach(
  payments: AsyncIterable<StaffPaymentRow>,
  sources: readonly PayableSource[],
): AsyncGenerator<DescribedPayment> {
  let batch: StaffPaymentRow[] = [];
  for await (const payment of payments) {
    batch.push(payment);
    if (batch.length < batchSize) continue;
    yield* await describePayments(batch, sources);
    batch = [];
  }
  yield* await describePayments(batch, sources);
}
