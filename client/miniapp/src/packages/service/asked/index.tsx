import { getFollowUps, getRatingCards, getSurveys } from '@/api/hall';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box } from '@/elements/elements';
import { FollowUpRow } from '@/features/service/follow-up';
import { RatingCardRow } from '@/features/service/rating-card';
import { lastDay } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { useResource } from '@/state/resource';

const everything = async () => {
  const [cards, followUps, surveys] = await Promise.all([getRatingCards(), getFollowUps(), getSurveys()]);
  return { cards, followUps, surveys };
};

/** What the utility asks of me after a service: a rating, whether it is settled, a survey. */
export default function AskedPage() {
  const t = useTexts();
  const asked = useResource('asked', everything);
  return (
    <Page title={t('asked.title')}>
      <ResourceView of={asked} skeleton={{ cards: 2 }}>
        {({ cards, followUps, surveys }) => (
          <>
            {cards.length + followUps.length + surveys.length === 0 && (
              <Empty title={t('asked.none.title')} how={t('asked.none.how')} />
            )}
            {followUps.length > 0 && (
              <Card title={t('asked.follow-ups')}>
                <Box as="ul" className="plain-list rows">
                  {followUps.map(each => (
                    <Box as="li" key={each.id} className="rows__part">
                      <FollowUpRow
                        asked={each}
                        onAnswered={changed =>
                          asked.replace({ cards, surveys, followUps: replaced(followUps, changed) })
                        }
                      />
                    </Box>
                  ))}
                </Box>
              </Card>
            )}
            {cards.length > 0 && (
              <Card title={t('asked.cards')}>
                <Box as="ul" className="plain-list rows">
                  {cards.map(card => (
                    <Box as="li" key={card.id} className="rows__part">
                      <RatingCardRow
                        card={card}
                        onRated={changed =>
                          asked.replace({ cards: replaced(cards, changed), surveys, followUps })
                        }
                      />
                    </Box>
                  ))}
                </Box>
              </Card>
            )}
            {surveys.length > 0 && (
              <Card title={t('asked.surveys')} className="card--rows">
                {surveys.map(({ surveyNo, titleZh, titleEn, questions, closesAt, answered }) => (
                  <LinkRow
                    key={surveyNo}
                    title={t.language === 'zh' ? titleZh : titleEn}
                    detail={t('asked.survey.detail', {
                      count: questions,
                      time: lastDay(closesAt, t.language),
                    })}
                    value={answered ? t('asked.survey.done') : undefined}
                    onPress={() => go('survey', { surveyNo })}
                  />
                ))}
              </Card>
            )}
          </>
        )}
      </ResourceView>
    </Page>
  );
}

const replaced = <Item extends { id: number }>(list: Item[], changed: Item) =>
  list.map(each => (each.id === changed.id ? changed : each));
