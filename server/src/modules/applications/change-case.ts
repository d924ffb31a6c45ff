/**
 * Every change of a case goes through here: locked, judged by the state machine, written down with its event, its clock and
 * its audit entry, and told, all in one transaction or not at all.
 */
import type { PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import { addDays, type BusinessDate, businessDate } from '../../shared/dates.ts';
import type { CalendarDays } from '../../shared/working-days.ts';
import type { CalendarModule } from '../calendar/index.ts';
import type { DocumentsModule } from '../documents/index.ts';
import { caseNotFound, refusals } from './applications.errors.ts';
import { type Act, act, type CaseState } from './case.ts';
import { caseParts } from './case-parts.repository.ts';
import type { CaseRow, CasesRepository } from './cases.repository.ts';
import { auditChange } from './cases-audit.repository.ts';
import { dueDay, keptFrom, stepDueDay } from './deadlines.ts';
import type { Answers } from './form.ts';
import { type KindDefinition, type Move, stepOf } from './kind.ts';
import type { KindBook } from './kind-book.ts';
import { type Team, teamFor } from './team.ts';
import type { TeamsRepository } from './teams.repository.ts';
import { tellChange } from './tell-change.ts';
import { giveBackVisits } from './visits.repository.ts';

export interface CaseCore {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  calendar: CalendarModule['calendar'];
  book: KindBook;
  cases: CasesRepository;
  teams: TeamsRepository;
  documents: DocumentsModule;
  nudgeMessages(): void;
}

/** person:<id>, staff:<username> or system, and the request. */
export interface By {
  actor: string;
  requestId?: string;
}

/** A case with its lock held. */
export interface Scene {
  tx: PoolClient;
  file: CaseRow;
  kind: KindDefinition;
  by: By;
  now: Date;
  today: BusinessDate;
  calendar: CalendarDays;
  teams: readonly Team[];
  answers(): Answers;
  setAnswers(answers: Answers): void;
  /** What the state machine makes of it, written into `file`. The move, where it was one. @throws AppError */
  act(what: Act): Move | undefined;
  /** What is told and logged of the change. */
  note(kind: string, detail?: Record<string, unknown>): void;
}

export const subjectOf = (caseNo: string) => `application:${caseNo}`;

export function createChangeCase(core: CaseCore) {
  const { db, clock, cipher, book, cases, teams, calendar } = core;

  /** @throws AppError application-not-found, and whatever `work` throws: then nothing has changed */
  return async function changeCase<T>(
    caseNo: string,
    by: By,
    work: (scene: Scene) => Promise<T>,
  ): Promise<T> {
    // Asked beforehand: who holds a connection with a lock must not wait for another one. A case never changes its kind.
    const found = await cases.find(caseNo);
    if (!found) throw caseNotFound();
    const [allTeams, { days }, { definition: kind }] = await Promise.all([
      teams.all(),
      calendar(),
      book.byId(found.kindId),
    ]);
    const now = clock.now();
    const today = businessDate(now);
    const result = await db.inSqlTransaction(async tx => {
      const file = await cases.lock(tx, caseNo);
      if (!file) throw caseNotFound();
      const before = structuredClone(stateOf(file));
      const notes: { kind: string; detail: Record<string, unknown> }[] = [];
      const scene: Scene = {
        tx,
        file,
        kind,
        by,
        now,
        today,
        calendar: days,
        teams: allTeams,
        answers: () => (file.formEnc ? JSON.parse(cipher.decrypt(file.formEnc)) : {}),
        setAnswers(answers) {
          file.formEnc = cipher.encrypt(JSON.stringify(answers));
        },
        act(what) {
          const outcome = act(stateOf(file), kind, what, duty => teamFor(allTeams, duty, file));
          if ('refusal' in outcome) throw refusals[outcome.refusal]();
          Object.assign(file, outcome.next);
          return outcome.move;
        },
        note: (name, detail = {}) => void notes.push({ kind: name, detail }),
      };
      const done = await work(scene);
      await settleClock(scene, before);
      await cases.save(tx, file, now);
      for (const { kind: name, detail } of notes) {
        await caseParts.addEvent(tx, file.id, {
          at: now,
          kind: name,
          actor: by.actor,
          step: file.step,
          detail,
        });
        // In people's own words it stands in the case, and goes with it; the log is kept for longer.
        const { reason: _, ...logged } = detail;
        const action = `application.${name}`;
        await auditChange(tx, { ...by, action, subject: subjectOf(caseNo), detail: logged });
      }
      await tellChange(tx, scene, before);
      await closeDocuments(core, scene, before);
      return done;
    });
    core.nudgeMessages();
    return result;
  };
}

export type ChangeCase = ReturnType<typeof createChangeCase>;

export function stateOf(file: CaseRow): CaseState {
  const { status, step, wanted, team, owner, manager, firstReceiver, returns, appealed } = file;
  return { status, step, wanted, team, owner, manager, firstReceiver, returns, appealed };
}

/** Starts, stops and moves the clocks of the whole and of the step, as the state has changed. */
async function settleClock(scene: Scene, before: CaseState): Promise<void> {
  const { tx, file, kind, today, calendar, now } = scene;
  const begins = file.status === 'open' && (before.status === 'draft' || before.status === 'refused');
  if (begins) {
    file.submittedAt ??= now;
    file.beganOn = today;
    file.limitDays = kind.limit.workingDays;
    file.endedAt = null;
  }
  if (before.status !== 'waiting' && file.status === 'waiting') await caseParts.stopClock(tx, file.id, today);
  if (before.status === 'waiting' && file.status !== 'waiting')
    await caseParts.startClock(tx, file.id, today);
  const ended = file.status === 'done' || file.status === 'refused' || file.status === 'withdrawn';
  const stays = before.status !== 'draft' && before.step === file.step && !ended && !begins;
  if (!stays) {
    await caseParts.leaveStep(tx, file.id, today, before.owner);
    // Whoever left the step was there today already, unless nothing comes of it any more.
    const inVain = file.status === 'withdrawn' || file.status === 'refused';
    await giveBackVisits(tx, file.id, inVain ? today : addDays(today, 1));
  }
  if (file.beganOn === null || file.limitDays === null) return;
  const stops = await caseParts.stops(tx, file.id, file.beganOn);
  const dueOn = dueDay({ beganOn: file.beganOn, limitDays: file.limitDays, stops }, today, calendar);
  file.dueOn = dueOn;
  if (ended) {
    file.endedAt = now;
    file.stepDueOn = null;
    return;
  }
  if (!stays) file.stepBeganOn = today;
  const step = stepOf(kind, file.step!);
  file.stage = step.stage;
  file.duty = step.by === 'customer' ? null : step.by;
  file.stepDueOn = stepDueDay(kind, step.code, { dueOn, from: file.stepBeganOn ?? today }, calendar);
  if (stays) {
    await caseParts.moveStepDue(tx, file.id, file.stepDueOn);
    if (before.team !== file.team) await caseParts.moveStepTeam(tx, file.id, file.team!);
  } else if (file.status === 'open') {
    const time = { step: step.code, stage: step.stage, team: file.team!, from: today, dueOn: file.stepDueOn };
    await caseParts.enterStep(tx, file.id, { ...time, at: now });
  }
}

/** Papers are kept until nothing can be appealed any more, and then for their class's time. */
async function closeDocuments(core: CaseCore, scene: Scene, before: CaseState): Promise<void> {
  const { tx, file, kind, now, calendar } = scene;
  const subject = subjectOf(file.caseNo);
  if (before.status === 'refused' && file.status === 'open') await core.documents.reopenSubject(tx, subject);
  const ended = ['done', 'refused', 'withdrawn'].includes(file.status) && before.status !== file.status;
  if (!ended) return;
  const appealable = file.status === 'refused' && !file.appealed;
  await core.documents.endSubject(tx, subject, appealable ? keptFrom(kind, now, calendar) : now);
}
