import type { PayLink } from '@api/types';
import { getPayLink } from '@/api/hall';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { go, goHome, usePageParams } from '@/navigation/go';
import { useResource } from '@/state/resource';

/** Where a link in a text message leads: the sum, a masked number, and the way to the cashier. */
export default function LinkPage() {
  const t = useTexts();
  // A link that was cut off before its token is asked for like a mistyped one, and answered as such.
  const { token = '' } = usePageParams('payLink');
  const link = useResource(`link:${token}`, () => getPayLink(token || '-'));
  return (
    <Page title={t('link.title')}>
      <ResourceView of={link} skeleton={{ cards: 1 }} money="nothing-paid">
        {data => <About link={data} />}
      </ResourceView>
      {link.error && !link.data && (
        <Box className="actions">
          <Press look="main" onPress={goHome}>
            {t('result.home')}
          </Press>
        </Box>
      )}
    </Page>
  );
}

function About({ link: { accountNoMasked, owedFen, totalFen, locked, reason } }: { link: PayLink }) {
  const t = useTexts();
  const paid = owedFen === 0;
  return (
    <Card tone={paid ? 'credited' : 'owed'}>
      <Box className="prose">{reason === 'debit-failed' ? t('link.debit-failed') : t('link.sms')}</Box>
      <Box className="quiet">{`${t('link.account')} ${accountNoMasked}`}</Box>
      <Amount fen={owedFen} size="large" />
      {paid && <Box>{t('link.paid')}</Box>}
      {!paid && owedFen !== totalFen && <Box>{t('link.changed')}</Box>}
      {locked && <Box>{t('link.locked')}</Box>}
      {!paid && !locked && (
        <>
          <Box className="actions">
            <Press look="main" onPress={() => go('checkout', { via: 'sms' })}>
              {t('link.pay')}
            </Press>
          </Box>
          <Box className="quiet">{t('link.sign-in')}</Box>
        </>
      )}
    </Card>
  );
}
