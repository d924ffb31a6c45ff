import { Button, Segmented, type TableProps } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { yuan } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PagedSheet } from '../../components/paged-sheet.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useColumns } from '../../components/use-columns.ts';
import { useFilters } from '../../components/use-filters.ts';
import { At, Money } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { AnswerDialog } from './answer-dialog.tsx';
import { type Claim, useClaims } from './claims.queries.ts';
import { claimTexts } from './texts.ts';

/** As many as the server sends at once. */
const perPage = 50;

export function Page() {
  const t = useFeatureTexts(claimTexts);
  const { value, page, change, toPage } = useFilters<'show'>();
  const shown = value('show') === 'all' ? 'all' : 'open';
  const claims = useClaims(shown === 'open' ? 'open' : undefined, page);
  const [chosen, setChosen] = useState<Claim | null>(null);
  const [columns, choice] = useColumns('claims', useClaimColumns(setChosen));
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <div className="filters">
        <Segmented<'open' | 'all'>
          value={shown}
          onChange={next => change({ show: next === 'open' ? '' : next })}
          options={[
            { value: 'open', label: t('open') },
            { value: 'all', label: t('all') },
          ]}
        />
        <ListTools
          page="claims"
          columns={choice}
          exports={{
            route: 'GET /staff/exports/claims',
            path: '/staff/exports/claims',
            query: shown === 'open' ? { status: 'open' } : {},
          }}
        />
      </div>
      <PagedSheet
        query={claims}
        page={page}
        toPage={toPage}
        rowsOf={({ claims: rows }) => rows}
        hasMore={({ total }) => page * perPage < total}
        empty={{ title: t('none'), hint: t('none-hint') }}
      >
        {({ claims: rows }) => (
          <DataTable<Claim> label={t('title')} wraps rowKey="claimNo" dataSource={rows} columns={columns} />
        )}
      </PagedSheet>
      {chosen ? <AnswerDialog claim={chosen} onClose={() => setChosen(null)} /> : null}
    </>
  );
}

function useClaimColumns(onChoose: (claim: Claim) => void): NonNullable<TableProps<Claim>['columns']> {
  const t = useFeatureTexts(claimTexts);
  const may = useMay();
  return [
    { title: t('since'), dataIndex: 'createdAt', width: 150, render: (at: string) => <At at={at} /> },
    {
      title: t('what'),
      key: 'what',
      render: (_, { reason, rightAccountNo, answer }) => (
        <>
          {reason}
          {rightAccountNo ? <div className="soft">{t('right', { accountNo: rightAccountNo })}</div> : null}
          {answer ? <div className="soft">{`${t('answer')}: ${answer}`}</div> : null}
        </>
      ),
    },
    {
      title: t('payment'),
      key: 'payment',
      width: 230,
      render: (_, { paymentNo, amountFen, refundedFen, refundingFen }) => (
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
          {refundingFen > 0 ? (
            <div className="soft">{t('refunding', { amount: yuan(refundingFen) })}</div>
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
  ];
}
