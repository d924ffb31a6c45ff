import type { FollowUp } from '@api/types';
import { useState } from 'react';
import { answerFollowUp } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { ErrorState } from '@/components/error-state';
import { Box, Field, Press } from '@/elements/elements';
import { kindName } from '@/features/cases/words';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';

interface FollowUpRowProps {
  asked: FollowUp;
  onAnswered: (answered: FollowUp) => void;
}

/** 回访: is it really settled? Not satisfied has the case opened again. */
export function FollowUpRow({ asked, onAnswered }: FollowUpRowProps) {
  const t = useTexts();
  const [words, setWords] = useState('');
  const { busy, error, run } = useBusy();
  const { id, caseNo, kind, words: said, outcome } = asked;
  const answer = (satisfied: boolean) =>
    run(async () => {
      const more = words.trim().length >= 2 ? { words: words.trim() } : {};
      onAnswered(await answerFollowUp(id, { satisfied, ...more }));
    });
  return (
    <>
      <Press look="text" onPress={() => go('case', { caseNo })}>
        {kindName(kind, t)}
      </Press>
      <Box className="quiet">{said}</Box>
      {error && <ErrorState error={error} />}
      <Box live="polite">
        {outcome === 'satisfied' && t('asked.follow-up.satisfied')}
        {outcome === 'unsatisfied' && t('asked.follow-up.unsatisfied')}
      </Box>
      {!outcome && (
        <>
          <Box className="above-space">
            <Field label={t('asked.not.words')} long maxLength={500} value={words} onChange={setWords} />
          </Box>
          <Box className="actions">
            <Press look="main" disabled={busy} onPress={() => void answer(true)}>
              {t('asked.satisfied')}
            </Press>
            <Press look="quiet" disabled={busy} onPress={() => void answer(false)}>
              {t('asked.not')}
            </Press>
          </Box>
        </>
      )}
    </>
  );
}
