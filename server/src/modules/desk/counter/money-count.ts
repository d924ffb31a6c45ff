/** 点钞: what lies in a till or a box, by the value of the pieces. Pure. */
import { type Fen, fen } from '../../../shared/money.ts';

/** Values in fen: notes from 100 to 1 yuan, coins of 1 yuan, 5 and 1 jiao (the note and the coin of 1 yuan count together). */
export const pieceValues = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10] as const;

/** Pieces by value: `{ "10000": 12 }`. */
export type Counted = Partial<Record<`${(typeof pieceValues)[number]}`, number>>;

export function totalOf(counted: Counted): Fen {
  return fen(
    Object.entries(counted).reduce((sum, [value, pieces]) => sum + Number(value) * (pieces ?? 0), 0),
  );
}
