/**
 * A household's energy as files of one's own: CSV for a spreadsheet, and Green Button XML (NAESB REQ.21 ESPI 1.1, an Atom
 * feed) for any programme that reads it. Energy in Wh as integers; what is not known is left out, never zero.
 */
import { createHash } from 'node:crypto';
import { dirname } from 'node:path/posix';
import { addDays, type BusinessDate, type Month, startOfDay } from '../../shared/dates.ts';
import { toKwh } from '../../shared/energy.ts';
import { fen, toYuan } from '../../shared/money.ts';

export interface ExportedMonth {
  month: Month;
  energy: number | null;
  peak: number | null;
  valley: number | null;
  estimated: boolean;
  totalFen: number | null;
}

export interface ExportedDay {
  on: BusinessDate;
  energy: number | null;
  peak: number | null;
  valley: number | null;
  estimated: boolean;
}

export interface UsageExport {
  accountNo: string;
  months: ExportedMonth[];
  days: ExportedDay[];
  madeAt: Date;
}

/** With a byte order mark, so that spreadsheets take the Chinese for what it is. */
export function usageCsv({ months, days }: UsageExport): string {
  const kwh = (value: number | null) => (value === null ? '' : toKwh(value));
  const lines = [
    '周期 period,用电 kWh,峰 peak kWh,谷 valley kWh,电费 yuan,估算 estimated',
    ...months.map(
      ({ month, energy, peak, valley, totalFen, estimated }) =>
        `${month},${kwh(energy)},${kwh(peak)},${kwh(valley)},${totalFen === null ? '' : toYuan(fen(totalFen))},${estimated ? '1' : ''}`,
    ),
    ...days.map(
      ({ on, energy, peak, valley, estimated }) =>
        `${on},${kwh(energy)},${kwh(peak)},${kwh(valley)},,${estimated ? '1' : ''}`,
    ),
  ];
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

/** ESPI ReadingType: kind 12 energy, uom 72 Wh, commodity 1 electricity, flowDirection 1 forward, currency 156 CNY. */
export function greenButton(data: UsageExport): string {
  const point = uuid(`usage-point:${data.accountNo}`);
  const base = `/espi/1_1/resource/UsagePoint/${point}`;
  const clock = '/espi/1_1/resource/LocalTimeParameters/1';
  const updated = data.madeAt.toISOString();
  const link = (rel: string, href: string) => `<link rel="${rel}" href="${href}"/>`;
  /** A programme goes from entry to entry by the links: `up` is the collection it is in, `related` what belongs to it. */
  const entry = (id: string, path: string, title: string, content: string, related: string[] = []) => {
    const links = [
      link('self', path),
      link('up', dirname(path)),
      ...related.map(href => link('related', href)),
    ];
    return `<entry><id>urn:uuid:${uuid(id + data.accountNo)}</id>${links.join('')}<title>${title}</title><content>${content}</content><published>${updated}</published><updated>${updated}</updated></entry>`;
  };
  const readingType = (seconds: number) =>
    `<ReadingType xmlns="http://naesb.org/espi"><accumulationBehaviour>4</accumulationBehaviour><commodity>1</commodity><currency>156</currency><dataQualifier>12</dataQualifier><flowDirection>1</flowDirection><intervalLength>${seconds}</intervalLength><kind>12</kind><powerOfTenMultiplier>0</powerOfTenMultiplier><uom>72</uom></ReadingType>`;
  const blocks = [
    ...meterReading('months', 'Monthly energy', monthIntervals(data.months), 0),
    ...meterReading('days', 'Daily energy', dayIntervals(data.days), 86_400),
  ];
  function meterReading(id: string, title: string, intervals: Interval[], seconds: number): string[] {
    const path = `${base}/MeterReading/${id}`;
    const type = `/espi/1_1/resource/ReadingType/${id}`;
    const blocksOf = `${path}/IntervalBlock`;
    return [
      entry(id, path, title, '<MeterReading xmlns="http://naesb.org/espi"/>', [blocksOf, type]),
      entry(`${id}-type`, type, title, readingType(seconds)),
      entry(`${id}-block`, `${blocksOf}/1`, title, intervalBlock(intervals)),
    ];
  }
  const usagePoint = entry(
    'point',
    base,
    'Electricity',
    '<UsagePoint xmlns="http://naesb.org/espi"><ServiceCategory><kind>0</kind></ServiceCategory></UsagePoint>',
    [`${base}/MeterReading`, clock],
  );
  const time = entry(
    'time',
    clock,
    'Asia/Shanghai',
    '<LocalTimeParameters xmlns="http://naesb.org/espi"><dstEndRule>00000000</dstEndRule><dstOffset>0</dstOffset><dstStartRule>00000000</dstStartRule><tzOffset>28800</tzOffset></LocalTimeParameters>',
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:uuid:${uuid(`feed:${data.accountNo}`)}</id><title>Green Button</title><updated>${updated}</updated>${usagePoint}${time}${blocks.join('')}</feed>\n`;
}

interface Interval {
  start: Date;
  seconds: number;
  /** 0.01 kWh */
  energy: number;
  estimated: boolean;
  costFen: number | null;
}

function monthIntervals(months: ExportedMonth[]): Interval[] {
  return months.flatMap(({ month, energy, estimated, totalFen }) => {
    if (energy === null) return [];
    const start = startOfDay(`${month}-01` as BusinessDate);
    const next = startOfDay(firstOfNext(month));
    return [
      { start, seconds: (next.getTime() - start.getTime()) / 1000, energy, estimated, costFen: totalFen },
    ];
  });
}

function dayIntervals(days: ExportedDay[]): Interval[] {
  return days.flatMap(({ on, energy, estimated }) =>
    energy === null ? [] : [{ start: startOfDay(on), seconds: 86_400, energy, estimated, costFen: null }],
  );
}

function firstOfNext(month: Month): BusinessDate {
  const inNext = addDays(`${month}-28` as BusinessDate, 4);
  return `${inNext.slice(0, 7)}-01` as BusinessDate;
}

/** Cost in hundred-thousandths of the currency; ReadingQuality 8 is estimated, 19 validated. */
function intervalBlock(intervals: Interval[]): string {
  const seconds = (date: Date) => Math.floor(date.getTime() / 1000);
  const first = intervals[0];
  const last = intervals.at(-1);
  const period =
    first && last
      ? `<interval><duration>${seconds(last.start) + last.seconds - seconds(first.start)}</duration><start>${seconds(first.start)}</start></interval>`
      : '';
  const readings = intervals.map(
    ({ start, seconds: length, energy, estimated, costFen }) =>
      `<IntervalReading>${costFen === null ? '' : `<cost>${costFen * 1_000}</cost>`}<ReadingQuality><quality>${estimated ? 8 : 19}</quality></ReadingQuality><timePeriod><duration>${length}</duration><start>${seconds(start)}</start></timePeriod><value>${energy * 10}</value></IntervalReading>`,
  );
  return `<IntervalBlock xmlns="http://naesb.org/espi">${period}${readings.join('')}</IntervalBlock>`;
}

/** The same household gets the same identifiers each time, and nobody reads an account number from them. */
function uuid(name: string): string {
  const hex = createHash('sha256').update(`dianting:${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
