import type { Payable } from '@api/types';
import { useEffect, useState } from 'react';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { Icon } from '@/components/icon';
import { classes } from '@/elements/contract';
import { Box, Press } from '@/elements/elements';
import { HouseholdName } from '@/features/household/household-name';
import { Unbound } from '@/features/household/unbound';
import { day, month } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { goInstead } from '@/navigation/go';
import { pay } from '@/platform/pay';
import { PayBar } from './pay-bar';
import {
  billsOrder,
  chosenOf,
  firstChoice,
  householdsOf,
  nothingOpen,
  type OpenHousehold,
  totalOf,
  waysVia,
} from './to-pay';
import { useStartPayment } from './use-start-payment';
import { WayChoice } from './way-choice';

export interface BillsCheckoutProps {
  open: OpenHousehold[];
  /** The numbers of all one's households, also of those that owe nothing. */
  bound: string[];
  /** The household one came from: its bills are chosen to begin with. */
  accountNo: string | undefined;
  /** The bill one came from, by its month: it alone is chosen, with its late fee. */
  month?: string;
  /** The bills a text message was about, by their numbers with commas between: they alone are chosen. */
  payables?: string;
  /** From a link in a text message. */
  via?: 'sms';
}

/** One or several bills, of one or several households, in one payment. */
export function BillsCheckout({ open, bound, via, ...asked }: BillsCheckoutProps) {
  const t = useTexts();
  const { accountNo } = asked;
  const [chosen, setChosen] = useState(() => firstChoice(open, asked));
  const unbound = accountNo !== undefined && !bound.includes(accountNo);
  const ways = waysVia(via, pay.ways());
  const [way, setWay] = useState(ways[0]!);
  const starting = useStartPayment();
  useEffect(() => setChosen(before => stillOpen(open, before)), [open]);
  const payables = chosenOf(open, chosen);
  if (unbound && open.length === 0) return <Unbound />;
  if (open.length === 0)
    return (
      <Empty
        title={t('checkout.none.title')}
        how={t('checkout.none.how')}
        action={
          accountNo
            ? { name: t('prepay.title'), onPress: () => goInstead('checkout', { accountNo, mode: 'prepay' }) }
            : undefined
        }
      />
    );
  const toggle = (payableId: number) => {
    const next = new Set(chosen);
    if (!next.delete(payableId)) next.add(payableId);
    setChosen(next);
  };
  return (
    <>
      {unbound && <Unbound />}
      {accountNo && !unbound && nothingOpen(open, asked) && (
        <Card tone="credited">{t('checkout.settled')}</Card>
      )}
      {open.map(one => (
        <Card key={one.household.accountNo}>
          <HouseholdName household={one.household} />
          {one.payables.map(payable => (
            <PayableLine
              key={payable.payableId}
              payable={payable}
              chosen={chosen.has(payable.payableId)}
              onToggle={() => toggle(payable.payableId)}
            />
          ))}
        </Card>
      ))}
      <WayChoice ways={ways} chosen={way} onChoose={setWay} />
      <PayBar
        households={householdsOf(open, chosen)}
        totalFen={totalOf(payables)}
        starting={starting}
        onPay={() => starting.start(billsOrder(payables, way, pay.returnUrl()))}
      />
    </>
  );
}

function PayableLine({
  payable,
  chosen,
  onToggle,
}: {
  payable: Payable;
  chosen: boolean;
  onToggle: () => void;
}) {
  const t = useTexts();
  return (
    <Press
      look="row"
      className="pay__pick"
      role="checkbox"
      chosen={chosen}
      disabled={payable.locked}
      onPress={onToggle}
    >
      <Box className={classes('pay__box', chosen && 'pay__box--chosen')}>
        {chosen && <Icon name="check" />}
      </Box>
      <Box className="grow">
        <Box>
          {payable.month
            ? t(`payable.${payable.kind}`, { month: month(payable.month, t.language) })
            : payable.title}
        </Box>
        {payable.dueOn && (
          <Box className="quiet">{t('checkout.due', { day: day(payable.dueOn, t.language) })}</Box>
        )}
        {payable.locked && <Box>{t('checkout.locked')}</Box>}
      </Box>
      <Amount fen={payable.outstandingFen} />
    </Press>
  );
}

function stillOpen(open: OpenHousehold[], chosen: ReadonlySet<number>): ReadonlySet<number> {
  return new Set(chosenOf(open, chosen).map(({ payableId }) => payableId));
}
