import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Audit } from '../../shared/audit.ts';
import { businessDate } from '../../shared/dates.ts';
import { AppError, type Wording } from '../../shared/errors.ts';
import { fen } from '../../shared/money.ts';
import type { BillingModule } from '../billing/index.ts';
import type { CalendarModule } from '../calendar/index.ts';
import type { DocumentsModule } from '../documents/index.ts';
import type { PayableSource, StaffRefund } from '../payments/index.ts';
import { createApply, customerMove } from './apply.ts';
import { createAwaitDays } from './await-days.ts';
import { createCasesRepository } from './cases.repository.ts';
import { type CaseCore, createChangeCase } from './change-case.ts';
import { holding } from './effects/holding.repository.ts';
import { createFeesRepository } from './fees.repository.ts';
import { createFinalBillsRepository } from './final-bills.repository.ts';
import { finalBillsRoutes } from './final-bills.routes.ts';
import { createKeepPapers } from './keep-papers.ts';
import { checkShipped, createKindBook, type KindBook } from './kind-book.ts';
import { shippedKinds } from './kinds/index.ts';
import { createKindsRepository } from './kinds.repository.ts';
import { createReadCase } from './read-case.ts';
import { createRecall } from './recall-overtaken.ts';
import { createRemindWaiting, type ReminderRule } from './remind-waiting.ts';
import { papersRoutes } from './resident/papers.routes.ts';
import { residentRoutes } from './resident/resident.routes.ts';
import { createSharing } from './resident/sharing.ts';
import { createSlots } from './resident/slots.ts';
import { createReturnLeft } from './return-left.ts';
import { createSharesRepository } from './shares.repository.ts';
import { createSigning } from './signing/sign-contract.ts';
import { createStandInProvider } from './signing/stand-in-provider.ts';
import { appointmentRoutes } from './staff/appointments.routes.ts';
import { createBoard } from './staff/board.ts';
import { counterRoutes } from './staff/counter.routes.ts';
import { createCounter } from './staff/counter.ts';
import { createInboxRepository } from './staff/inbox.repository.ts';
import { listRoutes } from './staff/lists.routes.ts';
import { createRecount } from './staff/recount-deadlines.ts';
import { createReturnBalance } from './staff/return-balance.ts';
import { createReturnFees } from './staff/return-fees.ts';
import { setUpRoutes } from './staff/set-up.routes.ts';
import { temporaryRoutes } from './staff/temporary.routes.ts';
import { createShow, workRoutes } from './staff/work.routes.ts';
import { createWork } from './staff/work.ts';
import { createTeamsRepository } from './teams.repository.ts';
import { createVisitsRepository } from './visits.repository.ts';
import { createWatchTemporary } from './watch-temporary.ts';

export { stepOf } from './kind.ts';
export { hasOpenMeterTest } from './meter-tests.repository.ts';
export { checkShipped, shippedKinds };

export interface ApplicationsDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  logger: Logger;
  audit: Audit;
  calendar: CalendarModule['calendar'];
  catchUpWithCalendar: CalendarModule['catchUp'];
  documents: DocumentsModule;
  billing: Pick<BillingModule, 'prepareFinalBills' | 'changePlan' | 'preparePlans'>;
  refund: StaffRefund;
  /** Of an account number that somebody else holds. @throws AppError too-many-requests */
  countLookUp(personId: string): Promise<void>;
  /** Who stands at the counter, by the phone number they give. */
  personOfPhone(phone: string): Promise<string>;
  utilityName(): Promise<Wording>;
  rules(): Promise<ReminderRule>;
  publicBaseUrl: string;
  /** Signatures of the stand-in prove nothing: it signs in the demo only. */
  demo: boolean;
  nudgeMessages(): void;
}

export interface ApplicationsModule {
  /** Puts the kinds that come with the hall beside those kept, and looks for holes in all of them. @throws StartError */
  checkKinds(): Promise<void>;
  routes: Route[];
  jobs: Job[];
}

/** Registered with payments as the source of payables of kind `service-fee`. */
export function createServiceFeePayables(db: Pick<Database, 'pool'>, clock: Clock): PayableSource {
  const fees = createFeesRepository(db.pool);
  const book = bookOf(db, clock);
  return {
    kind: 'service-fee',
    async describe(payableIds) {
      const found = await fees.describe(payableIds);
      return Promise.all(
        found.map(async ({ payableId, holderPeriodId, kindId, code, outstandingFen }) => {
          const { definition } = await book.byId(kindId);
          const title = definition.fees.find(fee => fee.code === code)!.name;
          return {
            payableId,
            kind: 'service-fee',
            holderPeriodId,
            title,
            outstandingFen: fen(outstandingFen),
          };
        }),
      );
    },
  };
}

const atOnce = 200;
const draftsKeptMs = 60 * 86_400_000;

const bookOf = (db: Pick<Database, 'pool'>, clock: Clock): KindBook =>
  createKindBook(createKindsRepository(db.pool), checkShipped(shippedKinds), clock);

