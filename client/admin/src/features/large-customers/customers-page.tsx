import { Link } from 'react-router-dom';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PagedSheet } from '../../components/paged-sheet.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useFilters } from '../../components/use-filters.ts';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type LargeCustomer, useLargeCustomers } from './large.queries.ts';
import { texts } from './texts.ts';

/** Who is large, and whose load of a billed month is still to be entered. */
export function Page() {
  const t = useFeatureTexts(texts);
  const { value, page, change, toPage } = useFilters<'q'>();
  const q = value('q') ?? '';
  const customers = useLargeCustomers(q, page);
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <div className="filters">
        <SearchBox
          label={t('search')}
          value={q}
          placeholder={t('search-hint')}
          onSearch={next => change({ q: next.replace(/[^0-9A-Za-z]/g, '').slice(0, 32) })}
        />
      </div>
      <PagedSheet
        query={customers}
        page={page}
        toPage={toPage}
        rowsOf={({ customers: rows }) => rows}
        hasMore={({ more }) => more}
        empty={q ? { title: t('none-found') } : { title: t('none'), hint: t('none-hint') }}
      >
        {({ customers: rows }) => <Rows rows={rows} q={q} />}
      </PagedSheet>
    </>
  );
}

function Rows({ rows, q }: { rows: LargeCustomer[]; q: string }) {
  const t = useFeatureTexts(texts);
  const month = (text: string | null) => <span className="figures">{text ?? '—'}</span>;
  return (
    <ListTable<LargeCustomer>
      list="large-customers"
      exports={{
        route: 'GET /staff/exports/large-customers',
        path: '/staff/exports/large-customers',
        query: { q },
      }}
      label={t('title')}
      wraps
      rowKey="accountNo"
      dataSource={rows}
      columns={[
        {
          title: t('account'),
          key: 'account',
          render: (_, { accountNo }) => (
            <Link className="row-link mono" to={`/large-customers/${accountNo}`}>
              {accountNo}
            </Link>
          ),
        },
        { title: t('name'), dataIndex: 'name' },
        { title: t('last-billed'), key: 'billed', render: (_, { lastBilled }) => month(lastBilled) },
        {
          title: t('last-load'),
          key: 'load',
          render: (_, { lastBilled, lastLoad }) => (
            <>
              {month(lastLoad)}{' '}
              {lastBilled && (!lastLoad || lastLoad < lastBilled) ? (
                <StatusTag status="to-enter" tone="waits" text={t('to-enter')} />
              ) : null}
            </>
          ),
        },
      ]}
    />
  );
}
