import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Refund } from '../../api/payments.types.ts';
import { yuan } from '../../app/format.ts';
import { useMay, useMe } from '../../app/session.tsx';
import { Changes } from '../../components/changes.tsx';
import { Decision } from '../../components/decision.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Money } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useTexts, useWord } from '../../i18n/index.tsx';
import { useDecidePayoutReturn, useReportPayoutReturn } from './payments.queries.ts';

/** The bank could not carry a payout out, or the money came back: one person reports it, another confirms it. */
export function PayoutReturn({ refund }: { refund: Refund }) {
  const may = useMay();
  const { payoutReturn } = refund;
  if (payoutReturn?.outcome === 'waiting') return <Waiting refund={refund} told={payoutReturn} />;
  return may('POST /staff/refunds/:refundNo/payout-return') ? <ReportButton refund={refund} /> : null;
}

function ReportButton({ refund: { paymentNo, refundNo, status } }: { refund: Refund }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const [reference, setReference] = useState('');
  const report = useReportPayoutReturn(paymentNo ?? '', refundNo);
  const hasLeft = status === 'succeeded';
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('refund.payout-returned')}
      </Button>
      {open && (
        <ReasonDialog
          title={t('refund.payout-returned')}
          hint={t('refund.payout-returned-hint')}
          danger
          pending={report.isPending}
          error={report.error}
          onDecide={reason => {
            const bankReference = reference.trim();
            report.mutate(
              { reason, ...(bankReference ? { bankReference } : {}) },
              { onSuccess: () => setOpen(false) },
            );
          }}
          onClose={() => setOpen(false)}
        >
          <Input
            aria-label={t('refund.return-reference')}
            placeholder={t(hasLeft ? 'refund.return-reference' : 'refund.return-reference-if-any')}
            value={reference}
            maxLength={64}
            required={hasLeft}
            onChange={event => setReference(event.target.value)}
          />
        </ReasonDialog>
      )}
    </>
  );
}

function Waiting({
  refund: { paymentNo, refundNo, amountFen, status },
  told: { id: returnId, bankReference, reason, reportedBy },
}: {
  refund: Refund;
  told: NonNullable<Refund['payoutReturn']>;
}) {
  const { t } = useTexts();
  const may = useMay();
  const { username } = useMe();
  const word = useWord();
  const decide = useDecidePayoutReturn(paymentNo ?? '', refundNo, returnId);
  const mayDecide =
    may('POST /staff/refunds/:refundNo/payout-return-approval') && reportedBy !== `staff:${username}`;
  return (
    <span>
      <span className="soft">
        {t('refund.return-reported')}: {reason} <span className="mono">{bankReference}</span>{' '}
        <Who did={reportedBy} />
        {mayDecide ? '' : ` · ${t('refund.by-another')}`}
      </span>
      {mayDecide && (
        <Decision
          about={`${t('refund.return-confirm')} ${yuan(amountFen)}`}
          approve={t('refund.return-confirm')}
          reject={t('refund.reject')}
          effect={t('refund.return-effect')}
          decide={decide}
        >
          <Changes
            lines={[
              {
                key: 'from',
                what: status === 'succeeded' ? t('refund.paid-out') : word('ledger-account', 'payouts'),
                before: <Money fen={amountFen} />,
                after: <Money fen={0} />,
              },
              {
                key: 'to',
                what: t('refund.lies-again'),
                before: <Money fen={0} />,
                after: <Money fen={amountFen} />,
              },
            ]}
          />
        </Decision>
      )}
    </span>
  );
}
