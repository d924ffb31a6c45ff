/** The board: every stage with its counts and its most urgent cards. Counted once in a few seconds, however many look. */
import { addDays, businessDate } from '../../../shared/dates.ts';
import { addWorkingDays, workingDaysBetween } from '../../../shared/working-days.ts';
import type { CaseCore } from '../change-case.ts';
import { urgencyOf } from '../deadlines.ts';
import { awaitsDay, stages, stepOf } from '../kind.ts';
import type { CaseLine, InboxQuestion, InboxRepository, StageCount } from './inbox.repository.ts';

const cardsEach = 20;
const countsFreshMs = 5_000;
const countsKeptMs = 30_000;
const pageSize = 50;

export type InboxWish = Omit<InboxQuestion, 'riskUntil' | 'today' | 'after' | 'size'> & { after?: string };

export function createBoard({ calendar, clock, book }: CaseCore, inbox: InboxRepository) {
  const counted = new Map<string, { until: number; counts: Promise<StageCount[]> }>();

  async function days() {
    const { days: known } = await calendar();
    const today = businessDate(clock.now());
    return { known, today, riskUntil: addDays(addWorkingDays(today, 2, known), -1) };
  }

  async function lines(rows: readonly CaseLine[]) {
    const { known, today } = await days();
    return Promise.all(
      rows.map(async row => {
        const { definition } = await book.byId(row.kindId);
        const due = row.stepDueOn as typeof today;
        const late = due < today;
        return {
          ...row,
          // Until a day has come nothing is wanted from anybody.
          wanted: row.wanted === 'step' && awaitsDay(definition, row.step) ? null : row.wanted,
          kind: { code: definition.code, name: definition.name },
          stepName: stepOf(definition, row.step).name,
          returnedTwice: row.returns > 1,
          urgency: row.status === 'open' ? urgencyOf(due, today, known) : null,
          daysLeft:
            row.status !== 'open'
              ? null
              : late
                ? -Math.max(1, workingDaysBetween(due, today, known))
                : workingDaysBetween(today, due, known),
        };
      }),
    );
  }

  /** Who looks sees the last counts while new ones are made; only who comes first, or after a pause, waits for them. */
  async function countsOf(team: string | null): Promise<StageCount[]> {
    const key = team ?? '';
    const now = clock.now().getTime();
    const known = counted.get(key);
    if (known && now < known.until) return known.counts;
    const { today, riskUntil } = await days();
    const counts = inbox.counts(today, riskUntil, team);
    const last = known && now < known.until + countsKeptMs ? known.counts : counts;
    // Until the new ones are there the last are shown.
    counted.set(key, { until: now + countsFreshMs, counts: last });
    counts.then(
      () => counted.set(key, { until: now + countsFreshMs, counts }),
      () => counted.delete(key),
    );
    return last;
  }

  async function page({ after, ...wish }: InboxWish) {
    const { today, riskUntil } = await days();
    const [due, id] = after?.split('.') ?? [];
    const rows = await inbox.list({
      ...wish,
      today,
      riskUntil,
      after: due && id ? { due, id: Number(id) } : null,
      size: pageSize + 1,
    });
    const page = rows.slice(0, pageSize);
    const last = page.at(-1);
    return {
      cases: await lines(page),
      next: rows.length > pageSize && last ? `${last.stepDueOn}.${last.id}` : null,
    };
  }

  return {
    inbox: page,

    /** Page after page of the inbox, for a file. */
    async *everyLine(wish: InboxWish) {
      for (let after: string | undefined; ; ) {
        const { cases, next } = await page({ ...wish, after });
        yield* cases;
        if (!next) return;
        after = next;
      }
    },

    find: async (caseNo: string) => ({ cases: await lines(await inbox.find(caseNo)), next: null }),

    async board(team: string | null) {
      const [counts, cards] = await Promise.all([
        countsOf(team),
        inbox.cards(stages, team, cardsEach).then(lines),
      ]);
      return {
        columns: stages.map(stage => {
          const {
            open = 0,
            waiting = 0,
            overdue = 0,
            atRisk = 0,
          } = counts.find(each => each.stage === stage) ?? {};
          return { stage, open, waiting, overdue, atRisk, cards: cards.filter(card => card.stage === stage) };
        }),
      };
    },
  };
}

export type Board = ReturnType<typeof createBoard>;
