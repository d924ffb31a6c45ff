import type { Bill } from '@api/types';

export type LateFee = NonNullable<Bill['lateFee']>;
export type LateFeePart = LateFee['parts'][number];

const dayMs = 86_400_000;

export const dayCount = ({ from, to }: LateFeePart): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;

/** Of one stretch of days, in millionths of a fen: rounded only together. */
const microOf = (part: LateFeePart): number => part.outstandingFen * part.ppm * dayCount(part);

export const partFen = (part: LateFeePart): number => Math.round(microOf(part) / 1_000_000);

/** Whether the stretches alone make the fee; a minimum, a limit or what was paid of it may decide instead. */
export function isPlainSum({ parts, amountFen }: LateFee): boolean {
  return Math.round(parts.reduce((sum, part) => sum + microOf(part), 0) / 1_000_000) === amountFen;
}

export function lateFeeLeft(fee: LateFee | null): number {
  return fee ? Math.max(0, fee.amountFen - fee.paidFen) : 0;
}

/** 1000 millionths a day → 1‰. */
export const rateOf = ({ ppm }: LateFeePart): string => `${ppm / 1000}‰`;
