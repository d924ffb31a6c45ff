import type { ReactNode } from 'react';
import { classes } from '@/elements/contract';
import { Box, Press } from '@/elements/elements';
import { energy } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { type Guide, linePath, type Point, stretchesOf } from './series';
import './chart.scss';

interface ChartProps {
  kind: 'bars' | 'line';
  points: Point[];
  chosen: number;
  onChoose: (index: number) => void;
  /** Heights to measure against, drawn where they are lower than the highest point. */
  guides?: Guide[];
  /** What the buttons that step to the point before and after say. */
  steps: { before: string; after: string };
  /** What stands at the top of the scale, where the points are no energy. */
  scale?: string;
  /** What a screen reader says of the whole. */
  label: string;
  /** What is said of the chosen point, above the chart. */
  children: ReactNode;
}

/** Energy over time. A touch or the two buttons choose a point; what is missing is a gap with a word. */
export function Chart({
  kind,
  points,
  guides = [],
  chosen,
  onChoose,
  steps,
  scale,
  label,
  children,
}: ChartProps) {
  const t = useTexts();
  const most = Math.max(0.01, ...points.map(({ value }) => value ?? 0));
  const crossed = guides.filter(({ value }) => value < most);
  return (
    <Box>
      <Box live="polite">{children}</Box>
      <Box className={classes('chart', `chart--${kind}`)} role="img" label={label}>
        <Box className="chart__scale">
          {scale ?? t('unit.energy', { value: energy(String(Math.round(most * 100) / 100)) })}
        </Box>
        {kind === 'line' && <Line points={points} most={most} />}
        {crossed.length > 0 && (
          <Box className="chart__guides">
            {crossed.map(({ name, value }) => (
              <Box key={name} className="chart__guide" style={{ bottom: `${(value / most) * 96}%` }} />
            ))}
          </Box>
        )}
        {points.map((point, index) => (
          <Box
            key={point.key}
            className={classes('chart__slot', index === chosen && 'chart__slot--chosen')}
            onTap={() => onChoose(index)}
          >
            {point.value === null ? (
              <Box className="chart__gap" />
            ) : (
              <Box
                className={classes('chart__bar', point.estimated && 'chart__bar--estimated')}
                style={{ height: `${Math.max(1, (point.value / most) * 96)}%` }}
              />
            )}
          </Box>
        ))}
      </Box>
      <Box className="chart__axis">
        {points.map(({ key, tick }) => (
          <Box key={key} className="chart__tick">
            {tick}
          </Box>
        ))}
      </Box>
      {crossed.map(({ name }) => (
        <Box key={name} className="quiet">
          {name}
        </Box>
      ))}
      {points.some(({ value }) => value === null) && (
        <Box className="quiet">{t(kind === 'bars' ? 'usage.missing.sign' : 'usage.missing.sign.days')}</Box>
      )}
      {points.some(({ estimated }) => estimated) && (
        <Box className="quiet">
          {t(kind === 'bars' ? 'usage.estimated.sign' : 'usage.estimated.sign.days')}
        </Box>
      )}
      <Box className="spread chart__steps">
        <Press look="chip" disabled={chosen <= 0} onPress={() => onChoose(chosen - 1)}>
          {steps.before}
        </Press>
        <Press look="chip" disabled={chosen >= points.length - 1} onPress={() => onChoose(chosen + 1)}>
          {steps.after}
        </Press>
      </Box>
    </Box>
  );
}

/** Not inherited, so that each path says it. */
const still = 'vector-effect="non-scaling-stroke"';

/** Neither mini-program draws SVG elements, but all three take one as a mask, which also keeps the theme's colour. */
function Line({ points, most }: { points: Point[]; most: number }) {
  const stretches = stretchesOf(points);
  const path = (estimated: boolean, dashes = '') =>
    `<path d="${linePath(
      stretches.filter(stretch => stretch.estimated === estimated),
      most,
    )}" ${dashes}/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${points.length} 100" preserveAspectRatio="none"><g fill="none" stroke="#000" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round">${path(false, still)}${path(true, `stroke-dasharray="1 6" ${still}`)}</g></svg>`;
  const image = `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
  return <Box className="chart__line" style={{ maskImage: image, WebkitMaskImage: image }} />;
}
