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
  /** Of a bill: the month billed (YYYY-MM) and the day it is due. */
  month?: string;
  dueOn?: string;
}

/** Given by the module that makes payables of this kind. */
export interface PayableSource {
  kind: string;
  /** In any order; an id that is not of this kind is left out. */
  describe(payableIds: readonly number[]): Promise<PayableDescription[]>;
}

export const prepaymentTitle: Wording = { zh: '预存电费', en: 'Electricity prepayment' };
const plainTitle: Wording = { zh: '费用', en: 'Charge' };

/** Title, and month and due day of a bill. */
type Described = Pick<PayableDescription, 'title' | 'month' | 'dueOn'>;
type PayableOfKind = Readonly<{ payableId: number; kind: string }>;

/** Descriptions by payable id. A kind nobody registered is still payable, under a plain name. */
export async function describeAll(
  sources: readonly PayableSource[],
  payables: readonly PayableOfKind[],
): Promise<Map<number, Described>> {
  const described = new Map<number, Described>(
    payables.map(({ payableId, kind }) => [
      payableId,
      { title: kind === 'prepayment' ? prepaymentTitle : plainTitle },
    ]),
  );
  for (const source of sources) {
    const ids = [
      ...new Set(payables.filter(payable => payable.kind === source.kind).map(payable => payable.payableId)),
    ];
    if (ids.length === 0) continue;
    for (const description of await source.describe(ids)) described.set(description.payableId, description);
  }
  return described;
}

/** Titles by payable id. */
export async function describePayables(
  sources: readonly PayableSource[],
  payables: readonly PayableOfKind[],
): Promise<Map<number, Wording>> {
  const described = await describeAll(sources, payables);
  return new Map([...described].map(([payableId, { title }]) => [payableId, title]));
}

/** Titles of payables whose kind is not known yet: each source is asked for what the ones before it did not know. */
export async function titlesOf(
  sources: readonly PayableSource[],
  payableIds: readonly number[],
): Promise<Map<number, Wording>> {
  const titles = new Map<number, Wording>();
  for (const source of sources) {
    const left = payableIds.filter(id => !titles.has(id));
    if (left.length === 0) break;
    for (const { payableId, title } of await source.describe(left)) titles.set(payableId, title);
  }
  for (const id of payableIds) if (!titles.has(id)) titles.set(id, plainTitle);
  return titles;
}
