import { useState } from 'react';
import { Link } from 'react-router-dom';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PagedSheet } from '../../components/paged-sheet.tsx';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type FormerHolder, useFormerHolders } from './applications.queries.ts';
import { TakeMoneyLink } from './take-money-link.tsx';
import { texts } from './texts.ts';

/** Who has moved out or closed their account and owes something still. */
export function Page() {
  const t = useFeatureTexts(texts);
  const [page, setPage] = useState(1);
  const found = useFormerHolders(page);
  return (
    <>
      <PageHead title={t('former')} hint={t('former-hint')} />
      <PagedSheet
        query={found}
        page={page}
        toPage={setPage}
        rowsOf={({ holders }) => holders}
        hasMore={({ hasMore }) => hasMore}
        empty={{ title: t('former-none'), hint: t('former-hint') }}
      >
        {({ holders }) => (
          <ListTable<FormerHolder>
            list="former-holders"
            exports={{
              route: 'GET /staff/exports/former-holders',
              path: '/staff/exports/former-holders',
              query: {},
            }}
            label={t('former')}
            wraps
            rowKey="holder"
            dataSource={holders}
            columns={[
              {
                title: t('account'),
                key: 'account',
                render: (_, { accountNo }) => (
                  <Link className="mono" to={`/accounts/${accountNo}`}>
                    {accountNo}
                  </Link>
                ),
              },
              { title: t('customer'), dataIndex: 'nameMasked' },
              { title: t('former-until'), dataIndex: 'until', className: 'figures' },
              { title: t('former-bills'), dataIndex: 'bills', className: 'figures' },
              { title: t('former-due'), key: 'due', render: (_, { dueOn }) => dueOn ?? '—' },
              { title: t('former-owed'), key: 'owed', render: (_, { owedFen }) => <Money fen={owedFen} /> },
              {
                title: t('what'),
                key: 'case',
                render: (_, { caseNo }) =>
                  caseNo ? (
                    <Link className="mono" to={`/applications/${caseNo}`}>
                      {caseNo}
                    </Link>
                  ) : (
                    '—'
                  ),
              },
              {
                title: '',
                key: 'take',
                render: (_, { accountNo, holder }) => <TakeMoneyLink accountNo={accountNo} holder={holder} />,
              },
            ]}
          />
        )}
      </PagedSheet>
    </>
  );
}
