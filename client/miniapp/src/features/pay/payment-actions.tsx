import type { Payment } from '@api/types';
import { cancelPayment } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { LinkRow } from '@/components/link-row';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { go, goHome } from '@/navigation/go';
import { isOver, mayResume } from './progress';
import type { PaymentProgress } from './use-payment-progress';

/** The papers of a payment that has arrived, and the way out when it went to the wrong home. */
export function PaymentPapers({ payment: { paymentNo, receiptNo, stage } }: { payment: Payment }) {
  const t = useTexts();
  if (!receiptNo && stage !== 'credited') return null;
  return (
    <Card className="card--rows">
      <Box className="rows">
        {receiptNo && <LinkRow title={t('result.receipt')} onPress={() => go('receipt', { paymentNo })} />}
        {receiptNo && <LinkRow title={t('result.invoice')} onPress={() => go('invoices', { paymentNo })} />}
        {stage === 'credited' && (
          <LinkRow title={t('result.claim')} onPress={() => go('claims', { paymentNo })} />
        )}
      </Box>
    </Card>
  );
}

/** What can be done at this stage. While nobody knows whether it was paid, paying is not among it. */
export function PaymentActions({ payment, progress }: { payment: Payment; progress: PaymentProgress }) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  const resumable = mayResume(payment, progress.hint, progress.askedUnpaid);
  const cancellable = resumable || (payment.stage === 'waiting' && payment.action?.kind === 'qr');
  return (
    <>
      {error && <ErrorState error={error} money="may-be-paid" />}
      <Box className="actions">
        {resumable && (
          <Press look="main" disabled={busy} onPress={() => void run(progress.resume)}>
            {t('result.continue')}
          </Press>
        )}
        {payment.stage === 'waiting' && (
          <Press look="quiet" disabled={busy} onPress={() => void run(progress.ask)}>
            {t('result.check')}
          </Press>
        )}
        {cancellable && (
          <Press
            look="text"
            className="press--danger"
            disabled={busy}
            onPress={() => void run(async () => progress.show(await cancelPayment(payment.paymentNo)))}
          >
            {busy ? t('result.cancelled-check') : t('result.cancel')}
          </Press>
        )}
        <Press look={isOver(payment) ? 'main' : 'text'} onPress={goHome}>
          {t('result.home')}
        </Press>
      </Box>
    </>
  );
}
