import { Empty } from '@/components/empty';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { HomeDisclosure } from '@/features/disclosure/home-disclosure';
import { HouseholdHome } from '@/features/home/household-home';
import { Services } from '@/features/home/services';
import { Welcome } from '@/features/home/welcome';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { useHouseholds } from '@/state/household';
import { useSignedIn } from '@/state/session';

export default function HomePage() {
  const t = useTexts();
  const signedIn = useSignedIn();
  const households = useHouseholds();
  const { current } = households;
  return (
    <Page title={t('app.name')} open root wide>
      {!signedIn && <Welcome />}
      {signedIn && (
        <ResourceView of={households} skeleton={{ cards: 2 }}>
          {() =>
            current ? (
              <HouseholdHome
                household={current}
                others={households.data?.filter(one => one !== current) ?? []}
              />
            ) : (
              <Empty
                title={t('home.none.title')}
                how={t('home.none.how')}
                action={{ name: t('household.bind'), onPress: () => go('bind', {}) }}
              />
            )
          }
        </ResourceView>
      )}
      <Services signedIn={signedIn} household={signedIn ? current : null} />
      <HomeDisclosure />
    </Page>
  );
}
