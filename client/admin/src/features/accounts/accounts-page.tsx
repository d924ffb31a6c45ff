import { Link, useSearchParams } from 'react-router-dom';
import type { AccountRow } from '../../api/accounts.types.ts';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { Money, Mono } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { useAccountSearch } from './accounts.queries.ts';
import { texts } from './texts.ts';

export function Page() {
  const t = useFeatureTexts(texts);
  const [params, setParams] = useSearchParams();
  const text = params.get('query') ?? '';
  const search = useAccountSearch(text);
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
      </div>
      <div className="sheet">
        {text.length < 2 ? (
          <EmptyState title={t('accounts.start')} hint={t('accounts.start-hint')} />
        ) : (
          <Loaded query={search}>
            {({ accounts, more }) => <AccountTable rows={accounts} more={more} text={text} />}
          </Loaded>
        )}
      </div>
    </>
  );
}

function AccountTable({ rows, more, text }: { rows: AccountRow[]; more: boolean; text: string }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  if (rows.length === 0)
    return <EmptyState title={t('accounts.none', { text })} hint={t('accounts.none-hint')} />;
  return (
    <DataTable<AccountRow>
      label={t('accounts.title')}
      rowKey="accountNo"
      dataSource={rows}
      footer={more ? () => t('accounts.more', { count: rows.length }) : undefined}
      columns={[
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
      ]}
    />
  );
}
