import type { DailyUsage } from '@api/types';
import { useState } from 'react';
import { Box } from '@/elements/elements';
import { Chart } from '@/features/chart/chart';
import type { Point } from '@/features/chart/series';
import { Table } from '@/features/chart/table';
import { day, energy } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { energyColumns } from './figures';
import { TimeSplit } from './time-split';

type Day = DailyUsage['days'][number];

/** Days as a line: broken where the meter was not read, dashed where it was estimated. */
export function DayUsage({ days }: { days: Day[] }) {
  const t = useTexts();
  const [picked, setPicked] = useState(days.length - 1);
  // Seven days and thirty are two lists: what was picked in one may not be in the other.
  const chosen = Math.min(picked, days.length - 1);
  const points = days.map(
    ({ on, energy: used, estimated }, index): Point => ({
      key: on,
      name: day(on, t.language),
      tick:
        index % 7 === 0 && (index === 0 || index < days.length - 3)
          ? `${Number(on.slice(5, 7))}/${Number(on.slice(8, 10))}`
          : '',
      value: used === null ? null : Number(used),
      estimated,
    }),
  );
  const most = Math.max(0, ...points.map(({ value }) => value ?? 0));
  const shown = days[chosen];
  return (
    <Chart
      kind="line"
      points={points}
      chosen={chosen}
      onChoose={setPicked}
      steps={{ before: t('usage.day-before'), after: t('usage.day-after') }}
      label={t('usage.day-chart', { count: days.length, most: energy(String(most)) })}
    >
      {shown && <ChosenDay of={shown} />}
    </Chart>
  );
}

function ChosenDay({ of: { on, energy: used, peak, valley, estimated } }: { of: Day }) {
  const t = useTexts();
  const name = day(on, t.language);
  if (used === null) return <Box>{t('usage.missing.long', { month: name })}</Box>;
  return (
    <Box>
      <Box className="quiet">{name}</Box>
      <Box className="amount amount--large">{t('unit.energy', { value: energy(used) })}</Box>
      {estimated && <Box className="quiet">{t('usage.estimated')}</Box>}
      {peak !== null && valley !== null && <TimeSplit peak={peak} valley={valley} />}
    </Box>
  );
}

export function DayTable({ days }: { days: Day[] }) {
  const t = useTexts();
  const { titles, cellsOf } = energyColumns(days, t);
  return (
    <Table
      columns={[t('usage.column.day'), ...titles]}
      rows={[...days].reverse().map(one => [day(one.on, t.language), ...cellsOf(one)])}
    />
  );
}
