/** What staff do to a case: decided under its lock, written with its timeline and the audit log in one transaction. */
import type { PoolClient } from 'pg';
import type { StaffActor } from '../../http/access.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { businessDate } from '../../shared/dates.ts';
import { addWorkingDays, type CalendarDays } from '../../shared/working-days.ts';
import { answerOutside } from './answer-outside.ts';
import { kindDefinitions } from './case-kinds.ts';
import type { CaseRules } from './case-rules.ts';
import {
  actNotPossible,
  caseNotFound,
  causeMissing,
  changedMeanwhile,
  confideBySupervisor,
  contactFirst,
  noSuchColleague,
  notYours,
  outcomeWrong,
  pauseTooLong,
  reopenTooLate,
  takenAlready,
} from './cases.errors.ts';
import type { CaseChange, CaseRow } from './cases.repository.ts';
import type { ActInput } from './cases.schemas.ts';
import { afterPauseOfHours, afterStopsOfHours, clocksFrom, heardAt, limitsOf, stoodStill } from './clocks.ts';
import { mentionsIn } from './mentions.repository.ts';
import { idOfTarget, nearerOf, type Target } from './merge-target.ts';
import { type CasesCore, checkSaying, maybeConfidential, tell } from './open-case.ts';
import { anewBy, canReopen } from './reopen-case.ts';
import { hashWords, wordsOf } from './search-words.ts';
import { statusAfter } from './service-case.ts';
import { tellRepairs } from './tell-repairs.ts';

interface Facts {
  me: string;
  supervises: boolean;
  at: Date;
  rules: CaseRules;
  days: CalendarDays;
  cipher: FieldCipher;
}

/** Done by whoever has the case; a supervisor may step in. */
const ownersActs: readonly ActInput['act'][] = [
  'contact',
  'update',
  'pause',
  'resume',
  'answer',
  'close',
  'change-kind',
  'send-crew',
];
/** What the customer sees of it in the timeline. */
const publicActs: readonly ActInput['act'][] = [
  'take',
  'hand-over',
  'contact',
  'update',
  'pause',
  'resume',
  'answer',
  'close',
  'merge',
  'change-kind',
  'send-crew',
  'remind',
  'reopen',
];

/** Supervisors all; whoever has or had it first; everybody else what is not confidential and lies where they work. */
export async function maySee(
  worksThere: (caseId: number, username: string) => Promise<boolean>,
  { id, confidential, owner, firstReceiver }: CaseRow,
  { username, roles }: StaffActor,
): Promise<boolean> {
  if (roles.includes('supervisor') || owner === username || firstReceiver === username) return true;
  return !confidential && worksThere(id, username);
}

/**
 * @throws AppError case-not-found, case-changed, case-taken, case-not-yours, case-act-not-possible, case-contact-first,
 * case-outcome-wrong, case-cause-missing, case-no-colleague, case-merge-wrong, case-reopen-too-late, case-class-missing,
 * case-anonymous-kind, case-confidential-kind, case-confide-supervisor, case-crew-there, case-crew-sent
 */
export async function actOnCase(
  core: CasesCore,
  caseNo: string,
  input: ActInput,
  { actor, requestId }: { actor: StaffActor; requestId: string },
): Promise<void> {
  const { inTransaction, cases, clock, cipher } = core;
  const facts: Facts = {
    me: actor.username,
    supervises: actor.roles.includes('supervisor'),
    at: clock.now(),
    rules: await core.rules(),
    days: (await core.calendar()).days,
    cipher,
  };
  if (input.act === 'hand-over' && !(await cases.isColleague(input.to))) throw noSuchColleague();
  await inTransaction(async tx => {
    if (input.act === 'merge') await cases.holdBoth(tx, caseNo, input.into);
    const found = await cases.lock(tx, caseNo);
    const worksThere = (id: number, who: string) => cases.isWhere(tx, id, who);
    if (!found || !(await maySee(worksThere, found, actor))) throw caseNotFound();
    refuseStale(found, input, facts);
    const into = input.act === 'merge' ? await cases.lock(tx, input.into) : undefined;
    // Whose a case is that one may not see is not told by trying, either.
    const target = into && (await maySee(worksThere, into, actor)) ? into : undefined;
    const change = decide(
      found,
      input,
      facts,
      target && {
        ...target,
        sameWriter: await cases.shareWords(tx, found.id, target.id),
        samePhone: await cases.samePhone(tx, found.id, target.id),
      },
    );
    await cases.change(tx, found.id, change);
    if (target && input.act === 'merge') {
      await cases.change(tx, target.id, nearerOf(target, { ...found, ...change }, facts));
      await writeJoined(core, tx, target, caseNo, { by: `staff:${actor.username}`, at: facts.at, requestId });
    }
    const words = 'words' in input ? input.words : undefined;
    if (words) await cases.addToSearch(tx, found.id, hashWords(wordsOf(words), cipher));
    const event = {
      act: input.act,
      actor: `staff:${actor.username}`,
      public: publicActs.includes(input.act),
      // Why a colleague gets it is between colleagues.
      wordsEnc: words ? cipher.encrypt(words) : null,
      detail: detailOf(input, found, facts.at),
      at: facts.at,
    };
    await cases.record(tx, found.id, event, {
      actor: event.actor,
      action: `case.${input.act}`,
      subject: `case:${caseNo}`,
      detail: event.detail,
      requestId,
    });
    if (input.act === 'note')
      await core.mentions.call(tx, found.id, mentionsIn(input.words), `staff:${actor.username}`, facts.at);
    await inform(tx, found, input, change);
    const { act } = input;
    await tellRepairs(core, tx, found, input, { actor: event.actor, at: facts.at, requestId }, target);
    if (act === 'update' || act === 'pause' || act === 'answer' || act === 'close')
      await answerOutside(core, tx, found, {
        act,
        words: input.words,
        remedy: act === 'answer' ? input.remedy : undefined,
        ratingUrl: act === 'answer' ? await core.askForRating(tx, found, facts.at) : undefined,
        actor: event.actor,
        at: facts.at,
      });
  });
}

