import { getInvoices } from '@/api/hall';
import { Empty } from '@/components/empty';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box } from '@/elements/elements';
import { InvoiceList } from '@/features/invoice/invoice-list';
import { InvoiceRequest } from '@/features/invoice/invoice-request';
import { useTexts } from '@/i18n/texts';
import { go, usePageParams } from '@/navigation/go';
import { useResource } from '@/state/resource';
import { useWhileWaiting } from '@/state/use-while-waiting';

/** All invoices, or those of one payment with the way to ask for one. */
export default function InvoicesPage() {
  const t = useTexts();
  const { paymentNo } = usePageParams('invoices');
  const invoices = useResource(`invoices:${paymentNo ?? ''}`, () => getInvoices(paymentNo));
  const list = invoices.data?.invoices ?? [];
  useWhileWaiting(
    list.some(({ status }) => status === 'requested'),
    invoices.reload,
  );
  const invoiced = list.some(({ kind, status }) => kind === 'blue' && status !== 'failed');
  return (
    <Page title={t('invoices.title')}>
      <ResourceView of={invoices} skeleton={{ lines: 4 }}>
        {data => (
          <>
            <Box live="polite">
              <InvoiceList invoices={data.invoices} />
            </Box>
            {paymentNo && !invoiced && (
              <InvoiceRequest paymentNo={paymentNo} onRequested={() => void invoices.reload()} />
            )}
            {!paymentNo && data.invoices.length === 0 && (
              <Empty
                title={t('invoices.none.title')}
                how={t('invoices.none.how')}
                action={{ name: t('payments.title'), onPress: () => go('payments', {}) }}
              />
            )}
          </>
        )}
      </ResourceView>
    </Page>
  );
}
