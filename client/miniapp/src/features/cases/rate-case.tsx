import type { ServiceCase } from '@api/types';
import { useState } from 'react';
import { rateCase } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { ErrorState } from '@/components/error-state';
import { Box, Field, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';

const stars = ['1', '2', '3', '4', '5'] as const;

interface RateCaseProps {
  shown: ServiceCase;
  onChanged: (changed: ServiceCase) => void;
}

/** 评议卡: once for each answer; not satisfied has the case opened again. */
export function RateCase({ shown: { caseNo }, onChanged }: RateCaseProps) {
  const t = useTexts();
  const [given, setGiven] = useState<(typeof stars)[number]>('5');
  const [words, setWords] = useState('');
  const { busy, error, run } = useBusy();
  const rate = (satisfied: boolean) =>
    run(async () => {
      const said = words.trim().length >= 2 ? { words: words.trim() } : {};
      onChanged(await rateCase(caseNo, { stars: Number(given), satisfied, ...said }));
    });
  return (
    <Card title={t('case.rate')}>
      {error && <ErrorState error={error} />}
      <Choice
        label={t('case.rate.stars')}
        value={given}
        options={stars.map(value => ({ value, name: t('case.rate.star', { count: value }) }))}
        onChange={setGiven}
      />
      <Field label={t('case.rate.words')} maxLength={500} value={words} onChange={setWords} />
      <Box className="actions">
        <Press look="main" disabled={busy} onPress={() => void rate(true)}>
          {t('case.rate.satisfied')}
        </Press>
        <Press look="quiet" disabled={busy} onPress={() => void rate(false)}>
          {t('case.rate.not')}
        </Press>
      </Box>
    </Card>
  );
}
