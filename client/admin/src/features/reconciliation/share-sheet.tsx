import { Segmented } from 'antd';
import { useId, useState } from 'react';
import { yuan } from '../../app/format.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type DayRange, type Shares, useShares } from './reconciliation.queries.ts';
import { channelsBySum, type Look, lookOf, type WeekBar, weekBars } from './share-chart.ts';
import { texts } from './texts.ts';

/** What each channel brings over time, as a chart or as the table of the same numbers. */
export function ShareSheet({ range }: { range: DayRange }) {
  const t = useFeatureTexts(texts);
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const query = useShares(range);
  return (
    <Sheet
      title={t('shares-title')}
      extra={
        <Segmented<'chart' | 'table'>
          size="small"
          value={view}
          onChange={setView}
          options={[
            { value: 'chart', label: t('shares-chart') },
            { value: 'table', label: t('shares-table') },
          ]}
        />
      }
      flush={view === 'table'}
    >
      <Loaded query={query}>
        {({ shares }) =>
          shares.length === 0 ? (
            <EmptyState title={t('no-shares')} />
          ) : view === 'chart' ? (
            <Chart shares={shares} />
          ) : (
            <ShareTable shares={shares} />
          )
        }
      </Loaded>
    </Sheet>
  );
}

const size = { width: 920, height: 240, left: 44, bottom: 40, top: 8 };
const high = size.height - size.top - size.bottom;

function Chart({ shares }: { shares: Shares }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const id = useId();
  const bars = weekBars(shares);
  const channels = channelsBySum(shares);
  const step = (size.width - size.left) / bars.length;
  const y = (share: number) => size.top + high * (1 - share);
  return (
    <>
      <svg
        className="share-chart"
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="img"
        aria-label={t('shares-title')}
      >
        <Fillings id={id} count={channels.length} />
        {[0, 0.25, 0.5, 0.75, 1].map(share => (
          <g key={share}>
            <line x1={size.left} x2={size.width} y1={y(share)} y2={y(share)} stroke="var(--line)" />
            <text x={size.left - 6} y={y(share) + 4} textAnchor="end">
              {share * 100}%
            </text>
          </g>
        ))}
        {bars.map((bar, place) => (
          <Bar
            key={bar.week}
            bar={bar}
            x={size.left + place * step + step * 0.15}
            width={step * 0.7}
            fill={channel => `url(#${id}-${channels.indexOf(channel)})`}
            say={channel => word('channel', channel)}
          />
        ))}
      </svg>
      <ul className="share-legend">
        {channels.map((channel, place) => (
          <li key={channel}>
            <svg width="14" height="14" aria-hidden="true">
              <rect width="14" height="14" rx="3" fill={`url(#${id}-${place})`} />
            </svg>
            {word('channel', channel)}
          </li>
        ))}
      </ul>
    </>
  );
}

interface BarProps {
  bar: WeekBar;
  x: number;
  width: number;
  fill: (channel: string) => string;
  say: (channel: string) => string;
}

function Bar({ bar, x, width, fill, say }: BarProps) {
  return (
    <g>
      {bar.pieces.map(({ channel, share, from, amountFen }) => (
        <rect
          key={channel}
          x={x}
          width={width}
          y={size.top + high * (1 - from - share)}
          height={Math.max(0, high * share - 1)}
          fill={fill(channel)}
        >
          <title>{`${bar.week} ${say(channel)} ${yuan(amountFen)} (${(share * 100).toFixed(1)} %)`}</title>
        </rect>
      ))}
      <text x={x + width / 2} y={size.height - 22} textAnchor="middle">
        {bar.week.slice(5)}
      </text>
      <text x={x + width / 2} y={size.height - 6} textAnchor="middle">
        {yuan(bar.amountFen)}
      </text>
    </g>
  );
}

/** Shade and filling of each channel, so that neighbours differ by more than hue. */
function Fillings({ id, count }: { id: string; count: number }) {
  return (
    <defs>
      {Array.from({ length: count }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what the filling belongs to
        <pattern key={place} id={`${id}-${place}`} width="6" height="6" patternUnits="userSpaceOnUse">
          <Filling look={lookOf(place)} />
        </pattern>
      ))}
    </defs>
  );
}

function Filling({ look: { shade, filling } }: { look: Look }) {
  return (
    <>
      <rect width="6" height="6" fill={shade} />
      {filling === 'lines' ? <path d="M0 6 6 0" stroke="var(--paper)" strokeWidth="1.5" /> : null}
      {filling === 'dots' ? <circle cx="3" cy="3" r="1.4" fill="var(--paper)" /> : null}
    </>
  );
}

function ShareTable({ shares }: { shares: Shares }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const rows = weekBars(shares).flatMap(({ week, pieces }) => pieces.map(piece => ({ ...piece, week })));
  return (
    <DataTable<(typeof rows)[number]>
      label={t('shares-title')}
      rowKey={row => `${row.week} ${row.channel}`}
      dataSource={rows}
      columns={[
        { title: t('week'), dataIndex: 'week' },
        { title: t('channel'), dataIndex: 'channel', render: (channel: string) => word('channel', channel) },
        {
          title: t('amount'),
          dataIndex: 'amountFen',
          align: 'right',
          render: (fen: number) => <Money fen={fen} />,
        },
        {
          title: t('share'),
          dataIndex: 'share',
          align: 'right',
          render: (share: number) => <span className="figures">{(share * 100).toFixed(1)} %</span>,
        },
      ]}
    />
  );
}
