import { useState } from 'react';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { Box, Press, Text } from '@/elements/elements';
import { useStartPayment } from '@/features/pay/use-start-payment';
import { WayChoice } from '@/features/pay/way-choice';
import { yuan } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { goInstead } from '@/navigation/go';
import { pay } from '@/platform/pay';

interface PayNowProps {
  title: string;
  what: string;
  items: { payableId: number; title: string; detail?: string; amountFen: number }[];
}

/** Sums that belong to no household's page, paid as every bill is. */
export function PayNow({ title, what, items }: PayNowProps) {
  const t = useTexts();
  const ways = pay.ways();
  const [way, setWay] = useState(ways[0]!);
  const starting = useStartPayment();
  const totalFen = items.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const running = starting.error?.details.find(({ field }) => field === 'paymentNo')?.message;
  const order = {
    ...way,
    items: items.map(({ payableId, amountFen }) => ({ payableId, amountFen })),
    returnUrl: pay.returnUrl(),
  };
  return (
    <>
      <Card title={title} tone="owed">
        <Box>{what}</Box>
        {items.map(({ payableId, title: name, detail, amountFen }) => (
          <Box key={payableId} className="spread">
            <Box className="grow">
              <Box>{name}</Box>
              {detail && <Box className="quiet">{detail}</Box>}
            </Box>
            <Amount fen={amountFen} />
          </Box>
        ))}
        <Box className="spread">
          <Text className="quiet">{t('checkout.total')}</Text>
          <Amount fen={totalFen} size="large" />
        </Box>
      </Card>
      <WayChoice ways={ways} chosen={way} onChoose={setWay} />
      {starting.error && (
        <ErrorState
          error={starting.error}
          money={starting.error.outcomeUnknown ? 'may-be-paid' : 'nothing-paid'}
        />
      )}
      <Box className="actions">
        {running && (
          <Press look="quiet" onPress={() => goInstead('result', { paymentNo: running })}>
            {t('checkout.running')}
          </Press>
        )}
        <Press look="main" disabled={totalFen <= 0 || starting.busy} onPress={() => starting.start(order)}>
          {starting.busy ? t('checkout.starting') : t('checkout.pay', { amount: yuan(totalFen) })}
        </Press>
      </Box>
    </>
  );
}
