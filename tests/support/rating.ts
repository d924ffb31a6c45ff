/** Builders for the rating tests: the seeded tariffs as the engine sees them. */
import { tariffs } from '../../prisma/seed/tariffs.ts';
import type { RatingInput } from '../../server/src/modules/tariffs/rate.ts';
import type { OptionKind, TariffOption, TariffVersion } from '../../server/src/modules/tariffs/tariff.ts';
import { TariffRules } from '../../server/src/modules/tariffs/tariff-rules.ts';
import type { BusinessDate } from '../../server/src/shared/dates.ts';

export const day = (text: string) => text as BusinessDate;

export function versionsOf(regionCode: string, category = 'residential'): TariffVersion[] {
  const tariff = tariffs.find(
    candidate => candidate.regionCode === regionCode && candidate.category === category,
  );
  if (!tariff) throw new Error(`no tariff for ${regionCode}`);
  return tariff.versions.map((version, index) => ({
    id: index + 1,
    from: day(version.from),
    to: version.to === null ? null : day(version.to),
    nameZh: tariff.nameZh,
    nameEn: tariff.nameEn,
    source: version.source,
    note: version.note,
    rules: TariffRules.parse(version.rules),
  }));
}

export function option(
  kind: OptionKind,
  people: number | null = null,
  from = '2020-01-01',
  to: string | null = null,
): TariffOption {
  return { kind, from: day(from), to: to === null ? null : day(to), people };
}

/** A flat household in Shandong over the whole of 2025; change what matters. */
export function ratingInput(
  change: Partial<RatingInput> & { kwh?: number; peak?: number } = {},
): RatingInput {
  const { kwh = 0, peak, ...rest } = change;
  const valley = peak === undefined ? null : (kwh - peak) * 100;
  return {
    versions: versionsOf('weihai'),
    options: peak === undefined ? [] : [option('time-of-use')],
    holding: { from: day('2020-01-01'), to: null },
    usage: [{ from: day('2025-01-01'), to: day('2025-12-31'), total: kwh * 100, valley }],
    usedBefore: [],
    ...rest,
  };
}
