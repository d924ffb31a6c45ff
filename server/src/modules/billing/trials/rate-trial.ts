/** Rates one bill a second time, by rules that are not in force. Pure. */
import type { BusinessDate } from '../../../shared/dates.ts';
import {
  rate,
  type TariffOption,
  type TariffRules,
  type TariffVersion,
  type Usage,
} from '../../tariffs/index.ts';
import type { BillContent } from '../bill.ts';

export interface BillToTry {
  from: BusinessDate;
  to: BusinessDate;
  /** 0.01 kWh */
  energy: number;
  content: BillContent;
  holding: { from: BusinessDate; to: BusinessDate | null };
  options: readonly TariffOption[];
}

/** The rules as if they had always held, so that nothing but the prices differs. */
export function alwaysInForce(rules: TariffRules): TariffVersion {
  return {
    id: 0,
    from: '2000-01-01' as BusinessDate,
    to: null,
    nameZh: '',
    nameEn: '',
    source: '',
    note: null,
    rules,
  };
}

/** Fen; undefined where these rules cannot rate the bill. */
export function trySum(bill: BillToTry, rules: TariffRules): number | undefined {
  const { tier } = bill.content;
  const usedBefore = tier ? tier.byTier.map((energy, index) => energy - (tier.parts[index] ?? 0)) : [];
  try {
    const rated = rate({
      versions: [alwaysInForce(rules)],
      options: bill.options,
      holding: bill.holding,
      usage: [usageOf(bill)],
      usedBefore,
    });
    return rated.totalFen;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function usageOf({ from, to, energy, content }: BillToTry): Usage {
  const valleys = content.readings.filter(({ register }) => register === 'valley');
  const valley = valleys.reduce((sum, reading) => sum + reading.energy, 0);
  return { from, to, total: energy, valley: valleys.length > 0 ? Math.min(valley, energy) : null };
}
