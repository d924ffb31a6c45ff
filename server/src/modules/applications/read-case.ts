/** Gathers all there is of one case, for both sides' pages. */
import { type BusinessDate, businessDate } from '../../shared/dates.ts';
import type { CalendarDays } from '../../shared/working-days.ts';
import { caseParts, type EventRow, type PaperRow, type ReturnRow } from './case-parts.repository.ts';
import type { CaseRow } from './cases.repository.ts';
import type { CaseCore } from './change-case.ts';
import { daysUsed, lastAppealDay, stepDueDay, urgencyOf } from './deadlines.ts';
import { type Answers, missingFields } from './form.ts';
import { awaitsDay, type KindDefinition, mainWay, type Step, stepOf } from './kind.ts';
import { papersSettled } from './requirements.ts';
import { hallTeam, type Team } from './team.ts';
import type { VisitsRepository } from './visits.repository.ts';

export type CaseDetails = Awaited<ReturnType<ReturnType<typeof createReadCase>>>;

export function createReadCase(
  { db, book, calendar, clock, cipher, teams }: CaseCore,
  visits: VisitsRepository,
) {
  return async function readCase(file: CaseRow) {
    const { pool } = db;
    const { id } = file;
    const [
      events,
      returns,
      papers,
      fees,
      inspections,
      booked,
      signature,
      stops,
      allTeams,
      { days },
      { definition: kind },
    ] = await Promise.all([
      caseParts.events(pool, id),
      caseParts.returns(pool, id),
      caseParts.papers(pool, id),
      caseParts.fees(pool, id),
      caseParts.inspections(pool, id),
      visits.ofCase(pool, id),
      caseParts.signature(pool, id),
      caseParts.stops(pool, id, file.beganOn ?? '2000-01-01'),
      teams.all(),
      calendar(),
      book.byId(file.kindId),
    ]);
    const today = businessDate(clock.now());
    const answers: Answers = file.formEnc ? JSON.parse(cipher.decrypt(file.formEnc)) : {};
    const people = [file.owner, file.manager, file.firstReceiver].filter(name => name !== null);
    const names = await teams.displayNames(people);
    const person = (username: string | null) =>
      username === null ? null : { username, displayName: names.get(username) ?? username };
    const running = file.status === 'open' || file.status === 'waiting';
    const beganOn = file.beganOn;
    return {
      file,
      kind,
      answers,
      returns,
      fees: fees.map(fee => ({ ...fee, name: kind.fees.find(({ code }) => code === fee.code)!.name })),
      inspections,
      visit: booked.filter(({ step, status }) => step === file.step && status !== 'cancelled').at(-1) ?? null,
      visits: booked,
      signature: signature ?? null,
      checklist: checklistOf(kind, papers),
      papersSettled: papersSettled(file, kind),
      replaced: replacedPapers(papers, events),
      fieldsMissing: missingFields(kind, answers, true).map(({ code }) => code),
      timeline: timelineOf(file, kind, events, dueOf(file, kind, today, days)),
      events,
      wanted: wantedOf(file, kind, returns),
      team: cardOf(allTeams, file.team),
      owner: person(file.owner),
      manager: person(file.manager),
      managerTeam: cardOf(allTeams, teamOf(allTeams, file)),
      firstReceiver: person(file.firstReceiver),
      daysUsed:
        beganOn === null || file.limitDays === null
          ? null
          : daysUsed(
              { beganOn, limitDays: file.limitDays, stops },
              file.endedAt ? businessDate(file.endedAt) : today,
              days,
            ),
      urgency:
        running && file.status === 'open' && file.stepDueOn ? urgencyOf(file.stepDueOn, today, days) : null,
      canAppeal: file.status === 'refused' && !file.appealed,
      appealUntil: file.status === 'refused' && file.endedAt ? lastAppealDay(kind, file.endedAt, days) : null,
      canWithdraw: running && kind.openedBy !== 'hall',
      canBook: running && canBook(file, kind),
    };
  };
}

const bookable = ['visit', 'inspection', 'meter', 'work', 'reading'];
export const canBook = (file: CaseRow, kind: KindDefinition) =>
  file.status === 'open' && file.step !== null && bookable.includes(stepOf(kind, file.step).type);

