import type { Forecast } from '@api/types';
import { getForecast } from '@/api/hall';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { Fact, Facts } from '@/components/facts';
import { LinkRow } from '@/components/link-row';
import { Box } from '@/elements/elements';
import { day, month, yuan } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go } from '@/navigation/go';
import { useResource } from '@/state/resource';
import './forecast.scss';

/** Days left, the running balance with its day, and the month's forecast. Nothing is shown until something is known. */
export function HomeForecast({ accountNo }: { accountNo: string }) {
  const { data } = useResource(`forecast:${accountNo}`, () => getForecast(accountNo));
  if (!data || (data.runningFen === null && data.month === null)) return null;
  return <Known forecast={data} accountNo={accountNo} />;
}

function Known({ forecast, accountNo }: { forecast: Forecast; accountNo: string }) {
  const t = useTexts();
  const { daysLeft, runningFen, asOf, month: ahead, paymentMode, keptFen } = forecast;
  // A household that pays bills has days left only of money it has paid ahead.
  const counts = paymentMode === 'prepaid' || keptFen > 0;
  return (
    <Card title={t('forecast.title')}>
      {counts && daysLeft && (
        <Box className={daysLeft.days <= 3 ? 'forecast__days forecast__days--few' : 'forecast__days'}>
          {daysLeft.days === 1 ? t('forecast.day') : t('forecast.days', { days: daysLeft.days })}
        </Box>
      )}
      <Facts>
        {counts && runningFen !== null && (
          <Fact name={t('forecast.running')}>
            <Amount fen={runningFen} />
          </Fact>
        )}
        {ahead && (
          <Fact name={t('forecast.month', { month: month(ahead.month, t.language) })}>
            <Amount fen={ahead.fen} />
          </Fact>
        )}
      </Facts>
      {ahead && ahead.lowFen < ahead.highFen && (
        <Box className="quiet">
          {t('forecast.range', { low: yuan(ahead.lowFen), high: yuan(ahead.highFen) })}
        </Box>
      )}
      {asOf && <Box className="quiet">{t('state.as-of', { time: day(asOf, t.language) })}</Box>}
      <LinkRow title={t('alerts.title')} onPress={() => go('alerts', { accountNo })} />
    </Card>
  );
}
