import { useQuery } from '@tanstack/react-query';
import type { TableProps } from 'antd';
import { Link } from 'react-router-dom';
import { get } from '../../api/http.ts';
import { type Refund, type RefundPage, refundStatuses } from '../../api/payments.types.ts';
import { DataTable } from '../../components/data-table.tsx';
import { FilterSelect } from '../../components/filter-field.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PagedSheet } from '../../components/paged-sheet.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useColumns } from '../../components/use-columns.ts';
import { useFilters } from '../../components/use-filters.ts';
import { At, Money } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { Decide } from '../payments/refund-list.tsx';
import { texts } from './texts.ts';

const ways = ['gateway', 'payout', 'reversal'];

export function Page() {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = useWord();
  const { value, page, change, toPage } = useFilters<'status' | 'way' | 'returned'>();
  const filter = { status: value('status'), way: value('way'), returned: value('returned') };
  const refunds = useQuery({
    queryKey: ['refunds', filter, page],
    queryFn: () => get<RefundPage>('/staff/refunds', { ...filter, page }),
    placeholderData: previous => previous,
  });
  const [columns, choice] = useColumns('refunds', useRefundColumns());
  const choose = (
    name: 'status' | 'way' | 'returned',
    group: string,
    words: readonly string[],
    label: string,
  ) => (
    <FilterSelect
      label={label}
      all={common('filter.all')}
      width={150}
      value={filter[name]}
      choices={words.map(each => ({ value: each, label: word(group, each) }))}
      onChange={next => change({ [name]: next })}
    />
  );
  return (
    <>
      <PageHead title={t('refunds.title')} hint={t('refunds.hint')} />
      <div className="filters">
        {choose('status', 'refund-status', refundStatuses, common('payment.status'))}
        {choose('way', 'refund-way', ways, t('refunds.way'))}
        {choose('returned', 'payout-return', ['waiting'], t('refunds.returned'))}
        <ListTools
          page="refunds"
          columns={choice}
          exports={{ route: 'GET /staff/exports/refunds', path: '/staff/exports/refunds', query: filter }}
        />
      </div>
      <PagedSheet
        query={refunds}
        page={page}
        toPage={toPage}
        rowsOf={({ refunds: rows }) => rows}
        hasMore={({ hasMore }) => hasMore}
        empty={{ title: t('refunds.none'), hint: t('refunds.none-hint') }}
      >
        {({ refunds: rows }) => (
          <DataTable<Refund>
            label={t('refunds.title')}
            wraps
            rowKey="refundNo"
            dataSource={rows}
            columns={columns}
          />
        )}
      </PagedSheet>
    </>
  );
}

function useRefundColumns(): NonNullable<TableProps<Refund>['columns']> {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = useWord();
  return [
    {
      title: t('refunds.no'),
      dataIndex: 'refundNo',
      render: (no: string, refund) =>
        refund.paymentNo ? (
          <Link className="row-link mono" to={`/payments/${refund.paymentNo}`}>
            {no}
          </Link>
        ) : (
          <span className="mono">{no}</span>
        ),
    },
    { title: common('refund.requested'), dataIndex: 'createdAt', render: (at: string) => <At at={at} /> },
    {
      title: common('refund.amount'),
      dataIndex: 'amountFen',
      align: 'right',
      render: (fen: number) => <Money fen={fen} />,
    },
    {
      title: common('payment.status'),
      dataIndex: 'status',
      render: (status: string) => <StatusTag group="refund-status" status={status} />,
    },
    {
      title: '',
      key: 'decide',
      render: (_, refund) => <Decide refund={refund} />,
    },
    {
      title: common('refund.by'),
      dataIndex: 'requestedBy',
      render: (by: string, { approvedBy }) => <Who did={by} then={approvedBy} />,
    },
    {
      title: common('action.reason'),
      dataIndex: 'reason',
      // Beside so many columns it would be broken after every other sign.
      render: (reason: string, { failureReason }) => (
        <div style={{ minWidth: 150 }}>{failureReason ?? reason}</div>
      ),
    },
    { title: t('refunds.way'), dataIndex: 'way', render: (way: string) => word('refund-way', way) },
    {
      title: common('payment.gateway'),
      dataIndex: 'gateway',
      render: (gateway: string) => word('gateway', gateway),
    },
  ];
}
