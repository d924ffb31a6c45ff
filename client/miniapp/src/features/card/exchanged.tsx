import type { CardExchanged } from '@api/types';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { Fact, Facts } from '@/components/facts';
import { Box } from '@/elements/elements';
import { day } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';

const inFours = (digits: string) => digits.replace(/(\d{4})(?=\d)/g, '$1 ');

/** The new card, shown this once. */
export function Exchanged({ card }: { card: CardExchanged }) {
  const t = useTexts();
  return (
    <Card tone="brand">
      <Box live="polite">{t('card.exchanged')}</Box>
      <Facts>
        <Fact name={t('card.serial')}>{inFours(card.serial)}</Fact>
        <Fact name={t('card.pin')}>{inFours(card.pin)}</Fact>
        <Fact name={t('card.title')}>
          <Amount fen={card.faceFen} /> · {t('card.valid', { day: day(card.expiresOn, t.language) })}
        </Fact>
      </Facts>
    </Card>
  );
}
