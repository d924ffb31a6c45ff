import { getConfig } from '@/api/hall';
import { Empty } from '@/components/empty';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { HouseholdCard } from '@/features/household/household-card';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { useHouseholds } from '@/state/household';
import { useResource } from '@/state/resource';

export default function HouseholdsPage() {
  const t = useTexts();
  const households = useHouseholds();
  const config = useResource('config', getConfig);
  const max = config.data?.maxHouseholds ?? 5;
  const bind = { name: t('household.bind'), onPress: () => go('bind', {}) };
  return (
    <Page title={t('households.title')}>
      <ResourceView of={households} skeleton={{ cards: 2 }}>
        {list => (
          <>
            {list.length === 0 && (
              <Empty
                title={t('households.none.title')}
                how={t('households.none.how', { max })}
                action={bind}
              />
            )}
            {list.map(household => (
              <HouseholdCard
                key={household.accountNo}
                household={household}
                chosen={household.accountNo === households.current?.accountNo}
                onChanged={() => void households.reload()}
              />
            ))}
            {list.length > 0 && list.length < max && (
              <Box className="actions">
                <Press look="quiet" onPress={bind.onPress}>
                  {bind.name}
                </Press>
              </Box>
            )}
          </>
        )}
      </ResourceView>
    </Page>
  );
}
