/** What an amount of energy costs, and what a tier adds to its price. Pure. */
import { multiplyDivideRounded } from '../../shared/integer-arithmetic.ts';
import { type Fen, fen } from '../../shared/money.ts';
import type { TariffVersion } from './tariff.ts';

/** Money of an amount of energy: 0.01 kWh × 1/10000 yuan is a millionth of a yuan, ten thousand of which are a fen. */
export function amountOf(energy: number, unitPrice: number): Fen {
  return fen(multiplyDivideRounded(energy, unitPrice, 10_000));
}

/** Where the year has more tiers than this edition knows, its last one goes on. */
export function additionOf({ rules }: TariffVersion, index: number): number {
  return rules.tiers?.addYuan[index] ?? rules.tiers?.addYuan.at(-1) ?? 0;
}
