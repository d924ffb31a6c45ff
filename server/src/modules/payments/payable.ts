/**
 * What a payment pays. Payments know payables, never bills: each kind's own module tells what they are called.
 * A new kind of payable is a new PayableSource and needs no change here.
 */
import type { Wording } from '../../shared/errors.ts';
import type { Fen } from '../../shared/money.ts';

export interface PayableDescription {
  payableId: number;
  kind: string;
  holderPeriodId: number;
  /** Shown to the payer: 2026年10月电费. Holds no personal data: gateways and receipts show it too. */
  title: Wording;
  outstandingFen: Fen;
}

/** Given by the module that makes payables of this kind. */
export interface PayableSource {
  kind: string;
  /** In any order; an id that is not of this kind is left out. */
  describe(payableIds: readonly number[]): Promise<PayableDescription[]>;
}

export const prepaymentTitle: Wording = { zh: '预存电费', en: 'Electricity prepayment' };
const plainTitle: Wording = { zh: '费用', en: 'Charge' };

/** Titles by payable id. A kind nobody registered is still payable, under a plain name. */
export async function describePayables(
  sources: readonly PayableSource[],
  payables: readonly { payableId: number; kind: string }[],
): Promise<Map<number, Wording>> {
  const titles = new Map(
    payables.map(({ payableId, kind }) => [payableId, kind === 'prepayment' ? prepaymentTitle : plainTitle]),
  );
  for (const source of sources) {
    const ids = [
      ...new Set(payables.filter(payable => payable.kind === source.kind).map(payable => payable.payableId)),
    ];
    if (ids.length === 0) continue;
    for (const described of await source.describe(ids)) titles.set(described.payableId, described.title);
  }
  return titles;
}
