import { describe, expect, it } from '@jest/globals';
import { day, option, ratingInput, versionsOf } from '../../../../tests/support/rating.ts';
import { showYuan } from '../../shared/money.ts';
import { rate } from './rate.ts';
import { isUnsettled } from './settle-year.ts';
import type { TariffOption } from './tariff.ts';

const bill = (...change: Parameters<typeof ratingInput>) => rate(ratingInput(...change));
const sum = (...change: Parameters<typeof ratingInput>) => showYuan(bill(...change).totalFen);
const month = (from: string, to: string, kwh: number, valley: number | null = null) => ({
  from: day(from),
  to: day(to),
  total: kwh * 100,
  valley: valley === null ? null : valley * 100,
});

describe('the check values of the published tariffs hold to the fen', () => {
  it.each([
    ['weihai', '¥2,908.50'],
    ['jiaxing', '¥2,852.00'],
    ['xingtai', '¥3,152.00'],
  ])('5,000 kWh flat in one year in %s cost %s', (region, expected) => {
    expect(sum({ versions: versionsOf(region), kwh: 5000 })).toBe(expected);
  });

  it('3,000 peak and 2,000 valley kWh outside the heating months in Shandong cost ¥2,658.50', () => {
    const usage = [month('2025-04-01', '2025-10-31', 5000, 2000)];
    expect(sum({ usage, options: [option('time-of-use')] })).toBe('¥2,658.50');
  });

  it('half a year in Shandong with 2,500 kWh has tiers of 1,260 and 2,400 kWh and costs ¥1,454.25', () => {
    const holding = { from: day('2025-07-01'), to: null };
    const rated = bill({ holding, usage: [month('2025-07-01', '2025-12-31', 2500)] });
    expect(rated.tier).toMatchObject({ allowanceMonths: 6, limits: [126_000, 240_000], current: 3 });
    expect(showYuan(rated.totalFen)).toBe('¥1,454.25');
  });
});

describe('tiers', () => {
  it('a month that crosses the first limit is billed in two tiers', () => {
    const rated = bill({ usage: [month('2025-09-01', '2025-09-30', 300)], usedBefore: [240_000] });
    expect(rated.lines.map(({ tier, energy, price, amountFen }) => [tier, energy, price, amountFen])).toEqual(
      [
        [1, 12_000, 5469, 6563],
        [2, 18_000, 5969, 10_744],
      ],
    );
    expect(rated.tier).toMatchObject({ used: 270_000, byTier: [252_000, 18_000, 0], current: 2 });
  });

  it('usage exactly at the limit is still first tier', () => {
    expect(bill({ kwh: 2520 }).tier).toMatchObject({ byTier: [252_000, 0, 0], current: 1 });
  });

  it('time comes first, then the tier, shared by peak and valley in the proportion of the month', () => {
    const usage = [month('2025-06-01', '2025-06-30', 100, 40)];
    const rated = bill({ usage, usedBefore: [247_000], options: [option('time-of-use')] });
    expect(rated.lines.map(({ period, tier, energy, price }) => [period, tier, energy, price])).toEqual([
      ['peak', 1, 3000, 5769],
      ['valley', 1, 2000, 3769],
      ['peak', 2, 3000, 6269],
      ['valley', 2, 2000, 4269],
    ]);
  });

  it('someone who moves in on the tenth of July has the allowance of six months', () => {
    const holding = { from: day('2025-07-10'), to: null };
    expect(bill({ holding, usage: [month('2025-07-10', '2025-07-31', 1)] }).tier).toMatchObject({
      allowanceMonths: 6,
    });
  });

  it('someone who moves out in June settles what was billed in lower tiers than half a year allows', () => {
    const holding = { from: day('2020-01-01'), to: day('2025-06-30') };
    const rated = bill({
      holding,
      usage: [month('2025-06-01', '2025-06-30', 100)],
      usedBefore: [150_000],
      closing: true,
    });
    // 1,500 kWh were billed in tier 1, but six months allow 1,260: 240 kWh move to tier 2 at 0.05.
    expect(rated.lines.filter(line => line.kind === 'adjustment')).toMatchObject([
      { tier: 2, energy: 24_000, amountFen: 1200 },
    ]);
    expect(rated.tier).toMatchObject({ byTier: [126_000, 34_000, 0], limits: [126_000, 240_000] });
  });

  it('a year billed month by month and closed early costs what it would have cost in one piece', () => {
    const holding = { from: day('2025-01-01'), to: day('2025-06-30') };
    const whole = bill({ holding, usage: [month('2025-01-01', '2025-06-30', 2500)] });
    const first = bill({ usage: [month('2025-01-01', '2025-05-31', 2300)] });
    const last = {
      usage: [month('2025-06-01', '2025-06-30', 200)],
      usedBefore: first.tier!.byTier,
      closing: true,
    };
    expect(first.totalFen + bill({ holding, ...last }).totalFen).toBe(whole.totalFen);
  });
});

describe('a tier year that ends early', () => {
  const leaving = (kwh: number, to: string, options: TariffOption[] = []) => {
    const holding = { from: day('2020-01-01'), to: null };
    const usage = [month('2025-01-01', to, kwh)];
    const { tier } = bill({ holding, usage, options });
    return isUnsettled(tier!, { ...holding, to: day(to) }, versionsOf('weihai'), options);
  };

  it('is unsettled where more was used than the months held grant, and the bill gave a whole year', () => {
    expect(leaving(1261, '2025-06-30')).toBe(true);
    expect(leaving(1260, '2025-06-30')).toBe(false);
    expect(leaving(5000, '2025-12-31')).toBe(false);
  });

  it('grants each month what it had: a family that became large in July had less before', () => {
    const large = [option('large-household', 5, '2025-07-01')];
    // Six months at 210 and two at 310 are 1,880 kWh; two thirds of the whole year's 3,120 would be 2,080.
    expect(leaving(1881, '2025-08-31', large)).toBe(true);
    expect(leaving(1880, '2025-08-31', large)).toBe(false);
  });
});

