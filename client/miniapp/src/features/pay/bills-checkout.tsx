import type { Payable } from '@api/types';
import { useEffect, useState } from 'react';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { Icon } from '@/components/icon';
import { classes } from '@/elements/contract';
import { Box, Press } from '@/elements/elements';
import { HouseholdName } from '@/features/household/household-name';
import { day, month } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { goInstead } from '@/navigation/go';
import { pay } from '@/platform/pay';
import { PayBar } from './pay-bar';
import { billsOrder, chosenOf, householdsOf, type OpenHousehold, totalOf, waysVia } from './to-pay';
import { useStartPayment } from './use-start-payment';
import { WayChoice } from './way-choice';

export interface BillsCheckoutProps {
  open: OpenHousehold[];
  /** The household one came from: its bills are chosen to begin with. */
  accountNo: string | undefined;
  /** The bill one came from, by its month: it alone is chosen, with its late fee. */
  month?: string;
  /** From a link in a text message. */
  via?: 'sms';
}

/** One or several bills, of one or several households, in one payment. */
export function BillsCheckout({ open, accountNo, month, via }: BillsCheckoutProps) {
  const t = useTexts();
  const [chosen, setChosen] = useState(() => firstChoice(open, accountNo, month));
  const ways = waysVia(via, pay.ways());
  const [way, setWay] = useState(ways[0]!);
  const starting = useStartPayment();
  useEffect(() => setChosen(before => stillOpen(open, before)), [open]);
  const payables = chosenOf(open, chosen);
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

function firstChoice(
  open: OpenHousehold[],
  accountNo: string | undefined,
  month: string | undefined,
): ReadonlySet<number> {
  const mine = open.filter(({ household }) => household.accountNo === accountNo);
  const payables = (mine.length > 0 ? mine : open).flatMap(one => one.payables);
  const ofMonth = payables.filter(payable => month !== undefined && payable.month === month);
  const first = (ofMonth.length > 0 ? ofMonth : payables).filter(({ locked }) => !locked);
  return new Set(first.map(({ payableId }) => payableId));
}

function stillOpen(open: OpenHousehold[], chosen: ReadonlySet<number>): ReadonlySet<number> {
  return new Set(chosenOf(open, chosen).map(({ payableId }) => payableId));
}
