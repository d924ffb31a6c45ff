import { Empty } from '@/components/empty';
import { ErrorState } from '@/components/error-state';
import { Page } from '@/components/page';
import { Skeleton } from '@/components/skeleton';
import { lastPaymentNo } from '@/features/pay/begun-payment';
import { PaymentActions, PaymentPapers } from '@/features/pay/payment-actions';
import { PaymentFacts, PaymentView } from '@/features/pay/payment-view';
import { ScanToPay } from '@/features/pay/scan-to-pay';
import { SurplusReturn } from '@/features/pay/surplus-return';
import { usePaymentProgress } from '@/features/pay/use-payment-progress';
import { useTexts } from '@/i18n/texts';
import { goInstead, usePageParams } from '@/navigation/go';

export default function ResultPage() {
  const t = useTexts();
  const { paymentNo = lastPaymentNo() ?? '' } = usePageParams('result');
  const progress = usePaymentProgress(paymentNo);
  const { payment, error } = progress;
  const absent = !paymentNo || (error?.status === 404 && !payment);
  return (
    <Page title={t('result.title')}>
      {absent && (
        <Empty
          title={t('result.none.title')}
          how={t('result.none.how')}
          action={{ name: t('payments.title'), onPress: () => goInstead('payments', {}) }}
        />
      )}
      {error && !absent && (
        <ErrorState error={error} money="may-be-paid" onRetry={() => void progress.ask()} />
      )}
      {!payment && !error && !absent && <Skeleton cards={2} />}
      {payment && (
        <>
          <PaymentView payment={payment} progress={progress} />
          <ScanToPay payment={payment} />
          <SurplusReturn payment={payment} progress={progress} />
          <PaymentFacts payment={payment} />
          <PaymentPapers payment={payment} />
          <PaymentActions payment={payment} progress={progress} />
        </>
      )}
    </Page>
  );
}