describe('what a household was granted', () => {
  it('a family of five in Shandong has a first tier of 310 kWh a month', () => {
    expect(bill({ kwh: 3800, options: [option('large-household', 5, '2025-01-01')] }).tier).toMatchObject({
      limits: [372_000, 480_000],
    });
  });

  it('four people are not a large household', () => {
    expect(bill({ kwh: 1, options: [option('large-household', 4)] }).tier).toMatchObject({
      limits: [252_000, 480_000],
    });
  });

  it('a grant that was not renewed after two years lapses', () => {
    const options = [option('large-household', 6, '2023-07-01')];
    // The last month granted is June 2025: six months at 310 and six at 210.
    expect(bill({ kwh: 1, options }).tier).toMatchObject({ limits: [312_000, 480_000] });
  });

  it('a large family in Anhui has 100 kWh a month more in both tiers', () => {
    const change = { versions: versionsOf('wuhu'), options: [option('large-household', 5)] };
    expect(bill({ kwh: 1, ...change }).tier).toMatchObject({ limits: [336_000, 540_000] });
  });

  it('a low-income household gets 15 kWh a month back at the first price', () => {
    const rated = bill({ usage: [month('2025-05-01', '2025-05-31', 100)], options: [option('low-income')] });
    expect(rated.lines.at(-1)).toMatchObject({
      kind: 'free-allowance',
      energy: -1500,
      price: 5469,
      amountFen: -820,
    });
    expect(rated).toMatchObject({ energyFen: 5469, adjustmentFen: -820, totalFen: 4649 });
  });

  it('the free energy is never more than what was used', () => {
    const usage = [month('2025-05-01', '2025-05-31', 10)];
    expect(bill({ usage, options: [option('low-income')] }).totalFen).toBe(0);
  });
});

describe('prices that change', () => {
  it('heating months have a cheaper valley', () => {
    const usage = [month('2025-10-01', '2025-11-30', 122, 61)];
    const rated = bill({ usage, options: [option('time-of-use')] });
    expect(
      rated.lines.map(({ period, from, to, energy, price }) => [period, from, to, energy, price]),
    ).toEqual([
      ['peak', '2025-10-01', '2025-10-31', 3100, 5769],
      ['valley', '2025-10-01', '2025-10-31', 3100, 3769],
      ['peak', '2025-11-01', '2025-11-30', 3000, 5769],
      ['valley', '2025-11-01', '2025-11-30', 3000, 3469],
    ]);
  });

  it('a new price in the middle of a month splits the energy by days', () => {
    const [old] = versionsOf('jiaxing');
    const versions = [
      { ...old!, to: day('2025-06-10') },
      { ...old!, id: 2, from: day('2025-06-11'), rules: { ...old!.rules, flatYuan: 6000 as never } },
    ];
    const rated = bill({ versions, usage: [month('2025-06-01', '2025-06-30', 90)] });
    expect(rated.lines.map(({ energy, price, to }) => [energy, price, to])).toEqual([
      [3000, 5380, '2025-06-10'],
      [6000, 6000, '2025-06-30'],
    ]);
    expect(rated.versions.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('an edition that says the same under a later date is one line in each, and both are named', () => {
    const rated = bill({ usage: [month('2024-06-01', '2024-07-31', 61)] });
    expect(rated.lines.map(({ to }) => to)).toEqual(['2024-06-30', '2024-07-31']);
  });

  it('a household that changes to time of use is billed flat before and by the hour after', () => {
    const options = [option('flat'), option('time-of-use', null, '2025-06-16')];
    const rated = bill({ options, usage: [month('2025-06-01', '2025-06-30', 60, 20)] });
    expect(rated.lines.map(({ period, energy }) => [period, energy])).toEqual([
      ['flat', 3000],
      ['peak', 2000],
      ['valley', 1000],
    ]);
  });

  it('a meter change inside a month gives two usages that share the tiers in order of time', () => {
    const usage = [month('2025-06-01', '2025-06-12', 40), month('2025-06-13', '2025-06-30', 60)];
    const rated = bill({ usage, usedBefore: [247_000] });
    expect(rated.lines.map(({ tier, energy, from }) => [tier, energy, from])).toEqual([
      [1, 4000, '2025-06-01'],
      [1, 1000, '2025-06-13'],
      [2, 5000, '2025-06-13'],
    ]);
  });
});

describe('what cannot be rated is refused', () => {
  it('a day before any tariff', () => {
    expect(() => bill({ usage: [month('2019-12-01', '2019-12-31', 1)] })).toThrow(
      'no tariff is in force on 2019-12-01',
    );
  });

  it('time of use without a valley register', () => {
    expect(() => bill({ kwh: 100, options: [option('time-of-use')] })).toThrow('without a valley register');
  });

  it('a bill across the start of a tier year', () => {
    expect(() => bill({ usage: [month('2024-12-15', '2025-01-14', 1)] })).toThrow('tier year');
  });
});

it('a shop pays one price whatever it uses', () => {
  const rated = bill({ versions: versionsOf('weihai', 'commercial'), kwh: 9000 });
  expect(rated).toMatchObject({ totalFen: 630_000, tier: null });
});

it('an empty flat gets a bill of zero that still names its price', () => {
  expect(bill({ kwh: 0 }).lines).toMatchObject([{ energy: 0, price: 5469, amountFen: 0, tier: 1 }]);
});
