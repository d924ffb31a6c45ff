import { describe, expect, it } from '@jest/globals';
import { greenButton, type UsageExport, usageCsv } from './export-usage.ts';

const data = {
  accountNo: '3701234567890',
  months: [
    { month: '2026-09', energy: 20_150, peak: 12_000, valley: 8_150, estimated: true, totalFen: 11_020 },
    { month: '2026-10', energy: null, peak: null, valley: null, estimated: false, totalFen: null },
  ],
  days: [
    { on: '2026-11-01', energy: 5, peak: null, valley: null, estimated: false },
    { on: '2026-11-02', energy: 730, peak: null, valley: null, estimated: true },
  ],
  madeAt: new Date('2026-11-22T02:00:00Z'),
} as unknown as UsageExport;

describe('a household’s energy as a file', () => {
  it('gives a spreadsheet every month and day, and leaves empty what is not known', () => {
    expect(usageCsv(data).split('\r\n').slice(1, 5)).toEqual([
      '2026-09,201.50,120.00,81.50,110.20,1',
      '2026-10,,,,,',
      '2026-11-01,0.05,,,,',
      '2026-11-02,7.30,,,,1',
    ]);
    expect(usageCsv(data).charCodeAt(0)).toBe(0xfeff);
  });

  it('gives Green Button whole watt hours from Beijing’s midnight on, and no month that is not known', () => {
    const xml = greenButton(data);
    expect(xml).toContain('<value>201500</value>');
    expect(xml).toContain('<value>50</value>');
    // 2026-09-01T00:00+08:00, thirty days; ¥110.20 in hundred-thousandths; estimated.
    expect(xml).toContain(
      '<IntervalReading><cost>11020000</cost><ReadingQuality><quality>8</quality></ReadingQuality><timePeriod><duration>2592000</duration><start>1788192000</start></timePeriod>',
    );
    // 2026-11-02T00:00+08:00, estimated as well.
    expect(xml).toContain(
      '<IntervalReading><ReadingQuality><quality>8</quality></ReadingQuality><timePeriod><duration>86400</duration><start>1793548800</start></timePeriod><value>7300</value>',
    );
    expect(xml.match(/<IntervalReading>/g)).toHaveLength(3);
    expect(xml).not.toContain(data.accountNo);
  });
});
