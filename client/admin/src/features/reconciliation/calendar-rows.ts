/** What the calendar shows, cell by cell. Pure. */
import type { Calendar, CalendarDay } from './reconciliation.queries.ts';

export type RowsBy = 'source' | 'channel';
export type CellStatus = CalendarDay['status'];

export interface Cell {
  day: string;
  status: CellStatus;
  count: number;
  open: number;
}

export interface CalendarRow {
  id: string;
  nameZh: string;
  nameEn: string;
  /** Many short-lived sources in one row: its cells open a list of them. */
  isGroup: boolean;
  cells: Map<string, Cell>;
}

export function calendarRows(calendar: Calendar, by: RowsBy): CalendarRow[] {
  return by === 'source' ? sourceRows(calendar) : channelRows(calendar);
}

type Source = Calendar['sources'][number];

function sourceRows({ sources, days }: Calendar): CalendarRow[] {
  const single = sources.filter(({ group }) => !group);
  const groups = new Map(sources.flatMap(({ group }) => (group ? [[group.code, group] as const] : [])));
  return [
    ...single.map(({ source, nameZh, nameEn }) => ({
      ...{ id: source, nameZh, nameEn, isGroup: false },
      cells: cellsOf(days.filter(day => day.source === source)),
    })),
    ...[...groups.values()].map(({ code, nameZh, nameEn }) => ({
      ...{ id: code, nameZh, nameEn, isGroup: true },
      cells: cellsOf(daysOfGroup(code, { sources, days })),
    })),
  ];
}

/** Days on which a member did nothing say nothing of its group. */
export function daysOfGroup(code: string, { sources, days }: Pick<Calendar, 'sources' | 'days'>) {
  const members = new Set(membersOf(code, sources).map(({ source }) => source));
  return days.filter(day => members.has(day.source) && !isEmpty(day));
}

export const membersOf = (code: string, sources: readonly Source[]) =>
  sources.filter(({ group }) => group?.code === code);

const isEmpty = ({ status, oursCount, theirsCount }: CalendarDay) =>
  status === 'matched' && oursCount === 0 && theirsCount === 0;

/** One cell a day, as bad as the worst of what falls on it. */
function cellsOf(days: readonly CalendarDay[]): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const { day, status, theirsCount, openDifferences } of days) {
    const cell = cells.get(day);
    cells.set(day, {
      day,
      status: cell ? worse(cell.status, status) : status,
      count: (cell?.count ?? 0) + theirsCount,
      open: (cell?.open ?? 0) + openDifferences,
    });
  }
  return cells;
}

const byWeight: CellStatus[] = [
  'refused',
  'failed',
  'differences',
  'no-file',
  'running',
  'waiting',
  'matched',
];
const worse = (left: CellStatus, right: CellStatus) =>
  byWeight.indexOf(left) <= byWeight.indexOf(right) ? left : right;

/** A channel has no files of its own: it is as well as its rows in every source are. */
function channelRows({ channels }: Calendar): CalendarRow[] {
  const names = [...new Set(channels.map(({ channel }) => channel))].sort();
  return names.map(id => ({
    ...{ id, nameZh: id, nameEn: id, isGroup: false },
    cells: new Map(
      channels
        .filter(({ channel }) => channel === id)
        .map(({ day, status, oursCount, theirsCount, openDifferences }) => [
          day,
          { day, status, count: Math.max(oursCount, theirsCount), open: openDifferences },
        ]),
    ),
  }));
}

/** A sign for each state, so that none is told by its colour alone. */
export const signs: Record<CellStatus, string> = {
  matched: '✓',
  differences: '≠',
  refused: '✕',
  failed: '!',
  'no-file': '○',
  running: '…',
  waiting: '·',
};
