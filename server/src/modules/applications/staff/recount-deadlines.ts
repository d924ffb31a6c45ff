/** What another calendar makes of the deadlines of running cases: shown beforehand, and put in force once it stands. */
import { type BusinessDate, businessDate } from '../../../shared/dates.ts';
import type { CalendarDays } from '../../../shared/working-days.ts';
import type { CaseCore } from '../change-case.ts';
import { dueDay, type Stop, stepDueDay } from '../deadlines.ts';
import type { ClockRow, InboxRepository } from './inbox.repository.ts';

const chunk = 2_000;
/** As many changes as somebody reads. */
const shown = 200;

export interface MovedDeadline {
  caseNo: string;
  dueOn: string;
  newDueOn: string;
}

export function createRecount({ calendar, clock, book }: CaseCore, inbox: InboxRepository) {
  async function* recounted(days: CalendarDays) {
    const today = businessDate(clock.now());
    for (let after = 0; ; ) {
      const rows = await inbox.clocks(after, chunk);
      for (const row of rows) {
        const dueOn = newDue(row, today, days);
        const { definition } = await book.byId(row.kindId);
        const from = row.stepBeganOn as BusinessDate;
        const stepDueOn = stepDueDay(definition, row.step, { dueOn, from }, days);
        yield { row, dueOn, stepDueOn };
      }
      if (rows.length < chunk) return;
      after = rows.at(-1)!.id;
    }
  }

  return {
    /** With the days of a year as they might be put in. */
    async simulate(year: number, days: readonly { day: string; kind: 'holiday' | 'workday' }[]) {
      const present = [...(await calendar()).days].filter(([day]) => !day.startsWith(`${year}-`));
      const other: CalendarDays = new Map([
        ...present,
        ...days.map(({ day, kind }) => [day as BusinessDate, kind] as const),
      ]);
      let looked = 0;
      let earlier = 0;
      let later = 0;
      const moved: MovedDeadline[] = [];
      for await (const { row, dueOn } of recounted(other)) {
        looked += 1;
        if (dueOn === row.dueOn) continue;
        if (dueOn < row.dueOn) earlier += 1;
        else later += 1;
        if (moved.length < shown) moved.push({ caseNo: row.caseNo, dueOn: row.dueOn, newDueOn: dueOn });
      }
      return { looked, earlier, later, moved };
    },

    /** After a change of the calendar, and for cases that wait: what a day of waiting has moved. */
    async putInForce(signal: AbortSignal): Promise<void> {
      let changed: { id: number; version: number; dueOn: string; stepDueOn: string }[] = [];
      const write = async () => {
        if (changed.length > 0) await inbox.moveDue(changed);
        changed = [];
      };
      for await (const { row, dueOn, stepDueOn } of recounted((await calendar()).days)) {
        if (signal.aborted) break;
        if (dueOn !== row.dueOn || stepDueOn !== row.stepDueOn)
          changed.push({ id: row.id, version: row.version, dueOn, stepDueOn });
        if (changed.length >= chunk) await write();
      }
      await write();
    },
  };
}

export type Recount = ReturnType<typeof createRecount>;

const newDue = ({ beganOn, limitDays, stops }: ClockRow, today: BusinessDate, days: CalendarDays) =>
  dueDay({ beganOn: beganOn as BusinessDate, limitDays, stops: stops as Stop[] }, today, days);
