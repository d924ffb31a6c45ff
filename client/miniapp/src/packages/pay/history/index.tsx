import type { Payment } from '@api/types';
import { useState } from 'react';
import { getPayments } from '@/api/hall';
import { Amount } from '@/components/amount';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { ErrorState } from '@/components/error-state';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { moment } from '@/i18n/formats';
import { type Translate, useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { useResource } from '@/state/resource';

export default function PaymentsPage() {
  const t = useTexts();
  const first = useResource('payments', () => getPayments(1));
  const [later, setLater] = useState<{ payments: Payment[]; page: number; more: boolean } | null>(null);
  const { busy, error, run } = useBusy();
  const showMore = () =>
    run(async () => {
      const page = (later?.page ?? 1) + 1;
      const { payments, hasMore } = await getPayments(page);
      setLater({
        payments: [...(later?.payments ?? []), ...payments],
        page,
        more: !!hasMore && payments.length > 0,
      });
    });
  return (
    <Page title={t('payments.title')}>
      <ResourceView of={first} skeleton={{ lines: 6 }}>
        {({ payments, hasMore }) =>
          payments.length === 0 ? (
            <Empty title={t('payments.none.title')} how={t('payments.none.how')} />
          ) : (
            <>
              <PaymentList payments={[...payments, ...(later?.payments ?? [])]} />
              {error && <ErrorState error={error} />}
              {(later?.more ?? hasMore) && (
                <Press look="quiet" disabled={busy} onPress={() => void showMore()}>
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
