import type { Bill } from '@api/types';
import { getBill } from '@/api/hall';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box } from '@/elements/elements';
import { BillHead } from '@/features/bill/bill-head';
import { BillLateFee } from '@/features/bill/bill-late-fee';
import { BillLines } from '@/features/bill/bill-lines';
import { BillReadings } from '@/features/bill/bill-readings';
import { BillTariffs } from '@/features/bill/bill-tariffs';
import { NumberPicture } from '@/features/household/number-picture';
import { TierBar } from '@/features/usage/tier-bar';
import { moment, month, spacedNumber } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go, usePageParams } from '@/navigation/go';
import { useResource } from '@/state/resource';

export default function BillPage() {
  const t = useTexts();
  const { accountNo = '', billNo = '' } = usePageParams('bill');
  const bill = useResource(`bill:${accountNo}:${billNo}`, () => getBill(accountNo, billNo));
  const title = bill.data
    ? t('bill.title.month', { month: month(bill.data.month, t.language) })
    : t('bill.title');
  return (
    <Page title={title} wide>
      <ResourceView of={bill} skeleton={{ cards: 3 }}>
        {data => (
          <>
            <BillHead accountNo={accountNo} bill={data} />
            <BillLines bill={data} />
            {data.lateFee && <BillLateFee fee={data.lateFee} />}
            <BillReadings bill={data} />
            {data.tier && (
              <Card title={t('bill.tier-progress')}>
                <TierBar {...data.tier} tier={data.tier.current} />
              </Card>
            )}
            <Payments bill={data} />
            <BillTariffs editions={data.tariffs} />
            <WhereNumberIs accountNo={accountNo} />
          </>
        )}
      </ResourceView>
    </Page>
  );
}

function WhereNumberIs({ accountNo }: { accountNo: string }) {
  const t = useTexts();
  return (
    <Card title={t('bill.paper')}>
      <Box>{`${t('household.number')} ${spacedNumber(accountNo)}`}</Box>
      <NumberPicture accountNo={accountNo} />
    </Card>
  );
}

function Payments({ bill }: { bill: Bill }) {
  const t = useTexts();
  if (bill.payments.length === 0) return null;
  return (
    <Card title={t('bill.payments')}>
      <Box as="ul" className="plain-list rows">
        {bill.payments.map(({ paymentNo, paidAt, amountFen, mine }) => (
          <Box as="li" key={paymentNo}>
            <LinkRow
              title={moment(paidAt, t.language)}
              detail={paymentNo}
              value={<Amount fen={amountFen} />}
              // What somebody else paid is theirs to open.
              onPress={mine ? () => go('result', { paymentNo }) : undefined}
            />
          </Box>
        ))}
      </Box>
    </Card>
  );
}
