import type { UsageMonth } from '@api/types';
import { useState } from 'react';
import { classes } from '@/elements/contract';
import { Box, Press } from '@/elements/elements';
import { energy, month, yuan } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import '@/components/amount.scss';
import './month-bars.scss';

/** Bars of months, oldest first; a month without data is a gap. A touch or the two buttons choose a month. */
export function MonthBars({ months }: { months: UsageMonth[] }) {
  const t = useTexts();
  const [chosen, setChosen] = useState(months.length - 1);
  const most = Math.max(1, ...months.map(one => Number(one.energy ?? 0)));
  const current = months[chosen];
  return (
    <Box>
      {current && <Chosen usage={current} />}
      <Box className="bars" role="img" label={t('usage.chart', { count: months.length, most: energy(most) })}>
        {months.map((one, index) => (
          <Box
            key={one.month}
            className={classes('bars__slot', index === chosen && 'bars__slot--chosen')}
            onTap={() => setChosen(index)}
          >
            {one.energy === null ? (
              <Box className="bars__gap" />
            ) : (
              <Box
                className={classes('bars__bar', one.estimated && 'bars__bar--estimated')}
                style={{ height: `${Math.max(1, (Number(one.energy) / most) * 100)}%` }}
              />
            )}
          </Box>
        ))}
      </Box>
      <Box className="bars__axis">
        {months.map(one => (
          <Box key={one.month} className="bars__tick">
            {one.month.endsWith('-01') ? one.month.slice(0, 4) : ''}
          </Box>
        ))}
      </Box>
      {months.some(one => one.energy === null) && <Box className="quiet">{t('usage.missing.sign')}</Box>}
      {months.some(one => one.estimated) && <Box className="quiet">{t('usage.estimated.sign')}</Box>}
      <Box className="spread bars__steps">
        <Press look="chip" disabled={chosen <= 0} onPress={() => setChosen(chosen - 1)}>
          {t('usage.earlier')}
        </Press>
        <Press look="chip" disabled={chosen >= months.length - 1} onPress={() => setChosen(chosen + 1)}>
          {t('usage.later')}
        </Press>
      </Box>
    </Box>
  );
}

function Chosen({ usage }: { usage: UsageMonth }) {
  const t = useTexts();
  const name = month(usage.month, t.language);
  if (usage.energy === null) return <Box live="polite">{t('usage.missing.long', { month: name })}</Box>;
  const details = [
    usage.totalFen !== null && `${t('usage.cost')} ${yuan(usage.totalFen)}`,
    usage.peak !== null && `${t('bill.register.peak')} ${energy(usage.peak)} kWh`,
    usage.valley !== null && `${t('bill.register.valley')} ${energy(usage.valley)} kWh`,
    usage.estimated && t('usage.estimated'),
  ].filter(Boolean);
  return (
    <Box live="polite">
      <Box className="quiet">{name}</Box>
      <Box className="amount amount--large">{`${energy(usage.energy)} kWh`}</Box>
      <Box className="quiet">{details.join(' · ')}</Box>
    </Box>
  );
}
