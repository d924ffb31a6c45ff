import type { TierProgress, UsageMonth } from '@api/types';
import { useState } from 'react';
import { Box } from '@/elements/elements';
import { Chart } from '@/features/chart/chart';
import { changeOf, type Guide, type Point } from '@/features/chart/series';
import { Table } from '@/features/chart/table';
import { energy, month, yuan } from '@/i18n/formats';
import { type Translate, useTexts } from '@/i18n/texts';
import '@/components/amount.scss';
import { energyColumns } from './figures';
import { TimeSplit } from './time-split';

const kwhOf = (energyText: string | null) => (energyText === null ? null : Number(energyText));

interface MonthUsageProps {
  months: UsageMonth[];
  tier: TierProgress | undefined;
}

export function MonthUsage({ months, tier }: MonthUsageProps) {
  const t = useTexts();
  const [chosen, setChosen] = useState(months.length - 1);
  const points = months.map(
    (one): Point => ({
      key: one.month,
      name: month(one.month, t.language),
      tick: one.month.endsWith('-01') ? one.month.slice(0, 4) : '',
      value: kwhOf(one.energy),
      estimated: one.estimated,
    }),
  );
  const most = Math.max(0, ...points.map(({ value }) => value ?? 0));
  return (
    <Chart
      kind="bars"
      points={points}
      guides={tier ? tierGuides(tier, t) : []}
      chosen={chosen}
      onChoose={setChosen}
      steps={{ before: t('usage.earlier'), after: t('usage.later') }}
      label={t('usage.chart', { count: months.length, most: energy(String(most)) })}
    >
      <Chosen months={months} index={chosen} />
    </Chart>
  );
}

/** Tiers count by the year; spread over its months they show by which month the year got ahead. */
function tierGuides({ limits, months }: TierProgress, t: Translate): Guide[] {
  return limits.map((limit, index) => {
    const value = Number(limit) / (months ?? 12);
    return { value, name: t('usage.guide', { value: energy(value.toFixed(2)), tier: index + 1 }) };
  });
}

function Chosen({ months, index }: { months: UsageMonth[]; index: number }) {
  const t = useTexts();
  const usage = months[index];
  if (!usage) return null;
  const name = month(usage.month, t.language);
  if (usage.energy === null) return <Box>{t('usage.missing.long', { month: name })}</Box>;
  const details = [
    usage.totalFen !== null && `${t('usage.cost')} ${yuan(usage.totalFen)}`,
    usage.estimated && t('usage.estimated'),
  ].filter(Boolean);
  const comparisons = [
    compared(usage, months[index - 1], 'usage.compared.last-month', t),
    compared(usage, months[index - 12], 'usage.compared.last-year', t),
  ].filter(Boolean);
  return (
    <Box>
      <Box className="quiet">{name}</Box>
      <Box className="amount amount--large">{t('unit.energy', { value: energy(usage.energy) })}</Box>
      {details.length > 0 && <Box className="quiet">{details.join(' · ')}</Box>}
      {comparisons.length > 0 && <Box className="quiet">{comparisons.join(' · ')}</Box>}
      {usage.peak !== null && usage.valley !== null && <TimeSplit peak={usage.peak} valley={usage.valley} />}
    </Box>
  );
}

function compared(
  usage: UsageMonth,
  before: UsageMonth | undefined,
  name: 'usage.compared.last-month' | 'usage.compared.last-year',
  t: Translate,
): string | null {
  const change = changeOf(kwhOf(usage.energy), kwhOf(before?.energy ?? null));
  if (change === null) return null;
  const sign = change > 0 ? '+' : change < 0 ? '−' : '±';
  return t(name, { change: `${sign}${Math.abs(change)}` });
}

/** The same months as figures, newest first. */
export function MonthTable({ months }: { months: UsageMonth[] }) {
  const t = useTexts();
  const { titles, cellsOf } = energyColumns(months, t);
  return (
    <Table
      columns={[t('usage.column.month'), ...titles, t('usage.column.cost')]}
      rows={[...months]
        .reverse()
        .map(one => [
          month(one.month, t.language),
          ...cellsOf(one),
          one.totalFen === null ? t('usage.missing') : yuan(one.totalFen),
        ])}
    />
  );
}
