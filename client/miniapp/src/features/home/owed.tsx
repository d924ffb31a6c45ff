import type { Summary } from '@api/types';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { Fact, Facts } from '@/components/facts';
import { Box, Press, Text } from '@/elements/elements';
import { day } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';

/** The one number of the first page: what is owed, until when, and the way to pay it. */
export function Owed({ summary }: { summary: Summary }) {
  const t = useTexts();
  const { accountNo, owedFen, overdueFen, dueOn, balanceFen, prepaidFen, openPayables } = summary;
  const owes = owedFen > 0;
  return (
    <Card>
      <Box className="quiet">
        {owes ? t('home.owed', { count: openPayables.length }) : t('home.owed.none')}
      </Box>
      <Box className="home__sum">
        {owes ? (
          <Amount fen={owedFen} size="hero" tone="owed" />
        ) : (
          <Text className="home__settled">{t('home.settled')}</Text>
        )}
      </Box>
      {owes && dueOn && (
        <Box className={overdueFen > 0 ? 'home__overdue' : 'quiet'}>
          {overdueFen > 0
            ? t('home.overdue', { day: day(dueOn, t.language) })
            : t('home.due', { day: day(dueOn, t.language) })}
        </Box>
      )}
      {owes && (
        <Box className="actions">
          <Press look="main" onPress={() => go('checkout', { accountNo, mode: 'bills' })}>
            {t('home.pay')}
          </Press>
        </Box>
      )}
      {balanceFen !== null && prepaidFen !== null && (
        <Box className="home__balances">
          <Facts>
            <Fact name={t('balance.balance')}>
              <Amount fen={balanceFen} />
            </Fact>
            <Fact name={t('balance.prepaid')}>
              <Amount fen={prepaidFen} />
            </Fact>
          </Facts>
        </Box>
      )}
    </Card>
  );
}
