import type { TableProps } from 'antd';
import { Link, useSearchParams } from 'react-router-dom';
import type { AccountRow } from '../../api/accounts.types.ts';
import { DataTable } from '../../components/data-table.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { useColumns } from '../../components/use-columns.ts';
import { Money, Mono } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { useAccountSearch } from './accounts.queries.ts';
import { texts } from './texts.ts';

export function Page() {
  const t = useFeatureTexts(texts);
  const [params, setParams] = useSearchParams();
  const text = params.get('query') ?? '';
  const search = useAccountSearch(text);
  const [columns, choice] = useColumns('accounts', useAccountColumns());
  return (
    <>
      <PageHead title={t('accounts.title')} hint={t('accounts.hint')} />
      <div className="filters">
        <SearchBox
          label={t('accounts.search')}
          value={text}
          placeholder={t('accounts.placeholder')}
          onSearch={query => setParams(query ? { query } : {})}
        />
        <ListTools
          page="accounts"
          columns={choice}
          exports={
            search.data?.accounts.length
              ? {
                  route: 'GET /staff/exports/accounts',
                  path: '/staff/exports/accounts',
                  query: { query: text },
                }
              : undefined
          }
        />
      </div>
      <div className="sheet">
        {text.length < 2 ? (
          <EmptyState title={t('accounts.start')} hint={t('accounts.start-hint')} />
        ) : (
          <Loaded query={search}>
            {({ accounts, more }) =>
              accounts.length === 0 ? (
                <EmptyState title={t('accounts.none', { text })} hint={t('accounts.none-hint')} />
              ) : (
                <DataTable<AccountRow>
                  label={t('accounts.title')}
                  rowKey="accountNo"
                  dataSource={accounts}
                  footer={more ? () => t('accounts.more', { count: accounts.length }) : undefined}
                  columns={columns}
                />
              )
            }
          </Loaded>
        )}
      </div>
    </>
  );
}

function useAccountColumns(): NonNullable<TableProps<AccountRow>['columns']> {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return [
    {
      title: t('account.no'),
      dataIndex: 'accountNo',
      render: (no: string) => (
        <Link className="row-link mono" to={`/accounts/${no}`}>
          {no}
        </Link>
      ),
    },
    {
      title: t('account.name'),
      dataIndex: 'nameMasked',
      render: (name: string | null, row) => (
        <>
          {name ?? <span className="soft">{t('account.vacant')}</span>}
          {row.foundBy ? <div className="soft">{t(`found-by.${row.foundBy}`)}</div> : null}
        </>
      ),
    },
    {
      title: t('account.phone'),
      dataIndex: 'phoneMasked',
      render: (phone: string | null) => (phone ? <Mono>{phone}</Mono> : '—'),
    },
    { title: t('account.address'), dataIndex: 'addressMasked' },
    {
      title: t('account.category'),
      dataIndex: 'category',
      render: (category: string) => word('category', category),
    },
    {
      title: t('money.owed'),
      dataIndex: 'owedFen',
      align: 'right',
      render: (fen: number) => <Money fen={fen} owed />,
    },
  ];
}
