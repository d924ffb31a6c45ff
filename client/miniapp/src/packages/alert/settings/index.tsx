import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box } from '@/elements/elements';
import { HouseholdAlerts } from '@/features/alerts/household-alerts';
import { useTexts } from '@/i18n/texts';
import { go, usePageParams } from '@/navigation/go';
import { useHouseholds } from '@/state/household';

export default function AlertSettingsPage() {
  const t = useTexts();
  const { accountNo } = usePageParams('alerts');
  const households = useHouseholds();
  return (
    <Page title={t('alerts.title')}>
      <ResourceView of={households} skeleton={{ cards: 2 }}>
        {list => (
          <>
            {list.length === 0 && (
              <Empty
                title={t('alerts.none.title')}
                how={t('alerts.none.how')}
                action={{ name: t('households.title'), onPress: () => go('households', {}) }}
              />
            )}
            {[...list]
              .sort((a, b) => Number(b.accountNo === accountNo) - Number(a.accountNo === accountNo))
              .map(household => (
                <HouseholdAlerts key={household.accountNo} household={household} />
              ))}
            <Card>
              <LinkRow title={t('messages.settings')} onPress={() => go('messageSettings', {})} />
            </Card>
            <Card title={t('alerts.always')}>
              <Box className="quiet prose">{t('alerts.always.what')}</Box>
              <Box className="quiet prose">{t('alerts.credited')}</Box>
            </Card>
          </>
        )}
      </ResourceView>
    </Page>
  );
}
