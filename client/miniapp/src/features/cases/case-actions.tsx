import type { ServiceCase } from '@api/types';
import { useRef, useState } from 'react';
import { addToCase, remindCase, withdrawCase } from '@/api/hall';
import { newIdempotencyKey } from '@/api/idempotency-key';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ConfirmPress } from '@/components/confirm-press';
import { ErrorState } from '@/components/error-state';
import { Box, Field, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';

interface CaseActionsProps {
  shown: ServiceCase;
  onChanged: (changed: ServiceCase) => void;
}

/** Hurry it, add to it, take it back: whatever its state allows. */
export function CaseActions({ shown: { caseNo, acts }, onChanged }: CaseActionsProps) {
  const t = useTexts();
  const [words, setWords] = useState('');
  const [reminded, setReminded] = useState(false);
  const { busy, error, run } = useBusy();
  const key = useRef(newIdempotencyKey());
  const act = (request: () => Promise<ServiceCase>, after: () => void) =>
    run(async () => {
      onChanged(await request());
      key.current = newIdempotencyKey();
      after();
    });
  if (!acts.includes('add')) return null;
  return (
    <Card>
      {error && <ErrorState error={error} />}
      <Field
        label={t('case.add')}
        long
        hint={t('case.add.hint')}
        maxLength={2000}
        value={words}
        onChange={setWords}
      />
      <Box className="actions">
        <Press
          look="main"
          disabled={busy || words.trim().length < 2}
          onPress={() =>
            void act(
              () => addToCase(caseNo, words.trim(), key.current),
              () => setWords(''),
            )
          }
        >
          {t('case.add.send')}
        </Press>
        {acts.includes('remind') && (
          <Press
            look="quiet"
            disabled={busy || reminded}
            onPress={() =>
              void act(
                () => remindCase(caseNo, key.current),
                () => setReminded(true),
              )
            }
          >
            {t('case.remind')}
          </Press>
        )}
      </Box>
      <Box live="polite">{reminded && t('case.reminded')}</Box>
      {acts.includes('withdraw') && (
        <ConfirmPress
          name={t('case.withdraw')}
          sure={t('case.withdraw.sure')}
          disabled={busy}
          onConfirm={() =>
            void act(
              () => withdrawCase(caseNo, t('case.withdraw.words')),
              () => {},
            )
          }
        />
      )}
    </Card>
  );
}
