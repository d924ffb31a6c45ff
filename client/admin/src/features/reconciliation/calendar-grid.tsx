import { useEffect, useRef } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type CalendarRow, type Cell, type CellStatus, type RowsBy, signs } from './calendar-rows.ts';
import { daysOf } from './day-range.ts';
import type { DayRange } from './reconciliation.queries.ts';
import { texts } from './texts.ts';

interface GridProps {
  rows: CalendarRow[];
  by: RowsBy;
  range: DayRange;
}

export function CalendarGrid({ rows, by, range }: GridProps) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const word = useWord();
  const days = daysOf(range.from, range.to);
  const scroll = useRef<HTMLElement>(null);
  // Where it is wider than its place, the newest days are looked at first.
  useEffect(() => {
    if (scroll.current && range.to) scroll.current.scrollLeft = scroll.current.scrollWidth;
  }, [range.to]);
  const nameOf = (row: CalendarRow) =>
    by === 'channel' ? word('channel', row.id) : language === 'zh' ? row.nameZh : row.nameEn;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, so it must be reachable by keyboard
    <section ref={scroll} className="calendar-scroll" aria-label={t('title')} tabIndex={0}>
      <table className="calendar">
        <thead>
          <tr>
            <th scope="col">{t(by)}</th>
            {days.map(day => (
              <th key={day} scope="col">
                <span className="month">{day.endsWith('-01') || day === days[0] ? day.slice(5, 7) : ''}</span>
                <abbr title={day}>{day.slice(8)}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.id}>
              <th scope="row">
                {nameOf(row)}
                {by === 'source' && !row.isGroup && row.id.includes(':') ? (
                  <span className="mono soft">{row.id.split(':')[1]}</span>
                ) : null}
              </th>
              {days.map(day => (
                <td key={day}>
                  <CalendarCell cell={row.cells.get(day)} row={row} by={by} name={nameOf(row)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function CalendarCell({
  cell,
  row,
  by,
  name,
}: {
  cell: Cell | undefined;
  row: CalendarRow;
  by: RowsBy;
  name: string;
}) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { search } = useLocation();
  if (!cell) return <span className="cell none" />;
  const said = [
    name,
    cell.day,
    word('reconciliation-day', cell.status),
    t('cell-count', { count: cell.count }),
    ...(cell.open > 0 ? [t('cell-open', { count: cell.open })] : []),
  ].join(' ');
  const target =
    by === 'source'
      ? `/reconciliation/${row.isGroup ? 'group/' : ''}${encodeURIComponent(row.id)}/${cell.day}${search}`
      : `/differences?${new URLSearchParams({ status: '', channel: row.id, day: cell.day })}`;
  return (
    <Link
      className={`cell ${cell.status}${isIdle(cell) ? ' idle' : ''}`}
      to={target}
      aria-label={said}
      title={said}
    >
      {cell.open > 0 ? cell.open : isIdle(cell) ? '–' : signs[cell.status]}
    </Link>
  );
}

/** All is well because there was nothing. */
const isIdle = ({ status, count }: Cell) => status === 'matched' && count === 0;

export function Legend() {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <ul className="calendar-legend" aria-label={t('legend')}>
      {(Object.keys(signs) as CellStatus[]).map(status => (
        <li key={status}>
          <span className={`cell ${status}`} aria-hidden="true">
            {signs[status]}
          </span>
          {word('reconciliation-day', status)}
        </li>
      ))}
    </ul>
  );
}
