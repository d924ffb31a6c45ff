import { getCases } from '@/api/hall';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { kindName } from '@/features/cases/words';
import { moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { useResource } from '@/state/resource';

/** What I have said to the utility, and how each of it stands. */
export default function CasesPage() {
  const t = useTexts();
  const cases = useResource('cases', getCases);
  const say = { name: t('say.title'), onPress: () => go('say', {}) };
  return (
    <Page title={t('cases.title')}>
      <ResourceView of={cases} skeleton={{ cards: 2 }}>
        {list =>
          list.length === 0 ? (
            <Empty title={t('cases.none.title')} how={t('cases.none.how')} action={say} />
          ) : (
            <>
              <Box className="actions">
                <Press look="main" onPress={say.onPress}>
                  {say.name}
                </Press>
              </Box>
              <Card className="card--rows">
                {list.map(({ caseNo, kind, status, words, promisedAt, answeredAt }) => (
                  <LinkRow
                    key={caseNo}
                    title={`${kindName(kind, t)} · ${beginningOf(words)}`}
                    detail={
                      answeredAt
                        ? t('cases.answered-at', { time: moment(answeredAt, t.language) })
                        : t('cases.due', { time: moment(promisedAt, t.language) })
                    }
                    value={t(`cases.status.${status}`)}
                    onPress={() => go('case', { caseNo })}
                  />
                ))}
              </Card>
            </>
          )
        }
      </ResourceView>
    </Page>
  );
}

const longest = 24;
const beginningOf = (words: string) =>
  [...words].length > longest ? `${[...words].slice(0, longest).join('')}…` : words;
