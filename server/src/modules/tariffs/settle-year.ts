/** What a tier year costs that ends early: its limits were those of a longer one. Pure. */
import { addMonths, type BusinessDate } from '../../shared/dates.ts';
import { sumFen } from '../../shared/money.ts';
import { additionOf, amountOf } from './amounts.ts';
import type { RatedLine, TierState } from './rate.ts';
import { type TariffOption, type TariffVersion, versionOn } from './tariff.ts';
import { allowanceIn, spreadOverTiers, sumOf } from './tier-year.ts';

/** Energy billed in lower tiers than the shorter year allows pays the difference; nothing is given back (decision 0006). */
export function settleYear(
  usedBefore: readonly number[],
  limits: readonly number[],
  { version, from, to }: Pick<RatedLine, 'from' | 'to'> & { version: TariffVersion },
): RatedLine[] {
  const due = spreadOverTiers(0, sumOf(usedBefore), limits);
  const lines = due.map((energy, index): RatedLine => {
    const moved = energy - (usedBefore[index] ?? 0);
    const add = additionOf(version, index);
    return {
      kind: 'adjustment',
      period: null,
      tier: index + 1,
      energy: moved,
      price: add,
      amountFen: amountOf(moved, add),
      from,
      to,
    };
  });
  const charged = lines.filter(line => line.amountFen !== 0);
  return sumFen(charged.map(line => line.amountFen)) > 0 ? charged : [];
}

/** Whether a holder who leaves owes more for their tier year than was billed of it, the energy of their last day included. */
export function isUnsettled(
  { yearFrom, byTier }: Pick<TierState, 'yearFrom' | 'byTier'>,
  holding: { from: BusinessDate; to: BusinessDate },
  versions: readonly TariffVersion[],
  options: readonly TariffOption[],
): boolean {
  const year = { from: yearFrom, to: addMonths(yearFrom, 11) };
  const { limits } = allowanceIn(year, holding, versions, options);
  const version = versionOn(versions, holding.to);
  return settleYear(byTier, limits, { version, from: holding.to, to: holding.to }).length > 0;
}
