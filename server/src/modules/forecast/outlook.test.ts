import { describe, expect, it } from '@jest/globals';
import { day, option, versionsOf } from '../../../../tests/support/rating.ts';
import { addDays, type BusinessDate, daysBetween, type Month } from '../../shared/dates.ts';
import type { RegisterReading } from '../billing/index.ts';
import { type OutlookInput, outlookOf } from './outlook.ts';

const meter = {
  meterId: 1,
  assetNo: 'M1',
  digits: 6,
  multiplier: 1,
  timeOfUse: true,
  from: day('2020-01-01'),
  to: null,
};

/** Registers at the end of each day; `use` says what each day took, in kWh. */
function registers(from: string, to: string, use: (on: BusinessDate) => number): RegisterReading[] {
  let total = 100_000;
  return Array.from({ length: daysBetween(day(from), day(to)) + 1 }, (_, index) => {
    const on = addDays(day(from), index);
    if (index > 0) total += use(on) * 100;
    return { on, total, peak: null, valley: null, quality: 'actual' };
  });
}

/** A home in Shandong on 21 November 2026, billed until October, 10 kWh a day, ¥100 prepaid; change what matters. */
function home(change: Partial<OutlookInput> & { days?: RegisterReading[] } = {}): OutlookInput {
  const { days = registers('2026-10-20', '2026-11-20', () => 10), ...rest } = change;
  return {
    today: day('2026-11-21'),
    holding: { from: day('2023-01-01'), to: null },
    versions: versionsOf('weihai'),
    options: [],
    pauses: [],
    installations: [meter],
    readings: new Map([[1, days]]),
    plausiblePerDay: 500_00,
    keptFen: 20_000,
    owedFen: 0,
    lastBill: { to: day('2026-10-31'), energy: 310_00, days: 31 },
    openingTo: null,
    hallFrom: '2026-01' as Month,
    usedBefore: [100_000],
    ...rest,
  };
}

describe('use since the last bill', () => {
  it('20 days of 10 kWh at 0.5469 cost ¥109.38, and the balance stands as of the last reading', () => {
    expect(outlookOf(home())).toMatchObject({
      asOf: '2026-11-20',
      billedTo: '2026-10-31',
      used: 200_00,
      usedFen: 10_938,
      runningFen: 9_062,
      perDay: 10_00,
      perDayFen: 547,
      missingDays: 0,
    });
  });

  it('what is owed on bills comes off the running balance', () => {
    expect(outlookOf(home({ owedFen: 5_000 })).runningFen).toBe(4_062);
  });

  it('a month that steps into the second tier is priced in both', () => {
    // 2,520 kWh are the first tier of a year: 100 of the 200 lie above.
    expect(outlookOf(home({ usedBefore: [242_000] }))).toMatchObject({
      usedFen: 5_469 + 5_969,
      tier: { current: 2, used: 262_000 },
    });
  });

  it('a new tier year begins at the first tier again, whatever the old one used', () => {
    const outlook = outlookOf(
      home({
        today: day('2027-01-06'),
        days: registers('2026-11-30', '2027-01-05', () => 10),
        lastBill: { to: day('2026-11-30'), energy: 300_00, days: 30 },
        usedBefore: [252_000, 50_000],
      }),
    );
    // 310 kWh of December in the second tier, 50 of January in the first.
    expect(outlook.usedFen).toBe(18_504 + 2_735);
    expect(outlook.tier).toMatchObject({ current: 1, used: 50_00, yearFrom: '2027-01' });
  });

  it('of a holder never billed counts from the first reading on, however many months ago, and not before they held the home', () => {
    const never = { lastBill: null, usedBefore: [], days: registers('2026-08-10', '2026-11-20', () => 10) };
    // 21 days of August, 30, 31 and 20: each month rounded as its bill will be.
    const usedFen = 11_485 + 16_407 + 16_954 + 10_938;
    expect(outlookOf(home(never))).toMatchObject({ used: 102_000, usedFen, runningFen: 20_000 - usedFen });
    const movedIn = { from: day('2026-09-01'), to: null };
    expect(outlookOf(home({ ...never, holding: movedIn })).used).toBe(81_000);
    // Measured since yesterday only: typical days stand for the weeks before.
    const late = { ...never, days: registers('2026-11-18', '2026-11-20', () => 10) };
    expect(outlookOf(home({ ...late, holding: { from: day('2026-11-01'), to: null } })).used).toBe(20_000);
    // But not before a meter hung.
    const hungLate = { ...late, installations: [{ ...meter, from: day('2026-11-16') }] };
    expect(outlookOf(home({ ...hungLate, holding: { from: day('2026-11-01'), to: null } })).used).toBe(5_000);
  });

  it('of a holder never billed leaves out what others billed before the hall began', () => {
    const never = { lastBill: null, usedBefore: [], days: registers('2026-08-10', '2026-11-20', () => 10) };
    expect(outlookOf(home({ ...never, hallFrom: '2026-11' as Month })).used).toBe(20_000);
    expect(outlookOf(home({ ...never, hallFrom: null })).used).toBe(51_000);
  });

  it('with time of use the night is cheaper, and the forecast keeps the share of the night', () => {
    const days = registers('2026-10-20', '2026-11-20', () => 10).map(reading => ({
      ...reading,
      valley: Math.round((reading.total - 100_000) * 0.4),
    }));
    const outlook = outlookOf(home({ days, options: [option('time-of-use')] }));
    // In the heating months: 120 kWh at 0.5769 and 80 at 0.3469.
    expect(outlook.usedFen).toBe(6_923 + 2_775);
    expect(outlook.forecast!.fen).toBe(Math.round(180 * 57.69) + Math.round(120 * 34.69));
  });

  it('time of use without a valley register: the energy is known, the price is not guessed', () => {
    const outlook = outlookOf(home({ options: [option('time-of-use')] }));
    expect(outlook).toMatchObject({
      used: 200_00,
      usedFen: null,
      runningFen: null,
      daysLeft: null,
      forecast: null,
    });
  });
});

