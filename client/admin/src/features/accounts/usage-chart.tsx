import { Button } from 'antd';
import { useState } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type MonthOfUsage, useUsage } from './accounts.queries.ts';
import { texts } from './texts.ts';

export function UsageSheet({ accountNo, contractNo }: { accountNo: string; contractNo: string }) {
  const t = useFeatureTexts(texts);
  const usage = useUsage(accountNo, contractNo);
  const [asTable, setAsTable] = useState(false);
  return (
    <Sheet
      title={t('usage.title')}
      flush
      extra={
        <>
          <span className="soft" style={{ marginRight: 'auto' }}>
            {t('usage.unit')}
          </span>
          <Button type="link" size="small" onClick={() => setAsTable(!asTable)}>
            {t(asTable ? 'usage.as-chart' : 'usage.as-table')}
          </Button>
        </>
      }
    >
      <Loaded query={usage} rows={4}>
        {months =>
          months.every(({ energy }) => energy === null) ? (
            <EmptyState title={t('usage.none')} />
          ) : asTable ? (
            <UsageTable months={months} />
          ) : (
            <UsageChart months={months} />
          )
        }
      </Loaded>
    </Sheet>
  );
}

const width = 720;
const height = 150;
const base = 122;

/** Bars by month; a month without a reading is a gap with a tick. The month under the pointer or focus is spelled out. */
function UsageChart({ months }: { months: MonthOfUsage[] }) {
  const t = useFeatureTexts(texts);
  const [chosen, setChosen] = useState(months.length - 1);
  const most = Math.max(...months.map(({ energy }) => Number(energy ?? 0)), 1);
  const top = niceTop(most);
  const step = width / months.length;
  const heightOf = (energy: string | null) => (Number(energy ?? 0) / top) * (base - 14);
  const shown = months[chosen];
  return (
    <div className="usage-chart">
      <svg viewBox={`-44 0 ${width + 48} ${height}`} role="img" aria-label={t('usage.unit')}>
        {[0, 0.5, 1].map(part => (
          <g key={part}>
            <line x1={0} x2={width} y1={base - part * (base - 14)} y2={base - part * (base - 14)} />
            <text x={-8} y={base - part * (base - 14) + 4} textAnchor="end">
              {Math.round(top * part)}
            </text>
          </g>
        ))}
        {months.map((month, index) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the same values stand in the table one click away
          <g key={month.month} onMouseEnter={() => setChosen(index)}>
            <rect className="hit" x={index * step} y={0} width={step} height={base} />
            {month.energy === null ? (
              <line className="gap" x1={index * step + 3} x2={(index + 1) * step - 3} y1={base} y2={base} />
            ) : (
              <rect
                className={`bar${index === chosen ? ' chosen' : ''}${month.estimated ? ' estimated' : ''}`}
                x={index * step + 3}
                width={step - 6}
                y={base - heightOf(month.energy)}
                height={Math.max(heightOf(month.energy), 1)}
                rx={2}
              />
            )}
            {month.month.endsWith('-01') ? (
              <text x={index * step + 2} y={base + 18}>
                {month.month}
              </text>
            ) : null}
          </g>
        ))}
      </svg>
      {shown ? (
        <p className="figures" aria-live="polite">
          <strong>{shown.month}</strong> {shown.energy === null ? t('usage.unknown') : `${shown.energy} kWh`}
          {shown.peak ? ` · ${t('usage.peak')} ${shown.peak}` : ''}
          {shown.valley ? ` · ${t('usage.valley')} ${shown.valley}` : ''}
          {shown.estimated ? ` · ${t('usage.estimated')}` : ''}
          {shown.totalFen === null ? null : (
            <>
              {' · '}
              <Money fen={shown.totalFen} />
            </>
          )}
        </p>
      ) : null}
    </div>
  );
}

/** A round number at or above the highest bar. */
function niceTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 2.5, 5, 10].map(factor => factor * power).find(top => top >= most) ?? most;
}

function UsageTable({ months }: { months: MonthOfUsage[] }) {
  const t = useFeatureTexts(texts);
  const figure = (value: string | null) => <span className="figures">{value ?? '—'}</span>;
  return (
    <DataTable<MonthOfUsage>
      label={t('usage.title')}
      rowKey="month"
      dataSource={[...months].reverse()}
      pageSize={12}
      columns={[
        { title: '', dataIndex: 'month', className: 'figures' },
        {
          title: t('usage.energy'),
          dataIndex: 'energy',
          align: 'right',
          render: (energy: string | null) =>
            energy === null ? <span className="soft">{t('usage.unknown')}</span> : figure(energy),
        },
        { title: t('usage.peak'), dataIndex: 'peak', align: 'right', render: figure },
        { title: t('usage.valley'), dataIndex: 'valley', align: 'right', render: figure },
        {
          title: t('bill.amount'),
          dataIndex: 'totalFen',
          align: 'right',
          render: (fen: number | null) => (fen === null ? '—' : <Money fen={fen} />),
        },
      ]}
    />
  );
}
