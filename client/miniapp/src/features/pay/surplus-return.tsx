import type { Payment, SurplusReturn as Returned } from '@api/types';
import { useRef } from 'react';
import { getPayment, returnSurplus } from '@/api/hall';
import { newIdempotencyKey } from '@/api/idempotency-key';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ConfirmPress } from '@/components/confirm-press';
import { ErrorState, unlessUnknown } from '@/components/error-state';
import { Box } from '@/elements/elements';
import { yuan } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import type { PaymentProgress } from './use-payment-progress';

/** What was paid too much lies on the balance and pays the next bill, unless the payer takes it back. */
export function SurplusReturn({ payment, progress }: { payment: Payment; progress: PaymentProgress }) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  const key = useRef(newIdempotencyKey());
  const { paymentNo, surplusFen, refunds } = payment;
  const last = refunds.filter(({ ofSurplus }) => ofSurplus).at(-1);
  const takeBack = () =>
    run(async () => {
      await returnSurplus(paymentNo, key.current);
      key.current = newIdempotencyKey();
      progress.show(await getPayment(paymentNo));
    });
  if (payment.stage !== 'credited') return null;
  return (
    <>
      {last && <Underway returned={last} />}
      {surplusFen > 0 && (
        <Card title={t('surplus.title', { amount: yuan(surplusFen) })}>
          <Box className="quiet prose">{t('surplus.what')}</Box>
          {error && <ErrorState error={error} money={unlessUnknown(error, 'untouched')} />}
          <ConfirmPress
            name={t('surplus.take-back')}
            sure={t('surplus.sure', { amount: yuan(surplusFen) })}
            disabled={busy}
            onConfirm={() => void takeBack()}
          />
        </Card>
      )}
    </>
  );
}

function Underway({ returned: { amountFen, status, refundNo } }: { returned: Returned }) {
  const t = useTexts();
  return (
    <Card title={t(`surplus.${status}`, { amount: yuan(amountFen) })}>
      <Box className="quiet" live="polite">
        {t(`surplus.${status}.how`)}
      </Box>
      <Box className="quiet">{t('surplus.number', { number: refundNo })}</Box>
    </Card>
  );
}
