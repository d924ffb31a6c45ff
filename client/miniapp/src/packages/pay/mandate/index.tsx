import { useState } from 'react';
import { getMandate } from '@/api/hall';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { Empty } from '@/components/empty';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { HouseholdName } from '@/features/household/household-name';
import { Unbound } from '@/features/household/unbound';
import { MandateCard } from '@/features/mandate/mandate-card';
import { SignMandate } from '@/features/mandate/sign-mandate';
import { useTexts } from '@/i18n/texts';
import { go, usePageParams } from '@/navigation/go';
import { named, useHouseholds } from '@/state/household';
import { useResource } from '@/state/resource';

/** 银行代扣: the mandate of one household; who may only pay cannot sign. */
export default function MandatePage() {
  const t = useTexts();
  const { accountNo } = usePageParams('mandate');
  const households = useHouseholds();
  return (
    <Page title={t('mandate.title')}>
      <ResourceView of={households} skeleton={{ cards: 2 }}>
        {list => {
          const full = list.filter(({ level }) => level === 'full');
          const first = named(full, accountNo);
          if (accountNo && !named(list, accountNo)) return <Unbound />;
          return first ? (
            <OfHouseholds
              numbers={full.map(one => one.accountNo)}
              first={first.accountNo}
              households={full}
            />
          ) : (
            <Empty
              title={t('mandate.none')}
              how={t('mandate.about')}
              action={{ name: t('households.title'), onPress: () => go('households', {}) }}
            />
          );
        }}
      </ResourceView>
    </Page>
  );
}

type Households = NonNullable<ReturnType<typeof useHouseholds>['data']>;

function OfHouseholds({
  numbers,
  first,
  households,
}: {
  numbers: string[];
  first: string;
  households: Households;
}) {
  const t = useTexts();
  const [accountNo, setAccountNo] = useState(first);
  const mandate = useResource(`mandate:${accountNo}`, () => getMandate(accountNo));
  const household = households.find(one => one.accountNo === accountNo);
  return (
    <>
      <Card>
        {household && <HouseholdName household={household} />}
        {numbers.length > 1 && (
          <Choice
            label={t('mandate.which')}
            value={accountNo}
            onChange={setAccountNo}
            options={numbers.map(value => ({ value, name: `…${value.slice(-4)}` }))}
          />
        )}
      </Card>
      <ResourceView of={mandate} skeleton={{ cards: 1 }}>
        {data => (
          <>
            {data.mandate && (
              <MandateCard
                accountNo={accountNo}
                mandate={data.mandate}
                debits={data.debits}
                onChange={mandate.replace}
              />
            )}
            {(!data.mandate || data.mandate.status === 'ended') && (
              <SignMandate key={accountNo} accountNo={accountNo} onSigned={mandate.replace} />
            )}
          </>
        )}
      </ResourceView>
    </>
  );
}
