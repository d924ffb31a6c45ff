import type { Disclosure } from '@api/types';
import { LinkRow } from '@/components/link-row';
import { Box } from '@/elements/elements';
import { inLanguage } from '@/features/apply/in-language';
import { day } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { effectIn } from './words';

/** One notice or policy with the days it holds, and the way to read it. */
export function DisclosureRow({ shown }: { shown: Disclosure }) {
  const t = useTexts();
  const { number, kind, title, stage, nextFrom } = shown;
  return (
    <LinkRow
      title={inLanguage(title, t)}
      detail={
        <>
          <Box>
            {[
              t(`disclosures.kind.${kind}`),
              stage !== 'in-force' && t(`disclosures.stage.${stage}`),
              effectIn(shown, t),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Box>
          {nextFrom && <Box>{t('disclosures.next', { from: day(nextFrom, t.language) })}</Box>}
        </>
      }
      onPress={() => go('disclosure', { number })}
    />
  );
}
