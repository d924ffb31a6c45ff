import { getServiceStars } from '@/api/hall';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';

/** The star that was chosen on the page of stars; whoever is no star any more is not offered. */
export function WishedStaff({ id, onDrop }: { id: string; onDrop: () => void }) {
  const t = useTexts();
  const stars = useResource('stars', getServiceStars);
  const chosen = stars.data?.flatMap(({ stars: people }) => people).find(person => person.id === id);
  if (!chosen) return null;
  return (
    <>
      <Box>{t('say.wished', { name: chosen.name })}</Box>
      <Press look="text" onPress={onDrop}>
        {t('say.wished.drop')}
      </Press>
    </>
  );
}
