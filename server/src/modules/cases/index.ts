import type { PoolClient } from 'pg';
import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import { keepFresh } from '../../infra/keep-fresh.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Audit } from '../../shared/audit.ts';
import { businessDate } from '../../shared/dates.ts';
import type { CalendarModule } from '../calendar/index.ts';
import type { DocumentsModule } from '../documents/index.ts';
import type { MessagesModule } from '../messages/index.ts';
import { createAttach } from './attachments/attach.ts';
import { createAttachmentsRepository } from './attachments/attachments.repository.ts';
import { attachmentRoutes } from './attachments/attachments.routes.ts';
import { rulesOn } from './case-rules.ts';
import { type CaseRow, createCasesRepository } from './cases.repository.ts';
import { workingHoursBefore } from './clocks.ts';
import { createDashboardRepository } from './dashboard.repository.ts';
import { endPauses } from './end-pauses.ts';
import { type CaseHousehold, createHouseholdsRepository } from './households.repository.ts';
import { type CaseIntake, createIntake, type OnAnswer } from './intake.ts';
import { createGoOn, createJoin, type GoingOn, type Joining } from './join-case.ts';
import { createCandidatesRepository } from './linking/candidates.repository.ts';
import { linkingRoutes } from './linking/linking.routes.ts';
import { createMacrosRepository } from './macros/macros.repository.ts';
import { macroRoutes } from './macros/macros.routes.ts';
import { createMentionsRepository } from './mentions.repository.ts';
import { type CasesCore, prepareCase, type Reporter, type Saying } from './open-case.ts';
import { createPresenceRepository } from './presence.repository.ts';
import { presenceRoutes, presentForSeconds } from './presence.routes.ts';
import { createQueueRepository } from './queue.repository.ts';
import { createAskForRating } from './rating-links/ask-for-rating.ts';
import { createRatingLinksRepository } from './rating-links/rating-links.repository.ts';
import { ratingLinkRoutes } from './rating-links/rating-links.routes.ts';
import { createRecountRepository } from './recount.repository.ts';
import { recountLimits } from './recount-limits.ts';
import { type Reopening, reopenCase } from './reopen-case.ts';
import { createRepairCases, type RepairCases } from './repair-cases.ts';
import { residentCaseRoutes } from './resident.routes.ts';
import { returnLeft } from './return-left.ts';
import { createRulesRepository } from './rules.repository.ts';
import { createSayMore } from './say-more.ts';
import { createShowCase } from './show-case.ts';
import { staffCaseRoutes } from './staff.routes.ts';
import { createCaseViews } from './views.ts';
import { webCasesRoutes } from './web/web-cases.routes.ts';

export type { CaseRuleName } from './case-rules.ts';
export { clocksFrom } from './clocks.ts';
export { isCourtesy } from './courtesies.ts';
export { kindOfWords } from './kind-of-words.ts';
export type { Heard, RepairCase, RepairCases } from './repair-cases.ts';
export { hashWords, queryWords, wordsOf } from './search-words.ts';
export { neverArrived, withJoined } from './undelivered-cases.repository.ts';
export { seenBy } from './who-sees.repository.ts';

export interface CasesDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  audit: Audit;
  calendar: Pick<CalendarModule, 'calendar' | 'catchUp'>;
  nudge(): void;
  hotline: string;
  publicBaseUrl: string;
  sms: Pick<MessagesModule['sms'], 'queueSql'>;
  provePhone(phone: string, code: string): Promise<void>;
  documents: DocumentsModule;
  logger: Logger;
}

export interface CasesModule {
  routes: Route[];
  jobs: Job[];
  /** Whether somebody complains about this holder's bills: what is owed is in doubt. */
  hasOpenComplaint(tx: PoolClient, holderPeriodId: number): Promise<boolean>;
  /** A case from elsewhere: checked first, then written in the caller's transaction. */
  prepare(saying: Saying, reporter: Reporter): Promise<(tx: PoolClient) => Promise<CaseRow>>;
  /** What was said elsewhere, added to an open case of the same person. */
  join(tx: PoolClient, joining: Joining): Promise<void>;
  /** What its person goes on to say in the conversation that a case came of. @returns whether somebody works on the case */
  goOn(tx: PoolClient, going: GoingOn): Promise<boolean>;
  /** A household that the person is bound to. */
  householdOf(personId: string, accountNo: string): Promise<CaseHousehold | undefined>;
  /** For the other ways in: mail and the like. */
  intake: CaseIntake;
  /** Called with what customers outside the hall are to read. */
  onAnswer(listen: OnAnswer): void;
  /** Opens a case again in the caller's transaction, where its state allows it. */
  reopen(tx: PoolClient, caseNo: string, by: Reopening): Promise<void>;
  /** What repairs hears of and does to cases of its kind. */
  repairs: RepairCases;
  /** A case by its number, when it is this person's. */
  ofPerson(caseNo: string, personId: string): Promise<{ id: number } | undefined>;
}

