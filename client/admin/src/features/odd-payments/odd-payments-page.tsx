import { Button, Segmented, Table } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import type { OddAction, OddPayment } from '../../api/payments.types.ts';
import { useMay } from '../../app/session.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { At, Money } from '../../components/values.tsx';
import { useTexts, useWord } from '../../i18n/index.tsx';
import { type OddStatus, useOddPayments } from './odd-payments.queries.ts';
import { ResolveDialog } from './resolve-dialog.tsx';

export function Page() {
  const { t } = useTexts();
  const [params, setParams] = useSearchParams();
  const status: OddStatus = params.get('status') === 'resolved' ? 'resolved' : 'open';
  const page = Number(params.get('page') ?? 1);
  const odd = useOddPayments(status, page);
  const [chosen, setChosen] = useState<{ odd: OddPayment; action: OddAction } | null>(null);
  return (
    <>
      <PageHead title={t('odd.title')} hint={t('odd.hint')}>
        <Segmented<OddStatus>
          value={status}
          onChange={next => setParams(next === 'open' ? {} : { status: next })}
          options={[
            { value: 'open', label: t('odd.open') },
            { value: 'resolved', label: t('odd.resolved') },
          ]}
        />
      </PageHead>
      <div className="sheet">
        <Loaded query={odd}>
          {({ oddPayments, hasMore }) =>
            oddPayments.length === 0 && page === 1 ? (
              <EmptyState title={t(`odd.none-${status}`)} hint={t(`odd.none-${status}-hint`)} />
            ) : (
              <>
                <OddTable
                  rows={oddPayments}
                  status={status}
                  onChoose={(row, action) => setChosen({ odd: row, action })}
                />
                {hasMore || page > 1 ? (
                  <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8, padding: 10 }}>
                    <Button
                      size="small"
                      disabled={page <= 1}
                      onClick={() => setParams({ status, page: String(page - 1) })}
                    >
                      {t('page.previous')}
                    </Button>
                    <Button
                      size="small"
                      disabled={!hasMore}
                      onClick={() => setParams({ status, page: String(page + 1) })}
                    >
                      {t('page.next')}
                    </Button>
                  </div>
                ) : null}
              </>
            )
          }
        </Loaded>
      </div>
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
  const { t } = useTexts();
  const word = useWord();
  const may = useMay();
  return (
    <Table<OddPayment>
      size="small"
      rowKey="id"
      dataSource={rows}
      pagination={false}
      sticky
      scroll={{ x: 'max-content' }}
      columns={[
        { title: t('odd.since'), dataIndex: 'createdAt', render: (at: string) => <At at={at} /> },
        {
          title: t('odd.what'),
          dataIndex: 'kind',
          render: (kind: string) => (
            <>
              <strong>{word('odd-kind', kind)}</strong>
              <div className="soft" style={{ maxWidth: '46ch', whiteSpace: 'normal' }}>
                {word('odd-hint', kind)}
              </div>
            </>
          ),
        },
        {
          title: t('payment.amount'),
          dataIndex: 'amountFen',
          align: 'right',
          render: (fen: number) => <Money fen={fen} />,
        },
        {
          title: t('payment.no'),
          dataIndex: 'paymentNo',
          render: (no: string | null, row) =>
            no ? (
              <Link className="row-link mono" to={`/payments/${no}`}>
                {no}
              </Link>
            ) : (
              <span className="mono soft">
                {String(row.detail['orderNo'] ?? row.detail['tradeNo'] ?? '—')}
              </span>
            ),
        },
        status === 'open'
          ? {
              title: t('odd.actions'),
              key: 'actions',
              render: (_: unknown, row: OddPayment) =>
                may('odd-payments.resolve') ? (
                  <span style={{ display: 'flex', gap: 4 }}>
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
              render: (_: unknown, row: OddPayment) => (
                <>
                  {word('odd-action', row.resolution ?? '')}{' '}
                  <span className="soft">
                    {row.resolvedBy?.replace(/^staff:/, '')} <At at={row.resolvedAt} />
                  </span>
                  <div className="soft">{row.note}</div>
                </>
              ),
            },
      ]}
    />
  );
}
