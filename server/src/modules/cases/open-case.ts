import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { businessDate, startOfDay } from '../../shared/dates.ts';
import type { WorkingCalendar } from '../calendar/index.ts';
import { queueNotice } from '../messages/index.ts';
import type { CaseKind, ComplaintClass, Mood, Source } from './case-kinds.ts';
import type { CaseRules } from './case-rules.ts';
import { anonymousKind, classMissing, confidentialKind, tooManyOpen } from './cases.errors.ts';
import type { CaseRow, CasesRepository } from './cases.repository.ts';
import { clocksFrom } from './clocks.ts';
import type { OnAnswer } from './intake.ts';
import type { MentionsRepository } from './mentions.repository.ts';
import type { AskForRating } from './rating-links/ask-for-rating.ts';
import type { RepairListener } from './repair-cases.ts';
import { hashWords, wordsOf } from './search-words.ts';

export interface Saying {
  kind: CaseKind;
  complaintClass?: ComplaintClass | undefined;
  words: string;
  /** Of a long letter what did not fit into the words: the first line after it. */
  more?: string | undefined;
  place?: string | undefined;
  position?: { latitude: number; longitude: number } | undefined;
  contactName?: string | undefined;
  contactPhone?: string | undefined;
  anonymous: boolean;
  confidential: boolean;
  mood?: Mood | undefined;
  wishedStaffId?: string | undefined;
}

export interface Reporter {
  source: Source;
  personId: string | null;
  household: { accountId: number; holderPeriodId: number } | null;
  /** The clerk who typed it in. */
  receiver: string | null;
  requestId: string;
  /** What was said already elsewhere goes on by itself: no allowance counts. */
  bySystem?: boolean;
  /** A colleague has decided that a case is to be made of it: no allowance counts, either. */
  decided?: boolean;
}

export interface CasesCore {
  inTransaction<T>(work: (tx: PoolClient) => Promise<T>): Promise<T>;
  pool: Pool;
  cases: CasesRepository;
  mentions: MentionsRepository;
  clock: Clock;
  cipher: FieldCipher;
  rules(): Promise<CaseRules>;
  calendar(): Promise<WorkingCalendar>;
  hotline: string;
  /** Whoever brought a case hears what the desk answers, in the act's own transaction. */
  onAnswer: OnAnswer[];
  /** Sends whoever is not in the hall a card to rate an answer with. */
  askForRating: AskForRating;
  /** Who hears of reported faults, once somebody does. */
  repairs: { listener?: RepairListener };
}

/** So many a day from one person are no longer a person who wants help. */
const mostADay = 10;
const maybeAnonymous: readonly CaseKind[] = ['complaint', 'misconduct', 'suggestion', 'opinion'];
/** A report of misconduct always is; a crew that does not see a fault cannot mend it. */
export const maybeConfidential: readonly CaseKind[] = [
  'complaint',
  'misconduct',
  'suggestion',
  'opinion',
  'enquiry',
];

/** @throws AppError case-class-missing, case-anonymous-kind, case-confidential-kind, case-too-many */
export async function openCase(
  core: CasesCore,
  saying: Saying,
  reporter: Reporter,
  also: (tx: PoolClient, opened: CaseRow) => Promise<void> = async () => {},
): Promise<CaseRow> {
  const open = await prepareCase(core, saying, reporter);
  return core.inTransaction(async tx => {
    const opened = await open(tx);
    await also(tx, opened);
    return opened;
  });
}

/**
 * Asks whatever has to be asked, and gives the writing alone, for a transaction that does more than open the case.
 * @throws AppError case-class-missing, case-anonymous-kind, case-confidential-kind, case-too-many
 */
