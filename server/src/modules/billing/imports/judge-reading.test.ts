import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type BusinessDate } from '../../../shared/dates.ts';
import { defaultPlausibility, registerDelta, registerSize } from '../meter-registers.ts';
import { judgeReading, type Registers } from './judge-reading.ts';

const meter = { digits: 6, multiplier: 1, category: 'residential' as const };
const at = (
  on: string,
  kwh: number,
  peak: number | null = null,
  valley: number | null = null,
): Registers => ({
  on: on as BusinessDate,
  total: Math.round(kwh * 100),
  peak: peak === null ? null : Math.round(peak * 100),
  valley: valley === null ? null : Math.round(valley * 100),
});
const judge = (
  reading: Registers,
  before: Registers | null = null,
  after: Registers | null = null,
  change = {},
) => judgeReading(reading, { ...meter, ...change }, before, after, defaultPlausibility);

describe('a reading', () => {
  it('is believed without neighbours, between them, and when equal to the one before', () => {
    expect(judge(at('2026-06-30', 5))).toBeNull();
    expect(judge(at('2026-06-30', 5), at('2026-06-29', 5), at('2026-07-01', 9))).toBeNull();
  });

  it('running backwards is refused, on whichever register', () => {
    expect(judge(at('2026-06-30', 4), at('2026-06-29', 5))).toEqual({
      field: 'total_kwh',
      rule: 'backwards',
    });
    expect(judge(at('2026-06-30', 9, 6, 3), at('2026-06-29', 8, 4, 4))).toEqual({
      field: 'valley_kwh',
      rule: 'backwards',
    });
  });

  it('running backwards on a short register read once a month is no passing of its end', () => {
    const home = (total: number, before: number) =>
      judge(at('2026-06-30', total), at('2026-05-31', before), null, { digits: 4 });
    const shop = { digits: 5, category: 'commercial' } as const;
    expect(judge(at('2026-06-30', 12_340), at('2026-05-31', 12_345), null, shop)).toEqual({
      field: 'total_kwh',
      rule: 'backwards',
    });
    expect(home(5_340, 5_345)).toEqual({ field: 'total_kwh', rule: 'backwards' });
    expect(home(50, 9_900)).toBeNull();
    expect([home(1_500, 9_000), home(1_501, 9_000)]).toEqual([
      null,
      { field: 'total_kwh', rule: 'backwards' },
    ]);
  });

  it('of more than a home can use is refused, and accepted for a works behind transformers', () => {
    expect(judge(at('2026-06-30', 600), at('2026-06-29', 0))).toEqual({
      field: 'total_kwh',
      rule: 'implausible',
    });
    expect(
      judge(at('2026-06-30', 600), at('2026-06-29', 0), null, { category: 'commercial', multiplier: 20 }),
    ).toBeNull();
    expect(judge(at('2026-06-30', 600), at('2026-06-28', 0))).toBeNull();
  });

  it('above the one after it is refused', () => {
    expect(judge(at('2026-06-30', 9), null, at('2026-07-01', 8))).toEqual({
      field: 'total_kwh',
      rule: 'after-next',
    });
  });

  it('whose peak and valley do not add up is refused, rounding apart', () => {
    expect(judge(at('2026-06-30', 10, 6, 3))).toEqual({ field: 'total_kwh', rule: 'registers-disagree' });
    expect(judge(at('2026-06-30', 10, 6.01, 4.01))).toBeNull();
  });

  it('that the register cannot show is refused', () => {
    expect(judge(at('2026-06-30', 10_000), null, null, { digits: 4 })).toEqual({
      field: 'total_kwh',
      rule: 'beyond-register',
    });
  });
});

it('whatever a home uses in a day is believed and counted right, at any place of the register', () => {
  const size = registerSize(5);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: size - 1 }), fc.integer({ min: 0, max: 500_00 }), (start, used) => {
      const before = { on: '2026-06-29' as BusinessDate, total: start, peak: null, valley: null };
      const reading = { ...before, on: addDays(before.on, 1), total: (start + used) % size };
      expect(judge(reading, before, null, { digits: 5 })).toBeNull();
      expect(registerDelta(start, reading.total, 5)).toBe(used);
    }),
  );
});
