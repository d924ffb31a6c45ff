import type { SuggestionWish } from '@api/types';
import { useState } from 'react';
import { getSuggestionWish, wishToBeNamed } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { ResourceView } from '@/components/resource-view';
import { Box, Field, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';

/** Under an adopted suggestion of mine: what became of it, and whether I am named with it. */
export function SuggestionWishCard({ caseNo, anonymous }: { caseNo: string; anonymous: boolean }) {
  const t = useTexts();
  const found = useResource(`suggestion:${caseNo}`, () => getSuggestionWish(caseNo));
  return (
    <Card title={t('suggestion.title')} tone="credited">
      <ResourceView of={found} skeleton={{ lines: 2 }}>
        {({ published, award, wish }) => (
          <>
            <Box>
              {published
                ? t('suggestion.published', { title: published.title })
                : t('suggestion.unpublished')}
            </Box>
            {award && (
              <Box className="heading heading--3">{t('suggestion.award', { award: award.award })}</Box>
            )}
            {anonymous ? (
              <Box className="quiet">{t('suggestion.anonymous')}</Box>
            ) : (
              <Name caseNo={caseNo} wish={wish} onSaved={found.replace} />
            )}
          </>
        )}
      </ResourceView>
    </Card>
  );
}

interface NameProps {
  caseNo: string;
  wish: SuggestionWish['wish'];
  onSaved: (saved: SuggestionWish) => void;
}

function Name({ caseNo, wish, onSaved }: NameProps) {
  const t = useTexts();
  const [name, setName] = useState(wish?.name ?? '');
  const { busy, error, run } = useBusy();
  return (
    <>
      {error && <ErrorState error={error} />}
      <Field label={t('suggestion.name')} maxLength={20} value={name} onChange={setName} />
      <Press
        look="quiet"
        disabled={busy}
        onPress={() => void run(async () => onSaved(await wishToBeNamed(caseNo, name.trim() || null)))}
      >
        {t('suggestion.save')}
      </Press>
      <Box live="polite" className="quiet">
        {wish &&
          (wish.name ? t('suggestion.saved.named', { name: wish.name }) : t('suggestion.saved.nobody'))}
      </Box>
    </>
  );
}
