import { describe, expect, it } from '@jest/globals';
import type { BusinessDate } from '../../shared/dates.ts';
import { estimateReading } from './estimate-reading.ts';
import { type MeasuredPeriod, measurePeriod, type PeriodQuestion } from './measure-period.ts';
import type { Installation, RegisterReading } from './meter-registers.ts';
import { indexByDay, unknownEnergy, usageBetween } from './usage-between.ts';

const day = (text: string) => text as BusinessDate;
const meter = (change: Partial<Installation> = {}): Installation => ({
  meterId: 1,
  assetNo: 'A1',
  digits: 6,
  multiplier: 1,
  timeOfUse: true,
  from: day('2020-01-01'),
  to: null,
  ...change,
});
const reading = (on: string, kwh: number, valley: number | null = null): RegisterReading => ({
  on: day(on),
  total: kwh * 100,
  peak: valley === null ? null : (kwh - valley) * 100,
  valley: valley === null ? null : valley * 100,
  quality: 'actual',
});

function measure(readings: RegisterReading[], change: Partial<PeriodQuestion> = {}) {
  return measurePeriod({
    from: day('2026-06-01'),
    to: day('2026-06-30'),
    installations: [meter()],
    readings: new Map([[1, readings]]),
    plausiblePerDay: 500_00,
    timeOfUse: false,
    ...change,
  });
}
const may = reading('2026-05-31', 1000);
const june = reading('2026-06-30', 1150);

describe('energy of a month', () => {
  it('is the difference of the readings at both ends', () => {
    expect(measure([may, june])).toMatchObject({
      usage: [{ total: 150_00 }],
      registers: [{ register: 'total', energy: 150_00, quality: 'actual' }],
      estimates: [],
    });
  });

  it('is multiplied where current transformers stand before the meter', () => {
    expect(measure([may, june], { installations: [meter({ multiplier: 20 })] })).toMatchObject({
      usage: [{ total: 3000_00 }],
    });
  });

  it('is right when the register passed its end', () => {
    const small = { installations: [meter({ digits: 4 })] };
    expect(measure([reading('2026-05-31', 9900), reading('2026-06-30', 50)], small)).toMatchObject({
      usage: [{ total: 150_00 }],
    });
  });

  it('is an exception when the register ran backwards', () => {
    expect(measure([may, reading('2026-06-30', 999)])).toEqual({ problem: 'negative' });
  });

  it('shows peak and valley registers to customers with time of use', () => {
    const measured = measure([reading('2026-05-31', 100, 40), reading('2026-06-30', 200, 90)], {
      timeOfUse: true,
    }) as MeasuredPeriod;
    expect(measured.registers.map(({ register, energy }) => [register, energy])).toEqual([
      ['total', 100_00],
      ['peak', 50_00],
      ['valley', 50_00],
    ]);
  });

  it('covers a change of meter, and misses no day between the two', () => {
    const installations = [
      meter({ to: day('2026-06-13') }),
      meter({ meterId: 2, assetNo: 'A2', from: day('2026-06-14') }),
    ];
    const readings = new Map([
      [1, [may, reading('2026-06-13', 1060)]],
      [2, [reading('2026-06-13', 1), reading('2026-06-30', 91)]],
    ]);
    expect(measure([], { installations, readings })).toMatchObject({
      usage: [
        { from: '2026-06-01', to: '2026-06-13', total: 60_00 },
        { from: '2026-06-14', to: '2026-06-30', total: 90_00 },
      ],
    });
    const late = [installations[0]!, { ...installations[1]!, from: day('2026-06-16') }];
    expect(measure([], { installations: late, readings })).toEqual({ problem: 'no-meter' });
  });

  it('begins where the bill before ended, although its estimate has been replaced since', () => {
    const opening = new Map([[1, { ...reading('2026-05-31', 1010), quality: 'estimated' as const }]]);
    expect(measure([may, june], { opening })).toMatchObject({
      usage: [{ total: 140_00 }],
      registers: [{ quality: 'estimated' }],
    });
  });
});

describe('a reading that is missing', () => {
  it('is estimated on the line between its neighbours, and marked', () => {
    const measured = measure([may, reading('2026-06-26', 1130), reading('2026-07-04', 1170)]);
    expect(measured).toMatchObject({
      usage: [{ total: 150_00 }],
      registers: [{ quality: 'estimated' }],
      estimates: [{ meterId: 1, reading: { total: 1150_00 } }],
    });
  });

  it('is carried on for a few days past the last one', () => {
    expect(measure([may, reading('2026-06-25', 1125)])).toMatchObject({ usage: [{ total: 150_00 }] });
  });

  it('is not invented when the meter has been silent for longer', () => {
    expect(measure([may, reading('2026-06-10', 1050)])).toEqual({ problem: 'missing-reading' });
    expect(measure([june])).toEqual({ problem: 'missing-reading' });
    expect(measure([may])).toEqual({ problem: 'missing-reading' });
  });

  it('is not invented across a gap of more than two months', () => {
    expect(
      estimateReading([reading('2026-03-01', 1), reading('2026-07-04', 900)], day('2026-06-30'), meter()),
    ).toBeNull();
  });

  it('is not made up where a register ran backwards, and the use is not known', () => {
    const [before, after] = [reading('2026-05-01', 900), reading('2026-05-31', 100)];
    expect(estimateReading([before, after], day('2026-05-15'), meter())).toBeNull();
    const readings = indexByDay(new Map([[1, [before, after]]]));
    expect(usageBetween(day('2026-05-02'), day('2026-05-31'), [meter()], readings)).toEqual(unknownEnergy);
  });

  it('is estimated right across the end of the register', () => {
    const small = meter({ digits: 4 });
    const between = estimateReading(
      [reading('2026-06-29', 9990), reading('2026-07-01', 30)],
      day('2026-06-30'),
      small,
    );
    expect(between).toMatchObject({ total: 10_00, quality: 'estimated' });
  });
});
