import type { Payment } from '@api/types';
import { cancelPayment } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { ErrorState } from '@/components/error-state';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { go, goHome } from '@/navigation/go';
import { isOver, mayResume } from './progress';
import type { PaymentProgress } from './use-payment-progress';

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
        {payment.receiptNo && (
          <Press look="quiet" onPress={() => go('receipt', { paymentNo: payment.paymentNo })}>
            {t('result.receipt')}
          </Press>
        )}
        {payment.receiptNo && (
          <Press look="text" onPress={() => go('invoices', { paymentNo: payment.paymentNo })}>
            {t('result.invoice')}
          </Press>
        )}
        {payment.stage === 'credited' && (
          <Press look="text" onPress={() => go('claims', { paymentNo: payment.paymentNo })}>
            {t('result.claim')}
          </Press>
        )}
        <Press look={isOver(payment) ? 'main' : 'text'} onPress={goHome}>
          {t('result.home')}
        </Press>
      </Box>
    </>
  );
}
