import type { Refund } from '../../api/payments.types.ts';
import { yuan } from '../../app/format.ts';
import { useMay, useMe } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Decision } from '../../components/decision.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At, Money } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useTexts, useWord } from '../../i18n/index.tsx';
import { useDecideRefund } from './payments.queries.ts';
import { PayoutButton } from './payout-button.tsx';
import { PayoutReturn } from './payout-return-button.tsx';
import { RefundEffect } from './refund-effect.tsx';

export function RefundList({ refunds }: { refunds: Refund[] }) {
  const { t } = useTexts();
  const word = useWord();
  return (
    <DataTable<Refund>
      label={t('refund.title')}
      wraps
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
          render: (by: string, { approvedBy }) => <Who did={by} then={approvedBy} />,
        },
        {
          title: t('action.reason'),
          dataIndex: 'reason',
          render: (reason: string, refund) => refund.failureReason ?? reason,
        },
        {
          title: t('payment.status'),
          dataIndex: 'status',
          // Beside the status a panel has no room for what is decided about it.
          render: (status: string, refund) => (
            <>
              <StatusTag group="refund-status" status={status} />
              <Decide refund={refund} />
            </>
          ),
        },
      ]}
    />
  );
}

/** The second person: whoever asked for the refund cannot also approve it. */
export function Decide({ refund }: { refund: Refund }) {
  const { t } = useTexts();
  const may = useMay();
  const { username } = useMe();
  const word = useWord();
  const paymentNo = refund.paymentNo ?? '';
  const decide = useDecideRefund(paymentNo, refund.refundNo);
  if (refund.way === 'payout' && ['pending', 'succeeded'].includes(refund.status)) {
    return (
      <span className="decision">
        {refund.status === 'pending' &&
          refund.payoutReturn?.outcome !== 'waiting' &&
          may('POST /staff/refunds/:refundNo/payout') && <PayoutButton refund={refund} />}
        <PayoutReturn refund={refund} />
      </span>
    );
  }
  if (refund.status !== 'awaiting-approval' || !may('POST /staff/refunds/:refundNo/approval')) return null;
  if (refund.requestedBy === `staff:${username}`)
    return <span className="soft">{t('refund.by-another')}</span>;
  return (
    <Decision
      about={t('refund.do', { amount: yuan(refund.amountFen) })}
      approve={t('refund.approve')}
      reject={t('refund.reject')}
      effect={
        refund.way === 'payout'
          ? t('refund.approve-payout')
          : t('refund.approve-effect', { way: word('refund-way', refund.way) })
      }
      decide={decide}
    >
      <RefundEffect refund={refund} />
    </Decision>
  );
}
