import { Button, Input, Select, type TableProps } from 'antd';
import { Link, Outlet, useParams, useSearchParams } from 'react-router-dom';
import { type PaymentPage, type PaymentRow, paymentStatuses } from '../../api/payments.types.ts';
import { DataTable } from '../../components/data-table.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Pager } from '../../components/pager.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useColumns } from '../../components/use-columns.ts';
import { At, Money } from '../../components/values.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { usePayments } from './payments.queries.ts';
import { texts } from './texts.ts';

/** The list stays where it is while one payment is open beside it. */
export function Page() {
  const t = useFeatureTexts(texts);
  const { wordsOf } = useTexts();
  const word = useWord();
  const [params, setParams] = useSearchParams();
  const filter = {
    query: params.get('query') ?? '',
    status: params.get('status') ?? '',
    channel: params.get('channel') ?? '',
    from: params.get('from') ?? '',
    to: params.get('to') ?? '',
    page: Number(params.get('page') ?? 1),
  };
  const payments = usePayments(filter);
  const { page: _, ...exported } = filter;
  const filtered = Object.values(exported).some(Boolean);
  const [columns, choice] = useColumns('payments', usePaymentColumns());
  const set = (changes: Record<string, string>) =>
    setParams(before => {
      const next = new URLSearchParams(before);
      next.delete('page');
      for (const [name, value] of Object.entries(changes)) value ? next.set(name, value) : next.delete(name);
      return next;
    });
  return (
    <>
      <PageHead title={t('payments.title')} hint={t('payments.hint')} />
      <div className="filters">
        <SearchBox
          label={t('payments.search')}
          value={filter.query}
          placeholder={t('payments.placeholder')}
          onSearch={query => set({ query })}
        />
        <FilterField label={t('payment.status')}>
          {id => (
            <Select
              id={id}
              value={filter.status}
              style={{ width: 150 }}
              onChange={status => set({ status })}
              options={[
                { value: '', label: t('filter.all') },
                ...paymentStatuses.map(status => ({ value: status, label: t(`payment-status.${status}`) })),
              ]}
            />
          )}
        </FilterField>
        <FilterField label={t('payment.channel')}>
          {id => (
            <Select
              id={id}
              value={filter.channel}
              style={{ width: 150 }}
              onChange={channel => set({ channel })}
              options={[
                { value: '', label: t('filter.all') },
                ...wordsOf('channel')
                  .filter(channel => !/^(all|unattributed)$/.test(channel))
                  .map(channel => ({ value: channel, label: word('channel', channel) })),
              ]}
            />
          )}
        </FilterField>
        {(['from', 'to'] as const).map(name => (
          <FilterField key={name} label={t(`audit.${name}`)}>
            {id => (
              <Input
                id={id}
                type="date"
                value={filter[name]}
                style={{ width: 140 }}
                onChange={event => set({ [name]: event.target.value })}
              />
            )}
          </FilterField>
        ))}
        {filtered ? (
          <Button type="link" onClick={() => setParams({})}>
            {t('filter.clear')}
          </Button>
        ) : null}
        <ListTools
          page="payments"
          columns={choice}
          exports={{ route: 'GET /staff/exports/payments', path: '/staff/exports/payments', query: exported }}
        />
      </div>
      <div className="sheet">
        <Loaded query={payments} rows={10}>
          {page => (
            <PaymentTable
              page={page}
              filtered={filtered}
              columns={columns}
              onPage={number => set({ page: String(number) })}
            />
          )}
        </Loaded>
      </div>
      <Outlet />
    </>
  );
}

/** The first household, and how many more. */
function Accounts({ numbers }: { numbers: string[] }) {
  const [first, ...more] = numbers;
  if (!first) return '—';
  return (
    <>
      <Link className="mono" to={`/accounts/${first}`}>
        {first}
      </Link>
      {more.length > 0 ? <span className="soft" title={more.join(', ')}>{` +${more.length}`}</span> : null}
    </>
  );
}

function PaymentTable({
  page,
  filtered,
  columns,
  onPage,
}: {
  page: PaymentPage;
  filtered: boolean;
  columns: PaymentColumns;
  onPage: (page: number) => void;
}) {
  const t = useFeatureTexts(texts);
  const { paymentNo: opened } = useParams();
  if (page.payments.length === 0 && page.page === 1)
    return (
      <EmptyState
        title={filtered ? t('payments.none-found') : t('payments.none')}
        hint={filtered ? t('payments.none-found-hint') : t('payments.none-hint')}
      />
    );
  return (
    <>
      <DataTable<PaymentRow>
        label={t('payments.title')}
        rowKey="paymentNo"
        dataSource={page.payments}
        rowClassName={row => (row.paymentNo === opened ? 'ant-table-row-selected' : '')}
        columns={columns}
      />
      <Pager page={page.page} hasMore={page.hasMore} onPage={onPage} />
    </>
  );
}

type PaymentColumns = NonNullable<TableProps<PaymentRow>['columns']>;

function usePaymentColumns(): PaymentColumns {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const [params] = useSearchParams();
  const search = params.size ? `?${params}` : '';
  return [
    {
      title: t('payment.no'),
      dataIndex: 'paymentNo',
      render: (no: string) => (
        <Link className="row-link mono" to={`/payments/${no}${search}`}>
          {no}
        </Link>
      ),
    },
    { title: t('payment.created'), dataIndex: 'createdAt', render: (at: string) => <At at={at} /> },
    { title: t('payment.description'), dataIndex: 'description' },
    {
      title: t('payment.channel'),
      dataIndex: 'channel',
      render: (channel: string) => word('channel', channel),
    },
    {
      title: t('account.no'),
      dataIndex: 'accountNos',
      render: (numbers: string[]) => <Accounts numbers={numbers} />,
    },
    {
      title: t('payment.gateway'),
      dataIndex: 'gateway',
      render: (gateway: string, row) => (
        <>
          {word('gateway', gateway)} <span className="soft">{word('product', row.product)}</span>
        </>
      ),
    },
    {
      title: t('payment.amount'),
      dataIndex: 'amountFen',
      align: 'right',
      render: (fen: number) => <Money fen={fen} />,
    },
    {
      title: t('payment.status'),
      dataIndex: 'status',
      render: (status: string) => <StatusTag group="payment-status" status={status} />,
    },
  ];
}
