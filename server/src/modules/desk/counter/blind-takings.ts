import type { StaffActor } from '../../../http/access.ts';
import type { Fen } from '../../../shared/money.ts';
import type { TakingRow } from './counter.repository.ts';

export type ToldTaking = Omit<TakingRow, 'amountFen'> & { amountFen: Fen | null };

/** The cash of an open till is listed without its sums to whoever is to count it. */
export function toldTo({ username }: StaffActor, row: TakingRow): ToldTaking {
  const isBlind = row.tender === 'cash' && row.shiftStatus === 'open' && row.clerk === username;
  return isBlind ? { ...row, amountFen: null, tenderedFen: null } : row;
}

/** A clerk sees what the own shifts took. */
export const ownOnly = ({ roles, username }: StaffActor) =>
  roles.every(role => role === 'clerk') ? username : undefined;