/** @throws StartError naming the holes of a definition that comes with the hall */
export function createApplicationsModule(dependencies: ApplicationsDependencies): ApplicationsModule {
  const { db, clock, cipher, documents, billing, audit, publicBaseUrl, utilityName } = dependencies;
  const core: CaseCore = {
    ...dependencies,
    book: bookOf(db, clock),
    cases: createCasesRepository(db.pool),
    teams: createTeamsRepository(db.pool),
  };
  const changeCase = createChangeCase(core);
  const visits = createVisitsRepository(db.pool);
  const shares = createSharesRepository(db.pool);
  const inbox = createInboxRepository(db.pool);
  const fees = createFeesRepository(db.pool);
  const tools = { cipher, cases: core.cases };
  const provider = dependencies.demo ? createStandInProvider() : undefined;
  const apply = createApply(core, changeCase, tools, dependencies.countLookUp);
  const signing = createSigning({ core, changeCase, tools, provider, utilityName });
  const { returnBalance, returnLeft } = createReturnBalance(dependencies, core);
  const returnFees = createReturnFees(dependencies, core, fees);
  const work = createWork(core, changeCase, { ...tools, ...billing, visits, returnBalance });
  const readCase = createReadCase(core, visits);
  const slots = createSlots(core, visits);
  const show = createShow(core, readCase);
  const recount = createRecount(core, inbox);
  const remindWaiting = createRemindWaiting(core, changeCase, dependencies);
  const recallOvertaken = createRecall(core, changeCase, dependencies.logger);
  const awaitDays = createAwaitDays(core, changeCase, tools, dependencies.logger);
  const watchTemporary = createWatchTemporary(core, changeCase, dependencies.logger);
  const returnLeftCases = createReturnLeft(core, changeCase, dependencies.logger);
  const sharing = createSharing({ changeCase, shares, cipher, clock, publicBaseUrl });

  /** Fees that were paid through whichever door: the case goes on. */
  async function followPayments(signal: AbortSignal): Promise<void> {
    for (let after = 0; ; ) {
      const paid = await fees.paidUp(after, atOnce);
      for (const { caseNo } of paid) {
        if (signal.aborted) return;
        await changeCase(caseNo, { actor: 'system' }, scene => customerMove(scene, tools)).catch(error =>
          dependencies.logger.error({ caseNo, err: error }, 'a case was not carried on'),
        );
      }
      if (paid.length < atOnce) return;
      after = paid.at(-1)!.id;
    }
  }

  /** What nobody hands in, with the papers in it, is not kept for ever. */
  async function forgetDrafts(signal: AbortSignal): Promise<void> {
    for (const { caseNo, personId } of await core.cases.staleDrafts(
      new Date(clock.now().getTime() - draftsKeptMs),
    )) {
      if (signal.aborted) return;
      await apply.discard(personId, caseNo).catch(error => {
        // Handed in or thrown away a moment ago.
        if (!(error instanceof AppError)) throw error;
      });
    }
  }

  const endLeftBindings = () => holding.endBindings(db.pool, businessDate(clock.now()), null);

  const followCalendar = (signal: AbortSignal) =>
    dependencies.catchUpWithCalendar('applications', change => recount.putInForce(change, signal));

  async function returnLeftMoney(signal: AbortSignal): Promise<void> {
    await returnLeft(signal);
    await returnFees(signal);
  }

  return {
    checkKinds: async () => void (await core.book.newest()),
    routes: [
      ...residentRoutes({ core, apply, readCase, shares, slots, changeCase }),
      ...papersRoutes({ core, apply, signing, sharing, documents }),
      ...finalBillsRoutes(createFinalBillsRepository(db.pool), { clock, cipher, audit }),
      ...listRoutes({ core, board: createBoard(core, inbox), inbox, visits, recount, audit }),
      ...setUpRoutes(core),
      ...counterRoutes({
        core,
        apply,
        counter: createCounter({ ...dependencies, core, apply }),
        readCase,
        audit,
      }),
      ...workRoutes({ core, work, show, documents, audit }),
      ...temporaryRoutes(core),
      ...appointmentRoutes({ core, changeCase, slots, show }),
    ],
    jobs: [
      { name: 'follow-applications', lane: 'money', everySeconds: 15, run: followPayments },
      { name: 'await-days-of-applications', cron: '*/5 * * * *', run: awaitDays },
      { name: 'watch-temporary-supplies', cron: '35 * * * *', run: watchTemporary },
      { name: 'recall-overtaken-applications', cron: '* * * * *', run: recallOvertaken },
      { name: 'return-left-applications', cron: '* * * * *', run: returnLeftCases },
      // After midnight in Beijing, and every hour for a run that was missed.
      { name: 'application-deadlines', cron: '5 * * * *', run: recount.goOn },
      { name: 'application-calendar', everySeconds: 60, run: followCalendar },
      { name: 'end-left-bindings', cron: '20 * * * *', run: endLeftBindings },
      { name: 'forget-application-drafts', cron: '40 2 * * *', run: forgetDrafts },
      // Before documents are forgotten.
      {
        name: 'keep-appealable-papers',
        cron: '40 17 * * *',
        run: createKeepPapers(core, dependencies.logger),
      },
      // At half past nine in Beijing.
      { name: 'remind-of-waiting-applications', cron: '30 1 * * *', run: remindWaiting },
      { name: 'return-left-money', lane: 'money', cron: '*/10 * * * *', run: returnLeftMoney },
    ],
  };
}
