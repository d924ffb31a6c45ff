import type { HallError } from '@/api/hall-error';
import { Box, Press } from '@/elements/elements';
import { type TextKey, useTexts } from '@/i18n/texts';
import { Card } from './card';

/** What the failure means for the money of the person who reads it. */
export type MoneyMeaning = 'untouched' | 'may-be-paid' | 'nothing-paid' | 'unknown';

const meanings: Record<MoneyMeaning, TextKey> = {
  untouched: 'money.untouched',
  'may-be-paid': 'money.may-be-paid',
  'nothing-paid': 'money.nothing-paid',
  unknown: 'money.unknown',
};

/** Of what moves money: after a lost answer nobody knows whether it was done, and nothing else may be said. */
export const unlessUnknown = (error: HallError, otherwise: MoneyMeaning): MoneyMeaning =>
  error.outcomeUnknown ? 'unknown' : otherwise;

interface ErrorStateProps {
  error: HallError;
  money?: MoneyMeaning;
  onRetry?: () => void;
}

/** What happened, what it means for the money, what to do, and a number to quote. */
export function ErrorState({ error, money = 'untouched', onRetry }: ErrorStateProps) {
  const t = useTexts();
  return (
    <Box role="alert" className="full-row">
      <Card tone="danger">
        <Box className="heading heading--3">
          {error.unreachable ? t('error.unreachable') : error.message || t('error.internal')}
        </Box>
        {error.details.map(({ field, message }) => (
          <Box key={field + message}>{message}</Box>
        ))}
        <Box>{t(meanings[money])}</Box>
        {error.requestId && <Box className="quiet">{t('error.request', { id: error.requestId })}</Box>}
        {onRetry && (
          <Press look="text" onPress={onRetry}>
            {t('action.retry')}
          </Press>
        )}
      </Card>
    </Box>
  );
}
