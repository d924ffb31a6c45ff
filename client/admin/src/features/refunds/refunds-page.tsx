import { useQuery } from '@tanstack/react-query';
import { Select, type TableProps } from 'antd';
import { Link, useSearchParams } from 'react-router-dom';
import { get } from '../../api/http.ts';
import { type Refund, type RefundPage, refundStatuses } from '../../api/payments.types.ts';
import { DataTable } from '../../components/data-table.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Pager } from '../../components/pager.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useColumns } from '../../components/use-columns.ts';
import { At, Money } from '../../components/values.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { Decide } from '../payments/refund-list.tsx';
import { texts } from './texts.ts';

const ways = ['gateway', 'payout', 'reversal'];

export function Page() {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = useWord();
  const [params, setParams] = useSearchParams();
  const filter = { status: params.get('status') ?? '', way: params.get('way') ?? '' };
  const page = Number(params.get('page') ?? 1);
  const refunds = useQuery({
    queryKey: ['refunds', filter, page],
    queryFn: () => get<RefundPage>('/staff/refunds', { ...filter, page }),
    placeholderData: previous => previous,
  });
  const set = (changes: Record<string, string>) =>
    setParams(before => {
      const next = new URLSearchParams(before);
      next.delete('page');
      for (const [name, value] of Object.entries(changes)) value ? next.set(name, value) : next.delete(name);
      return next;
    });
  const [columns, choice] = useColumns('refunds', useRefundColumns());
  const choose = (name: 'status' | 'way', group: string, words: readonly string[], label: string) => (
    <FilterField label={label}>
      {id => (
        <Select
          id={id}
          value={filter[name]}
          style={{ width: 150 }}
          onChange={value => set({ [name]: value })}
          options={[
            { value: '', label: common('filter.all') },
            ...words.map(value => ({ value, label: word(group, value) })),
          ]}
        />
      )}
    </FilterField>
  );
  return (
    <>
      <PageHead title={t('refunds.title')} hint={t('refunds.hint')} />
      <div className="filters">
        {choose('status', 'refund-status', refundStatuses, common('payment.status'))}
        {choose('way', 'refund-way', ways, t('refunds.way'))}
        <ListTools
          page="refunds"
          columns={choice}
          exports={{ route: 'GET /staff/exports/refunds', path: '/staff/exports/refunds', query: filter }}
        />
      </div>
      <div className="sheet">
        <Loaded query={refunds} rows={10}>
          {data =>
            data.refunds.length === 0 && page === 1 ? (
              <EmptyState title={t('refunds.none')} hint={t('refunds.none-hint')} />
            ) : (
              <>
                <DataTable<Refund>
                  label={t('refunds.title')}
                  rowKey="refundNo"
                  dataSource={data.refunds}
                  columns={columns}
                />
                <Pager page={page} hasMore={data.hasMore} onPage={number => set({ page: String(number) })} />
              </>
            )
          }
        </Loaded>
      </div>
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
      render: (by: string, { approvedBy }) =>
        [by, approvedBy].flatMap(name => name?.replace(/^staff:/, '') ?? []).join(' → '),
    },
    {
      title: common('action.reason'),
      dataIndex: 'reason',
      render: (reason: string, { failureReason }) => failureReason ?? reason,
    },
    { title: t('refunds.way'), dataIndex: 'way', render: (way: string) => word('refund-way', way) },
    {
      title: common('payment.gateway'),
      dataIndex: 'gateway',
      render: (gateway: string) => word('gateway', gateway),
    },
  ];
}
