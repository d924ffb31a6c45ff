import { useState } from 'react';
import { Link } from 'react-router-dom';
import { ListTable } from '../../components/list-table.tsx';
import { Pager } from '../../components/pager.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type EndingSupply, useEndingSupplies } from './applications.queries.ts';
import { texts } from './texts.ts';

/** What a manager should talk to a customer about before it is switched off; nothing when nothing ends. */
export function EndingSupplies() {
  const t = useFeatureTexts(texts);
  const nameOf = useNameOf();
  const [page, setPage] = useState(1);
  const { data } = useEndingSupplies(page);
  if (!data || (page === 1 && data.supplies.length === 0)) return null;
  return (
    <Sheet title={t('ends')} flush>
      <ListTable<EndingSupply>
        list="ending-supplies"
        label={t('ends')}
        wraps
        rowKey="accountNo"
        dataSource={data.supplies}
        columns={[
          {
            title: t('account'),
            key: 'account',
            render: (_, { accountNo, openedBy }) => (
              <Link className="mono" to={`/applications/${openedBy}`}>
                {accountNo}
              </Link>
            ),
          },
          { title: t('ends-on'), key: 'on', render: (_, supply) => <Left supply={supply} /> },
          {
            title: t('ends-told'),
            key: 'told',
            render: (_, { told }) => t(told ? 'ends-told-yes' : 'ends-told-no'),
          },
          {
            title: t('manager'),
            key: 'manager',
            render: (_, { manager }) =>
              manager ? nameOf(manager) : <span className="soft">{t('nobody')}</span>,
          },
          {
            title: t('ends-case'),
            key: 'case',
            render: (_, { endingNo }) =>
              endingNo ? (
                <Link className="mono" to={`/applications/${endingNo}`}>
                  {endingNo}
                </Link>
              ) : (
                '—'
              ),
          },
        ]}
      />
      <Pager page={page} hasMore={data.hasMore} onPage={setPage} />
    </Sheet>
  );
}

function Left({ supply: { untilOn, daysLeft } }: { supply: EndingSupply }) {
  const t = useFeatureTexts(texts);
  const text = daysLeft < 0 ? 'ends-over' : daysLeft === 0 ? 'ends-today' : 'ends-left';
  return (
    <>
      <span className="figures">{untilOn}</span>{' '}
      <span className="soft">{t(text, { count: Math.abs(daysLeft) })}</span>
    </>
  );
}
