import type { TierProgress } from '@api/types';
import { useState } from 'react';
import { getDays, getLargeReports, getTier, getUsage, usageFileUrl } from '@/api/hall';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { Empty } from '@/components/empty';
import { FilePress } from '@/components/file-press';
import { LinkRow } from '@/components/link-row';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { MonthForecast } from '@/features/forecast/month-forecast';
import { DayTable, DayUsage } from '@/features/usage/day-usage';
import { MonthTable, MonthUsage } from '@/features/usage/month-usage';
import { TierBar } from '@/features/usage/tier-bar';
import { day } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go, usePageParams } from '@/navigation/go';
import { type Resource, useResource } from '@/state/resource';

type Range = '36' | '30' | '7';

export default function UsagePage() {
  const t = useTexts();
  const { accountNo = '' } = usePageParams('usage');
  const [range, setRange] = useState<Range>('36');
  const tier = useResource(`tier:${accountNo}`, () => getTier(accountNo));
  return (
    <Page title={t('usage.title')} wide>
      <Box className="above-card">
        <Choice
          label={t('usage.range')}
          value={range}
          onChange={setRange}
          options={[
            { value: '36', name: t('usage.range.months') },
            { value: '30', name: t('usage.range.30') },
            { value: '7', name: t('usage.range.7') },
          ]}
        />
      </Box>
      {range === '36' ? (
        <Months accountNo={accountNo} tier={tier.data} />
      ) : (
        <Days key={range} accountNo={accountNo} count={range === '7' ? 7 : 30} />
      )}
      <MonthForecast accountNo={accountNo} />
      <Tier of={tier} />
      <Card title={t('usage.files')}>
        <Box className="quiet">{t('usage.files.what')}</Box>
        <Box className="chips chips--spaced">
          <FilePress label="CSV" url={usageFileUrl(accountNo, 'csv')} name={`usage-${accountNo}.csv`} />
          <FilePress
            label="Green Button XML"
            url={usageFileUrl(accountNo, 'green-button')}
            name={`usage-${accountNo}.xml`}
          />
        </Box>
      </Card>
      <Card>
        <LinkRow
          title={t('plans.title')}
          detail={t('plans.what')}
          onPress={() => go('plans', { accountNo })}
        />
        <LargeLink accountNo={accountNo} />
      </Card>
    </Page>
  );
}

/** Only a large customer has these reports; nobody else is told of them. */
function LargeLink({ accountNo }: { accountNo: string }) {
  const t = useTexts();
  const { data } = useResource(`large:${accountNo}`, () => getLargeReports(accountNo));
  if (!data?.large) return null;
  return (
    <LinkRow
      title={t('large.title')}
      detail={t('large.what')}
      onPress={() => go('largeReports', { accountNo })}
    />
  );
}

function Months({ accountNo, tier }: { accountNo: string; tier: TierProgress | undefined }) {
  const t = useTexts();
  const usage = useResource(`usage:${accountNo}`, () => getUsage(accountNo, 36));
  const [table, setTable] = useState(false);
  return (
    <ResourceView of={usage} skeleton={{ lines: 8 }}>
      {months =>
        months.every(({ energy }) => energy === null) ? (
          <Empty title={t('usage.none.title')} how={t('usage.none.how')} />
        ) : (
          <Card title={t('usage.months')}>
            <MonthUsage months={months} tier={tier} />
            <TablePress open={table} onPress={() => setTable(!table)} />
            {table && <MonthTable months={months} />}
          </Card>
        )
      }
    </ResourceView>
  );
}

function Days({ accountNo, count }: { accountNo: string; count: 7 | 30 }) {
  const t = useTexts();
  const usage = useResource(`days:${accountNo}:${count}`, () => getDays(accountNo, count));
  const [table, setTable] = useState(false);
  return (
    <ResourceView of={usage} skeleton={{ lines: 8 }}>
      {({ asOf, days }) =>
        asOf === null ? (
          <Empty title={t('usage.days.none.title')} how={t('usage.days.none.how')} />
        ) : (
          <Card title={t(count === 7 ? 'usage.range.7' : 'usage.range.30')}>
            <DayUsage days={days} />
            <Box className="quiet">{t('state.as-of', { time: day(asOf, t.language) })}</Box>
            <TablePress open={table} onPress={() => setTable(!table)} />
            {table && <DayTable days={days} />}
          </Card>
        )
      }
    </ResourceView>
  );
}

function TablePress({ open, onPress }: { open: boolean; onPress: () => void }) {
  const t = useTexts();
  return (
    <Press look="text" expanded={open} onPress={onPress}>
      {open ? t('usage.table.hide') : t('usage.table')}
    </Press>
  );
}

function Tier({ of }: { of: Resource<TierProgress> }) {
  const t = useTexts();
  return (
    <ResourceView of={of} skeleton={{ lines: 2 }}>
      {({ tier: current, ...progress }) =>
        current !== null && (
          <Card title={t('bill.tier-progress')}>
            <TierBar {...progress} tier={current} />
          </Card>
        )
      }
    </ResourceView>
  );
}
