import type { PayLink } from '@api/types';
import { getPayLink, getPayLinkBills } from '@/api/hall';
import { Amount } from '@/components/amount';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { WaysIn } from '@/features/account/ways-in';
import { useTexts } from '@/i18n/texts';
import { go, goHome, usePageParams } from '@/navigation/go';
import { useResource } from '@/state/resource';
import { useSignedIn } from '@/state/session';

/** Where a link in a text message leads: the sum, a masked number, and the way to the cashier. */
export default function LinkPage() {
  const t = useTexts();
  // A link that was cut off before its token is asked for like a mistyped one, and answered as such.
  const { token = '' } = usePageParams('payLink');
  const link = useResource(`link:${token}`, () => getPayLink(token || '-'));
  return (
    <Page title={t('link.title')} open>
      <ResourceView of={link} skeleton={{ cards: 1 }} money="nothing-paid">
        {data => <About token={token} link={data} />}
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

function About({ token, link }: { token: string; link: PayLink }) {
  const t = useTexts();
  const { accountNoMasked, owedFen, totalFen, locked, reason } = link;
  const paid = owedFen === 0;
  return (
    <Card tone={paid ? 'credited' : 'owed'}>
      <Box className="prose">{reason === 'debit-failed' ? t('link.debit-failed') : t('link.sms')}</Box>
      <Box className="quiet">{`${t('link.account')} ${accountNoMasked}`}</Box>
      <Amount fen={owedFen} size="large" />
      {paid && <Box>{t('link.paid')}</Box>}
      {!paid && owedFen !== totalFen && <Box>{t('link.changed')}</Box>}
      {locked && <Box>{t('link.locked')}</Box>}
      {!paid && !locked && <ToCashier token={token} />}
    </Card>
  );
}

/** To these bills and no others; of a household that was left, to all that is owed of those one has left. Who the household is, only somebody bound to it is told. */
function ToCashier({ token }: { token: string }) {
  const t = useTexts();
  const signedIn = useSignedIn();
  const { busy, error, run } = useBusy();
  const toBills = () =>
    run(async () => {
      const { accountNo, payableIds } = await getPayLinkBills(token);
      if (accountNo) go('checkout', { accountNo, payables: payableIds.join(','), via: 'sms' });
      else go('applications', {});
    });
  if (!signedIn)
    return (
      <>
        <Box className="quiet">{t('link.sign-in')}</Box>
        <WaysIn />
      </>
    );
  const unbound = error?.code === 'pay-link-not-bound';
  return (
    <>
      {error && !unbound && <ErrorState error={error} money="nothing-paid" />}
      {unbound && <Box role="alert">{error.message}</Box>}
      <Box className="actions">
        {unbound && (
          <Press look="main" onPress={() => go('bind', {})}>
            {t('household.bind')}
          </Press>
        )}
        <Press look={unbound ? 'quiet' : 'main'} disabled={busy} onPress={() => void toBills()}>
          {t('link.pay')}
        </Press>
      </Box>
    </>
  );
}
