import { describe, expect, it } from '@jest/globals';
import { option, versionsOf } from '../../../../tests/support/rating.ts';
import type { BusinessDate, Month } from '../../shared/dates.ts';
import { type Candidate, draftBill } from './draft-bill.ts';
import { defaultPlausibility, type RegisterReading } from './meter-registers.ts';

const day = (text: string) => text as BusinessDate;
const at = (on: string, kwh: number): RegisterReading => ({
  on: day(on),
  total: kwh * 100,
  peak: null,
  valley: null,
  quality: 'actual',
});

function draft(kwh: number, change: Partial<Candidate> = {}, month = '2026-06') {
  const candidate: Candidate = {
    holderPeriodId: 1,
    accountId: 1,
    category: 'residential',
    holding: { from: day('2020-01-01'), to: null },
    options: [],
    installations: [
      {
        meterId: 1,
        assetNo: 'A',
        digits: 6,
        multiplier: 1,
        timeOfUse: false,
        from: day('2020-01-01'),
        to: null,
      },
    ],
    readings: new Map([
      [1, [at('2026-05-31', 100), at('2026-06-14', 100 + kwh / 2), at('2026-06-30', 100 + kwh)]],
    ]),
    opening: new Map(),
    meterFrom: day('2020-01-01'),
    daysBilledBy: null,
    earlierMonth: null,
    later: null,
    basis: { yearFrom: '2026-01' as Month, before: [], after: null, supply: null, corrections: 0 },
    pauses: [],
    usedBefore: [],
    recent: { energy: 1000_00, days: 300 },
    ...change,
  };
  return draftBill(candidate, month as Month, versionsOf('weihai'), defaultPlausibility);
}

describe('a draft', () => {
  it('covers the whole month and is ready when nothing is unusual', () => {
    expect(draft(100)).toMatchObject({
      exception: null,
      bill: { from: '2026-06-01', to: '2026-06-30', totalFen: 5469, estimated: false },
    });
  });

  it('of five times the usual use waits for a look', () => {
    expect(draft(501)).toMatchObject({ exception: 'spike', bill: { energy: 501_00 } });
    expect(draft(500)).toMatchObject({ exception: null });
  });

  it('of a small home that triples nothing much is no spike', () => {
    expect(draft(80, { recent: { energy: 10_00, days: 300 } }).exception).toBeNull();
  });

  it('of zero waits for a look where somebody lives, and not in a flat that is always empty', () => {
    expect(draft(0).exception).toBe('zero-use');
    expect(draft(0, { recent: { energy: 20, days: 300 } }).exception).toBeNull();
  });

  it('of the first month has nothing to be compared with, and is looked at where it is more than a home uses', () => {
    const first = { recent: { energy: 0, days: 0 } };
    expect(draft(3000, first).exception).toBeNull();
    expect(draft(3001, first).exception).toBe('large-first-bill');
    // A shop of that size is nothing unusual; one that uses 4,001 kWh a day is.
    expect(draft(3001, { ...first, category: 'commercial' }).exception).toBeNull();
    expect(draft(4001 * 30, { ...first, category: 'commercial' }).exception).toBe('large-first-bill');
  });

  it('covers only the days that the holder held', () => {
    const moved = draft(100, { holding: { from: day('2026-06-15'), to: null } });
    expect(moved.bill).toMatchObject({
      from: '2026-06-15',
      to: '2026-06-30',
      energy: 50_00,
      content: { tier: { allowanceMonths: 7 } },
    });
    const left = draft(100, {
      holding: { from: day('2020-01-01'), to: day('2026-06-14') },
      usedBefore: [2000_00],
    });
    // 2,000 kWh were billed in tier 1; six months allow 1,260.
    expect(left.bill).toMatchObject({ to: '2026-06-14', energy: 50_00, adjustmentFen: 3700 });
  });

  it('begins with the first meter where the contract began before it, and not where a meter is missing between', () => {
    const hung = (from: string, to: string | null = null) => ({
      meterId: 1,
      assetNo: 'A',
      digits: 6,
      multiplier: 1,
      timeOfUse: false,
      from: day(from),
      to: to === null ? null : day(to),
    });
    const late = {
      installations: [hung('2026-06-15')],
      holding: { from: day('2026-06-01'), to: null },
    };
    expect(draft(100, { ...late, meterFrom: day('2026-06-15') }).bill).toMatchObject({
      from: '2026-06-15',
      to: '2026-06-30',
      energy: 50_00,
      content: { tier: { allowanceMonths: 7 } },
    });
    // One hung there before, in the same holding: what was used between is nobody's guess.
    expect(draft(100, { ...late, meterFrom: day('2026-06-03') }).exception).toBe('no-meter');
    // Held for the whole month, and the meter came after it.
    const never = { ...late, installations: [], meterFrom: day('2026-07-02') };
    expect(draft(100, never).exception).toBe('no-meter');
  });

  it('cannot be made for time of use on a meter without its registers, nor without a tariff', () => {
    expect(draft(100, { options: [option('time-of-use')] }).exception).toBe('no-time-of-use-register');
    const early = new Map([[1, [at('2019-05-31', 1), at('2019-06-30', 2)]]]);
    const change = { readings: early, holding: { from: day('2019-01-01'), to: null } };
    const installations = draft(1).bill && [
      {
        meterId: 1,
        assetNo: 'A',
        digits: 6,
        multiplier: 1,
        timeOfUse: false,
        from: day('2018-01-01'),
        to: null,
      },
    ];
    expect(draft(1, { ...change, installations: installations! }, '2019-06').exception).toBe('no-tariff');
  });
});
