/** A file from a bank: verified as a whole, stored, then booked row by row. Refused whole otherwise, with line and reason. */
import { createHash } from 'node:crypto';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { KeptFile } from '../../infra/kept-file.ts';
import type { Metrics } from '../../infra/metrics.ts';
import { fen } from '../../shared/money.ts';
import { type BatchDebit, FileRefused } from '../payments/index.ts';
import type { BatchesRepository } from './batches.repository.ts';
import type { BookResults } from './book-results.ts';
import { sourceOf } from './debit.ts';
import { foreignFile } from './debits.errors.ts';
import type { Bank, Banks } from './manage-banks.ts';
import type { Arrival, ResultsRepository } from './results.repository.ts';
import { sealContent } from './run-batch.ts';

export interface TakenFile {
  outcome: 'taken' | 'repeat' | 'refused';
  name: string;
  kind: 'result' | 'day';
  /** Of a result: how many rows it has. */
  rows: number;
  line: number | null;
  reason: string | null;
}

interface Dependencies {
  batches: BatchesRepository;
  results: ResultsRepository;
  banks: Banks;
  format: BatchDebit;
  bookResults: BookResults;
  cipher: FieldCipher;
  clock: Clock;
  crashPoints: CrashPoints;
  metrics: Metrics;
}

export function createTakeFile(dependencies: Dependencies) {
  const { results, banks, format, bookResults, cipher, clock, crashPoints, metrics } = dependencies;

  const arrivalOf = (
    bankCode: string,
    name: string,
    kind: Arrival['kind'],
    file: Brought,
    origin: string,
  ): Arrival => ({
    ...{ bankCode, name, kind, origin, line: null, reason: null, outcome: 'taken' },
    sha256: file.sha256.toString('hex'),
    pieces: () => sealedPieces(file, cipher),
    receivedAt: clock.now(),
  });
  async function refuse(arrival: Arrival, fault: { line: number; reason: string }): Promise<TakenFile> {
    metrics.count('hall_untrusted_total', { source: sourceOf(arrival.bankCode), reason: fault.reason });
    await results.refused({ ...arrival, ...fault, outcome: 'refused' });
    return { name: arrival.name, kind: arrival.kind, rows: 0, ...fault, outcome: 'refused' };
  }

  return {
    /** A file larger than any that a bank makes: shown as refused, without its contents. @throws AppError debit-file-name */
    async refuseUnread(bankCode: string, name: string, origin: string): Promise<TakenFile> {
      const named = format.kindOf(name);
      if (!named) throw foreignFile();
      return refuse(arrivalOf(bankCode, name, named.kind, unread, origin), {
        line: 0,
        reason: 'size',
      });
    },
    /** @param origin sftp or staff:<username> @throws AppError debit-file-name */
    async take(bankCode: string, name: string, file: KeptFile, origin: string): Promise<TakenFile> {
      const named = format.kindOf(name);
      if (!named) throw foreignFile();
      const bank = await banks.find(bankCode);
      const arrival = arrivalOf(bankCode, name, named.kind, file, origin);
      const reply = { name, kind: named.kind, rows: 0, line: null, reason: null };
      const before = await results.arrivals(name);
      if (before.some(each => each.sha256 === arrival.sha256 && each.outcome === 'taken'))
        return { ...reply, outcome: 'repeat' };
      try {
        if (before.some(each => each.outcome === 'taken')) throw new Refusal('changed', 0);
        const rows = await (named.kind === 'day'
          ? takeDay(bank, arrival, file, dependencies)
          : takeResult(bank, named.requestName, arrival, file, dependencies));
        crashPoints.reach('debit-result-stored');
        if (named.kind === 'result') await bookResults.bookTold();
        return { ...reply, rows, outcome: 'taken' };
      } catch (error) {
        const fault = faultOf(error);
        if (!fault) throw error;
        return refuse(arrival, fault);
      }
    },
  };
}

type Brought = Pick<KeptFile, 'sha256' | 'size' | 'read'>;
const unread: Brought = { sha256: createHash('sha256').digest(), size: 0, read: async () => Buffer.alloc(0) };
const pieceBytes = 1024 * 1024;

/** Encrypted piece by piece, so that a day of a million rows is never held. */
async function* sealedPieces({ size, read }: Brought, cipher: FieldCipher): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; at += pieceBytes) yield sealContent(await read(at, pieceBytes), cipher);
}

export type TakeFile = ReturnType<typeof createTakeFile>;

/** Refused for what we know, not for its own form. */
class Refusal extends Error {
  readonly reason: string;
  readonly line: number;

  constructor(reason: string, line: number) {
    super(reason);
    this.reason = reason;
    this.line = line;
  }
}

function faultOf(error: unknown): { line: number; reason: string } | undefined {
  if (error instanceof FileRefused) return { line: error.line, reason: error.fault };
  return error instanceof Refusal ? { line: error.line, reason: error.reason } : undefined;
}

async function takeDay(
  bank: Bank,
  arrival: Arrival,
  file: KeptFile,
  { format, results }: Dependencies,
): Promise<number> {
  const day = await format.readDay(arrival.name, file, bank.keys);
  if (day.bank !== bank.row.code || day.utility !== bank.row.utilityCode) throw new FileRefused('header', 1);
  let count = 0;
  for await (const rows of day.rows()) count += rows.length;
  if (!(await results.takeDay(arrival, sourceOf(bank.row.code), day.on))) throw new Refusal('changed', 0);
  return count;
}

async function takeResult(
  bank: Bank,
  requestName: string,
  arrival: Arrival,
  file: KeptFile,
  { format, results, batches }: Dependencies,
): Promise<number> {
  const result = await format.readResult(arrival.name, file, bank.keys);
  if (result.bank !== bank.row.code || result.utility !== bank.row.utilityCode)
    throw new FileRefused('header', 1);
  const request = await batches.findFile(requestName);
  // What we never wrote down cannot have been sent.
  if (!request || request.status === 'planned') throw new Refusal('unknown', 0);
  if (request.status === 'answered') throw new Refusal('changed', 0);
  // Of a file that was released by hand its result says what became of it all the same.
  if (result.fileCode !== '0000') {
    if (!(await results.takeRefusal(arrival, request.id, result.fileCode))) throw new Refusal('changed', 0);
    return 0;
  }
  const asked = (await batches.rowsOf(request.id)).map(row => ({ ...row, amountFen: fen(row.amountFen) }));
  format.checkAgainst(asked, result);
  const serials = result.rows.map(row => row.bankSerial).filter(Boolean);
  const elsewhere = await results.serialsElsewhere(bank.row.code, request.id, serials);
  const twice = result.rows.findIndex(row => elsewhere.has(row.bankSerial));
  if (twice >= 0) throw new Refusal('rows', twice + 2);
  const stored = await results.takeResult(arrival, request.id, result.clearingOn, result.rows);
  if (!stored) throw new Refusal('changed', 0);
  return result.rows.length;
}
