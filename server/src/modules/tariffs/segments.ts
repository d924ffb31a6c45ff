/** Cuts measured usage where its price changes: a new edition, another season, another plan. Pure. */
import { addDays, addMonths, type BusinessDate, daysBetween, monthOf } from '../../shared/dates.ts';
import { splitInProportion } from '../../shared/integer-arithmetic.ts';
import { hasTimeOfUse, type TariffOption, type TariffVersion, versionOn } from './tariff.ts';
import type { Season } from './tariff-rules.ts';

/** Energy between two readings; `from` and `to` are the first and the last day supplied. All energies in 0.01 kWh. */
export interface Usage {
  from: BusinessDate;
  to: BusinessDate;
  total: number;
  /** Valley energy, or null when the meter has no time-of-use registers. Peak is the total less the valley. */
  valley: number | null;
}

/** Usage under one price. `season` is null for a customer without time of use, and `valley` with it. */
export interface Segment {
  from: BusinessDate;
  to: BusinessDate;
  total: number;
  valley: number | null;
  version: TariffVersion;
  season: Season | null;
}

export function cutIntoSegments(
  usages: readonly Usage[],
  versions: readonly TariffVersion[],
  options: readonly TariffOption[],
): Segment[] {
  return usages.flatMap(usage => {
    const starts = [usage.from, ...cutDays(usage, versions, options)];
    const days = starts.map((start, index) => daysBetween(start, starts[index + 1] ?? addDays(usage.to, 1)));
    // Energy between two readings is taken as even over its days; rounding keeps the parts' sum exact.
    const totals = splitInProportion(usage.total, days);
    const valleys = usage.valley === null ? null : splitInProportion(usage.valley, days);
    return starts.map((from, index) =>
      toSegment(
        from,
        addDays(from, days[index]! - 1),
        totals[index]!,
        valleys?.[index] ?? null,
        versions,
        options,
      ),
    );
  });
}

function toSegment(
  from: BusinessDate,
  to: BusinessDate,
  total: number,
  valley: number | null,
  versions: readonly TariffVersion[],
  options: readonly TariffOption[],
): Segment {
  const version = versionOn(versions, from);
  const season = seasonOn(version, options, from);
  if (season && valley === null) throw new RangeError(`time of use without a valley register on ${from}`);
  // Two registers are read apart and may round apart: valley never exceeds the total.
  return { from, to, total, valley: season ? Math.min(valley ?? 0, total) : null, version, season };
}

function seasonOn(
  version: TariffVersion,
  options: readonly TariffOption[],
  day: BusinessDate,
): Season | null {
  const plan = version.rules.timeOfUse;
  if (!plan || !hasTimeOfUse(options, day)) return null;
  const month = Number(day.slice(5, 7));
  return plan.seasons.find(({ months }) => months.includes(month)) ?? null;
}

/** The days inside the usage, after its first, on which the price may change. */
function cutDays(
  usage: Usage,
  versions: readonly TariffVersion[],
  options: readonly TariffOption[],
): BusinessDate[] {
  const candidates = new Set<BusinessDate>();
  for (const { from, to } of [...versions, ...options.filter(isPlan)]) {
    candidates.add(from);
    if (to) candidates.add(addDays(to, 1));
  }
  for (let month = addMonths(monthOf(usage.from), 1); month <= monthOf(usage.to); month = addMonths(month, 1))
    candidates.add(`${month}-01` as BusinessDate);
  const inside = [...candidates].filter(day => day > usage.from && day <= usage.to).sort();
  return inside.filter(
    day => priceKey(addDays(day, -1), versions, options) !== priceKey(day, versions, options),
  );
}

function isPlan(option: TariffOption): boolean {
  return option.kind === 'flat' || option.kind === 'time-of-use';
}

function priceKey(
  day: BusinessDate,
  versions: readonly TariffVersion[],
  options: readonly TariffOption[],
): string {
  const version = versionOn(versions, day);
  return `${version.id}/${seasonOn(version, options, day)?.nameEn ?? 'flat'}`;
}
