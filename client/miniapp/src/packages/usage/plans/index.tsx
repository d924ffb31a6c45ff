import type { PlanComparison } from '@api/types';
import { getPlans } from '@/api/hall';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { Fact, Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box } from '@/elements/elements';
import { Table } from '@/features/chart/table';
import { TimeSplit } from '@/features/usage/time-split';
import { month, yuan } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { usePageParams } from '@/navigation/go';
import { useResource } from '@/state/resource';

export default function PlansPage() {
  const t = useTexts();
  const { accountNo = '' } = usePageParams('plans');
  const plans = useResource(`plans:${accountNo}`, () => getPlans(accountNo));
  return (
    <Page title={t('plans.title')}>
      <ResourceView of={plans} skeleton={{ lines: 6 }}>
        {data => (data.unavailable ? <Unavailable why={data.unavailable} /> : <Compared plans={data} />)}
      </ResourceView>
    </Page>
  );
}

function Unavailable({ why }: { why: NonNullable<PlanComparison['unavailable']> }) {
  const t = useTexts();
  return (
    <Card>
      <Box className="heading heading--3">{t(`plans.${why}`)}</Box>
      <Box className="quiet">{t(`plans.${why}.how`)}</Box>
    </Card>
  );
}

function Compared({ plans }: { plans: PlanComparison }) {
  const t = useTexts();
  const { current, flatFen, timeOfUseFen, months, leftOut, valley } = plans;
  const difference = Math.abs(flatFen - timeOfUseFen);
  const cheaper = flatFen === timeOfUseFen ? null : flatFen < timeOfUseFen ? 'flat' : 'time-of-use';
  const peak = (Number(plans.energy) - Number(valley)).toFixed(2);
  return (
    <>
      <Card>
        <Box className="quiet">{t('plans.over', { count: months.length })}</Box>
        {cheaper === null ? (
          <Box className="heading heading--3">{t('plans.same')}</Box>
        ) : (
          <>
            <Box>{t('plans.cheaper', { plan: t(`plans.plan.${cheaper}`) })}</Box>
            <Amount fen={difference} size="hero" />
          </>
        )}
        <Facts>
          <Fact name={t('plans.plan.flat')}>
            <Amount fen={flatFen} />
          </Fact>
          <Fact name={t('plans.plan.time-of-use')}>
            <Amount fen={timeOfUseFen} />
          </Fact>
          <Fact name={t('plans.current')}>{t(`plans.plan.${current}`)}</Fact>
        </Facts>
        <TimeSplit peak={peak} valley={valley} />
        <Box className="quiet">{t('plans.note')}</Box>
        {leftOut.length > 0 && (
          <Box className="quiet">
            {t('plans.left-out', { months: leftOut.map(one => month(one, t.language)).join(t('list.and')) })}
          </Box>
        )}
      </Card>
      <Card title={t('plans.months')}>
        <Table
          columns={[t('usage.column.month'), t('plans.column.flat'), t('plans.column.time-of-use')]}
          rows={[...months]
            .reverse()
            .map(one => [month(one.month, t.language), yuan(one.flatFen), yuan(one.timeOfUseFen)])}
        />
      </Card>
    </>
  );
}
