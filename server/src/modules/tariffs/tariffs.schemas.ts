import { z } from 'zod';

const PriceText = z.string().describe('Yuan per kWh, such as "0.5469"');

const SeasonView = z.object({
  nameZh: z.string(),
  nameEn: z.string(),
  months: z.array(z.int()),
  peakHours: z.array(z.array(z.int())),
  peakYuan: PriceText,
  valleyYuan: PriceText,
});

const EditionView = z.object({
  effectiveFrom: z.string(),
  effectiveTo: z.string().nullable().describe('The last day'),
  source: z.string(),
  note: z.string().nullable(),
  tierYearStartMonth: z.int(),
  flatYuan: PriceText,
  tiers: z.array(z.object({ tier: z.int(), upToKwhPerYear: z.int().nullable(), addYuan: PriceText })),
  seasons: z.array(SeasonView),
  largeHousehold: z
    .object({ minPeople: z.int(), limitsKwhPerYear: z.array(z.int()), renewYears: z.int().nullable() })
    .nullable(),
  freeKwhPerMonth: z.int().nullable().describe('For low-income households'),
});

export const TariffsView = z.object({
  tariffs: z.array(
    z.object({
      regionCode: z.string(),
      category: z.string(),
      nameZh: z.string(),
      nameEn: z.string(),
      versions: z.array(EditionView),
    }),
  ),
});
export type TariffsView = z.input<typeof TariffsView>;
