import type { Tariff } from '@api/types';
import { useState } from 'react';
import { getConfig, getTariffs } from '@/api/hall';
import { Choice } from '@/components/choice';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Heading, Press } from '@/elements/elements';
import { TariffEdition } from '@/features/tariff/edition';
import { useTexts } from '@/i18n/texts';
import { usePageParams } from '@/navigation/go';
import { useResource } from '@/state/resource';

/** Prices are public: this page asks nobody who they are. */
export default function TariffsPage() {
  const t = useTexts();
  const asked = usePageParams('tariffs');
  const config = useResource('config', getConfig);
  const tariffs = useResource('tariffs', getTariffs);
  const [chosen, setChosen] = useState<string | null>(asked.regionCode ?? null);
  return (
    <Page title={t('tariff.title')} open wide>
      <ResourceView of={config} skeleton={{ lines: 1 }}>
        {({ regions }) => {
          const region = (regions.find(({ code }) => code === chosen) ?? regions[0])?.code ?? null;
          return (
            <>
              <Box className="above-card">
                <Choice
                  label={t('tariff.region')}
                  value={region}
                  onChange={setChosen}
                  options={regions.map(one => ({
                    value: one.code,
                    name: t.language === 'zh' ? one.nameZh : one.nameEn,
                  }))}
                />
              </Box>
              <ResourceView of={tariffs} skeleton={{ lines: 8, cards: 2 }}>
                {list =>
                  list
                    .filter(({ regionCode }) => regionCode === region)
                    .sort((one, other) => order(one, asked.category) - order(other, asked.category))
                    .map(tariff => <Editions key={tariff.category} tariff={tariff} />)
                }
              </ResourceView>
            </>
          );
        }}
      </ResourceView>
    </Page>
  );
}

/** The reader's own kind of tariff first, else homes before shops. */
const order = ({ category }: Tariff, own = 'residential') => (category === own ? 0 : 1);

type Edition = Tariff['versions'][number];

function Editions({ tariff }: { tariff: Tariff }) {
  const t = useTexts();
  const [earlier, setEarlier] = useState(false);
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const editions = [...tariff.versions].reverse();
  const isOver = ({ effectiveTo }: Edition) => effectiveTo !== null && effectiveTo < today;
  const over = editions.filter(isOver);
  const shown = (edition: Edition) => (
    <TariffEdition
      key={edition.effectiveFrom}
      edition={edition}
      now={edition.effectiveFrom <= today && !isOver(edition)}
    />
  );
  return (
    <Box as="section">
      <Heading level={2}>{t.language === 'zh' ? tariff.nameZh : tariff.nameEn}</Heading>
      {editions.filter(edition => !isOver(edition)).map(shown)}
      {over.length > 0 && (
        <Press look="text" expanded={earlier} onPress={() => setEarlier(!earlier)}>
          {t('tariff.earlier', { count: over.length })}
        </Press>
      )}
      {earlier && over.map(shown)}
    </Box>
  );
}
