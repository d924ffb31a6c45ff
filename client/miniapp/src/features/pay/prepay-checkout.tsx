import type { Household } from '@api/types';
import { useState } from 'react';
import { getConfig } from '@/api/hall';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { LinkRow } from '@/components/link-row';
import { Box, Field } from '@/elements/elements';
import { HouseholdName } from '@/features/household/household-name';
import { fenOf, yuan } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { pay } from '@/platform/pay';
import { useResource } from '@/state/resource';
import { PayBar } from './pay-bar';
import { prepaymentAllowed, prepaymentOrder } from './to-pay';
import { useStartPayment } from './use-start-payment';
import { WayChoice } from './way-choice';

/** Until the utility's own are known. */
const usualLimits = { minFen: 1_000, maxFen: 500_000 };
const usualFen = [5_000, 10_000, 20_000, 50_000];

/** The usual sums that may be put in; where the utility's limits leave none, the least there is. */
function offeredFen(limits: typeof usualLimits): number[] {
  const allowed = usualFen.filter(value => prepaymentAllowed(value, limits));
  return allowed.length > 0 ? allowed : [limits.minFen];
}

/** Money put in ahead of the next bill, for one household. */
export function PrepayCheckout({ household }: { household: Household }) {
  const t = useTexts();
  const [picked, setPicked] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [way, setWay] = useState(pay.ways()[0]!);
  const starting = useStartPayment();
  const limits = useResource('config', getConfig).data?.prepayment ?? usualLimits;
  const offered = offeredFen(limits);
  const proposed = offered.find(value => value === usualFen[1]) ?? offered[0];
  const chosen = picked !== null && offered.includes(Number(picked)) ? picked : String(proposed);
  const fen = typed === '' ? Number(chosen) : fenOf(typed);
  const allowed = prepaymentAllowed(fen, limits);
  return (
    <>
      <Card>
        <HouseholdName household={household} />
        {household.owedFen > 0 && (
          <LinkRow
            title={t('prepay.owing', { amount: yuan(household.owedFen) })}
            detail={t('prepay.owing.how')}
            onPress={() => go('checkout', { accountNo: household.accountNo, mode: 'bills' })}
          />
        )}
      </Card>
      <Card title={t('checkout.amount')}>
        <Choice
          label={t('checkout.amount')}
          value={typed === '' ? chosen : null}
          onChange={value => {
            setPicked(value);
            setTyped('');
          }}
          options={offered.map(value => ({ value: String(value), name: yuan(value) }))}
        />
        <Box className="proof">
          <Field
            label={t('checkout.other')}
            kind="amount"
            maxLength={9}
            value={typed}
            onChange={setTyped}
            problem={
              typed !== '' && !allowed
                ? t('checkout.amount.wrong', { least: yuan(limits.minFen), most: yuan(limits.maxFen) })
                : null
            }
          />
        </Box>
      </Card>
      <WayChoice ways={pay.ways()} chosen={way} onChoose={setWay} />
      <Card>
        <LinkRow
          title={t('card.title')}
          detail={t('card.about')}
          onPress={() => go('card', { accountNo: household.accountNo })}
        />
      </Card>
      <PayBar
        households={[household]}
        totalFen={allowed ? fen : 0}
        starting={starting}
        onPay={() =>
          allowed && starting.start(prepaymentOrder(household.accountNo, fen, way, pay.returnUrl()))
        }
      />
    </>
  );
}
