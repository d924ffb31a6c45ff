/** Half days on which a team can come: the next working days with room. */
import { type BusinessDate, businessDate } from '../../../shared/dates.ts';
import { nextWorkingDay } from '../../../shared/working-days.ts';
import { noSuchSlot } from '../applications.errors.ts';
import type { CaseRow } from '../cases.repository.ts';
import type { CaseCore, Scene } from '../change-case.ts';
import { canBook } from '../read-case.ts';
import { hallTeam } from '../team.ts';
import type { VisitsRepository } from '../visits.repository.ts';

const daysAhead = 5;
const parts = ['am', 'pm'] as const;

export interface Slot {
  on: string;
  part: 'am' | 'pm';
  free: number;
}

export function createSlots({ calendar, clock, teams, book }: CaseCore, visits: VisitsRepository) {
  async function offered(file: CaseRow): Promise<Slot[]> {
    const { definition } = await book.byId(file.kindId);
    if (!canBook(file, definition)) return [];
    const [{ days }, allTeams] = await Promise.all([calendar(), teams.all()]);
    const team = allTeams.find(({ code }) => code === (file.team ?? hallTeam))!;
    const on: BusinessDate[] = [];
    for (let day = businessDate(clock.now()); on.length < daysAhead; ) {
      day = nextWorkingDay(day, days);
      on.push(day);
    }
    const taken = await visits.taken(team.code, on[0]!, on.at(-1)!);
    return on.flatMap(day =>
      parts.map(part => {
        const count = taken.find(each => each.on === day && each.part === part)?.count ?? 0;
        return { on: day, part, free: Math.max(0, team.visitsPerHalfDay - count) };
      }),
    );
  }

  return {
    offered,

    /** Takes a half day; an earlier booking for the same step is given back. @throws AppError application-no-such-slot */
    async book(scene: Scene, wish: { on: string; part: 'am' | 'pm' }, open: readonly Slot[]): Promise<void> {
      const { tx, file, kind, by, now, teams: all } = scene;
      if (!canBook(file, kind)) throw noSuchSlot();
      if (!open.some(({ on, part }) => on === wish.on && part === wish.part)) throw noSuchSlot();
      const most = all.find(({ code }) => code === file.team)!.visitsPerHalfDay;
      const visit = {
        caseId: file.id,
        step: file.step!,
        team: file.team!,
        ...wish,
        by: by.actor,
        at: now,
        most,
      };
      const outcome = await visits.book(tx, visit);
      if (outcome === 'full') throw noSuchSlot();
      if (outcome === 'booked') scene.note('visit-booked', wish);
    },
  };
}

export type Slots = ReturnType<typeof createSlots>;
