import './month-bars.css';

export interface MonthBar {
  month: string;
  /** Null where nothing is known. */
  value: number | null;
  label: string;
  /** Of the quarter that is looked at. */
  chosen: boolean;
}

const size = { width: 480, height: 190, top: 20, bottom: 24 };
const high = size.height - size.top - size.bottom;

/** One bar a month, its figure above it. */
export function MonthBars({ title, bars, most }: { title: string; bars: MonthBar[]; most?: number }) {
  const full = most ?? Math.max(1, ...bars.map(({ value }) => value ?? 0));
  const step = size.width / bars.length;
  const ground = size.top + high;
  const said = bars.map(({ month, label }) => `${month} ${label}`).join(' · ');
  return (
    <figure className="month-bars">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={`${title} · ${said}`}>
        <line x1={0} x2={size.width} y1={ground} y2={ground} />
        {bars.map(({ month, value, label, chosen }, place) => {
          const rise = value === null ? 0 : (high * Math.min(value, full)) / full;
          const middle = (place + 0.5) * step;
          return (
            <g key={month} className={chosen ? 'chosen' : undefined}>
              <rect x={middle - step * 0.3} width={step * 0.6} y={ground - rise} height={rise} />
              <text x={middle} y={ground - rise - 5}>
                {label}
              </text>
              <text x={middle} y={ground + 16}>
                {month.slice(2).replace('-', '.')}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
