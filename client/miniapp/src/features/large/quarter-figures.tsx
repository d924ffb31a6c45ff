import type { QuarterReport } from '@api/types';
import { useState } from 'react';
import { Fact, Facts } from '@/components/facts';
import { Box } from '@/elements/elements';
import { Chart } from '@/features/chart/chart';
import type { Point } from '@/features/chart/series';
import { energy, month as monthName } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';

const factorOf = (permille: number | null) => (permille === null ? '—' : (permille / 1000).toFixed(2));
const percent = (value: number | null) => (value === null ? '—' : `${value}%`);

/** Advice first, then what it comes from: the quarter against the one before, and its months. */
export function QuarterFigures({ report }: { report: QuarterReport }) {
  const t = useTexts();
  const { now, before, advice } = report;
  const months = monthsOf(report);
  const kw = (value: number) => (value === 0 ? '—' : t('large.kw', { value: energy(value) }));
  const kwh = (value: number) => (value === 0 ? '—' : t('unit.energy', { value: energy(value) }));
  const both = (one: string, other: string) => t('large.before', { now: one, before: other });
  return (
    <>
      <Box className="heading heading--3 above-space">{t('large.advice')}</Box>
      <Box as="ul" className="plain-list rows">
        {advice.map(each => (
          <Box as="li" className="rows__part" key={each.zh}>
            {each[t.language]}
          </Box>
        ))}
      </Box>
      <Facts>
        <Fact name={t('large.demand')}>{both(kw(now.maxDemand), kw(before.maxDemand))}</Fact>
        <Fact name={t('large.active')}>{both(kwh(now.active), kwh(before.active))}</Fact>
        <Fact name={t('large.factor')}>{both(factorOf(now.powerFactor), factorOf(before.powerFactor))}</Fact>
        <Fact name={t('large.rate')}>{both(percent(now.loadRate), percent(before.loadRate))}</Fact>
      </Facts>
      <MonthChart
        title={t('large.demand')}
        months={months.map(({ month, figures }) => ({ month, value: figures?.maxDemand ?? null }))}
        show={value => t('large.kw', { value: energy(value) })}
        label={most => t('large.chart.demand', { most })}
      />
      <MonthChart
        title={t('large.factor')}
        months={months.map(({ month, figures }) => ({
          month,
          value: figures?.powerFactor == null ? null : figures.powerFactor / 1000,
        }))}
        show={value => value.toFixed(2)}
        label={most => t('large.chart.factor', { most })}
      />
    </>
  );
}

/** All three of them: one of which nothing is known is a gap. */
function monthsOf({ quarter, months }: QuarterReport) {
  const [year, number] = [quarter.slice(0, 4), Number(quarter.slice(6))];
  return [2, 1, 0].map(before => {
    const month = `${year}-${String(number * 3 - before).padStart(2, '0')}`;
    return { month, figures: months.find(each => each.month === month) };
  });
}

interface MonthChartProps {
  title: string;
  months: { month: string; value: number | null }[];
  show: (value: number) => string;
  label: (most: string) => string;
}

const lastKnown = (months: MonthChartProps['months']) =>
  months.reduce((last, { value }, place) => (value === null ? last : place), 0);

function MonthChart({ title, months, show, label }: MonthChartProps) {
  const t = useTexts();
  const [chosen, setChosen] = useState(() => lastKnown(months));
  const points = months.map(({ month, value }): Point => {
    const name = monthName(month, t.language);
    return { key: month, name, tick: month.slice(5), value, estimated: false };
  });
  const at = points[chosen];
  const most = Math.max(0, ...points.map(({ value }) => value ?? 0));
  return (
    <>
      <Box className="heading heading--3 above-space">{title}</Box>
      <Chart
        kind="bars"
        points={points}
        chosen={chosen}
        onChoose={setChosen}
        steps={{ before: t('usage.earlier'), after: t('usage.later') }}
        scale={show(most)}
        label={label(String(most))}
      >
        {at && (
          <Box>
            {at.value === null ? t('usage.missing.long', { month: at.name }) : `${at.name} ${show(at.value)}`}
          </Box>
        )}
      </Chart>
    </>
  );
}