export async function prepareCase(
  core: CasesCore,
  saying: Saying,
  reporter: Reporter,
): Promise<(tx: PoolClient) => Promise<CaseRow>> {
  const { cases, clock, cipher, rules, calendar } = core;
  const at = clock.now();
  await check(core, saying, reporter, at);
  const seal = (text: string | undefined) => (text === undefined ? null : cipher.encrypt(text));
  const clocks = clocksFrom(at, saying, await rules(), (await calendar()).days);
  const { contactPhone } = saying;
  const actor = openerOf(reporter);
  const found = [saying.words, saying.place ?? ''].flatMap(wordsOf);
  return async tx => {
    const opened = await cases.open(tx, {
      ...clocks,
      kind: saying.kind,
      complaintClass: saying.kind === 'complaint' ? saying.complaintClass! : null,
      source: reporter.source,
      personId: reporter.personId,
      accountId: reporter.household?.accountId ?? null,
      holderPeriodId: reporter.household?.holderPeriodId ?? null,
      wordsEnc: cipher.encrypt(saying.words),
      placeEnc: seal(saying.place),
      positionEnc: seal(saying.position && JSON.stringify(saying.position)),
      contactNameEnc: seal(saying.contactName),
      contactPhoneEnc: seal(contactPhone),
      phoneHash: contactPhone === undefined ? null : cipher.hash('phone', contactPhone),
      anonymous: saying.anonymous,
      // Whoever reports misconduct has colleagues of the accused on the other side of the desk.
      confidential: saying.confidential || saying.kind === 'misconduct',
      mood: saying.mood ?? null,
      receiver: reporter.receiver,
      wishedStaffId: saying.wishedStaffId ?? null,
      openedBy: actor,
      openedAt: at,
      searchHashes: hashWords(found, cipher),
    });
    const event = { act: 'open', actor, public: true, wordsEnc: null, detail: {}, at };
    await cases.record(tx, opened.id, event, {
      actor: actor === 'person' ? auditName(reporter.personId, saying.anonymous) : actor,
      action: 'case.open',
      subject: `case:${opened.caseNo}`,
      detail: { kind: saying.kind, source: reporter.source },
      requestId: reporter.requestId,
    });
    if (saying.more) {
      await cases.addToSearch(tx, opened.id, hashWords(wordsOf(saying.more), cipher));
      const line = { act: 'add', actor, public: true, wordsEnc: cipher.encrypt(saying.more), detail: {}, at };
      await cases.record(tx, opened.id, line, {
        actor: actor === 'person' ? auditName(reporter.personId, saying.anonymous) : actor,
        action: 'case.add',
        subject: `case:${opened.caseNo}`,
        requestId: reporter.requestId,
      });
    }
    const { listener } = core.repairs;
    if (opened.kind === 'repair' && listener)
      await listener.opened(tx, opened, { actor, at, requestId: reporter.requestId });
    else await tell(tx, opened, 'case-received', opened.answerDueAt);
    return opened;
  };
}

function openerOf({ receiver, bySystem }: Reporter): string {
  if (receiver) return `staff:${receiver}`;
  return bySystem ? 'system' : 'person';
}

/** @throws AppError case-class-missing, case-anonymous-kind, case-confidential-kind */
export function checkSaying(saying: Pick<Saying, 'kind' | 'complaintClass' | 'anonymous' | 'confidential'>) {
  if (saying.kind === 'complaint' && !saying.complaintClass)
    throw classMissing({}, [
      { field: 'complaintClass', rule: 'required', message: { zh: '必填', en: 'This is required' } },
    ]);
  if (saying.anonymous && !maybeAnonymous.includes(saying.kind)) throw anonymousKind();
  if (saying.confidential && !maybeConfidential.includes(saying.kind)) throw confidentialKind();
}

async function check({ cases, hotline }: CasesCore, saying: Saying, reporter: Reporter, at: Date) {
  checkSaying(saying);
  if (!reporter.personId || reporter.receiver || reporter.bySystem || reporter.decided) return;
  const today = startOfDay(businessDate(at));
  if ((await cases.openedSince(reporter.personId, today)) >= mostADay) throw tooManyOpen({ hotline });
}

/** An anonymous person stays unknown in the audit log as well. */
export const auditName = (personId: string | null, anonymous: boolean) =>
  // Whoever writes by mail is nobody of the hall's.
  `person:${anonymous ? 'anonymous' : (personId ?? 'outside')}`;

/** One word for each step; whoever has no account in the hall is telephoned. A message log would give an anonymous person away. */
export async function tell(
  tx: PoolClient,
  { id, caseNo, personId, holderPeriodId, anonymous, confidential, version }: CaseRow,
  event: 'case-received' | 'case-updated' | 'case-answered',
  dueAt: Date,
): Promise<void> {
  if (!personId || anonymous) return;
  await queueNotice(tx, {
    dedupeKey: `case:${caseNo}:${event}:${version}`,
    event,
    personId,
    // Who reads the log of messages need not know whose a confidential case is.
    holderPeriodId: confidential ? null : holderPeriodId,
    params: { caseNo, dueAt: dueAt.toISOString() },
    source: { table: 'service_cases', id },
  });
}
