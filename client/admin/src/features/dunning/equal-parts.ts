/** A debt in equal monthly parts; what does not divide goes to the first. Pure. */

export interface Part {
  dueOn: string;
  amountFen: number;
}

export function equalParts(debtFen: number, count: number, firstOn: string): Part[] {
  const share = Math.floor(debtFen / count);
  return Array.from({ length: count }, (_, index) => ({
    dueOn: monthsLater(firstOn, index),
    amountFen: index === 0 ? debtFen - share * (count - 1) : share,
  }));
}

/** The same day of a later month, or its last day. */
function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