describe('days left', () => {
  it('¥90.62 at ¥5.47 a day last 16 days', () => {
    expect(outlookOf(home()).daysLeft).toMatchObject({ days: 16 });
  });

  it('days gone by without a reading count as used', () => {
    expect(outlookOf(home({ today: day('2026-11-26') })).daysLeft!.days).toBe(11);
  });

  it('no money left is no day left', () => {
    expect(outlookOf(home({ keptFen: 5_000 })).daysLeft).toMatchObject({ days: 0, low: 0, high: 0 });
  });

  it('a home that uses nothing has no end of its money', () => {
    const days = registers('2026-10-20', '2026-11-20', () => 0);
    expect(outlookOf(home({ days }))).toMatchObject({ used: 0, usedFen: 0, perDayFen: 0, daysLeft: null });
  });
});

describe('a pause of supply', () => {
  const off = (from: string, to: string | null) => [{ from: day(from), to: to === null ? null : day(to) }];
  /** 10 kWh a day, and nothing from the day after `from` to that of `to`. */
  const pausedFrom = (from: string, to: string) =>
    registers('2026-10-20', '2026-11-20', on => (on > from && on < to ? 0 : 10));

  it('days paused are not used, and make no day typical', () => {
    const outlook = outlookOf(
      home({ days: pausedFrom('2026-11-05', '2026-11-16'), pauses: off('2026-11-05', '2026-11-16') }),
    );
    // Ten days of November without supply: ten with, and ten more of the same size ahead.
    expect(outlook).toMatchObject({ used: 100_00, perDay: 10_00, missingDays: 0 });
    expect(outlook.forecast!.energy).toBe(200_00);
  });

  it('nobody reads the meter meanwhile: the days are not missing, and nothing is assumed of them', () => {
    const read = pausedFrom('2026-11-05', '2026-11-16').filter(
      ({ on }) => on <= '2026-11-05' || on >= '2026-11-16',
    );
    const pauses = off('2026-11-05', '2026-11-16');
    expect(outlookOf(home({ days: read, pauses }))).toMatchObject({ used: 100_00, missingDays: 1 });
    // A register that was changed meanwhile leaves a gap of eleven days, of which one was supplied.
    const [before, after] = [
      { ...meter, to: day('2026-11-05') },
      { ...meter, meterId: 2, from: day('2026-11-17') },
    ];
    const changed = home({
      pauses,
      installations: [before, after],
      readings: new Map([
        [1, read.filter(({ on }) => on <= '2026-11-05')],
        [2, read.filter(({ on }) => on >= '2026-11-16')],
      ]),
    });
    expect(outlookOf(changed).used).toBe(100_00);
  });

  it('while it goes on money has no end, and the month is what was measured', () => {
    const days = registers('2026-10-20', '2026-11-05', () => 10);
    const outlook = outlookOf(home({ days, pauses: off('2026-11-05', null) }));
    expect(outlook).toMatchObject({ used: 50_00, perDay: 0, perDayFen: 0, daysLeft: null });
    expect(outlook.forecast).toMatchObject({ energy: 50_00, fen: 2_735, low: 2_735, high: 2_735 });
    const later = { today: day('2026-12-10'), lastBill: { to: day('2026-11-30'), energy: 50_00, days: 30 } };
    expect(outlookOf(home({ days, pauses: off('2026-11-05', null), ...later })).forecast).toMatchObject({
      month: '2026-12',
      fen: 0,
    });
  });

  it('a bill with paused days tells the size of a day by the days that were supplied', () => {
    const lastBill = { to: day('2026-10-31'), energy: 100_00, days: 31 };
    const [only] = registers('2026-10-31', '2026-10-31', () => 0);
    const pauses = off('2026-10-05', '2026-10-27');
    expect(outlookOf(home({ days: [only!], lastBill, pauses })).perDay).toBe(10_00);
  });
});

