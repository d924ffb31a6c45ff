import type { Forecast } from '@api/types';
import { getForecast } from '@/api/hall';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { Fact, Facts } from '@/components/facts';
import { ResourceView } from '@/components/resource-view';
import { Box } from '@/elements/elements';
import { day, energy, month, yuan } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';
import { RangeBar } from './range-bar';
import './forecast.scss';

/** What this month will probably cost, between what bounds, and what was used since the last bill. */
export function MonthForecast({ accountNo }: { accountNo: string }) {
  const forecast = useResource(`forecast:${accountNo}`, () => getForecast(accountNo));
  return (
    <ResourceView of={forecast} skeleton={{ lines: 4 }}>
      {data => <Shown forecast={data} />}
    </ResourceView>
  );
}

function Shown({ forecast }: { forecast: Forecast }) {
  const t = useTexts();
  const { month: ahead, asOf, energySince, costSinceFen, missingDays } = forecast;
  if (!ahead)
    return (
      <Card title={t('forecast.title')}>
        <Box>{t('forecast.none')}</Box>
      </Card>
    );
  return (
    <Card title={t('forecast.month', { month: month(ahead.month, t.language) })}>
      <Box>
        <Amount fen={ahead.fen} size="large" />
      </Box>
      {ahead.lowFen < ahead.highFen && (
        <>
          <RangeBar low={ahead.lowFen} at={ahead.fen} high={ahead.highFen} />
          <Box>{t('forecast.range', { low: yuan(ahead.lowFen), high: yuan(ahead.highFen) })}</Box>
        </>
      )}
      {energySince !== null && (
        <Facts>
          <Fact name={t('forecast.since')}>
            {[t('unit.energy', { value: energy(energySince) }), costSinceFen !== null && yuan(costSinceFen)]
              .filter(Boolean)
              .join(' · ')}
          </Fact>
        </Facts>
      )}
      {missingDays > 0 && <Box className="quiet">{t('forecast.missing', { count: missingDays })}</Box>}
      <Box className="quiet">
        {[asOf && t('state.as-of', { time: day(asOf, t.language) }), t('forecast.estimate')]
          .filter(Boolean)
          .join(' · ')}
      </Box>
    </Card>
  );
}
