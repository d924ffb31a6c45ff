import type { Disclosure } from '@api/types';
import { useState } from 'react';
import { getDisclosure } from '@/api/hall';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { Fact, Facts } from '@/components/facts';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box } from '@/elements/elements';
import { inLanguage } from '@/features/apply/in-language';
import { effectIn } from '@/features/disclosure/words';
import { day, moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go, usePageParams } from '@/navigation/go';
import { useResource } from '@/state/resource';

export default function DisclosurePage() {
  const t = useTexts();
  const { number } = usePageParams('disclosure');
  const editions = useResource(number ? `disclosure:${number}` : null, () => getDisclosure(number ?? ''));
  return (
    <Page title={t('disclosures.title')} open>
      {!number && (
        <Empty
          title={t('disclosures.none.title')}
          how={t('disclosures.none.how')}
          action={{ name: t('disclosures.title'), onPress: () => go('disclosures', {}) }}
        />
      )}
      {number && (
        <ResourceView of={editions} skeleton={{ cards: 2 }}>
          {list => <Document editions={list} />}
        </ResourceView>
      )}
    </Page>
  );
}

/** What holds first; an earlier or coming edition is one tap away, and says that it is one. */
function Document({ editions }: { editions: Disclosure[] }) {
  const t = useTexts();
  const [chosen, setChosen] = useState<number | null>(null);
  const [first] = editions;
  const shown =
    editions.find(({ edition }) => edition === chosen) ??
    editions.find(({ stage }) => stage === 'in-force') ??
    first;
  if (!shown) return null;
  const others = editions.filter(one => one !== shown);
  return (
    <>
      <EditionCard shown={shown} />
      {others.length > 0 && (
        <Card title={t('disclosures.other')}>
          {others.map(one => (
            <LinkRow
              key={one.edition}
              title={effectIn(one, t)}
              detail={inLanguage(one.title, t)}
              value={t(`disclosures.stage.${one.stage}`)}
              onPress={() => setChosen(one.edition)}
            />
          ))}
        </Card>
      )}
    </>
  );
}

function EditionCard({ shown }: { shown: Disclosure }) {
  const t = useTexts();
  const { kind, stage, title, body, source, effectiveFrom, effectiveUntil, publishedAt, number } = shown;
  return (
    <Card title={inLanguage(title, t)}>
      <Box className="quiet">{`${t(`disclosures.kind.${kind}`)} · ${t(`disclosures.stage.${stage}`)}`}</Box>
      <Facts>
        <Fact name={t('disclosures.effective-from')}>{day(effectiveFrom, t.language)}</Fact>
        <Fact name={t('disclosures.effective-until')}>
          {effectiveUntil ? day(effectiveUntil, t.language) : t('disclosures.open-end')}
        </Fact>
        <Fact name={t('disclosures.source')}>{source}</Fact>
      </Facts>
      <Box className="prose above-space">{inLanguage(body, t)}</Box>
      <Box className="quiet above-space">
        {`${t('disclosures.published')} ${moment(publishedAt, t.language)} · ${t('disclosures.number')} ${number}`}
      </Box>
      {kind === 'tariff' && <LinkRow title={t('disclosures.prices')} onPress={() => go('tariffs', {})} />}
    </Card>
  );
}
