import { checkAgreement, getAgreements } from '@/api/hall';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box } from '@/elements/elements';
import { AutoPayHousehold } from '@/features/auto-pay/auto-pay-household';
import { useTexts } from '@/i18n/texts';
import { go, usePageParams } from '@/navigation/go';
import { useHouseholds } from '@/state/household';
import { useResource } from '@/state/resource';

/** As it stands at the wallet: whoever comes back from signing is asked about at once. */
async function getCurrent() {
  const { agreements, offers } = await getAgreements();
  const signing = agreements.filter(({ status }) => status === 'signing');
  if (signing.length === 0) return { agreements, offers };
  // The wallet may not answer; then the last known state stands, and the customer can ask again.
  await Promise.all(signing.map(({ agreementNo }) => checkAgreement(agreementNo).catch(() => null)));
  return getAgreements();
}

export default function AutoPayPage() {
  const t = useTexts();
  const { accountNo } = usePageParams('autoPay');
  const households = useHouseholds();
  const current = useResource('agreements', getCurrent);
  return (
    <Page title={t('autopay.title')}>
      <ResourceView of={households} skeleton={{ cards: 2 }}>
        {list => (
          <ResourceView of={current} skeleton={{ cards: 2 }}>
            {({ agreements, offers }) => (
              <>
                {list.length === 0 && (
                  <Empty
                    title={t('autopay.none.title')}
                    how={t('autopay.none.how')}
                    action={{ name: t('households.title'), onPress: () => go('households', {}) }}
                  />
                )}
                {[...list]
                  .sort((a, b) => Number(b.accountNo === accountNo) - Number(a.accountNo === accountNo))
                  .map(household => (
                    <AutoPayHousehold
                      key={household.accountNo}
                      household={household}
                      agreements={agreements.filter(one => one.accountNo === household.accountNo)}
                      wallets={offers.map(({ gateway }) => gateway)}
                      onChange={() => void current.reload()}
                    />
                  ))}
                <Card className="card--rows">
                  <LinkRow
                    title={t('mandate.title')}
                    detail={t('mandate.about')}
                    onPress={() => go('mandate', { accountNo })}
                  />
                </Card>
                <Card>
                  <Box className="quiet prose">{t('autopay.what')}</Box>
                </Card>
              </>
            )}
          </ResourceView>
        )}
      </ResourceView>
    </Page>
  );
}
