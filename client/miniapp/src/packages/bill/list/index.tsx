import { getBills } from '@/api/hall';
import { Empty } from '@/components/empty';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { BillList } from '@/features/bill/bill-list';
import { useTexts } from '@/i18n/texts';
import { usePageParams } from '@/navigation/go';
import { useResource } from '@/state/resource';

export default function BillsPage() {
  const t = useTexts();
  const { accountNo = '' } = usePageParams('bills');
  const bills = useResource(`bills:${accountNo}`, () => getBills(accountNo));
  return (
    <Page title={t('bills.title')}>
      <ResourceView of={bills} skeleton={{ lines: 6 }}>
        {list =>
          list.length === 0 ? (
            <Empty title={t('bills.none.title')} how={t('bills.none.how')} />
          ) : (
            <BillList accountNo={accountNo} bills={list} />
          )
        }
      </ResourceView>
    </Page>
  );
}
