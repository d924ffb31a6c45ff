import { useState } from 'react';
import { getTier, getUsage } from '@/api/hall';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Press } from '@/elements/elements';
import { MonthBars } from '@/features/usage/month-bars';
import { MonthTable } from '@/features/usage/month-table';
import { TierBar } from '@/features/usage/tier-bar';
import { useTexts } from '@/i18n/texts';
import { usePageParams } from '@/navigation/go';
import { useResource } from '@/state/resource';

export default function UsagePage() {
  const t = useTexts();
  const { accountNo = '' } = usePageParams('usage');
  const usage = useResource(`usage:${accountNo}`, () => getUsage(accountNo, 36));
  const tier = useResource(`tier:${accountNo}`, () => getTier(accountNo));
  const [table, setTable] = useState(false);
  return (
    <Page title={t('usage.title')}>
      <ResourceView of={usage} skeleton={{ lines: 8 }}>
        {months =>
          months.length === 0 ? (
            <Empty title={t('usage.none.title')} how={t('usage.none.how')} />
          ) : (
            <Card title={t('usage.months')}>
              <MonthBars months={months} />
              <Press look="text" expanded={table} onPress={() => setTable(!table)}>
                {table ? t('usage.table.hide') : t('usage.table')}
              </Press>
              {table && <MonthTable months={months} />}
            </Card>
          )
        }
      </ResourceView>
      <ResourceView of={tier} skeleton={{ lines: 2 }}>
        {({ tier: current, ...progress }) =>
          current !== null && (
            <Card title={t('bill.tier-progress')}>
              <TierBar {...progress} tier={current} />
            </Card>
          )
        }
      </ResourceView>
    </Page>
  );
}
