import { useFeatureTexts } from '../../i18n/index.tsx';
import { type PeriodFigures, percent } from './figure-rows.ts';
import { texts } from './texts.ts';

const size = { width: 920, height: 260, left: 84, bottom: 62, top: 22 };
const high = size.height - size.top - size.bottom;

/** Bars of outages, the part announced in time filled; both shares stand below each bar, named at the left. */
export function FiguresChart({ rows }: { rows: PeriodFigures[] }) {
  const t = useFeatureTexts(texts);
  const most = Math.max(...rows.map(({ outages }) => outages), 1);
  const step = (size.width - size.left) / rows.length;
  const width = Math.min(step * 0.6, 64);
  const ground = size.top + high;
  const label = (y: number, text: string) => (
    <text x={0} y={y} className="quiet">
      {text}
    </text>
  );
  return (
    <>
      <ul className="legend">
        <li className="all">{t('legend-all')}</li>
        <li className="kept">{t('legend-kept')}</li>
      </ul>
      <svg
        className="figures-chart"
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="img"
        aria-label={t('outages')}
      >
        <line x1={size.left} x2={size.width} y1={ground} y2={ground} stroke="var(--line)" />
        {label(ground + 36, t('kept-share'))}
        {label(ground + 54, t('restored-share'))}
        {rows.map((row, place) => (
          <Bar
            key={row.period}
            row={row}
            x={size.left + place * step + (step - width) / 2}
            width={width}
            most={most}
            ground={ground}
          />
        ))}
      </svg>
    </>
  );
}

function Bar(props: { row: PeriodFigures; x: number; width: number; most: number; ground: number }) {
  const { row, x, width, most, ground } = props;
  const middle = x + width / 2;
  const rise = (count: number) => (high * count) / most;
  const written = (y: number, text: string | number) => (
    <text x={middle} y={y} textAnchor="middle">
      {text}
    </text>
  );
  return (
    <g>
      <rect className="all" x={x} width={width} y={ground - rise(row.outages)} height={rise(row.outages)} />
      <rect
        className="kept"
        x={x}
        width={width}
        y={ground - rise(row.noticeKept)}
        height={rise(row.noticeKept)}
      />
      {written(ground - rise(row.outages) - 6, row.outages)}
      {written(ground + 16, row.period)}
      {written(ground + 36, percent(row.noticeKept, row.outages))}
      {written(ground + 54, percent(row.restoredInTime, row.restored))}
    </g>
  );
}
