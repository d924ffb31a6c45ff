/** What one dated edition of a tariff says, as it stands in `tariff_versions.rules`, and its form for calculation. */
import { z } from 'zod';

/** Yuan per kWh in integers of 1/10000 yuan: "0.5469" is 5469. */
export type Price = number & { readonly __brand: 'Price' };

const priceForm = /^\d{1,4}\.\d{1,4}$/;

export function parsePrice(text: string): Price {
  if (!priceForm.test(text)) throw new RangeError(`not a price in yuan per kWh: ${text}`);
  const [whole, fraction = ''] = text.split('.');
  return (Number(whole) * 10_000 + Number(fraction.padEnd(4, '0'))) as Price;
}

/** "0.5469" */
export function showPrice(price: number): string {
  const digits = String(price).padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

/** What is wrong, for people; the English goes into the log as well. */
const because = (rule: string, zh: string, en: string) => ({
  message: en,
  params: { rule, wording: { zh, en } },
});

const price = z.string().regex(priceForm).transform(parsePrice);
const hour = z.int().min(0).max(24);

const season = z
  .strictObject({
    nameZh: z.string().min(1),
    nameEn: z.string().min(1),
    /** Months of the year, 1 to 12. */
    months: z.array(z.int().min(1).max(12)).min(1),
    /** Peak hours as [from, to) on the clock; the rest of the day is valley. */
    peakHours: z.array(z.tuple([hour, hour])).min(1),
    peakYuan: price,
    valleyYuan: price,
  })
  .refine(
    ({ peakHours }) => peakHours.every(([from, to]) => from < to),
    because('hours', '峰段的结束时间要晚于开始时间', 'Peak hours end after they begin'),
  );

const tiers = z
  .strictObject({
    /** Upper limits of all tiers but the last, in kWh for a whole tier year. */
    limitsKwhPerYear: z.array(z.int().positive()).min(1),
    /** What each tier adds to the price, one more than there are limits; alike for peak and valley. */
    addYuan: z.array(price),
  })
  .refine(
    ({ limitsKwhPerYear }) => ascending(limitsKwhPerYear),
    because('ascending', '各档电量上限要逐档增大', 'The limits of the tiers ascend'),
  )
  .refine(
    ({ addYuan }) => addYuan[0] === 0 && ascending(addYuan),
    because('additions', '第一档不加价，以后各档逐档加价', 'The first tier adds nothing, later ones more'),
  )
  .refine(
    ({ limitsKwhPerYear, addYuan }) => addYuan.length === limitsKwhPerYear.length + 1,
    because('additions', '每一档要有一个加价', 'Each tier has one addition'),
  );

const largeHousehold = z.strictObject({
  minPeople: z.int().min(2),
  /** The limits that replace the ordinary ones. */
  limitsKwhPerYear: z.array(z.int().positive()).min(1),
  /** A grant lapses after so many years unless it is renewed. */
  renewYears: z.int().positive().nullable(),
});

/** The JSON of `tariff_versions.rules`. Parsing turns prices into integers. */
export const TariffRules = z
  .strictObject({
    /** The month, 1 to 12, in which the tier year begins (1 = calendar year). */
    tierYearStartMonth: z.int().min(1).max(12),
    /** Price of a customer without time of use, first tier. */
    flatYuan: price,
    tiers: tiers.nullable(),
    timeOfUse: z.strictObject({ seasons: z.array(season).min(1) }).nullable(),
    largeHousehold: largeHousehold.nullable(),
    lowIncome: z.strictObject({ freeKwhPerMonth: z.int().positive() }).nullable(),
  })
  .refine(
    ({ timeOfUse }) => !timeOfUse || everyMonthOnce(timeOfUse.seasons),
    because('months', '每个月要且只能属于一个季节', 'Every month has one season'),
  )
  .refine(
    ({ tiers, largeHousehold: large }) =>
      !large ||
      (ascending(large.limitsKwhPerYear) && large.limitsKwhPerYear.length === tiers?.limitsKwhPerYear.length),
    because(
      'large-household',
      '多人口家庭的档数要与普通家庭相同，上限逐档增大',
      'Large households have the same number of tiers, with ascending limits',
    ),
  );

export type TariffRules = z.output<typeof TariffRules>;
export type TariffRulesJson = z.input<typeof TariffRules>;
export type Season = z.output<typeof season>;

/** The rules as they are written down and sent: prices as decimal text. */
export function rulesJson(rules: TariffRules): TariffRulesJson {
  const { tiers, timeOfUse } = rules;
  return {
    ...rules,
    flatYuan: showPrice(rules.flatYuan),
    tiers: tiers && { ...tiers, addYuan: tiers.addYuan.map(showPrice) },
    timeOfUse: timeOfUse && {
      seasons: timeOfUse.seasons.map(one => ({
        ...one,
        peakYuan: showPrice(one.peakYuan),
        valleyYuan: showPrice(one.valleyYuan),
      })),
    },
  };
}

function ascending(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0));
}

function everyMonthOnce(seasons: readonly { months: number[] }[]): boolean {
  const months = seasons.flatMap(({ months }) => months).sort((left, right) => left - right);
  return months.length === 12 && months.every((month, index) => month === index + 1);
}
