/** A debit the customer asks for now: made by the month's own machinery, as soon as the wallet's rules allow it. */
import type { PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import { businessDate, monthOf } from '../../shared/dates.ts';
import type { Fen } from '../../shared/money.ts';
import type { Gateway } from '../payments/index.ts';
import { daysWithoutNotice } from './calendar.ts';
import type { DebitsRepository } from './debits.repository.ts';

export interface WordToPay {
  personId: string;
  holderPeriodId: number;
  payableIds: readonly number[];
  /** All that is owed of them: what was quoted, to the fen. */
  totalFen: Fen;
  channel: string;
}

interface Dependencies {
  debits: Pick<DebitsRepository, 'atWord'>;
  gateways: readonly Gateway[];
  clock: Clock;
}

/**
 * In the caller's transaction. Returns the wallet that will be debited; undefined when there is no agreement of this person, or when
 * its wallet wants to be told days ahead and was not.
 */
export type PayAtWord = (tx: PoolClient, word: WordToPay) => Promise<string | undefined>;

export function createPayAtWord({ debits, gateways, clock }: Dependencies): PayAtWord {
  const atOnce = gateways
    .filter(({ agreement }) => agreement && !agreement.notice)
    .map(({ code }) => code as string);
  return (tx, word) => {
    const now = clock.now();
    const { firstOn, lastOn } = daysWithoutNotice(now);
    return debits.atWord(tx, { ...word, cycle: monthOf(businessDate(now)), firstOn, lastOn, atOnce, now });
  };
}
