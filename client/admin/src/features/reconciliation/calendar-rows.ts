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
  cells: Map<string, Cell>;
}

export function calendarRows(calendar: Calendar, by: RowsBy): CalendarRow[] {
  return by === 'source' ? sourceRows(calendar) : channelRows(calendar);
}

function sourceRows({ sources, days }: Calendar): CalendarRow[] {
  return sources.map(({ source, nameZh, nameEn }) => ({
    id: source,
    nameZh,
    nameEn,
    cells: new Map(
      days
        .filter(day => day.source === source)
        .map(({ day, status, theirsCount, openDifferences }) => [
          day,
          { day, status, count: theirsCount, open: openDifferences },
        ]),
    ),
  }));
}

/** A channel has no files of its own: it is as well as its rows in every source are. */
function channelRows({ channels }: Calendar): CalendarRow[] {
  const names = [...new Set(channels.map(({ channel }) => channel))].sort();
  return names.map(id => ({
    id,
    nameZh: id,
    nameEn: id,
    cells: new Map(
      channels
        .filter(({ channel }) => channel === id)
        .map(({ day, theirsCount, openDifferences }) => [
          day,
          {
            day,
            status: openDifferences > 0 ? 'differences' : 'matched',
            count: theirsCount,
            open: openDifferences,
          },
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
