import { Input } from 'antd';
import { Link, useSearchParams } from 'react-router-dom';
import { DataTable } from '../../components/data-table.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { At, Money } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { lastDays } from './day-range.ts';
import { type Settlements, useSettlements } from './reconciliation.queries.ts';
import { ShareSheet } from './share-sheet.tsx';
import { useSourceName } from './source-name.ts';
import { texts } from './texts.ts';
import './reconciliation.css';

type Row = Settlements['settlements'][number];

/** What each source settles and keeps, and what each channel brings. */
export function Page() {
  const t = useFeatureTexts(texts);
  const [params, setParams] = useSearchParams();
  const standard = lastDays(35);
  const range = { from: params.get('from') ?? standard.from, to: params.get('to') ?? standard.to };
  const list = useSettlements(range);
  const nameOf = useSourceName(range);
  return (
    <>
      <PageHead title={t('settlements-title')} hint={t('settlements-hint')} />
      <div className="filters">
        {(['from', 'to'] as const).map(end => (
          <FilterField key={end} label={t(end)}>
            {id => (
              <Input
                id={id}
                type="date"
                value={range[end]}
                max={standard.to}
                onChange={event => event.target.value && setParams({ ...range, [end]: event.target.value })}
              />
            )}
          </FilterField>
        ))}
        <ListTools
          page="settlements"
          exports={{
            route: 'GET /staff/exports/reconciliation-settlements',
            path: '/staff/exports/reconciliation-settlements',
            query: range,
          }}
        />
      </div>
      <ShareSheet range={range} />
      <div className="sheet">
        <Loaded query={list}>
          {({ settlements, totals }) =>
            settlements.length === 0 ? (
              <EmptyState title={t('no-settlements')} hint={t('no-settlements-hint')} />
            ) : (
              <SettlementTable rows={settlements} totals={totals} nameOf={nameOf} />
            )
          }
        </Loaded>
      </div>
    </>
  );
}

interface SettlementTableProps {
  rows: Row[];
  totals: Settlements['totals'];
  nameOf: (source: string) => string;
}

function SettlementTable({ rows, totals, nameOf }: SettlementTableProps) {
  const t = useFeatureTexts(texts);
  const money = (title: string, dataIndex: 'paidFen' | 'refundedFen' | 'feeFen' | 'netFen') => ({
    title,
    dataIndex,
    align: 'right' as const,
    render: (fen: number) => <Money fen={fen} />,
  });
  return (
    <DataTable<Row>
      label={t('settlements-title')}
      rowKey="transactionId"
      dataSource={rows}
      columns={[
        {
          title: t('day'),
          dataIndex: 'day',
          render: (day: string, row) => (
            <Link
              className="row-link figures"
              to={`/reconciliation/${encodeURIComponent(row.source)}/${day}`}
            >
              {day}
            </Link>
          ),
        },
        {
          title: t('source'),
          dataIndex: 'source',
          render: (source: string) => nameOf(source),
        },
        money(t('paid'), 'paidFen'),
        money(t('refunded'), 'refundedFen'),
        money(t('fee'), 'feeFen'),
        {
          title: t('fee-rate'),
          key: 'rate',
          align: 'right',
          render: (_, row) => <span className="figures">{rateOf(row)}</span>,
        },
        money(t('net'), 'netFen'),
        { title: t('settlement-posted'), dataIndex: 'postedAt', render: (at: string) => <At at={at} /> },
      ]}
      summary={() => (
        <tr className="ant-table-row" style={{ fontWeight: 600 }}>
          <td className="ant-table-cell">{t('total')}</td>
          <td className="ant-table-cell" />
          {([totals.paidFen, totals.refundedFen, totals.feeFen] as const).map((fen, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: three columns that never change
            <td key={place} className="ant-table-cell" style={{ textAlign: 'right' }}>
              <Money fen={fen} />
            </td>
          ))}
          <td className="ant-table-cell" style={{ textAlign: 'right' }}>
            {rateOf(totals)}
          </td>
          <td className="ant-table-cell" style={{ textAlign: 'right' }}>
            <Money fen={totals.netFen} />
          </td>
          <td className="ant-table-cell" />
        </tr>
      )}
    />
  );
}

const rateOf = ({
  paidFen,
  refundedFen,
  feeFen,
}: {
  paidFen: number;
  refundedFen: number;
  feeFen: number;
}) => (paidFen - refundedFen > 0 ? `${((feeFen * 100) / (paidFen - refundedFen)).toFixed(2)} %` : '—');
