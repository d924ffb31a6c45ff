/** What a partner, a clerk, a kiosk or a text message is told about an account: masked, and only what is owed now. */
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { businessDate } from '../../shared/dates.ts';
import type { Wording } from '../../shared/errors.ts';
import { maskAddress, maskName } from '../../shared/mask.ts';
import { type Fen, fen } from '../../shared/money.ts';
import { describeAll, type PayableSource } from './payable.ts';
import type { QuotedAccount, QuotesRepository } from './quotes.repository.ts';

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

/** At a counter or a machine: also who holds it no longer, or not yet, may pay what is theirs. */
export interface DeskQuote extends Quote {
  standing: 'present' | 'ended' | 'pending';
  /** The last day of an ended holder. */
  until: string | null;
  /** Others at this account who have something to pay. */
  others: readonly {
    holderPeriodId: number;
    nameMasked: string;
    standing: 'ended' | 'pending';
    until: string | null;
  }[];
}

export interface QuoteDependencies {
  quotes: QuotesRepository;
  payableSources: readonly PayableSource[];
  cipher: FieldCipher;
  clock: Clock;
}

export type QuoteAccount = (accountNo: string) => Promise<Quote | undefined>;

/** Without a holder named: whoever holds it now, or, where nobody does, the latest who has something to pay. */
export type QuoteAtDesk = (accountNo: string, holderPeriodId?: number) => Promise<DeskQuote | undefined>;

/** @returns undefined when there is no such account, or it is closed or has no present holder */
export function createQuoteAccount(dependencies: QuoteDependencies): QuoteAccount {
  const { quotes, clock } = dependencies;
  const quoteOf = createQuoteOf(dependencies);
  return async accountNo => {
    const account = await quotes.account(accountNo, businessDate(clock.now()));
    return account && account.status !== 'closed' ? quoteOf(account) : undefined;
  };
}

export function createQuoteAtDesk(dependencies: QuoteDependencies): QuoteAtDesk {
  const { quotes, cipher, clock } = dependencies;
  const quoteOf = createQuoteOf(dependencies);
  return async (accountNo, holderPeriodId) => {
    const today = businessDate(clock.now());
    const found = await quotes.account(accountNo, today);
    const present =
      found && found.status !== 'closed' ? [{ ...found, standing: 'present' as const, until: null }] : [];
    const all = [...present, ...(await quotes.others(accountNo, today))];
    const asked =
      holderPeriodId === undefined ? all[0] : all.find(each => each.holderPeriodId === holderPeriodId);
    if (!asked) return undefined;
    const others = all.flatMap(({ holderPeriodId: id, nameEnc, standing, until }) =>
      standing === 'present' || id === asked.holderPeriodId
        ? []
        : [{ holderPeriodId: id, nameMasked: maskName(cipher.decrypt(nameEnc)), standing, until }],
    );
    return { ...(await quoteOf(asked)), standing: asked.standing, until: asked.until, others };
  };
}

function createQuoteOf({ quotes, payableSources, cipher, clock }: QuoteDependencies) {
  return async (account: QuotedAccount): Promise<Quote> => {
    const now = clock.now();
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
