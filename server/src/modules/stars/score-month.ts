/** The monthly job, what the running month would come to, and the proof that a published month follows from its events. */
import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import {
  addMonths,
  type BusinessDate,
  businessDate,
  type Month,
  monthOf,
  monthsUpTo,
  startOfDay,
} from '../../shared/dates.ts';
import type { FormulaRow, StarBook } from './star-book.repository.ts';
import { readFacts } from './star-facts.repository.ts';
import { noFacts, scoreOf } from './star-score.ts';
import { monthNotScored } from './stars.errors.ts';

export interface StarsCore {
  pool: Pool;
  inTransaction<T>(work: (tx: PoolClient) => Promise<T>): Promise<T>;
  clock: Clock;
  book: StarBook;
}

/** The scoring waits a day, so that what was under way at midnight is written down. */
const settledAfterDays = 1;

const firstOf = (month: Month) => `${month}-01` as BusinessDate;
const spanOf = (month: Month) => ({
  from: startOfDay(firstOf(month)),
  until: startOfDay(firstOf(addMonths(month, 1))),
});

/** The formula that held on a month's first day: a month is judged by what was known when it began. */
export function formulaOf(rows: readonly FormulaRow[], month: string): FormulaRow {
  const begun = rows.filter(({ validFrom }) => validFrom <= `${month}-01`);
  const found = begun
    .sort((left, right) => left.validFrom.localeCompare(right.validFrom) || left.id - right.id)
    .at(-1);
  if (!found) throw new Error(`no star formula for ${month}`);
  return found;
}

/** A server that stood still longer than this is no matter of months missed. */
const mostMonthsBack = 12;

/** Scores each month up to the one before this that nobody has: also those in which the server stood still. @returns how many */
export async function scoreMonths(core: StarsCore): Promise<number> {
  const at = core.clock.now();
  const settled = new Date(at.getTime() - settledAfterDays * 86_400_000);
  const last = addMonths(monthOf(businessDate(settled)), -1);
  const done = new Set(await core.book.months());
  let scored = 0;
  for (const month of monthsUpTo(last, await core.book.firstMonth(), mostMonthsBack))
    if (!done.has(month) && (await scoreMonth(core, month, at))) scored += 1;
  return scored;
}

async function scoreMonth({ inTransaction, book }: StarsCore, month: Month, at: Date): Promise<boolean> {
  const formula = formulaOf(await book.formulas(), month);
  return inTransaction(async tx => {
    if (!(await book.claimMonth(tx, month, at))) return false;
    for (const { staff, ...facts } of await readFacts(tx, spanOf(month), null)) {
      const { score, stars } = scoreOf(facts, formula.params);
      await book.keep(tx, { month, staff, formulaId: formula.id, facts, score, stars }, at);
    }
    return true;
  });
}

/** The running month as it stands, of one colleague or of all. */
export async function runningMonth({ pool, clock, book }: StarsCore, staff: string | null) {
  const month = monthOf(businessDate(clock.now()));
  const formula = formulaOf(await book.formulas(), month);
  const rows = await readFacts(pool, spanOf(month), staff);
  const found = staff !== null && rows.length === 0 ? [{ staff, ...noFacts }] : rows;
  return found.map(({ staff: who, ...facts }) => ({
    month,
    staff: who,
    facts,
    ...scoreOf(facts, formula.params),
  }));
}

/** @returns where the published score is not what its events make. @throws monthNotScored */
export async function verifyMonth({ pool, book }: StarsCore, month: Month) {
  if (!(await book.months()).includes(month)) throw monthNotScored();
  const kept = await book.scores(month, null);
  const formulas = await book.formulas();
  const found = new Map(
    (await readFacts(pool, spanOf(month), null)).map(({ staff, ...facts }) => [staff, facts]),
  );
  const everybody = [...new Set([...kept.map(({ staff }) => staff), ...found.keys()])].sort();
  const differences = everybody.flatMap(staff => {
    const published = kept.find(row => row.staff === staff);
    const formula = formulas.find(({ id }) => id === published?.formulaId) ?? formulaOf(formulas, month);
    const again = scoreOf(found.get(staff) ?? noFacts, formula.params);
    const same = published?.score === again.score && published.stars === again.stars;
    return same
      ? []
      : [
          {
            staff,
            published: published ? { score: published.score, stars: published.stars } : null,
            recomputed: { score: again.score, stars: again.stars },
          },
        ];
  });
  return { month, compared: everybody.length, differences };
}
