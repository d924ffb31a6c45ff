import type { MyOutage } from '@api/types';
import { getOutages } from '@/api/hall';
import { Card } from '@/components/card';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { useResource } from '@/state/resource';
import { OutageRow } from './outage-card';
import { daysUntil, sorted } from './outage-days';
import './outage.scss';

const shown = 2;

/** What is ahead or under way at the person's homes, and whether one of them is without power today. */
export function useHomeOutages() {
  const outages = useResource('outages', getOutages);
  const { ahead } = sorted(outages.data ?? [], Date.now());
  return { ahead, today: ahead.some(({ fromAt }) => daysUntil(fromAt, Date.now()) === 0) };
}

/** On the first page. Nothing where there is nothing. */
export function HomeOutages({ ahead }: { ahead: MyOutage[] }) {
  const t = useTexts();
  if (ahead.length === 0) return null;
  const off = ahead.some(({ status }) => status === 'under-way');
  return (
    <Card title={t('outages.mine')} tone={off ? 'danger' : 'plain'} className="outage-home">
      <Box as="ul" className="plain-list rows">
        {ahead.slice(0, shown).map(outage => (
          <Box as="li" key={outage.outageNo}>
            <OutageRow outage={outage} />
          </Box>
        ))}
      </Box>
      {ahead.length > shown && (
        <Press look="text" onPress={() => go('outages', {})}>
          {t('outages.all', { count: ahead.length })}
        </Press>
      )}
    </Card>
  );
}