/** Whoever works on the case that it was joined to reads which one came and when; its customer may be somebody else. */
function writeJoined(
  { cases, cipher }: CasesCore,
  tx: PoolClient,
  target: CaseRow,
  joined: string,
  { by, at, requestId }: { by: string; at: Date; requestId: string },
): Promise<void> {
  const detail = { joined };
  return cases.record(
    tx,
    target.id,
    { act: 'joined', actor: by, public: false, wordsEnc: cipher.encrypt(joined), detail, at },
    { actor: by, action: 'case.joined', subject: `case:${target.caseNo}`, detail, requestId },
  );
}

function refuseStale(found: CaseRow, { act, version }: ActInput, { me }: Facts): void {
  if (act === 'take' && found.owner && found.owner !== me) throw takenAlready({ who: found.owner });
  // A note takes nothing from anybody.
  if (act !== 'note' && version !== found.version) throw changedMeanwhile({ who: found.owner ?? '—' });
}

/** Pure but for sealing what is written down. */
function decide(found: CaseRow, input: ActInput, facts: Facts, target: Target | undefined): CaseChange {
  const { me, supervises, at, rules, days } = facts;
  const status = statusAfter(found.status, input.act);
  if (!status) throw actNotPossible();
  if (ownersActs.includes(input.act) && found.owner !== me && !supervises)
    throw notYours({ who: found.owner ?? '—' });
  const clock = heardAt(found.clock, at, rules['update-days']);
  const heard = { clock, updateDueAt: limitsOf(clock, days).updateDueAt, warnedAt: null } as const;
  switch (input.act) {
    case 'take':
      return { status, owner: me, firstReceiver: found.firstReceiver ?? me };
    case 'hand-over':
      return { owner: input.to };
    case 'contact':
      return { ...heard, contactedAt: found.contactedAt ?? at };
    case 'update':
      return heard;
    case 'note':
      return {};
    case 'pause':
      return { status, pausedAt: at, pausedUntil: lastDayOfPause(input.until, facts) };
    case 'resume':
      return { status, ...resumed(found, facts) };
    case 'answer':
      return { status, ...answered(found, input, facts) };
    case 'close':
      return { status, closedAt: at };
    case 'merge':
      // It waits for its customer no longer.
      return {
        ...(found.pausedAt ? resumed(found, facts) : {}),
        status,
        mergedIntoId: idOfTarget(found, target),
        closedAt: at,
      };
    case 'grade':
      return { grade: input.grade };
    case 'classify':
      if (found.kind !== 'complaint') throw actNotPossible();
      return { complaintClass: input.complaintClass };
    case 'change-kind':
      return changedKind(found, input, facts);
    case 'confide':
      if (!supervises) throw confideBySupervisor();
      if (found.confidential) throw actNotPossible();
      checkSaying({ ...found, complaintClass: found.complaintClass ?? undefined, confidential: true });
      return { confidential: true };
    case 'send-crew':
      if (found.kind !== 'repair') throw actNotPossible();
      return {};
    case 'remind':
      return { reminders: found.reminders + 1 };
    case 'reopen':
      if (!canReopen(found, at, rules)) throw reopenTooLate({ days: rules['reopen-days'] });
      return { status, ...anewBy(found, at, rules, days) };
  }
}

/** Nobody waits for ever: so many working days at most, which is also what holds when no day is named. @throws pauseTooLong */
function lastDayOfPause(until: string | undefined, { at, rules, days }: Facts): string {
  const today = businessDate(at);
  const most = addWorkingDays(today, rules['pause-most-days'], days);
  if (until !== undefined && (until <= today || until > most)) throw pauseTooLong({ most });
  return until ?? most;
}

