import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import type { Refund } from '../../api/payments.types.ts';
import { Changes } from '../../components/changes.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Money } from '../../components/values.tsx';
import { useTexts, useWord } from '../../i18n/index.tsx';
import { useConfirmPayout } from './payments.queries.ts';

/** An approved refund past the gateway's term was transferred by the bank; its reference closes the refund. */
export function PayoutButton({ refund: { paymentNo, refundNo, amountFen } }: { refund: Refund }) {
  const { t } = useTexts();
  const word = useWord();
  const [reference, setReference] = useState('');
  const confirm = useConfirmPayout(paymentNo ?? '', refundNo);
  return (
    <Popover
      trigger="click"
      title={t('refund.payout-title')}
      content={
        <div style={{ width: 280, display: 'grid', gap: 8 }}>
          <ProblemList error={confirm.error} />
          <Changes
            lines={[
              {
                key: 'owed',
                what: word('ledger-account', 'payouts'),
                before: <Money fen={amountFen} />,
                after: <Money fen={0} />,
              },
            ]}
          />
          <Input
            aria-label={t('refund.bank-reference')}
            placeholder={t('refund.bank-reference')}
            value={reference}
            maxLength={64}
            onChange={event => setReference(event.target.value)}
          />
          <Button
            type="primary"
            size="small"
            disabled={reference.trim().length < 2}
            loading={confirm.isPending}
            onClick={() => confirm.mutate(reference.trim())}
          >
            {t('refund.payout-done')}
          </Button>
        </div>
      }
    >
      <Button size="small">{t('refund.payout-done')}</Button>
    </Popover>
  );
}