/** What stood there when the papers were accepted, and was replaced since. */
function replacedPapers(papers: readonly PaperRow[], events: readonly EventRow[]): PaperRow[] {
  const gone = new Set(
    events.flatMap(({ kind, detail }) => (kind === 'paper-replaced' ? [detail['replaces']] : [])),
  );
  return papers.filter(({ documentId }) => gone.has(documentId));
}

function checklistOf(kind: KindDefinition, papers: readonly PaperRow[]) {
  return kind.papers.map(paper => {
    const given = papers.filter(({ code, status }) => code === paper.code && status !== 'replaced');
    const live = given.filter(({ status }) => status === 'given');
    const state =
      live.length > 0 ? ('given' as const) : given.length > 0 ? ('refused' as const) : ('missing' as const);
    return { ...paper, mayFollow: paper.by !== kind.start, state, documents: given };
  });
}

/** Where it is, from the day it came there; what lies ahead is not reached before today. */
function dueOf(file: CaseRow, kind: KindDefinition, today: BusinessDate, days: CalendarDays) {
  const { dueOn, stepBeganOn } = file;
  if (dueOn === null) return () => null;
  return (step: Step) => {
    const from = step.code === file.step ? (stepBeganOn ?? today) : today;
    return step.by === 'customer' ? null : stepDueDay(kind, step.code, { dueOn, from }, days);
  };
}

/** What has been, in the order in which it was; where it is; and what lies ahead if nothing goes wrong. */
function timelineOf(
  file: CaseRow,
  kind: KindDefinition,
  events: readonly EventRow[],
  due: (step: Step) => string | null,
) {
  const entry = (step: Step, state: 'done' | 'now' | 'ahead', at: Date | null) => ({
    code: step.code,
    name: step.name,
    message: step.message ?? null,
    stage: step.stage,
    by: step.by === 'customer' ? ('customer' as const) : ('utility' as const),
    state,
    doneAt: at,
    dueOn: state === 'done' ? null : due(step),
  });
  const left = new Map<string, Date>();
  for (const { kind: name, step, at, detail } of events) {
    const from =
      name === 'moved'
        ? String(detail['from'])
        : name.startsWith('customer-')
          ? previousOf(kind, step)
          : null;
    if (from) left.set(from, at);
  }
  const running = file.status === 'open' || file.status === 'waiting';
  const way = mainWay(kind, kind.start);
  const here = file.step === null ? way.length : way.findIndex(({ code }) => code === file.step);
  if (here === -1) {
    const aside = stepOf(kind, file.step!);
    return [
      ...way.map(step => entry(step, left.has(step.code) ? 'done' : 'ahead', left.get(step.code) ?? null)),
      entry(aside, 'now', null),
    ];
  }
  return way.map((step, index) => {
    if (file.status === 'draft') return entry(step, 'ahead', null);
    if (file.status === 'done' || index < here) return entry(step, 'done', left.get(step.code) ?? null);
    return entry(step, running && index === here ? 'now' : 'ahead', null);
  });
}

/** The customer's step that leads to this one. */
const previousOf = (kind: KindDefinition, step: string | null) =>
  kind.steps.find(({ by, moves }) => by === 'customer' && moves[0]!.to === step)?.code ?? null;

function wantedOf(file: CaseRow, kind: KindDefinition, returns: readonly ReturnRow[]) {
  if (file.wanted === 'list') {
    const { round, items, note } = returns.at(-1)!;
    return { kind: 'list' as const, round, items, note, step: null };
  }
  // Until a day has come nothing is wanted from anybody.
  if (file.wanted !== 'step' || awaitsDay(kind, file.step)) return null;
  const { code, type, name } = stepOf(kind, file.step!);
  return { kind: 'step' as const, step: { code, type, name }, round: null, items: [], note: '' };
}

/** Where the manager is reached, whoever has the present step. */
const teamOf = (teams: readonly Team[], { manager, team }: Pick<CaseRow, 'manager' | 'team'>) => {
  const theirs = teams.filter(({ members }) => manager !== null && members.includes(manager));
  return (theirs.find(({ code }) => code === team) ?? theirs[0])?.code ?? null;
};

function cardOf(teams: readonly Team[], code: string | null) {
  const team = teams.find(each => each.code === (code ?? hallTeam));
  return team ? { code: team.code, name: { zh: team.nameZh, en: team.nameEn }, phone: team.phone } : null;
}
