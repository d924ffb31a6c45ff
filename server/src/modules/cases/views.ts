/** A case as its person sees it, and as the desk does. */
import type { FieldCipher } from '../../infra/crypto.ts';
import { kindDefinitions } from './case-kinds.ts';
import type { CaseEvent, CaseRow, ResponsibleRow } from './cases.repository.ts';
import { type Urgency, urgencyOf } from './clocks.ts';
import { maybeConfidential } from './open-case.ts';
import type { QueueRow } from './queue.repository.ts';
import { type PersonAct, staffActsOf } from './service-case.ts';

interface RatingRow {
  stars: number;
  satisfied: boolean;
  wordsEnc: Buffer | null;
  at: Date;
}

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Between colleagues: why a case was handed over is nothing the customer has to read. */
const wordsForColleagues = ['hand-over', 'grade', 'classify', 'change-kind', 'send-crew', 'note', 'link'];

export function createCaseViews(cipher: FieldCipher) {
  const read = (sealed: Buffer | null) => (sealed ? cipher.decrypt(sealed) : null);

  const common = (row: CaseRow) => ({
    caseNo: row.caseNo,
    kind: row.kind,
    complaintClass: row.complaintClass,
    status: row.status,
    accountNo: row.accountNo,
    words: cipher.decrypt(row.wordsEnc),
    place: read(row.placeEnc),
    anonymous: row.anonymous,
    confidential: row.confidential,
    owner: row.owner,
    mergedInto: row.mergedInto,
    outcome: row.outcome,
    answer: read(row.answerEnc),
    remedy: read(row.remedyEnc),
    openedAt: row.openedAt.toISOString(),
    contactDueAt: iso(row.contactDueAt),
    contactedAt: iso(row.contactedAt),
    answerDueAt: row.answerDueAt.toISOString(),
    promisedAt: row.promisedAt.toISOString(),
    answeredAt: iso(row.answeredAt),
    closedAt: iso(row.closedAt),
  });

  const rated = (rating: RatingRow | undefined) =>
    rating
      ? {
          stars: rating.stars,
          satisfied: rating.satisfied,
          words: read(rating.wordsEnc),
          at: rating.at.toISOString(),
        }
      : null;

  const eventOf = ({ at, act, actor, wordsEnc }: CaseEvent) => ({
    at: at.toISOString(),
    act,
    by: actor,
    words: read(wordsEnc),
  });

  return {
    brief: (row: CaseRow) => common(row),

    forPerson: (
      row: CaseRow,
      events: CaseEvent[],
      rating: RatingRow | undefined,
      responsible: ResponsibleRow[],
      acts: PersonAct[],
    ) => ({
      ...common(row),
      // Another person's case is not theirs to know of: that it is worked on together says its status.
      mergedInto: row.mergedIntoOwn ? row.mergedInto : null,
      owner: row.ownerName,
      wishedName: row.wishedName,
      responsible: responsibleOf(row, responsible),
      // One answer is rated once.
      acts: acts.filter(act => act !== 'accept' || !rating),
      rating: rated(rating),
      events: events.map(event => {
        const shown = { ...eventOf(event), by: event.actor.startsWith('staff:') ? 'staff' : event.actor };
        return wordsForColleagues.includes(event.act) ? { ...shown, words: null } : shown;
      }),
    }),

    forDesk: (
      row: CaseRow,
      more: { events: CaseEvent[]; rating: RatingRow | undefined; duplicates: string[] },
      limits: { now: Date; warnHours: number },
    ) => ({
      ...common(row),
      grade: row.grade,
      source: row.source,
      position: row.positionEnc ? JSON.parse(cipher.decrypt(row.positionEnc)) : null,
      version: row.version,
      firstReceiver: row.firstReceiver,
      wishedStaff: row.wishedStaff,
      contactName: row.anonymous ? null : read(row.contactNameEnc),
      contactPhone: row.anonymous ? null : read(row.contactPhoneEnc),
      // The household of somebody who will not be known would tell who it is.
      accountNo: row.anonymous ? null : row.accountNo,
      mood: row.mood,
      cause: read(row.causeEnc),
      responsibility: row.responsibility,
      reminders: row.reminders,
      reopened: row.reopened,
      updateDueAt: row.updateDueAt.toISOString(),
      escalatedAt: iso(row.escalatedAt),
      escalationLevel: row.escalationLevel,
      pausedUntil: row.pausedUntil,
      urgency: urgencyIn(row, limits),
      duplicates: more.duplicates,
      acts: staffActsOf(row.status, row.kind).filter(
        act => act !== 'confide' || (!row.confidential && maybeConfidential.includes(row.kind)),
      ),
      outcomes: [...kindDefinitions[row.kind].outcomes],
      events: more.events.map(event => ({
        ...eventOf(event),
        public: event.public,
        kindBefore: event.act === 'change-kind' ? String(event.detail['from']) : null,
        unverified: event.detail['unverified'] === true,
      })),
      rating: rated(more.rating),
    }),

    inQueue: (row: QueueRow, limits: { now: Date; warnHours: number }) => ({
      caseNo: row.caseNo,
      kind: row.kind,
      complaintClass: row.complaintClass,
      grade: row.grade,
      source: row.source,
      status: row.status,
      accountNo: row.anonymous ? null : row.accountNo,
      words: beginningOf(cipher.decrypt(row.wordsEnc)),
      anonymous: row.anonymous,
      confidential: row.confidential,
      owner: row.owner,
      reminders: row.reminders,
      reopened: row.reopened,
      openedAt: row.openedAt.toISOString(),
      answeredAt: iso(row.answeredAt),
      nearestDueAt: iso(nearestOf(row)),
      urgency: urgencyIn(row, limits),
      escalatedAt: iso(row.escalatedAt),
      escalationLevel: row.escalationLevel,
      pausedUntil: row.pausedUntil,
    }),
  };
}

/**
 * Whoever received it first answers for it to the end; beside them stands who has it now. Through how many hands it went between
 * those two is the utility's own matter, and of a confidential case nobody's.
 */
function responsibleOf({ owner, firstReceiver }: CaseRow, had: ResponsibleRow[]) {
  const first = had.find(({ username }) => username === firstReceiver);
  const now = had.findLast(({ username }) => username === owner);
  const shown = ({ username, from, ...rest }: ResponsibleRow, role: 'first' | 'now') => ({
    ...rest,
    role,
    from: from.toISOString(),
  });
  return [...(first ? [shown(first, 'first')] : []), ...(now ? [shown(now, 'now')] : [])];
}

export type CaseViews = ReturnType<typeof createCaseViews>;

const longest = 80;
const beginningOf = (text: string) =>
  [...text].length > longest ? `${[...text].slice(0, longest).join('')}…` : text;

type Limited = Pick<QueueRow, 'status' | 'contactDueAt' | 'contactedAt' | 'updateDueAt' | 'answerDueAt'>;

/** Null where no clock runs. */
function nearestOf({ status, contactDueAt, contactedAt, updateDueAt, answerDueAt }: Limited): Date | null {
  if (status !== 'new' && status !== 'working') return null;
  const due = [answerDueAt, updateDueAt, ...(contactDueAt && !contactedAt ? [contactDueAt] : [])];
  return new Date(Math.min(...due.map(each => each.getTime())));
}

function urgencyIn(row: Limited, { now, warnHours }: { now: Date; warnHours: number }): Urgency | null {
  const nearest = nearestOf(row);
  return nearest && urgencyOf([nearest], now, warnHours);
}
