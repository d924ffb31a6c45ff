import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Drawer, Input, Table, type TableProps } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import type { Answer } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import type { PostingLine } from '../../api/ledger.types.ts';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { useColumns } from '../../components/use-columns.ts';
import { At, Money, Mono } from '../../components/values.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

type PostingPage = Answer<'GET /staff/ledger/postings'>;
const filterNames = ['account', 'accountNo', 'reference', 'from', 'to'] as const;

/** The postings behind a number of the trial balance. */
export function Page() {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = useWord();
  const [params, setParams] = useSearchParams();
  const [opened, setOpened] = useState<number | null>(null);
  const filter = Object.fromEntries(filterNames.map(name => [name, params.get(name) ?? '']));
  const postings = useInfiniteQuery({
    queryKey: ['postings', filter],
    queryFn: ({ pageParam }) => get<PostingPage>('/staff/ledger/postings', { ...filter, before: pageParam }),
    initialPageParam: null as number | null,
    getNextPageParam: last => last.nextBefore,
  });
  const set = (name: string, value: string) =>
    setParams(before => {
      const next = new URLSearchParams(before);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  const [columns, choice] = useColumns('postings', usePostingColumns(setOpened));
  const label = {
    account: common('posting.account'),
    accountNo: t('postings.customer'),
    reference: t('postings.reference'),
    from: common('audit.from'),
    to: common('audit.to'),
  };
  const account = filter['account'];
  return (
    <>
      <PageHead
        title={account ? `${t('postings.title')} · ${word('ledger-account', account)}` : t('postings.title')}
        hint={t('postings.hint')}
      >
        <Link to="/ledger">{t('postings.back')}</Link>
      </PageHead>
      <div className="filters">
        {filterNames.map(name => (
          <FilterField key={name} label={label[name]}>
            {id => (
              <Input
                id={id}
                key={`${name}${filter[name]}`}
                type={name === 'from' || name === 'to' ? 'date' : 'text'}
                defaultValue={filter[name]}
                style={{ width: 150 }}
                onPressEnter={event => set(name, event.currentTarget.value.trim())}
                onBlur={event => set(name, event.currentTarget.value.trim())}
              />
            )}
          </FilterField>
        ))}
        <ListTools
          page="postings"
          columns={choice}
          exports={{ route: 'GET /staff/exports/postings', path: '/staff/exports/postings', query: filter }}
        />
      </div>
      <div className="sheet">
        <Loaded query={postings} rows={10}>
          {({ pages }) => {
            const rows = pages.flatMap(page => page.postings);
            return rows.length === 0 ? (
              <EmptyState title={t('postings.none')} hint={t('postings.none-hint')} />
            ) : (
              <DataTable<PostingLine>
                label={t('postings.title')}
                wraps
                rowKey="id"
                dataSource={rows}
                pagination={false}
                columns={columns}
              />
            );
          }}
        </Loaded>
        {postings.hasNextPage ? (
          <div className="pager">
            <Button
              size="small"
              loading={postings.isFetchingNextPage}
              onClick={() => void postings.fetchNextPage()}
            >
              {t('postings.older')}
            </Button>
          </div>
        ) : null}
      </div>
      {opened === null ? null : <TransactionPanel id={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

function usePostingColumns(open: (id: number) => void): NonNullable<TableProps<PostingLine>['columns']> {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = useWord();
  return [
    {
      title: t('postings.transaction'),
      dataIndex: 'transactionId',
      render: (id: number) => (
        <Button type="link" size="small" className="figures" onClick={() => open(id)}>
          {id}
        </Button>
      ),
    },
    { title: t('postings.business-date'), dataIndex: 'businessDate', className: 'figures' },
    {
      title: t('postings.event'),
      dataIndex: 'kind',
      render: (kind: string) => word('books', kind),
    },
    { title: t('postings.reference'), dataIndex: 'reference', render: (text: string) => <Mono>{text}</Mono> },
    {
      title: common('posting.account'),
      dataIndex: 'accountCode',
      render: (code: string) => word('ledger-account', code),
    },
    {
      title: t('postings.customer'),
      dataIndex: 'accountNo',
      render: (no: string | null) => <CustomerLink accountNo={no} />,
    },
    {
      title: t('postings.debit'),
      key: 'debit',
      align: 'right',
      render: (_, row) => (row.amountFen > 0 ? <Money fen={row.amountFen} /> : ''),
    },
    {
      title: t('postings.credit'),
      key: 'credit',
      align: 'right',
      render: (_, row) => (row.amountFen < 0 ? <Money fen={-row.amountFen} /> : ''),
    },
    { title: t('postings.posted'), dataIndex: 'postedAt', render: (at: string) => <At at={at} /> },
  ];
}

function CustomerLink({ accountNo }: { accountNo: string | null }) {
  const may = useMay();
  if (!accountNo) return '—';
  return may('GET /staff/accounts/:accountNo') ? (
    <Link className="mono" to={`/accounts/${accountNo}`}>
      {accountNo}
    </Link>
  ) : (
    <Mono>{accountNo}</Mono>
  );
}

/** Both sides of one event. */
function TransactionPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = useWord();
  const transaction = useQuery({
    queryKey: ['transaction', id],
    queryFn: async () => (await get<PostingPage>(`/staff/ledger/transactions/${id}`)).postings,
  });
  const side = (rows: PostingLine[], sign: 1 | -1) =>
    rows.reduce((sum, row) => sum + Math.max(sign * row.amountFen, 0), 0);
  return (
    <Drawer
      open
      size="min(640px, calc(100vw - 56px))"
      mask={false}
      title={t('postings.one', { id })}
      onClose={onClose}
    >
      <Loaded query={transaction}>
        {rows => (
          <>
            <p className="no-top">
              <strong>{word('books', rows[0]!.kind)}</strong>{' '}
              <span className="mono soft">{rows[0]!.reference}</span>
              <br />
              <span className="soft">
                {rows[0]!.businessDate} · <At at={rows[0]!.postedAt} />
              </span>
            </p>
            <div className="sheet">
              <DataTable<PostingLine>
                label={t('postings.one', { id })}
                wraps
                rowKey="id"
                dataSource={rows}
                columns={[
                  {
                    title: common('posting.account'),
                    dataIndex: 'accountCode',
                    render: (code: string, row) => (
                      <>
                        {word('ledger-account', code)} <CustomerOf row={row} />
                      </>
                    ),
                  },
                  {
                    title: t('postings.debit'),
                    key: 'debit',
                    align: 'right',
                    render: (_, row) => (row.amountFen > 0 ? <Money fen={row.amountFen} /> : ''),
                  },
                  {
                    title: t('postings.credit'),
                    key: 'credit',
                    align: 'right',
                    render: (_, row) => (row.amountFen < 0 ? <Money fen={-row.amountFen} /> : ''),
                  },
                ]}
                summary={() => (
                  <Table.Summary.Row>
                    <Table.Summary.Cell index={0}>
                      <strong>{t('postings.sum')}</strong>
                    </Table.Summary.Cell>
                    <Table.Summary.Cell index={1} align="right">
                      <Money fen={side(rows, 1)} strong />
                    </Table.Summary.Cell>
                    <Table.Summary.Cell index={2} align="right">
                      <Money fen={side(rows, -1)} strong />
                    </Table.Summary.Cell>
                  </Table.Summary.Row>
                )}
              />
            </div>
          </>
        )}
      </Loaded>
    </Drawer>
  );
}

const CustomerOf = ({ row }: { row: PostingLine }) =>
  row.accountNo ? <CustomerLink accountNo={row.accountNo} /> : null;
