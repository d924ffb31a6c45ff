import { useState } from 'react';
import { Box, Field, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { useBusy } from './busy';
import { Card } from './card';
import { Choice } from './choice';
import { ErrorState } from './error-state';

const stars = ['1', '2', '3', '4', '5'] as const;

export interface Rating {
  /** 1 to 5. */
  stars: number;
  satisfied: boolean;
  words?: string;
}

interface RatingCardProps {
  title: string;
  satisfied: string;
  notSatisfied: string;
  onRate: (rating: Rating) => Promise<void>;
}

/** 评议卡: stars, a few words if one likes, and whether it was put right. */
export function RatingCard({ title, satisfied, notSatisfied, onRate }: RatingCardProps) {
  const t = useTexts();
  const [given, setGiven] = useState<(typeof stars)[number]>('5');
  const [words, setWords] = useState('');
  const { busy, error, run } = useBusy();
  const rate = (isSatisfied: boolean) => {
    const said = words.trim().length >= 2 ? { words: words.trim() } : {};
    void run(() => onRate({ stars: Number(given), satisfied: isSatisfied, ...said }));
  };
  return (
    <Card title={title}>
      {error && <ErrorState error={error} />}
      <Choice
        label={t('case.rate.stars')}
        even
        value={given}
        options={stars.map(value => ({ value, name: t('case.rate.star', { count: value }) }))}
        onChange={setGiven}
      />
      <Field label={t('case.rate.words')} long maxLength={500} value={words} onChange={setWords} />
      <Box className="actions">
        <Press look="main" disabled={busy} onPress={() => rate(true)}>
          {satisfied}
        </Press>
        <Press look="quiet" disabled={busy} onPress={() => rate(false)}>
          {notSatisfied}
        </Press>
      </Box>
    </Card>
  );
}
