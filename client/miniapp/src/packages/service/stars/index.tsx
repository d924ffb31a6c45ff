import { getServiceStars } from '@/api/hall';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { StarLine } from '@/features/service/star-line';
import { month } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { useResource } from '@/state/resource';
import { useSignedIn } from '@/state/session';

/** 服务之星: who served well in the last months; whoever is signed in may ask for one of them. */
export default function StarsPage() {
  const t = useTexts();
  const signedIn = useSignedIn();
  const stars = useResource('stars', getServiceStars);
  return (
    <Page title={t('stars.title')} open>
      <Box className="above-card quiet">{t('stars.how')}</Box>
      <ResourceView of={stars} skeleton={{ cards: 2 }}>
        {months =>
          months.length === 0 ? (
            <Empty title={t('stars.none.title')} how={t('stars.none.how')} />
          ) : (
            months.map(({ month: which, stars: people }, place) => (
              <Card key={which} title={month(which, t.language)}>
                <Box as="ul" className="plain-list rows">
                  {people.map(({ id, name, stars: count, score, ratings }) => (
                    <Box as="li" key={id} className="rows__part">
                      <Box className="spread">
                        <Box className="heading heading--3">{name}</Box>
                        <Box>
                          <StarLine count={count} /> {t('stars.stars', { count })}
                        </Box>
                      </Box>
                      <Box className="quiet">
                        {t('stars.line', { score: (score / 100).toFixed(2), count: ratings })}
                      </Box>
                      {signedIn && place === 0 && (
                        <Press look="text" onPress={() => go('say', { wished: id })}>
                          {t('stars.choose', { name })}
                        </Press>
                      )}
                    </Box>
                  ))}
                </Box>
              </Card>
            ))
          )
        }
      </ResourceView>
    </Page>
  );
}
