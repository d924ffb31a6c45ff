/** What a partner, a clerk, a kiosk or a text message is told about an account: masked, and only what is owed now. */
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { businessDate } from '../../shared/dates.ts';
import type { Wording } from '../../shared/errors.ts';
import { maskAddress, maskName } from '../../shared/mask.ts';
import { type Fen, fen } from '../../shared/money.ts';
import { describeAll, type PayableSource } from './payable.ts';
import type { QuotesRepository } from './quotes.repository.ts';

export interface QuotedItem {
  payableId: number;
  kind: string;
  title: Wording;
  /** The month billed (YYYY-MM) and the day it is due; null for what is no bill. */
  month: string | null;
  dueOn: string | null;
  outstandingFen: Fen;
  /** Nobody else may pay it now: a batch debit is out. */
  locked: boolean;
}

export interface Quote {
  accountNo: string;
  holderPeriodId: number;
  nameMasked: string;
  addressMasked: string;
  /** Surplus and prepayment together: what the holder has with us. */
  balanceFen: Fen;
  /** The sum of all items. */
  owedFen: Fen;
  /** The oldest first. */
  items: QuotedItem[];
}

export interface QuoteDependencies {
  quotes: QuotesRepository;
  payableSources: readonly PayableSource[];
  cipher: FieldCipher;
  clock: Clock;
}

export type QuoteAccount = (accountNo: string) => Promise<Quote | undefined>;

/** @returns undefined when there is no such account, or it is closed or has no present holder */
export function createQuoteAccount({
  quotes,
  payableSources,
  cipher,
  clock,
}: QuoteDependencies): QuoteAccount {
  return async accountNo => {
    const now = clock.now();
    const account = await quotes.account(accountNo, businessDate(now));
    if (!account || account.status === 'closed') return undefined;
    const payables = await quotes.payables(account.holderPeriodId, now);
    const described = await describeAll(payableSources, payables);
    const items = payables.map(({ payableId, kind, outstandingFen, lockedFor }) => {
      const { title, month, dueOn } = described.get(payableId)!;
      const owed = { month: month ?? null, dueOn: dueOn ?? null, outstandingFen: fen(outstandingFen) };
      return { payableId, kind, title, ...owed, locked: lockedFor !== null };
    });
    return {
      accountNo: account.accountNo,
      holderPeriodId: account.holderPeriodId,
      nameMasked: maskName(cipher.decrypt(account.nameEnc)),
      addressMasked: maskAddress(account),
      balanceFen: fen(account.balanceFen + account.prepaidFen),
      owedFen: fen(items.reduce((sum, item) => sum + item.outstandingFen, 0)),
      items,
    };
  };
}
