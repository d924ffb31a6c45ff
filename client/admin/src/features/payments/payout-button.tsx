import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { ProblemList } from '../../components/problem-list.tsx';
import { useTexts } from '../../i18n/index.tsx';
import { useConfirmPayout } from './payments.queries.ts';

/** An approved refund past the gateway's term was transferred by the bank; its reference closes the refund. */
export function PayoutButton({ paymentNo, refundNo }: { paymentNo: string; refundNo: string }) {
  const { t } = useTexts();
  const [reference, setReference] = useState('');
  const confirm = useConfirmPayout(paymentNo, refundNo);
  return (
    <Popover
      trigger="click"
      title={t('refund.payout-title')}
      content={
        <div style={{ width: 280 }}>
          <ProblemList error={confirm.error} />
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
            style={{ marginTop: 8 }}
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
