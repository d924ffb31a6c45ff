import type { Household } from '@api/types';
import { getSummary } from '@/api/hall';
import { ResourceView } from '@/components/resource-view';
import { Box, Press, Text } from '@/elements/elements';
import { HouseholdName } from '@/features/household/household-name';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { useResource } from '@/state/resource';
import { Owed } from './owed';
import { ThisMonth } from './this-month';
import './home.scss';

export function HouseholdHome({ household }: { household: Household }) {
  const t = useTexts();
  const { accountNo } = household;
  const summary = useResource(`summary:${accountNo}`, () => getSummary(accountNo));
  return (
    <>
      <Press look="row" className="home__switch" onPress={() => go('households', {})}>
        <Box className="grow">
          <HouseholdName household={household} />
        </Box>
        <Text className="home__switch-word">{t('household.switch')}</Text>
      </Press>
      <ResourceView of={summary} skeleton={{ cards: 2 }}>
        {data => (
          <>
            <Owed summary={data} />
            {data.thisMonth && <ThisMonth usage={data.thisMonth} asOf={data.asOf} accountNo={accountNo} />}
          </>
        )}
      </ResourceView>
    </>
  );
}
