import { useState } from 'react';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { Box, Press, Text } from '@/elements/elements';
import { StartProblem } from '@/features/pay/start-problem';
import { useStartPayment } from '@/features/pay/use-start-payment';
import { WayChoice } from '@/features/pay/way-choice';
import { yuan } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
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
      <StartProblem starting={starting} />
      <Box className="actions">
        <Press look="main" disabled={totalFen <= 0 || starting.busy} onPress={() => starting.start(order)}>
          {starting.busy ? t('checkout.starting') : t('checkout.pay', { amount: yuan(totalFen) })}
        </Press>
      </Box>
    </>
  );
}
