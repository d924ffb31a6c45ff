import { Segmented } from 'antd';
import { useState } from 'react';
import { shanghaiToday } from '../../app/format.ts';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { byPeriod, type PeriodFigures, percent } from './figure-rows.ts';
import { FiguresChart } from './figures-chart.tsx';
import { LimitsSheet } from './limits-sheet.tsx';
import { useFigures } from './outages.queries.ts';
import { texts } from './texts.ts';
import './outages.css';

function range(by: 'month' | 'year', today: string) {
  const year = Number(today.slice(0, 4));
  return { from: `${by === 'month' ? year - 1 : year - 4}-01`, to: `${year + 1}-12` };
}

/** How many outages, notice kept, restored in time: as a chart or as the table of the same numbers. */
export function Page() {
  const t = useFeatureTexts(texts);
  const [by, setBy] = useState<'month' | 'year'>('month');
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const { from, to } = range(by, shanghaiToday());
  const query = useFigures(by, from, to);
  return (
    <>
      <PageHead title={t('figures-title')} hint={t('figures-hint')}>
        <Segmented<'month' | 'year'>
          value={by}
          onChange={setBy}
          options={[
            { value: 'month', label: t('by-month') },
            { value: 'year', label: t('by-year') },
          ]}
        />
      </PageHead>
      <Sheet
        title={t('outages')}
        flush={view === 'table'}
        extra={
          <Segmented<'chart' | 'table'>
            size="small"
            value={view}
            onChange={setView}
            options={[
              { value: 'chart', label: t('chart') },
              { value: 'table', label: t('table') },
            ]}
          />
        }
      >
        <Loaded query={query}>
          {({ figures }) => {
            const rows = byPeriod(figures);
            if (rows.length === 0) return <EmptyState title={t('figures-none')} />;
            return view === 'chart' ? <FiguresChart rows={rows} /> : <FiguresTable rows={rows} />;
          }}
        </Loaded>
      </Sheet>
      <LimitsSheet />
    </>
  );
}

function FiguresTable({ rows }: { rows: PeriodFigures[] }) {
  const t = useFeatureTexts(texts);
  const figure = (title: string, key: string, show: (row: PeriodFigures) => string | number) => ({
    title,
    key,
    align: 'right' as const,
    render: (_: unknown, row: PeriodFigures) => <span className="figures">{show(row)}</span>,
  });
  return (
    <DataTable<PeriodFigures>
      label={t('figures-title')}
      rowKey="period"
      dataSource={rows}
      columns={[
        { title: t('period'), dataIndex: 'period' },
        figure(t('outages'), 'outages', row => row.outages),
        figure(t('kept-share'), 'kept', row => percent(row.noticeKept, row.outages)),
        figure(t('restored-share'), 'restored', row => percent(row.restoredInTime, row.restored)),
        figure(t('cancelled'), 'cancelled', row => row.cancelled),
        figure(t('changed'), 'changed', row => row.changed),
        figure(t('average'), 'average', row =>
          row.restored === 0 ? '—' : t('average-minutes', { count: Math.round(row.minutes / row.restored) }),
        ),
        figure(t('told-count'), 'told', row => row.told),
      ]}
    />
  );
}