export { type CaseKind, type ComplaintClass, complaintClasses, openableKinds } from './case-kinds.ts';
export type { CaseAnswer, CaseIntake, SaidOutside } from './intake.ts';

const day = 86_400_000;

export function createCasesModule(dependencies: CasesDependencies): CasesModule {
  const { db, clock, cipher, audit, calendar, nudge, hotline, publicBaseUrl, sms, documents, logger } =
    dependencies;
  const cases = createCasesRepository(db.pool);
  const queue = createQueueRepository(db.pool);
  const rules = createRulesRepository(db.pool);
  const book = keepFresh(rules.all);
  const ratingLinks = createRatingLinksRepository(db.pool);
  const core: CasesCore = {
    inTransaction: db.inSqlTransaction,
    pool: db.pool,
    cases,
    mentions: createMentionsRepository(db.pool),
    clock,
    cipher,
    rules: async () => rulesOn(await book.get(), businessDate(clock.now())),
    calendar: calendar.calendar,
    hotline,
    onAnswer: [],
    askForRating: createAskForRating({ links: ratingLinks, cipher, publicBaseUrl, queueSms: sms.queueSql }),
    repairs: {},
  };
  const views = createCaseViews(cipher);
  const households = createHouseholdsRepository(db.pool);
  const sayMore = createSayMore(core);
  const attachments = createAttachmentsRepository(db.pool);
  const attach = createAttach({ core, sayMore, documents, attachments });
  const board = createDashboardRepository(db.pool);
  const presence = createPresenceRepository(db.pool);
  const show = createShowCase(core, views);
  const recount = createRecountRepository(db.pool);
  return {
    routes: [
      ...residentCaseRoutes({ core, sayMore, views, households }),
      ...webCasesRoutes({ core, households, provePhone: dependencies.provePhone, nudge }),
      ...attachmentRoutes({ core, attach, attachments }),
      ...ratingLinkRoutes({ core, links: ratingLinks, sayMore }),
      ...macroRoutes({ core, macros: createMacrosRepository(db.pool), show, nudge }),
      ...linkingRoutes({
        core,
        candidates: createCandidatesRepository(db.pool),
        households,
        show,
        audit,
        nudge,
      }),
      ...presenceRoutes({ core, presence }),
      ...staffCaseRoutes({
        core,
        show,
        queue,
        rules,
        forgetRules: book.forget,
        audit,
        views,
        nudge,
        households,
        board,
      }),
    ],
    jobs: [
      {
        name: 'watch-cases',
        everySeconds: 60,
        async run() {
          const now = clock.now();
          const rulesNow = await core.rules();
          const { 'warn-hours': warnHours, 'close-after-days': closeAfter } = rulesNow;
          const notDone = (what: string) => (of: string, error: unknown) =>
            logger.error({ case: of, err: error }, what);
          await returnLeft(core, notDone('case not returned'));
          await endPauses(core, notDone('pause not ended'));
          const { days } = await core.calendar();
          const againBefore = workingHoursBefore(now, rulesNow['escalate-again-hours'], days);
          await queue.watch(now, { warnHours, againBefore });
          await queue.closeSilent(new Date(now.getTime() - closeAfter * day), now);
          await attach.settleKeeping(notDone('attachments not settled'));
          await ratingLinks.forgetLapsed(new Date(now.getTime() - 30 * day));
          await presence.forget(new Date(now.getTime() - presentForSeconds * 1_000));
        },
      },
      {
        name: 'case-deadlines',
        everySeconds: 60,
        run: () => calendar.catchUp('cases', change => recountLimits(recount, change, clock.now())),
      },
    ],
    hasOpenComplaint: cases.hasOpenComplaint,
    prepare: (saying, reporter) => prepareCase(core, saying, reporter),
    join: createJoin(core),
    goOn: createGoOn(core),
    householdOf: (personId, accountNo) => households.ofPerson(personId, accountNo, businessDate(clock.now())),
    intake: createIntake({ core, attach }),
    onAnswer: listen => void core.onAnswer.push(listen),
    reopen: (tx, caseNo, by) => reopenCase(core, tx, caseNo, by),
    repairs: createRepairCases(core),
    async ofPerson(caseNo, personId) {
      const found = await cases.find(caseNo);
      return found?.personId === personId ? found : undefined;
    },
  };
}
