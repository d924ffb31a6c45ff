import type { MyOutage } from '@api/types';
import { getOutages } from '@/api/hall';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box } from '@/elements/elements';
import { OutageCalendar } from '@/features/outage/outage-calendar';
import { OutageRow } from '@/features/outage/outage-card';
import { sorted } from '@/features/outage/outage-days';
import { ProposalLink } from '@/features/outage/proposal-link';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';

export default function OutagesPage() {
  const t = useTexts();
  const outages = useResource('outages', getOutages);
  return (
    <Page title={t('outages.title')}>
      <ProposalLink />
      <ResourceView of={outages} skeleton={{ cards: 2 }}>
        {list => {
          const { ahead, over } = sorted(list, Date.now());
          return (
            <>
              {ahead.length === 0 && <Empty title={t('outages.none.title')} how={t('outages.none.how')} />}
              <OutageRows title={t('outages.ahead')} outages={ahead} />
              <OutageCalendar outages={list} />
              <OutageRows title={t('outages.past')} outages={over} />
            </>
          );
        }}
      </ResourceView>
    </Page>
  );
}

function OutageRows({ title, outages }: { title: string; outages: MyOutage[] }) {
  if (outages.length === 0) return null;
  return (
    <Card title={title}>
      <Box as="ul" className="plain-list rows">
        {outages.map(outage => (
          <Box as="li" key={outage.outageNo}>
            <OutageRow outage={outage} />
          </Box>
        ))}
      </Box>
    </Card>
  );
}
