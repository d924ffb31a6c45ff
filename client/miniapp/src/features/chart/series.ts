/** What a chart shows: points in order of time, of which some are not known. */
export interface Point {
  /** Unique; the first of a year or week carries the axis' name. */
  key: string;
  /** In full, for the reader: 2026年10月. */
  name: string;
  /** Under the axis; empty where nothing is written. */
  tick: string;
  value: number | null;
  estimated: boolean;
}

/** A height to measure the points against, and what it means. */
export interface Guide {
  name: string;
  value: number;
}

/** A part of the line, all of it known or all of it estimated. */
export interface Stretch {
  from: number;
  values: number[];
  estimated: boolean;
}

/** A line is never drawn over a gap; the way to an estimated day and from it is as uncertain as the day. */
export function stretchesOf(points: readonly Pick<Point, 'value' | 'estimated'>[]): Stretch[] {
  const stretches: Stretch[] = [];
  points.forEach(({ value, estimated }, index) => {
    if (value === null) return;
    const before = points[index - 1];
    if (before === undefined || before.value === null) {
      const next = points[index + 1];
      const alone = next === undefined || next.value === null;
      if (alone) stretches.push({ from: index, values: [value], estimated });
      return;
    }
    const uncertain = estimated || before.estimated;
    const last = stretches.at(-1);
    const goesOn = last?.estimated === uncertain && last.from + last.values.length === index;
    if (goesOn) last.values.push(value);
    else stretches.push({ from: index - 1, values: [before.value, value], estimated: uncertain });
  });
  return stretches;
}

/** SVG path of the stretches one unit to a point and 100 high; a lone day is a short dash. */
export function linePath(stretches: readonly Stretch[], most: number): string {
  const at = (index: number, value: number) =>
    `${round(index + 0.5)} ${round(100 - (value / most) * 96 - 2)}`;
  return stretches
    .map(({ from, values }) =>
      values.length === 1
        ? `M${round(from + 0.2)} ${at(from, values[0]!).split(' ')[1]}h0.6`
        : `M${values.map((value, index) => at(from + index, value)).join('L')}`,
    )
    .join('');
}

const round = (value: number) => Math.round(value * 100) / 100;

/** The change from one value to another in whole percent; null when either is not known or nothing was before. */
export function changeOf(now: number | null, before: number | null): number | null {
  if (now === null || before === null || before === 0) return null;
  return Math.round(((now - before) / before) * 100);
}
