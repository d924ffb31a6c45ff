/**
 * 银行入账单: what the utility's own bank account shows of a source's day, brought by finance. A partner's file says what it owes
 * for the day; that it has paid stands here, in words that are not the partner's.
 *
 *     dianting-bank-credit-1|partner:MB0001|2026-11-21
 *     2026-11-22|TT20261122001|1234500
 *     end|1|1234500
 *
 * Head: form, source, clearing day. A line for each entry on the account: its day, the bank's reference, fen (negative where the
 * day was paid back). End: lines and their sum. UTF-8, LF.
 *
 * An entry counts for one day of one source. One that pays for several is brought in parts, in form `-2`: the part is followed by
 * the whole, and the parts are never more than that.
 *
 *     dianting-bank-credit-2|partner:MB0001|2026-11-21
 *     2026-11-24|TT20261124007|1234500|3703500
 *     end|1|1234500
 */
import { comparedReference } from '../../shared/compared-reference.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import {
  type BankEntry,
  type StatementContent,
  type StatementLine,
  type StatementPart,
  StatementProblem,
  type StatementTotals,
} from './gateways/statement.ts';

const form = 'dianting-bank-credit-1';
const formOfParts = 'dianting-bank-credit-2';
const longest = 64 * 1024;

/** Without `open`: a person brings it. */
export const bankCreditPart = (source: string): StatementPart => ({
  code: 'credit',
  isDetail: false,
  read: (content, day) => readCredit(content, source, day),
});

async function* readCredit(
  content: StatementContent,
  source: string,
  day: BusinessDate,
): AsyncGenerator<StatementLine[], StatementTotals> {
  if (content.size > longest) throw new StatementProblem('row', null);
  const lines = (await content.read(0, content.size)).toString('utf8').split('\n');
  const end = lines.at(-2) ?? '';
  if (lines.at(-1) !== '' || !end.startsWith('end|')) throw new StatementProblem('truncated', lines.length);
  const [named, of, on, ...more] = lines[0]!.split('|');
  if ((named !== form && named !== formOfParts) || more.length > 0) throw new StatementProblem('columns', 1);
  if (of !== source) throw new StatementProblem('wrong-merchant', 1, of);
  if (on !== day) throw new StatementProblem('wrong-day', 1, on);
  const entries = lines
    .slice(1, -2)
    .map((line, index) => readEntry(line, index + 2, day, named === formOfParts));
  const references = new Set(entries.map(({ reference }) => comparedReference(reference)));
  if (references.size < entries.length) throw new StatementProblem('row', null, 'reference');
  const creditedFen = entries.reduce((sum, { fen }) => sum + fen, 0);
  if (end !== `end|${entries.length}|${creditedFen}`) throw new StatementProblem('totals', lines.length - 1);
  return { rows: 0, creditedFen, entries };
}

function readEntry(text: string, line: number, day: BusinessDate, maybePart: boolean): BankEntry {
  const found = /^(\d{4}-\d{2}-\d{2})\|([^|]{2,64})\|(-?[1-9]\d{0,11})(?:\|(-?[1-9]\d{0,11}))?$/.exec(text);
  const [, on, reference, fenText, wholeText] = found ?? [];
  if (!on || !isDay(on) || (wholeText && !maybePart)) throw new StatementProblem('row', line);
  // Nobody is credited before the money was collected.
  if (on < day) throw new StatementProblem('wrong-day', line, on);
  const [fen, wholeFen] = [Number(fenText), wholeText ? Number(wholeText) : null];
  if (wholeFen !== null && (Math.sign(fen) !== Math.sign(wholeFen) || Math.abs(fen) > Math.abs(wholeFen)))
    throw new StatementProblem('row', line, 'part');
  return { line, on: on as BusinessDate, reference: reference!, fen, wholeFen };
}

/** The 31st of February is none. */
const isDay = (text: string) => {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};
