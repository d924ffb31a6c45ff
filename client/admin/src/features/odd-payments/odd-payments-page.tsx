import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { OddAction, OddPayment } from '../../api/payments.types.ts';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { PagedSheet } from '../../components/paged-sheet.tsx';
import { useFilters } from '../../components/use-filters.ts';
import { At, Money } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type OddStatus, useOddPayments } from './odd-payments.queries.ts';
import { OddProposal } from './odd-proposal.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';
import { texts } from './texts.ts';

export function Page() {
  const t = useFeatureTexts(texts);
  const { value, page, change, toPage } = useFilters<'status'>();
  const status: OddStatus = value('status') === 'resolved' ? 'resolved' : 'open';
  const odd = useOddPayments(status, page);
  const [chosen, setChosen] = useState<{ odd: OddPayment; action: OddAction } | null>(null);
  return (
    <>
      <PageHead title={t('odd.title')} hint={t('odd.hint')}>
        <Segmented<OddStatus>
          value={status}
          onChange={next => change({ status: next === 'open' ? '' : next })}
          options={[
            { value: 'open', label: t('odd.open') },
            { value: 'resolved', label: t('odd.resolved') },
          ]}
        />
        <ListTools
          page="odd-payments"
          exports={{
            route: 'GET /staff/exports/odd-payments',
            path: '/staff/exports/odd-payments',
            query: { status },
          }}
        />
      </PageHead>
      <PagedSheet
        query={odd}
        page={page}
        toPage={toPage}
        rowsOf={({ oddPayments }) => oddPayments}
        hasMore={({ hasMore }) => hasMore}
        empty={{ title: t(`odd.none-${status}`), hint: t(`odd.none-${status}-hint`) }}
      >
        {({ oddPayments }) => (
          <OddTable
            rows={oddPayments}
            status={status}
            onChoose={(row, action) => setChosen({ odd: row, action })}
          />
        )}
      </PagedSheet>
      {chosen ? (
        <ResolveDialog odd={chosen.odd} action={chosen.action} onClose={() => setChosen(null)} />
      ) : null}
    </>
  );
}

function OddTable({
  rows,
  status,
  onChoose,
}: {
  rows: OddPayment[];
  status: OddStatus;
  onChoose: (row: OddPayment, action: OddAction) => void;
}) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const may = useMay();
  return (
    <DataTable<OddPayment>
      label={t('odd.title')}
      wraps
      rowKey="id"
      dataSource={rows}
      columns={[
        { title: t('odd.since'), dataIndex: 'createdAt', width: 150, render: (at: string) => <At at={at} /> },
        { title: t('odd.what'), key: 'what', render: (_, row) => <What odd={row} /> },
        {
          title: t('payment.amount'),
          dataIndex: 'amountFen',
          width: 110,
          align: 'right',
          render: (fen: number, row) =>
            row.kind === 'foreign-refund' && fen === 0 ? (
              <span className="soft">{t('odd.amount-unknown')}</span>
            ) : (
              <Money fen={fen} />
            ),
        },
        status === 'open'
          ? {
              title: t('odd.actions'),
              key: 'actions',
              width: 250,
              render: (_: unknown, row: OddPayment) =>
                row.proposal ? (
                  <OddProposal odd={row} />
                ) : may('POST /staff/odd-payments/:id/resolution') ? (
                  <span style={{ display: 'flex', flexWrap: 'wrap', gap: 4 }}>
                    {row.actions.map(action => (
                      <Button key={action} size="small" onClick={() => onChoose(row, action)}>
                        {t(`odd-action.${action}`)}
                      </Button>
                    ))}
                  </span>
                ) : (
                  <span className="soft">{t('odd.for-finance')}</span>
                ),
            }
          : {
              title: t('odd.decision'),
              key: 'decision',
              width: 300,
              render: (_: unknown, row: OddPayment) => (
                <>
                  {word('odd-action', row.resolution ?? '')}{' '}
                  <span className="soft">
                    <Who did={row.resolvedBy} /> <At at={row.resolvedAt} />
                  </span>
                  <div className="soft">{row.note}</div>
                </>
              ),
            },
      ]}
    />
  );
}

/** What happened in words, and the number it happened to. */
function What({ odd }: { odd: OddPayment }) {
  const word = useWord();
  const number = odd.paymentNo ?? String(odd.detail['orderNo'] ?? odd.detail['tradeNo'] ?? '');
  return (
    <>
      <strong>{word('odd-kind', odd.kind)}</strong>
      <div className="soft">{word('odd-hint', odd.kind)}</div>
      {odd.paymentNo ? (
        <Link className="row-link mono" to={`/payments/${number}`}>
          {number}
        </Link>
      ) : (
        <span className="mono soft" style={{ overflowWrap: 'anywhere' }}>
          {number}
        </span>
      )}
    </>
  );
}
