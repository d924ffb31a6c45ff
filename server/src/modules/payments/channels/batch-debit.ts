/** What a channel of batch debits can do: turn debits into a bank's file, and a bank's file into results. */
import type { FileContent } from '../../../infra/kept-file.ts';
import type { BusinessDate } from '../../../shared/dates.ts';
import type { Fen } from '../../../shared/money.ts';

/** A key for MACs; two may be valid at once. */
export interface FileKey {
  id: string;
  /** AES-128 */
  key: Buffer;
}

export interface DebitFileHead {
  bank: string;
  utility: string;
  on: BusinessDate;
  /** 6 digits */
  batchNo: string;
  /** 3 digits */
  fileNo: string;
}

export interface DebitRow {
  seq: number;
  debitNo: string;
  mandateNo: string;
  bankAccount: string;
  holderName: string;
  amountFen: Fen;
  accountNo: string;
  /** YYYYMM */
  month: string;
}

export interface DebitRequest extends DebitFileHead {
  deadline: Date;
  rows: readonly DebitRow[];
}

export interface DebitAnswer {
  seq: number;
  debitNo: string;
  mandateNo: string;
  amountFen: Fen;
  /** 0000 = taken; else why not */
  code: string;
  /** The bank's serial; empty unless taken. */
  bankSerial: string;
  decidedAt: Date;
  remark: string;
}

export interface DebitResult extends DebitFileHead {
  clearingOn: BusinessDate;
  /** 0000 = worked off row by row; else refused whole, without rows. */
  fileCode: string;
  rows: DebitAnswer[];
}

export interface DebitDayRow {
  bankSerial: string;
  debitNo: string;
  mandateNo: string;
  amountFen: Fen;
  kind: 'debit' | 'return';
  at: Date;
}

export interface DebitDay {
  bank: string;
  /** Which utility the bank knows us as. */
  utility: string;
  on: BusinessDate;
  /** A piece of the file at a time; its totals are judged at the end. @throws FileRefused */
  rows(): AsyncGenerator<DebitDayRow[]>;
}

/** What a failed debit leads to. */
export interface FailurePlan {
  /** What becomes of the mandate. */
  mandate: 'keep' | 'suspend' | 'end';
  /** Days until the next try, and how many tries a bill gets; absent: none. */
  retry?: { afterDays: number; tries: number };
}

export interface BatchDebit {
  /** Rows a file may have. */
  maxRows: number;
  requestName(head: DebitFileHead): string;
  writeRequest(request: DebitRequest, key: FileKey): Buffer;
  /** What a file that a bank has put down is; undefined when its name is none of ours. */
  kindOf(name: string): { kind: 'result'; requestName: string } | { kind: 'day' } | undefined;
  /** Held whole: it has at most `maxRows`. @throws FileRefused */
  readResult(name: string, content: FileContent, keys: readonly FileKey[]): Promise<DebitResult>;
  /** Every row of the request exactly once, in its order. @throws FileRefused */
  checkAgainst(
    request: readonly Pick<DebitRow, 'seq' | 'debitNo' | 'mandateNo' | 'amountFen'>[],
    result: DebitResult,
  ): void;
  /** @throws FileRefused */
  readDay(name: string, content: FileContent, keys: readonly FileKey[]): Promise<DebitDay>;
  planFor(code: string): FailurePlan;
}
