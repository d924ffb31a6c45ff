import type { BillRow } from '@api/types';
import { useState } from 'react';
import { getBills } from '@/api/hall';
import { Choice } from '@/components/choice';
import { Empty } from '@/components/empty';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box } from '@/elements/elements';
import { type BillState, billStates, filterBills, yearsOf } from '@/features/bill/bill-filter';
import { BillList } from '@/features/bill/bill-list';
import { useTexts } from '@/i18n/texts';
import { usePageParams } from '@/navigation/go';
import { useResource } from '@/state/resource';

export default function BillsPage() {
  const t = useTexts();
  const { accountNo = '' } = usePageParams('bills');
  const bills = useResource(`bills:${accountNo}`, () => getBills(accountNo));
  return (
    <Page title={t('bills.title')} wide>
      <ResourceView of={bills} skeleton={{ lines: 6, cards: 2 }}>
        {list =>
          list.length === 0 ? (
            <Empty title={t('bills.none.title')} how={t('bills.none.how')} />
          ) : (
            <FilteredBills accountNo={accountNo} bills={list} />
          )
        }
      </ResourceView>
    </Page>
  );
}

function FilteredBills({ accountNo, bills }: { accountNo: string; bills: BillRow[] }) {
  const t = useTexts();
  const [state, setState] = useState<BillState>('all');
  const [year, setYear] = useState('all');
  const years = yearsOf(bills);
  const shown = filterBills(bills, { state, year: year === 'all' ? null : year });
  return (
    <>
      <Box className="above-card">
        <Choice
          label={t('bills.filter')}
          value={state}
          onChange={setState}
          options={billStates.map(value => ({ value, name: t(`bills.filter.${value}`) }))}
        />
        {years.length > 1 && (
          <Choice
            label={t('bills.filter.year')}
            value={year}
            onChange={setYear}
            options={['all', ...years].map(value => ({
              value,
              name: value === 'all' ? t('bills.filter.years') : value,
            }))}
          />
        )}
      </Box>
      {shown.length === 0 ? (
        <Empty title={t('bills.filter.none')} how={t('bills.filter.none.how')} />
      ) : (
        <BillList accountNo={accountNo} bills={shown} filtered={state !== 'all'} />
      )}
    </>
  );
}
