import type { Summary } from '@api/types';
import { Card } from '@/components/card';
import { LinkRow } from '@/components/link-row';
import { Box, Text } from '@/elements/elements';
import { day, energy, month } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';

interface ThisMonthProps {
  usage: NonNullable<Summary['thisMonth']>;
  asOf: string | null;
  accountNo: string;
}

/** This month against last month and the same month last year. A missing month is a gap with a word. */
export function ThisMonth({ usage, asOf, accountNo }: ThisMonthProps) {
  const t = useTexts();
  const rows = [
    { name: month(usage.month, t.language), value: usage.energy, main: true },
    { name: t('usage.last-month'), value: usage.lastMonthEnergy, main: false },
    { name: t('usage.last-year'), value: usage.lastYearEnergy, main: false },
  ];
  if (rows.every(({ value }) => value === null)) return null;
  const most = Math.max(1, ...rows.map(({ value }) => Number(value ?? 0)));
  return (
    <Card title={t('home.use')}>
      {rows.map(({ name, value, main }) => (
        <Box key={name} className="compare">
          <Text className="compare__name">{name}</Text>
          <Box className="compare__track">
            {value !== null && (
              <Box
                className={main ? 'compare__bar compare__bar--main' : 'compare__bar'}
                style={{ width: `${(Number(value) / most) * 100}%` }}
              />
            )}
          </Box>
          <Text className="compare__value">
            {value === null ? t('usage.missing') : t('unit.energy', { value: energy(value) })}
          </Text>
        </Box>
      ))}
      {asOf && <Box className="quiet">{t('state.as-of', { time: day(asOf, t.language) })}</Box>}
      <LinkRow title={t('usage.title')} onPress={() => go('usage', { accountNo })} />
    </Card>
  );
}
