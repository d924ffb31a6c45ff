import { getKnownFaults } from '@/api/hall';
import { Card } from '@/components/card';
import { Box } from '@/elements/elements';
import { moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';

/** Before a report is sent: what is known to be broken there, and which outage was announced. Nothing known takes no place. */
export function KnownFaults({ accountNo }: { accountNo: string }) {
  const t = useTexts();
  const known = useResource(`known-faults:${accountNo}`, () => getKnownFaults(accountNo));
  const { faults = [], outages = [] } = known.data ?? {};
  if (faults.length === 0 && outages.length === 0) return null;
  const at = (instant: string) => moment(instant, t.language);
  return (
    <Card tone="owed" title={t('repair.known')}>
      {faults.map(({ faultNo, place, reports, arrivedAt, arriveDueAt, restoreDueAt }) => (
        <Box key={faultNo}>
          {t('repair.known.fault', { place, count: reports })}{' '}
          {arrivedAt
            ? t('repair.known.there', { time: at(restoreDueAt) })
            : t('repair.known.coming', { time: at(arriveDueAt) })}
        </Box>
      ))}
      {outages.map(({ outageNo, area, reason, fromAt, untilAt }) => (
        <Box key={outageNo}>
          {t('repair.known.outage', { area, reason, from: at(fromAt), until: at(untilAt) })}
        </Box>
      ))}
      <Box className="quiet">{t('repair.known.still')}</Box>
    </Card>
  );
}
