/**
 * A source's day file (对账单) as its own folder reads it: from bytes to lines in our words, judged while it is read. What is
 * matched with what, and who looks at a difference, is reconciliation's business. Readers know no database.
 */
import type { FileContent, FileDownload } from '../../../infra/kept-file.ts';
import type { BusinessDate } from '../../../shared/dates.ts';
import type { Wording } from '../../../shared/errors.ts';

export interface StatementLine {
  /** In the file, counted from 1. */
  line: number;
  /** `message`: a text message that the operator carried; it is matched, and moves no money. */
  kind: 'payment' | 'refund' | 'fee' | 'message' | 'other';
  /** What the source says became of it. Only `done` counts as money. */
  state: 'done' | 'open' | 'failed';
  /** The source's own number: collections.trade_no. Of a refund, that of the payment it gives back. */
  tradeNo: string;
  orderNo: string | null;
  /** Ours, of a refund or reversal. */
  refundNo: string | null;
  accountNo: string | null;
  /** Gross and above zero, also of a refund. */
  amountFen: number;
  /** What the source keeps, in thousandths of a fen (WeChat states five decimals of a yuan); negative when it gives back. */
  feeMilli: number;
  /** Beijing time, `2026-11-21 08:30:00`. */
  at: string;
  place: string | null;
}

/** What the source says it pays us for the day, in fen. paid − refunded − fee = net, or the file is refused. */
export interface SettledTotal {
  paidFen: number;
  refundedFen: number;
  feeFen: number;
  netFen: number;
}

/**
 * What of the day has not been found outside yet: a till or box not counted, a cheque not cleared, cards not paid for, a sum not credited, the
 * source's own word of what it settles.
 */
export type Awaited = 'count' | 'clearing' | 'sale-payment' | 'credit' | 'settlement';

export interface StatementTotals {
  rows: number;
  settled?: SettledTotal;
  /** The lines agree so far, but the day is looked at again until this has come. */
  awaits?: Awaited;
  /** What the bank has credited for the day: it ends the wait for `credit`, and is what counts of `settled`. */
  creditedFen?: number;
  /** The entries of that credit: none counts twice. */
  entries?: readonly BankEntry[];
}

/** An entry on the utility's own account, or the part of it that is this day's. */
export interface BankEntry {
  line: number;
  on: BusinessDate;
  reference: string;
  fen: number;
  wholeFen: number | null;
}

export type StatementContent = FileContent;
export type StatementDownload = FileDownload;

export interface StatementPart {
  /** trade | fund-flow | … */
  code: string;
  /** Its lines are matched one by one; otherwise only what it settles counts. */
  isDetail: boolean;
  /** It alone says what the day settles: a day that has lines waits for it. */
  settles?: boolean;
  /** The day (20261121) that a file's name states, where the file itself states none. */
  dayInName?(name: string): string | undefined;
  /**
   * Lines of the days beside it fit as well; if most of them count there already, or are that day's by our books, it is that day's file.
   * `byDate`: a line that our books do not have counts on its date.
   */
  fitsNeighbours?: { byDate: boolean };
  /** Undefined when the source has none for that day. Absent: the file is brought to us. Throws ChannelError. */
  open?(day: BusinessDate): Promise<StatementDownload | undefined>;
  /** Yields as it reads, and returns the file's own totals once they agree with what was read. Throws StatementProblem. */
  read(content: StatementContent, day: BusinessDate): AsyncGenerator<StatementLine[], StatementTotals>;
}

/** One file source: what collections.source names. */
export interface StatementSource {
  source: string;
  name: Wording;
  parts: readonly StatementPart[];
  /** Many short-lived sources of one kind, shown together: shifts, cash boxes. */
  group?: { code: string; name: Wording };
  /** The days on which it may have money; without it, every day. */
  lives?: DayRange;
  /** Its money went to the bank's account when it was counted: the settled total is compared, not posted again. */
  bookedWhenCounted?: boolean;
}

export interface DayRange {
  from: BusinessDate;
  to: BusinessDate;
}

/** What else than a bank credit books an entry of the utility's bank account: `booked_bank_entries`. */
export type BankDoor = 'card-sale' | 'top-up' | 'counter' | 'payout-return';

export type StatementReason =
  | 'truncated'
  | 'encoding'
  | 'columns'
  | 'row'
  | 'totals'
  | 'hash'
  | 'wrong-day'
  | 'wrong-merchant'
  | 'archive'
  | 'empty'
  /** An entry of the bank's counts for another day or source already. */
  | 'counted-elsewhere'
  /** Another door has booked an entry of the bank's. */
  | `booked-${BankDoor}`
  /** Two persons have decided that it does not count. */
  | 'withdrawn';

/** Why a file is refused whole. `detail` names values of the file that are no personal data. */
export class StatementProblem extends Error {
  readonly reason: StatementReason;
  readonly line: number | null;
  readonly detail: string;

  constructor(reason: StatementReason, line: number | null, detail = '') {
    super(`statement refused: ${reason}${line === null ? '' : ` in line ${line}`}${detail && `, ${detail}`}`);
    this.name = 'StatementProblem';
    this.reason = reason;
    this.line = line;
    this.detail = detail;
  }
}
