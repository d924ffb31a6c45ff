import type { AdoptedSuggestion } from '@api/types';
import { getSuggestions } from '@/api/hall';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { Fact, Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { moment, yuan } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { useResource } from '@/state/resource';
import { useSignedIn } from '@/state/session';

/** Suggestions that were adopted: what was suggested, what was done, and what it was awarded. */
export default function SuggestionsPage() {
  const t = useTexts();
  const signedIn = useSignedIn();
  const suggestions = useResource('suggestions', getSuggestions);
  return (
    <Page title={t('suggestions.title')} open wide>
      {signedIn && (
        <Box className="actions">
          <Press look="main" onPress={() => go('say', { kind: 'suggestion' })}>
            {t('suggestions.say')}
          </Press>
        </Box>
      )}
      <ResourceView of={suggestions} skeleton={{ cards: 2 }}>
        {list =>
          list.length === 0 ? (
            <Empty title={t('suggestions.none.title')} how={t('suggestions.none.how')} />
          ) : (
            list.map(each => <Suggestion key={`${each.publishedAt}${each.title}`} shown={each} />)
          )
        }
      </ResourceView>
    </Page>
  );
}

function Suggestion({ shown }: { shown: AdoptedSuggestion }) {
  const t = useTexts();
  const { title, body, reply, name, publishedAt, award } = shown;
  return (
    <Card title={title}>
      <Box className="prose">{body}</Box>
      <Box className="quiet">
        {name ? t('suggestions.by', { name }) : t('suggestions.nobody')} · {moment(publishedAt, t.language)}
      </Box>
      <Facts>
        <Fact long name={t('suggestions.reply')}>
          {reply}
        </Fact>
        {award && (
          <Fact name={t('suggestions.award')}>
            {award.amountFen === null
              ? award.award
              : t('suggestions.award.sum', { award: award.award, amount: yuan(award.amountFen) })}
          </Fact>
        )}
      </Facts>
    </Card>
  );
}
