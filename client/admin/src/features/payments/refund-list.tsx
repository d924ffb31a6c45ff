import { Button } from 'antd';
import type { Refund } from '../../api/payments.types.ts';
import { useMay, useMe } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At, Money } from '../../components/values.tsx';
import { useTexts, useWord } from '../../i18n/index.tsx';
import { useDecideRefund } from './payments.queries.ts';
import { PayoutButton } from './payout-button.tsx';

export function RefundList({ paymentNo, refunds }: { paymentNo: string; refunds: Refund[] }) {
  const { t } = useTexts();
  const word = useWord();
  const decide = useDecideRefund(paymentNo);
  return (
    <>
      {decide.error ? (
        <div style={{ padding: 12 }}>
          <ProblemList error={decide.error} />
        </div>
      ) : null}
      <DataTable<Refund>
        label={t('refund.title')}
        rowKey="refundNo"
        dataSource={refunds}
        columns={[
          { title: t('refund.requested'), dataIndex: 'createdAt', render: (at: string) => <At at={at} /> },
          {
            title: t('refund.amount'),
            dataIndex: 'amountFen',
            align: 'right',
            render: (fen: number) => <Money fen={fen} />,
          },
          { title: t('refund.way'), dataIndex: 'way', render: (way: string) => word('refund-way', way) },
          {
            title: t('refund.by'),
            dataIndex: 'requestedBy',
            render: (by: string, refund) => (
              <>
                {by.replace(/^staff:/, '')}
                {refund.approvedBy ? ` → ${refund.approvedBy.replace(/^staff:/, '')}` : ''}
              </>
            ),
          },
          {
            title: t('action.reason'),
            dataIndex: 'reason',
            render: (reason: string, refund) => refund.failureReason ?? reason,
          },
          {
            title: t('payment.status'),
            dataIndex: 'status',
            render: (status: string) => <StatusTag group="refund-status" status={status} />,
          },
          {
            title: '',
            key: 'decide',
            render: (_, refund) => (
              <Decide
                paymentNo={paymentNo}
                refund={refund}
                onDecide={approve => decide.mutate({ refundNo: refund.refundNo, approve })}
              />
            ),
          },
        ]}
      />
    </>
  );
}

/** The second person: whoever asked for the refund cannot also approve it. */
function Decide({
  paymentNo,
  refund,
  onDecide,
}: {
  paymentNo: string;
  refund: Refund;
  onDecide: (approve: boolean) => void;
}) {
  const { t } = useTexts();
  const may = useMay();
  const { username } = useMe();
  if (refund.way === 'payout' && refund.status === 'pending' && may('POST /staff/refunds/:refundNo/payout'))
    return <PayoutButton paymentNo={paymentNo} refundNo={refund.refundNo} />;
  if (refund.status !== 'awaiting-approval' || !may('POST /staff/refunds/:refundNo/approval')) return null;
  if (refund.requestedBy === `staff:${username}`)
    return <span className="soft">{t('refund.by-another')}</span>;
  return (
    <span style={{ display: 'flex', gap: 4 }}>
      <Button size="small" type="primary" onClick={() => onDecide(true)}>
        {t('refund.approve')}
      </Button>
      <Button size="small" onClick={() => onDecide(false)}>
        {t('refund.reject')}
      </Button>
    </span>
  );
}
