import type { CaseRatingLink } from '@api/types';
import { getCaseRatingLink, rateByLink } from '@/api/hall';
import { Card } from '@/components/card';
import { Fact, Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { RatingCard } from '@/components/rating-card';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { kindName } from '@/features/cases/words';
import { moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { goHome, usePageParams } from '@/navigation/go';
import { useResource } from '@/state/resource';

/** Where a link in a text message or mail leads whoever is not in the hall: one answer, rated once. */
export default function RatePage() {
  const t = useTexts();
  // A link that was cut off before its token is asked for like a mistyped one, and answered as such.
  const { token = '' } = usePageParams('rate');
  const link = useResource(`case-rating:${token}`, () => getCaseRatingLink(token || '-'));
  return (
    <Page title={t('rate.title')} open>
      <ResourceView of={link} skeleton={{ cards: 2 }}>
        {shown => (
          <>
            <About link={shown} />
            {shown.rating ? (
              <Card tone="credited">
                <Box className="heading heading--3">{t('rate.thanks')}</Box>
                <Box>{t(shown.rating.satisfied ? 'rate.closed' : 'rate.reopened')}</Box>
              </Card>
            ) : (
              <RatingCard
                title={t('case.rate')}
                satisfied={t('case.rate.satisfied')}
                notSatisfied={t('case.rate.not')}
                onRate={async rating => link.replace(await rateByLink(token, rating))}
              />
            )}
          </>
        )}
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

function About({ link: { caseNo, kind, answeredAt, staffName, rating } }: { link: CaseRatingLink }) {
  const t = useTexts();
  return (
    <Card>
      <Facts>
        <Fact name={t('case.number')}>{caseNo}</Fact>
        {kind && <Fact name={t('rate.kind')}>{kindName(kind, t)}</Fact>}
        {answeredAt && <Fact name={t('rate.answered')}>{moment(answeredAt, t.language)}</Fact>}
        {staffName && <Fact name={t('rate.staff')}>{staffName}</Fact>}
        {rating && <Fact name={t('case.rated')}>{t('case.rated.stars', { count: rating.stars })}</Fact>}
      </Facts>
    </Card>
  );
}
