import type { Bill } from '@api/types';
import { Card } from '@/components/card';
import { Box, Text } from '@/elements/elements';
import { days, energy, energyColumn } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';

/** From which reading to which, per meter and register; a missing one is said to be missing. */
export function BillReadings({ bill }: { bill: Bill }) {
  const t = useTexts();
  if (bill.readings.length === 0) return null;
  return (
    <Card title={t('bill.readings')}>
      <Box as="ul" className="plain-list">
        {bill.readings.map(reading => {
          const { meterAssetNo, register, from, to, multiplier } = reading;
          const times = Number(multiplier) === 1 ? '' : ` · ${t('bill.multiplier', { value: multiplier })}`;
          return (
            <Box as="li" key={`${meterAssetNo}-${register}-${from.on}`} className="bill-line">
              <Box className="spread">
                <Text>{`${energyColumn(from.value)} → ${energyColumn(to.value)}`}</Text>
                <Text className="amount">{t('unit.energy', { value: energy(reading.energy) })}</Text>
              </Box>
              <Box className="quiet">{days(from.on, to.on, t.language)}</Box>
              <Box className="quiet">
                {`${meterAssetNo} · ${t(`bill.register.${register}`)}${times}${reading.quality === 'estimated' ? ` · ${t('usage.estimated')}` : ''}${reading.corrected ? ` · ${t('usage.corrected')}` : ''}`}
              </Box>
            </Box>
          );
        })}
      </Box>
    </Card>
  );
}
