import type { CardRedeemed } from '@api/types';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { Fact, Facts } from '@/components/facts';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';

/** What became of the card's value. */
export function Redeemed({ redeemed, onAnother }: { redeemed: CardRedeemed; onAnother: () => void }) {
  const t = useTexts();
  const { faceFen, toBillsFen, toBalanceFen, paymentNo } = redeemed;
  return (
    <Card tone="credited">
      <Box className="heading heading--3" live="polite">
        {t('card.done')}
      </Box>
      <Amount fen={faceFen} size="large" />
      <Facts>
        {toBillsFen > 0 && (
          <Fact name={t('card.done.bills')}>
            <Amount fen={toBillsFen} />
          </Fact>
        )}
        {toBalanceFen > 0 && (
          <Fact name={t('card.done.balance')}>
            <Amount fen={toBalanceFen} />
          </Fact>
        )}
      </Facts>
      <Box className="actions">
        <Press look="main" onPress={() => go('result', { paymentNo })}>
          {t('card.see')}
        </Press>
        <Press look="quiet" onPress={onAnother}>
          {t('card.another')}
        </Press>
      </Box>
    </Card>
  );
}
