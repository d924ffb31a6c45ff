/** What an account's file shows of dunning: cases, instalments, special needs, supply and late fees. */
import type { z } from 'zod';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Audit } from '../../shared/audit.ts';
import type { SupplyControlModule } from '../supply-control/index.ts';
import type { BoardRepository } from './board.repository.ts';
import { accountNotFound } from './dunning.errors.ts';
import type { AccountLadderView } from './dunning.schemas.ts';
import type { HelpRepository } from './help.repository.ts';
import type { LateFeesRepository } from './late-fees.repository.ts';
import type { RuleBook } from './rule-book.ts';
import { viewCase } from './views.ts';

export interface HelpDependencies {
  board: BoardRepository;
  help: HelpRepository;
  fees: LateFeesRepository;
  supply: Pick<SupplyControlModule, 'stateOf'>;
  book: RuleBook;
  cipher: FieldCipher;
  clock: Clock;
  audit: Audit;
  nudge(): void;
}

/** @throws AppError dunning-account-not-found */
export async function ladderOf(
  accountNo: string,
  { board, help, fees, supply, book, cipher, clock }: HelpDependencies,
): Promise<z.input<typeof AccountLadderView>> {
  const now = clock.now();
  const holder = await help.holder(accountNo, now);
  if (!holder) throw accountNotFound();
  const [cases, plans, needs, lateFees, state, rules] = await Promise.all([
    board.ofHolder(holder.holderPeriodId),
    help.plans(holder.holderPeriodId),
    help.needs(holder.holderPeriodId),
    fees.ofHolder(holder.holderPeriodId),
    supply.stateOf(holder.accountId),
    book.today(),
  ]);
  return {
    cases: cases.map(row => viewCase(row, now, rules)),
    plans,
    needs: needs.map(({ noteEnc, kind, id, addedBy, addedAt, earlierHolder }) => ({
      id,
      kind: kind as never,
      note: noteEnc && cipher.decrypt(noteEnc),
      addedBy,
      addedAt,
      earlierHolder,
    })),
    supply: { state: state?.state ?? 'connected', since: state?.since ?? null },
    lateFees,
  };
}
