import type { Household } from '@api/types';
import type { HallError } from '@/api/hall-error';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { Box, Press, Text } from '@/elements/elements';
import { HouseholdName } from '@/features/household/household-name';
import { spacedNumber, yuan } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { goInstead } from '@/navigation/go';
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
      {starting.error && <StartProblem error={starting.error} />}
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

/** Why a payment could not be started, and, where the same is being paid already, the way to that payment. */
function StartProblem({ error }: { error: HallError }) {
  const t = useTexts();
  const running = error.details.find(({ field }) => field === 'paymentNo')?.message;
  if (!running)
    return <ErrorState error={error} money={error.outcomeUnknown ? 'may-be-paid' : 'nothing-paid'} />;
  return (
    <Box role="alert">
      <Card tone="owed">
        <Box>{error.message}</Box>
        <Press look="text" onPress={() => goInstead('result', { paymentNo: running })}>
          {t('checkout.running')}
        </Press>
      </Card>
    </Box>
  );
}
