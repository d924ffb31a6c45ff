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

export interface Run {
  from: number;
  values: number[];
}

/** Stretches of known values: a line is never drawn over a gap. */
export function runsOf(values: readonly (number | null)[]): Run[] {
  const runs: Run[] = [];
  values.forEach((value, index) => {
    if (value === null) return;
    const last = runs.at(-1);
    if (last && last.from + last.values.length === index) last.values.push(value);
    else runs.push({ from: index, values: [value] });
  });
  return runs;
}

/** SVG path of the runs one unit to a point and 100 high; a lone day is a short dash. */
export function linePath(runs: readonly Run[], most: number): string {
  const at = (index: number, value: number) =>
    `${round(index + 0.5)} ${round(100 - (value / most) * 96 - 2)}`;
  return runs
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