describe('the forecast of the month', () => {
  const uneven = (on: BusinessDate) => (Number(on.slice(-2)) % 2 === 0 ? 14 : 6);
  const width = (input: OutlookInput) => {
    const { high, low } = outlookOf(input).forecast!;
    return high - low;
  };

  it('even days give a narrow range around 30 × 10 kWh', () => {
    expect(outlookOf(home()).forecast).toMatchObject({ month: '2026-11', energy: 300_00, fen: 16_407 });
    expect(width(home())).toBe(0);
  });

  it('uneven days give a wide one, and nothing below what is used already', () => {
    const { fen, low, high } = outlookOf(home({ days: registers('2026-10-20', '2026-11-20', uneven) }))
      .forecast!;
    expect(low).toBeLessThan(fen);
    expect(high).toBeGreaterThan(fen);
    expect(low).toBeGreaterThan(10_938);
  });

  it('missing readings widen the range; they are never zero', () => {
    const all = registers('2026-10-20', '2026-11-20', uneven);
    const gaps = all.filter(({ on }) => on === '2026-10-31' || daysBetween(day('2026-10-20'), on) % 3 === 0);
    const silent = all.filter(({ on }) => on <= '2026-11-12');
    expect(width(home({ days: gaps }))).toBeGreaterThan(width(home({ days: all })));
    expect(width(home({ days: silent }))).toBeGreaterThan(width(home({ days: all })));
    // The register tells the sum over a gap exactly: 20 days of 10 kWh on average; of single days only 31 October is known.
    expect(outlookOf(home({ days: gaps }))).toMatchObject({ asOf: '2026-11-19', missingDays: 27 });
    const outlook = outlookOf(home({ days: silent }));
    expect(outlook).toMatchObject({ asOf: '2026-11-12', used: 120_00, missingDays: 8 });
    expect(outlook.forecast!.energy).toBeGreaterThan(290_00);
  });

  it('a meter that was never read says nothing, and neither do we', () => {
    expect(outlookOf(home({ days: [] }))).toMatchObject({
      asOf: null,
      used: null,
      runningFen: null,
      forecast: null,
    });
  });

  it('a meter silent since the last bill is foreseen from the bill, widely', () => {
    const days = registers('2026-10-31', '2026-10-31', () => 0);
    const outlook = outlookOf(home({ days }));
    expect(outlook).toMatchObject({ asOf: '2026-10-31', used: 0, usedFen: 0, perDay: 10_00 });
    expect(outlook.forecast).toMatchObject({ energy: 300_00 });
    expect(outlook.forecast!.high - outlook.forecast!.low).toBeGreaterThan(outlook.forecast!.fen);
  });

  it('a changed meter is two meters and one household', () => {
    const old = registers('2026-10-20', '2026-11-10', () => 10);
    const next = registers('2026-11-10', '2026-11-20', () => 10);
    const installations = [
      { ...meter, to: day('2026-11-10') },
      { ...meter, meterId: 2, assetNo: 'M2', from: day('2026-11-11') },
    ];
    const outlook = outlookOf({
      ...home(),
      installations,
      readings: new Map([
        [1, old],
        [2, next],
      ]),
    });
    expect(outlook).toMatchObject({ used: 200_00, usedFen: 10_938 });
  });
});

describe('the latest day', () => {
  it('stands beside what is usual', () => {
    const days = registers('2026-10-20', '2026-11-20', on => (on === '2026-11-20' ? 45 : 10));
    expect(outlookOf(home({ days })).lastDay).toEqual({ on: '2026-11-20', use: 45_00, usual: 10_00 });
  });

  it('is not judged when it is two days in one reading', () => {
    const days = registers('2026-10-20', '2026-11-20', () => 10).filter(({ on }) => on !== '2026-11-19');
    expect(outlookOf(home({ days })).lastDay).toBeNull();
  });
});
