import { getHouseholds, getSummary } from '@/api/hall';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Unbound } from '@/features/household/unbound';
import { BillsCheckout, type BillsCheckoutProps } from '@/features/pay/bills-checkout';
import { PrepayCheckout } from '@/features/pay/prepay-checkout';
import type { OpenHousehold } from '@/features/pay/to-pay';
import { useTexts } from '@/i18n/texts';
import { usePageParams } from '@/navigation/go';
import { named, useHouseholds } from '@/state/household';
import { useResource } from '@/state/resource';

/** Everything open in every household of the person, and which households those are. */
async function getOpen(): Promise<{ bound: string[]; open: OpenHousehold[] }> {
  const households = await getHouseholds();
  const owing = households.filter(({ owedFen }) => owedFen > 0);
  const open = await Promise.all(
    owing.map(async household => ({
      household,
      payables: (await getSummary(household.accountNo)).openPayables,
    })),
  );
  return {
    bound: households.map(({ accountNo }) => accountNo),
    open: open.filter(({ payables }) => payables.length > 0),
  };
}

export default function CheckoutPage() {
  const t = useTexts();
  const { accountNo, mode = 'bills', month, payables, via } = usePageParams('checkout');
  return (
    <Page title={mode === 'prepay' ? t('prepay.title') : t('checkout.title')}>
      {mode === 'prepay' ? (
        <Prepay accountNo={accountNo} />
      ) : (
        <Bills {...{ accountNo, month, payables, via }} />
      )}
    </Page>
  );
}

function Bills(from: Omit<BillsCheckoutProps, 'open' | 'bound'>) {
  const open = useResource('open', getOpen);
  // A sum is never offered for payment from memory: another person may have paid it since.
  const current = open.stale ? { ...open, data: undefined } : open;
  return (
    <ResourceView of={current} skeleton={{ lines: 4 }} money="nothing-paid">
      {data => <BillsCheckout {...data} {...from} />}
    </ResourceView>
  );
}

function Prepay({ accountNo }: { accountNo: string | undefined }) {
  const households = useHouseholds();
  return (
    <ResourceView of={households}>
      {list => {
        const household = named(list, accountNo);
        return household ? <PrepayCheckout household={household} /> : <Unbound />;
      }}
    </ResourceView>
  );
}
