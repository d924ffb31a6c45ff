import { Select } from 'antd';
import { useState } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type Load, type Quarter, useQuarter } from './large.queries.ts';
import { factorOf, lastMonthOf, yearTo } from './load-months.ts';
import { MonthBars } from './month-bars.tsx';
import { texts } from './texts.ts';

/** A quarter against the one before, the year it ends as charts, and what to do about it. */
export function QuarterSheet({
  accountNo,
  quarters,
  loads,
}: {
  accountNo: string;
  quarters: string[];
  loads: Load[];
}) {
  const t = useFeatureTexts(texts);
  const [chosen, choose] = useState<string | null>(null);
  // Until one is chosen the newest is shown, which may be a month just entered.
  const quarter = chosen ?? quarters[0]!;
  const figures = useQuarter(accountNo, quarter);
  const year = yearTo(quarter, loads);
  const until = lastMonthOf(quarter);
  return (
    <Sheet
      title={t('quarter-of', { quarter })}
      extra={
        <a
          href={`/api/v1/staff/accounts/${accountNo}/quarters/${quarter}/pdf`}
          target="_blank"
          rel="noreferrer"
          aria-label={t('quarter-pdf', { quarter })}
        >
          {t('pdf')}
        </a>
      }
    >
      <div className="filters">
        <FilterField label={t('quarter')}>
          {id => (
            <Select
              id={id}
              style={{ width: 140 }}
              value={quarter}
              onChange={choose}
              options={quarters.map(value => ({ value, label: value }))}
            />
          )}
        </FilterField>
      </div>
      <Loaded query={figures}>
        {shown => (
          <>
            <Advice advice={shown.advice} />
            <Compared shown={shown} />
          </>
        )}
      </Loaded>
      <div className="load-charts">
        <MonthBars
          title={t('chart-demand', { until })}
          bars={year.map(({ month, chosen, figures: of }) => ({
            month,
            chosen,
            value: of?.maxDemand ?? null,
            label: of ? String(of.maxDemand) : '—',
          }))}
        />
        <MonthBars
          title={t('chart-factor', { until })}
          most={1000}
          bars={year.map(({ month, chosen, figures: of }) => ({
            month,
            chosen,
            value: of?.powerFactor ?? null,
            label: factorOf(of?.powerFactor ?? null),
          }))}
        />
      </div>
    </Sheet>
  );
}

function Advice({ advice }: { advice: Quarter['advice'] }) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  return (
    <div className="notice">
      <strong>{t('advice')}</strong>
      <ul style={{ margin: '4px 0 0', paddingLeft: 20 }}>
        {advice.map(each => (
          <li key={each.zh}>{each[language]}</li>
        ))}
      </ul>
    </div>
  );
}

function Compared({ shown: { now, before } }: { shown: Quarter }) {
  const t = useFeatureTexts(texts);
  const count = (value: number, unit: string) =>
    value === 0 ? '—' : `${value.toLocaleString('en-US')} ${unit}`;
  const rate = (value: number | null) => (value === null ? '—' : `${value}%`);
  const rows = [
    { name: t('demand'), now: count(now.maxDemand, 'kW'), before: count(before.maxDemand, 'kW') },
    { name: t('active'), now: count(now.active, 'kWh'), before: count(before.active, 'kWh') },
    { name: t('factor'), now: factorOf(now.powerFactor), before: factorOf(before.powerFactor) },
    { name: t('load-rate'), now: rate(now.loadRate), before: rate(before.loadRate) },
  ];
  const column = (title: string, key: 'now' | 'before') => ({
    title,
    key,
    align: 'right' as const,
    render: (_: unknown, row: (typeof rows)[number]) => <span className="figures">{row[key]}</span>,
  });
  return (
    <DataTable
      label={t('quarter')}
      wraps
      rowKey="name"
      dataSource={rows}
      columns={[
        { title: t('figure'), dataIndex: 'name' },
        column(t('now'), 'now'),
        column(t('before'), 'before'),
      ]}
    />
  );
}
