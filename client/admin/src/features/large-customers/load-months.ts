/** Months as the charts show them. Pure. */
export interface MonthFigures {
  month: string;
  maxDemand: number;
  /** Thousandths. */
  powerFactor: number | null;
}

/** 'YYYY-Qn' → its last month. */
export const lastMonthOf = (quarter: string): string =>
  `${quarter.slice(0, 4)}-${String(Number(quarter.slice(6)) * 3).padStart(2, '0')}`;

const inQuarter = (month: string, quarter: string) =>
  `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}` === quarter;

/** The twelve months that end with a quarter, oldest first; null where nothing was entered. */
export function yearTo<Month extends MonthFigures>(
  quarter: string,
  months: readonly Month[],
): { month: string; figures: Month | null; chosen: boolean }[] {
  const [year, last] = lastMonthOf(quarter).split('-').map(Number) as [number, number];
  return Array.from({ length: 12 }, (_, place) => {
    const at = new Date(Date.UTC(year, last - 12 + place, 1));
    const month = at.toISOString().slice(0, 7);
    const figures = months.find(each => each.month === month) ?? null;
    return { month, figures, chosen: inQuarter(month, quarter) };
  });
}

export const factorOf = (permille: number | null): string =>
  permille === null ? '—' : (permille / 1000).toFixed(2);