/** With the limits of its kind from when it came, what was said and how long it rested left as it is. */
function changedKind(
  found: CaseRow,
  { kind, complaintClass }: Extract<ActInput, { act: 'change-kind' }>,
  { rules, days, supervises }: Facts,
): CaseChange {
  if (kind === found.kind) throw actNotPossible();
  // Whoever is accused of misconduct must not be able to make less of it.
  if (found.kind === 'misconduct' && !supervises) throw notYours({ who: found.owner ?? '—' });
  // What was confidential only as misconduct is not where somebody has to go out for it.
  const keeps = found.confidential && (found.kind !== 'misconduct' || maybeConfidential.includes(kind));
  const confidential = keeps || kind === 'misconduct';
  checkSaying({ kind, complaintClass, anonymous: found.anonymous, confidential });
  const { anonymous } = found;
  const from = new Date(found.clock.from);
  const { clock: fresh, contactDueAt: due } = clocksFrom(from, { kind, anonymous }, rules, days);
  const { answerDays, promisedDays } = fresh;
  const clock = { ...found.clock, answerDays, promisedDays };
  return {
    kind,
    complaintClass: kind === 'complaint' ? complaintClass! : null,
    confidential,
    clock,
    contactDueAt: due && contactLimit(found, afterStopsOfHours(due, clock.stops)),
    ...limitsOf(clock, days),
    warnedAt: null,
  };
}

/**
 * Where there was a limit it holds on, for it may be the nearer one of a case that was joined to this one. Whoever had been talked to
 * before there was one was talked to in time.
 */
function contactLimit({ contactDueAt, contactedAt }: CaseRow, due: Date): Date {
  if (contactDueAt) return contactDueAt;
  return contactedAt && contactedAt > due ? contactedAt : due;
}

/** The limits moved on by the time for which the clock stood still: working days, and the hours of the first contact. */
export function resumed(
  { pausedAt, contactDueAt, contactedAt, clock: before }: CaseRow,
  { at, days }: Pick<Facts, 'at' | 'days'>,
): CaseChange {
  const pause = { from: pausedAt!, until: at };
  const clock = stoodStill(before, pause);
  return {
    pausedAt: null,
    pausedUntil: null,
    clock,
    contactDueAt: contactDueAt && !contactedAt ? afterPauseOfHours(contactDueAt, pause) : contactDueAt,
    ...limitsOf(clock, days),
    warnedAt: null,
  };
}

function answered(
  found: CaseRow,
  { outcome, words, cause, remedy, responsibility }: Extract<ActInput, { act: 'answer' }>,
  { at, cipher }: Facts,
): CaseChange {
  const { outcomes, contactFirst: mustTalk } = kindDefinitions[found.kind];
  if (!outcomes.includes(outcome)) throw outcomeWrong({ outcomes: outcomes.join(' / ') });
  // An anonymous person cannot be telephoned.
  if (mustTalk && !found.contactedAt && !found.anonymous) throw contactFirst();
  if (outcome === 'upheld' && !(cause && remedy && responsibility)) throw causeMissing();
  const seal = (text: string | undefined) => (text === undefined ? null : cipher.encrypt(text));
  return {
    outcome,
    responsibility: responsibility ?? null,
    answerEnc: cipher.encrypt(words),
    causeEnc: seal(cause),
    remedyEnc: seal(remedy),
    answeredAt: at,
  };
}

function detailOf(input: ActInput, { answerDueAt, kind }: CaseRow, at: Date): Record<string, unknown> {
  switch (input.act) {
    case 'hand-over':
      return { to: input.to };
    case 'pause':
      return input.until ? { until: input.until } : {};
    case 'answer':
      // Limits move later; whether this answer kept its own stays on record.
      return { outcome: input.outcome, inTime: at <= answerDueAt };
    case 'merge':
      return { into: input.into };
    case 'grade':
      return { grade: input.grade };
    case 'classify':
      return { complaintClass: input.complaintClass };
    case 'change-kind':
      return { from: kind, to: input.kind };
    default:
      return {};
  }
}

async function inform(
  tx: Parameters<typeof tell>[0],
  found: CaseRow,
  { act }: ActInput,
  change: CaseChange,
): Promise<void> {
  const now = { ...found, version: found.version + 1 };
  // Of a fault that is reported again the repairs tell.
  if (act === 'update' || act === 'pause' || act === 'take' || (act === 'reopen' && found.kind !== 'repair'))
    await tell(tx, now, 'case-updated', change.answerDueAt ?? found.answerDueAt);
  if (act === 'answer' || act === 'close')
    await tell(tx, now, 'case-answered', change.answerDueAt ?? found.answerDueAt);
}
