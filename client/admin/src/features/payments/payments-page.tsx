import { Button, Input, type TableProps } from 'antd';
import { Link, Outlet, useParams, useSearchParams } from 'react-router-dom';
import { type PaymentRow, paymentStatuses } from '../../api/payments.types.ts';
import { DataTable } from '../../components/data-table.tsx';
import { FilterField, FilterSelect } from '../../components/filter-field.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PagedSheet } from '../../components/paged-sheet.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useColumns } from '../../components/use-columns.ts';
import { useFilters } from '../../components/use-filters.ts';
import { At, Money } from '../../components/values.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { usePayments } from './payments.queries.ts';
import { texts } from './texts.ts';

/** The list stays where it is while one payment is open beside it. */
export function Page() {
  const t = useFeatureTexts(texts);
  const { wordsOf } = useTexts();
  const word = useWord();
  const { paymentNo: opened } = useParams();
  const { value, page, change, toPage, clear } = useFilters<'query' | 'status' | 'channel' | 'from' | 'to'>();
  const filter = {
    query: value('query'),
    status: value('status'),
    channel: value('channel'),
    from: value('from'),
    to: value('to'),
  };
  const payments = usePayments({ ...filter, page });
  const filtered = Object.values(filter).some(Boolean);
  const none = filtered ? 'payments.none-found' : 'payments.none';
  const [columns, choice] = useColumns('payments', usePaymentColumns());
  return (
    <>
      <PageHead title={t('payments.title')} hint={t('payments.hint')} />
      <div className="filters">
        <SearchBox
          label={t('payments.search')}
          value={filter.query}
          placeholder={t('payments.placeholder')}
          onSearch={query => change({ query })}
        />
        <FilterSelect
          label={t('payment.status')}
          all={t('filter.all')}
          width={150}
          value={filter.status}
          choices={paymentStatuses.map(status => ({ value: status, label: t(`payment-status.${status}`) }))}
          onChange={status => change({ status })}
        />
        <FilterSelect
          label={t('payment.channel')}
          all={t('filter.all')}
          width={150}
          value={filter.channel}
          choices={wordsOf('channel')
            .filter(channel => !/^(all|unattributed)$/.test(channel))
            .map(channel => ({ value: channel, label: word('channel', channel) }))}
          onChange={channel => change({ channel })}
        />
        {(['from', 'to'] as const).map(name => (
          <FilterField key={name} label={t(`audit.${name}`)}>
            {id => (
              <Input
                id={id}
                type="date"
                value={filter[name]}
                style={{ width: 140 }}
                onChange={event => change({ [name]: event.target.value })}
              />
            )}
          </FilterField>
        ))}
        {filtered ? (
          <Button type="link" onClick={clear}>
            {t('filter.clear')}
          </Button>
        ) : null}
        <ListTools
          page="payments"
          columns={choice}
          exports={{ route: 'GET /staff/exports/payments', path: '/staff/exports/payments', query: filter }}
        />
      </div>
      <PagedSheet
        query={payments}
        page={page}
        toPage={toPage}
        rowsOf={({ payments: rows }) => rows}
        hasMore={({ hasMore }) => hasMore}
        empty={{ title: t(none), hint: t(`${none}-hint`) }}
      >
        {({ payments: rows }) => (
          <DataTable<PaymentRow>
            label={t('payments.title')}
            rowKey="paymentNo"
            dataSource={rows}
            rowClassName={row => (row.paymentNo === opened ? 'ant-table-row-selected' : '')}
            columns={columns}
          />
        )}
      </PagedSheet>
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
  ];
}
