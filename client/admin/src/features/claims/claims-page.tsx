import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { yuan } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At, Money } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { AnswerDialog } from './answer-dialog.tsx';
import { type Claim, useClaims } from './claims.queries.ts';
import { claimTexts } from './texts.ts';

export function Page() {
  const t = useFeatureTexts(claimTexts);
  const [params, setParams] = useSearchParams();
  const shown = params.get('show') === 'all' ? 'all' : 'open';
  const claims = useClaims(shown === 'open' ? 'open' : undefined, 1);
  const [chosen, setChosen] = useState<Claim | null>(null);
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        <Segmented<'open' | 'all'>
          value={shown}
          onChange={next => setParams(next === 'open' ? {} : { show: next })}
          options={[
            { value: 'open', label: t('open') },
            { value: 'all', label: t('all') },
          ]}
        />
      </PageHead>
      <div className="sheet">
        <Loaded query={claims}>
          {({ claims: rows }) =>
            rows.length === 0 ? (
              <EmptyState title={t('none')} hint={t('none-hint')} />
            ) : (
              <ClaimTable rows={rows} onChoose={setChosen} />
            )
          }
        </Loaded>
      </div>
      {chosen ? <AnswerDialog claim={chosen} onClose={() => setChosen(null)} /> : null}
    </>
  );
}

function ClaimTable({ rows, onChoose }: { rows: Claim[]; onChoose: (claim: Claim) => void }) {
  const t = useFeatureTexts(claimTexts);
  const may = useMay();
  return (
    <DataTable<Claim>
      label={t('title')}
      wraps
      rowKey="claimNo"
      dataSource={rows}
      columns={[
        { title: t('since'), dataIndex: 'createdAt', width: 150, render: (at: string) => <At at={at} /> },
        {
          title: t('what'),
          key: 'what',
          render: (_, { reason, rightAccountNo, answer }) => (
            <>
              {reason}
              {rightAccountNo ? (
                <div className="soft">{t('right', { accountNo: rightAccountNo })}</div>
              ) : null}
              {answer ? <div className="soft">{`${t('answer')}: ${answer}`}</div> : null}
            </>
          ),
        },
        {
          title: t('payment'),
          key: 'payment',
          width: 230,
          render: (_, { paymentNo, amountFen, refundedFen }) => (
            <>
              <Link className="row-link mono" to={`/payments/${paymentNo}`}>
                {paymentNo}
              </Link>
              <div>
                <Money fen={amountFen} />
              </div>
              {refundedFen > 0 ? (
                <div className="soft">{t('refunded', { amount: yuan(refundedFen) })}</div>
              ) : null}
            </>
          ),
        },
        {
          title: t('state'),
          key: 'state',
          width: 140,
          render: (_, claim) =>
            claim.status === 'open' && may('POST /staff/claims/:claimNo/answer') ? (
              <Button size="small" onClick={() => onChoose(claim)}>
                {t('answer')}
              </Button>
            ) : (
              <StatusTag group="claim" status={claim.status} />
            ),
        },
      ]}
    />
  );
}
