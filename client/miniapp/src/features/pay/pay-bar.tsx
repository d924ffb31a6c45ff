import type { Household } from '@api/types';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { Box, Press, Text } from '@/elements/elements';
import { HouseholdName } from '@/features/household/household-name';
import { spacedNumber, yuan } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { StartProblem } from './start-problem';
import type { StartPayment } from './use-start-payment';
import './pay.scss';

interface PayBarProps {
  households: Household[];
  totalFen: number;
  starting: StartPayment;
  onPay: () => void;
}

/** The last look before paying: for whom, masked, how much, and the one button. */
export function PayBar({ households, totalFen, starting, onPay }: PayBarProps) {
  const t = useTexts();
  const nothing = totalFen <= 0 || households.length === 0;
  return (
    <>
      {households.length > 0 && (
        <Card title={t('checkout.for')} tone="brand">
          <Box as="ul" className="plain-list">
            {households.map(household => (
              <Box as="li" key={household.accountNo} className="pay__for">
                <HouseholdName household={{ ...household, nickname: null, name: null, address: null }} />
                <Box className="quiet">{`${t('household.number')} ${spacedNumber(household.accountNo)}`}</Box>
              </Box>
            ))}
          </Box>
        </Card>
      )}
      <StartProblem starting={starting} />
      <Card className="pay__bar">
        <Box className="spread pay__total">
          <Text className="quiet">{t('checkout.total')}</Text>
          <Amount fen={totalFen} size="hero" />
        </Box>
        <Box className="pay__go">
          <Press look="main" disabled={nothing || starting.busy} onPress={onPay}>
            {starting.busy
              ? t('checkout.starting')
              : nothing
                ? t('checkout.choose')
                : t('checkout.pay', { amount: yuan(totalFen) })}
          </Press>
        </Box>
      </Card>
    </>
  );
}
