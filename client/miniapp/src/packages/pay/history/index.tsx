import type { Payment } from '@api/types';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { ErrorState } from '@/components/error-state';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { usePayments } from '@/features/pay/use-payments';
import { moment } from '@/i18n/formats';
import { type Translate, useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';

export default function PaymentsPage() {
  const t = useTexts();
  const { latest, payments, hasMore, showMore, busy, error } = usePayments();
  return (
    <Page title={t('payments.title')}>
      <ResourceView of={latest} skeleton={{ lines: 6 }}>
        {() =>
          payments.length === 0 ? (
            <Empty title={t('payments.none.title')} how={t('payments.none.how')} />
          ) : (
            <>
              <PaymentList payments={payments} />
              {error && <ErrorState error={error} />}
              {hasMore && (
                <Press look="quiet" disabled={busy} onPress={showMore}>
                  {t('action.more')}
                </Press>
              )}
            </>
          )
        }
      </ResourceView>
    </Page>
  );
}

/** What was paid for, in the reader's language; the order's own text is Chinese, as wallets show it. */
function titleOf([first, ...others]: Payment['items'], t: Translate): string | null {
  if (!first) return null;
  return others.length === 0 ? first.title : t('payments.and', { title: first.title, count: others.length });
}

function PaymentList({ payments }: { payments: Payment[] }) {
  const t = useTexts();
  return (
    <Card>
      <Box as="ul" className="plain-list rows">
        {payments.map(({ paymentNo, items, description, createdAt, amountFen, stage }) => (
          <Box as="li" key={paymentNo}>
            <LinkRow
              title={titleOf(items, t) ?? description}
              detail={moment(createdAt, t.language)}
              value={
                <>
                  <Box>
                    <Amount fen={amountFen} />
                  </Box>
                  <Box className="quiet">{t(`payments.stage.${stage}`)}</Box>
                </>
              }
              onPress={() => go('result', { paymentNo })}
            />
          </Box>
        ))}
      </Box>
    </Card>
  );
}
