import { Button } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { useMay } from '../../app/session.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Pager } from '../../components/pager.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type Round, useRounds } from './household.queries.ts';
import { texts } from './texts.ts';
import { riskTones } from './tones.ts';
import { WriteDialog } from './write-dialog.tsx';

/** Whom to visit: highest risk first. */
export function Page() {
  const t = useFeatureTexts(texts);
  const [params, setParams] = useSearchParams();
  const page = Number(params.get('page') ?? 1);
  const rounds = useRounds(page);
  const [visiting, setVisiting] = useState<string | null>(null);
  return (
    <>
      <PageHead title={t('visits')} hint={t('visits-hint')} />
      <div className="sheet">
        <Loaded query={rounds}>
          {({ visits, more }) =>
            visits.length === 0 ? (
              <EmptyState title={t('none')} hint={t('none-hint')} />
            ) : (
              <>
                <Rounds rows={visits} onVisit={setVisiting} />
                <Pager page={page} hasMore={more} onPage={next => setParams({ page: String(next) })} />
              </>
            )
          }
        </Loaded>
      </div>
      {visiting ? <WriteDialog accountNo={visiting} what="visits" onClose={() => setVisiting(null)} /> : null}
    </>
  );
}

function Rounds({ rows, onVisit }: { rows: Round[]; onVisit: (accountNo: string) => void }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  return (
    <ListTable<Round>
      list="household-visits"
      label={t('visits')}
      wraps
      rowKey="accountNo"
      dataSource={rows}
      columns={[
        {
          title: t('risk'),
          key: 'risk',
          width: 120,
          render: (_, { grade, specialNeed }) => (
            <>
              <StatusTag group="risk" status={grade} tone={riskTones[grade]} />{' '}
              {specialNeed ? <span className="soft">{t('need')}</span> : null}
            </>
          ),
        },
        {
          title: t('place'),
          key: 'place',
          render: (_, { accountNo, address, transformerArea }) => (
            <>
              <Link className="mono" to={`/accounts/${accountNo}`}>
                {accountNo}
              </Link>
              <div>{address}</div>
              {transformerArea ? <div className="soft">{transformerArea}</div> : null}
            </>
          ),
        },
        {
          title: t('last'),
          key: 'last',
          width: 110,
          render: (_, { lastOn }) =>
            lastOn ? <span className="figures">{lastOn}</span> : <span className="soft">{t('never')}</span>,
        },
        {
          title: t('due'),
          key: 'due',
          width: 120,
          render: (_, { dueOn, overdue }) => (
            <>
              <span className="figures">{dueOn}</span>{' '}
              {overdue ? <StatusTag status="overdue" tone="bad" text={t('overdue')} /> : null}
            </>
          ),
        },
        ...(may('POST /staff/accounts/:accountNo/visits')
          ? [
              {
                title: '',
                key: 'visit',
                width: 110,
                render: (_: unknown, { accountNo }: Round) => (
                  <Button size="small" onClick={() => onVisit(accountNo)}>
                    {t('visit')}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
