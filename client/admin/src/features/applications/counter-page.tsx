import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { At } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type CounterLine, useCounterDrafts } from './counter.queries.ts';
import { CounterBegin } from './counter-begin.tsx';
import { useInLanguage } from './in-language.ts';
import { texts } from './texts.ts';

/** 一柜通: any business of whoever stands at the counter. */
export function Page() {
  const t = useFeatureTexts(texts);
  const drafts = useCounterDrafts();
  const [beginning, setBeginning] = useState(false);
  return (
    <>
      <PageHead title={t('counter')} hint={t('counter-hint')}>
        <Button type="primary" onClick={() => setBeginning(true)}>
          {t('counter-begin')}
        </Button>
      </PageHead>
      <Loaded query={drafts}>
        {({ drafts: lines }) =>
          lines.length === 0 ? (
            <div className="sheet">
              <EmptyState title={t('counter-none')} hint={t('counter-none-hint')} />
            </div>
          ) : (
            <Sheet title={t('counter-drafts')} flush>
              <Drafts lines={lines} />
            </Sheet>
          )
        }
      </Loaded>
      {beginning ? <CounterBegin onClose={() => setBeginning(false)} /> : null}
    </>
  );
}

function Drafts({ lines }: { lines: CounterLine[] }) {
  const t = useFeatureTexts(texts);
  const inLanguage = useInLanguage();
  return (
    <ListTable<CounterLine>
      list="counter-drafts"
      label={t('counter-drafts')}
      rowKey="caseNo"
      dataSource={lines}
      columns={[
        {
          title: t('what'),
          key: 'what',
          render: (_, { caseNo, kind }) => (
            <Link className="row-link" to={`/counter-applications/${caseNo}`}>
              {inLanguage(kind.name)} <span className="mono">{caseNo}</span>
            </Link>
          ),
        },
        {
          title: t('counter-account'),
          key: 'account',
          render: (_, { accountNo }) => <span className="mono">{accountNo ?? '—'}</span>,
        },
        { title: t('visit-on'), key: 'at', render: (_, { createdAt }) => <At at={createdAt} /> },
      ]}
    />
  );
}
