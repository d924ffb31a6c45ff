import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { shanghaiToday, yuan } from '../../app/format.ts';
import { FilterField } from '../../components/filter-field.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type Costs, readCosts } from './messages.queries.ts';
import { texts } from './texts.ts';

type Row = Costs['rows'][number];

/** Of `count` months before now, as YYYY-MM. */
function monthsAgo(count: number): string {
  const [year, month] = shanghaiToday().split('-').map(Number);
  return new Date(Date.UTC(year!, month! - 1 - count, 1)).toISOString().slice(0, 7);
}

export function Page() {
  const t = useFeatureTexts(texts);
  const [from, setFrom] = useState(() => monthsAgo(5));
  const [to, setTo] = useState(() => monthsAgo(0));
  const costs = useQuery({ queryKey: ['message-costs', from, to], queryFn: () => readCosts(from, to) });
  return (
    <>
      <PageHead title={t('costs')} hint={t('costs-hint')} />
      <div className="filters">
        <MonthField label={t('month-from')} value={from} onChange={setFrom} />
        <MonthField label={t('month-to')} value={to} onChange={setTo} />
      </div>
      <Loaded query={costs}>
        {({ rows, totalFen }) =>
          rows.length === 0 ? (
            <div className="sheet">
              <EmptyState title={t('costs-none')} hint={t('costs-hint')} />
            </div>
          ) : (
            <>
              <Sheet title={`${t('total')} ${yuan(totalFen)}`}>
                <MonthBars rows={rows} />
              </Sheet>
              <Sheet title={t('costs')} flush>
                <CostTable rows={rows} from={from} to={to} />
              </Sheet>
            </>
          )
        }
      </Loaded>
    </>
  );
}

function MonthField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (month: string) => void;
}) {
  return (
    <FilterField label={label}>
      {id => (
        <Input
          id={id}
          type="month"
          style={{ width: 170 }}
          value={value}
          onChange={event => onChange(event.target.value)}
        />
      )}
    </FilterField>
  );
}

/** One bar a month; the table below says the same in figures. */
function MonthBars({ rows }: { rows: Row[] }) {
  const months = [...new Set(rows.map(({ month }) => month))];
  const sums = months.map(month =>
    rows.filter(row => row.month === month).reduce((sum, row) => sum + row.costFen, 0),
  );
  const most = Math.max(1, ...sums);
  return (
    <ul aria-hidden="true" style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 }}>
      {months.map((month, index) => (
        <li
          key={month}
          style={{ display: 'grid', gridTemplateColumns: '6em 1fr 8em', gap: 12, alignItems: 'center' }}
        >
          <span className="figures">{month}</span>
          <span
            style={{
              height: 14,
              borderRadius: 3,
              width: `${((sums[index] ?? 0) / most) * 100}%`,
              minWidth: 2,
              background: 'var(--green)',
            }}
          />
          <Money fen={sums[index] ?? 0} />
        </li>
      ))}
    </ul>
  );
}

function CostTable({ rows, from, to }: { rows: Row[]; from: string; to: string }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const figures = { align: 'right' as const, onCell: () => ({ className: 'figures' }) };
  return (
    <ListTable<Row>
      list="message-costs"
      exports={{
        route: 'GET /staff/exports/message-costs',
        path: '/staff/exports/message-costs',
        query: { from, to },
      }}
      label={t('costs')}
      rowKey={row => `${row.month}.${row.channel}.${row.what}`}
      dataSource={rows}
      columns={[
        { title: t('month'), dataIndex: 'month', onCell: () => ({ className: 'figures' }) },
        {
          title: t('ways'),
          key: 'way',
          render: (_, { channel, what }) =>
            what === 'codes' ? t('codes', { way: word('way', channel) }) : word('way', channel),
        },
        { title: t('sent'), dataIndex: 'sent', ...figures },
        {
          title: t('delivered'),
          dataIndex: 'delivered',
          ...figures,
          render: (count: number | null) => count ?? '—',
        },
        { title: t('failed'), dataIndex: 'failed', ...figures },
        {
          title: t('cost'),
          dataIndex: 'costFen',
          align: 'right',
          render: (fen: number) => <Money fen={fen} />,
        },
      ]}
    />
  );
}
