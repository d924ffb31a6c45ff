/** What another calendar makes of the deadlines of running cases: shown beforehand, and put in force once it stands. */
import { type BusinessDate, businessDate } from '../../../shared/dates.ts';
import type { CalendarDays } from '../../../shared/working-days.ts';
import type { CalendarChange } from '../../calendar/index.ts';
import type { CaseCore } from '../change-case.ts';
import { dueDay, type Stop, stepDueDay } from '../deadlines.ts';
import type { ClockRow, InboxRepository, MovedDue } from './inbox.repository.ts';

const chunk = 2_000;
/** As many changes as somebody reads. */
const shown = 200;

/** Of the whole case, and of the step in which it is. */
interface Due {
  dueOn: BusinessDate;
  stepDueOn: BusinessDate;
}

export interface MovedDeadline extends Due {
  caseNo: string;
  newDueOn: string;
  newStepDueOn: string;
}

export function createRecount({ calendar, clock, book }: CaseCore, inbox: InboxRepository) {
  /** Every running case with what each of the two calendars makes of it today. */
  async function* recounted({ before, now }: CalendarChange) {
    const today = businessDate(clock.now());
    for (let after = 0; ; ) {
      const rows = await inbox.clocks(after, chunk);
      for (const row of rows) {
        const due = async (days: CalendarDays): Promise<Due> => {
          const dueOn = newDue(row, today, days);
          const { definition } = await book.byId(row.kindId);
          const from = row.stepBeganOn as BusinessDate;
          return { dueOn, stepDueOn: stepDueDay(definition, row.step, { dueOn, from }, days) };
        };
        yield { row, old: await due(before), due: await due(now) };
      }
      if (rows.length < chunk) return;
      after = rows.at(-1)!.id;
    }
  }

  /** @returns how many were moved; null when it was cut off, for some may be left */
  async function putInForce(change: CalendarChange, signal: AbortSignal): Promise<number | null> {
    let moved = 0;
    let changed: MovedDue[] = [];
    const write = async () => {
      if (changed.length > 0) await inbox.moveDue(changed, clock.now());
      moved += changed.length;
      changed = [];
    };
    for await (const { row, old, due } of recounted(change)) {
      if (signal.aborted) break;
      if (same(due, row)) continue;
      // The day of one that waits moves on with every day of waiting; any other only with the calendar.
      const byCalendar = row.status === 'open' || !same(old, due);
      const { dueOn, stepDueOn } = row;
      const was = byCalendar ? { was: { dueOn, stepDueOn } } : {};
      changed.push({ id: row.id, version: row.version, ...due, ...was });
      if (changed.length >= chunk) await write();
    }
    await write();
    return signal.aborted ? null : moved;
  }

  return {
    /** With the days of a year as they might be put in. */
    async simulate(year: number, days: readonly { day: string; kind: 'holiday' | 'workday' }[]) {
      const before = (await calendar()).days;
      const other: CalendarDays = new Map([
        ...[...before].filter(([day]) => !day.startsWith(`${year}-`)),
        ...days.map(({ day, kind }) => [day as BusinessDate, kind] as const),
      ]);
      const counts = { looked: 0, earlier: 0, later: 0, stepsOnly: 0 };
      const moved: MovedDeadline[] = [];
      for await (const { row, old, due } of recounted({ before, now: other })) {
        counts.looked += 1;
        if (same(old, due)) continue;
        if (due.dueOn < old.dueOn) counts.earlier += 1;
        else if (due.dueOn > old.dueOn) counts.later += 1;
        else counts.stepsOnly += 1;
        if (moved.length < shown)
          moved.push({ caseNo: row.caseNo, ...old, newDueOn: due.dueOn, newStepDueOn: due.stepDueOn });
      }
      return { ...counts, moved };
    },

    putInForce,

    /** Each day for cases that wait: what a day of waiting has moved. */
    async goOn(signal: AbortSignal): Promise<void> {
      const { days } = await calendar();
      await putInForce({ before: days, now: days }, signal);
    },
  };
}

export type Recount = ReturnType<typeof createRecount>;

const same = (left: { dueOn: string; stepDueOn: string }, right: { dueOn: string; stepDueOn: string }) =>
  left.dueOn === right.dueOn && left.stepDueOn === right.stepDueOn;

const newDue = ({ beganOn, limitDays, stops }: ClockRow, today: BusinessDate, days: CalendarDays) =>
  dueDay({ beganOn: beganOn as BusinessDate, limitDays, stops: stops as Stop[] }, today, days);
