import type { Household } from '@api/types';
import { getSummary } from '@/api/hall';
import { Card } from '@/components/card';
import { LinkRow } from '@/components/link-row';
import { ResourceView } from '@/components/resource-view';
import { Box, Press, Text } from '@/elements/elements';
import { HomeDunning } from '@/features/dunning/home-dunning';
import { HomeForecast } from '@/features/forecast/home-forecast';
import { HouseholdName } from '@/features/household/household-name';
import { HomeOutages, useHomeOutages } from '@/features/outage/home-outages';
import { yuan } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { useResource } from '@/state/resource';
import { Owed } from './owed';
import { ThisMonth } from './this-month';
import './home.scss';

interface HouseholdHomeProps {
  household: Household;
  /** The person's other households. */
  others: Household[];
}

export function HouseholdHome({ household, others }: HouseholdHomeProps) {
  const t = useTexts();
  const { accountNo } = household;
  const { ahead, today } = useHomeOutages();
  const summary = useResource(`summary:${accountNo}`, () => getSummary(accountNo));
  return (
    <>
      <Press look="row" className="home__switch" onPress={() => go('households', {})}>
        <Box className="grow">
          <HouseholdName household={household} />
        </Box>
        <Text className="home__switch-word">{t('household.switch')}</Text>
      </Press>
      {household.level === 'full' && <HomeDunning accountNo={accountNo} />}
      {today && <HomeOutages ahead={ahead} />}
      <ResourceView of={summary} skeleton={{ cards: 2 }}>
        {data => (
          <>
            <Owed summary={data} />
            <OthersOwing households={others} />
            {household.level === 'full' && <HomeForecast accountNo={accountNo} />}
            {data.thisMonth && <ThisMonth usage={data.thisMonth} asOf={data.asOf} accountNo={accountNo} />}
          </>
        )}
      </ResourceView>
      {/* What is days ahead waits below the money; what is today does not. */}
      {!today && <HomeOutages ahead={ahead} />}
    </>
  );
}

/** What the other households owe together, and the way to pay all of it at once. */
function OthersOwing({ households }: { households: Household[] }) {
  const t = useTexts();
  const owing = households.filter(({ owedFen }) => owedFen > 0);
  if (owing.length === 0) return null;
  const sum = owing.reduce((total, { owedFen }) => total + owedFen, 0);
  return (
    <Card className="card--rows">
      <LinkRow
        title={t('home.others', { count: owing.length })}
        detail={t('home.others.how')}
        value={yuan(sum)}
        onPress={() => go('checkout', {})}
      />
    </Card>
  );
}
