/**
 * The monthly billing run: drafts with exceptions, approval by a second person, bills. Preparing and issuing go on in
 * steps that may be cut off anywhere and taken up again; the database keeps one live bill per household and month.
 */
import type { Clock } from '../../infra/clock.ts';
import type { Job } from '../../infra/jobs.ts';
import { type AuditRecord, staffName } from '../../shared/audit.ts';
import { addDays, businessDate, type Month, monthOf } from '../../shared/dates.ts';
import type { TariffBook, TariffVersion } from '../tariffs/index.ts';
import {
  draftNotAcceptable,
  monthNotOver,
  monthsSkipped,
  regionUnknown,
  runNotFound,
  runOpen,
  runState,
  secondPerson,
} from './billing.errors.ts';
import { type BillingRun, runTransitions } from './billing-run.ts';
import type { BillingRunsRepository } from './billing-runs.repository.ts';
import type { CandidatesRepository } from './candidates.repository.ts';
import { type Category, draftBill } from './draft-bill.ts';
import type { IssueBillsRepository } from './issue-bills.repository.ts';
import { defaultPlausibility } from './meter-registers.ts';
import type { RunLocks } from './run-locks.repository.ts';
import { tierYearsIn } from './used-in-tier-year.ts';

export interface BillingRunDependencies {
  clock: Clock;
  book: TariffBook;
  runs: BillingRunsRepository;
  candidates: CandidatesRepository;
  issueBills: IssueBillsRepository;
  locks: RunLocks;
}

export interface By {
  username: string;
  requestId: string;
}

interface DraftsWish {
  exceptionsOnly: boolean;
  page: number;
  size: number;
}

const chunkSize = 1_000;
/** Days from issue to due date. */
const dueDays = 20;
/** How long a request waits for its run; a town of 200,000 goes on in the background. */
const patienceMs = 8_000;

export function createBillingRuns(dependencies: BillingRunDependencies) {
  const { clock, runs } = dependencies;

  async function get(id: number): Promise<BillingRun> {
    const run = await runs.find(id);
    if (!run) throw runNotFound();
    return run;
  }

  const refuse = async (id: number) => runState({ status: (await get(id)).status });

  const work = (id: number) => dependencies.locks.alone(id, () => advance(dependencies, id));
  const entryOf = (
    action: string,
    run: number,
    by: By,
    detail: Record<string, unknown> = {},
  ): AuditRecord => ({
    actor: staffName(by),
    action,
    subject: `billing-run:${run}`,
    detail,
    requestId: by.requestId,
  });

  return {
    get,
    list: () => runs.list(100),

    /** @param skipMonths whoever starts it knows that months before this one have no run, and leaves them out */
    async start(regionCode: string, month: Month, skipMonths: boolean, by: By): Promise<BillingRun> {
      if (month >= monthOf(businessDate(clock.now()))) throw monthNotOver({ month });
      if (!(await runs.regionExists(regionCode))) throw regionUnknown();
      const skipped = await runs.skippedMonths(regionCode, month);
      if (skipped.length > 0 && !skipMonths)
        throw monthsSkipped({ month, months: { zh: skipped.join('、'), en: skipped.join(', ') } });
      const detail = { regionCode, month, ...(skipped.length > 0 ? { skipped } : {}) };
      const id = await runs.create(regionCode, month, by.username, created =>
        entryOf('billing-run.create', created, by, detail),
      );
      if (id === undefined) throw runOpen();
      await patiently(work(id));
      return get(id);
    },

    async drafts(id: number, { exceptionsOnly, page, size }: DraftsWish) {
      await get(id);
      return runs.drafts(id, { exceptionsOnly, offset: (page - 1) * size, limit: size });
    },

    async accept(id: number, accountNo: string, note: string, by: By): Promise<BillingRun> {
      await get(id);
      const entry = entryOf('billing-run.accept', id, by, { accountNo, note });
      if (!(await runs.accept(id, accountNo, by.username, note, entry))) throw draftNotAcceptable();
      await runs.summarise(id);
      return get(id);
    },

    /** Four eyes: neither who made the run nor who accepted an exception in it. */
    async approve(id: number, by: By): Promise<BillingRun> {
      const run = await get(id);
      const entry = entryOf('billing-run.approve', id, by, { ...run.summary });
      const result = await runs.approve(id, clock.now(), by.username, entry);
      if (result === 'own') throw secondPerson();
      if (result === 'not-in-preview') throw await refuse(id);
      await patiently(work(id));
      return get(id);
    },

    async discard(id: number, reason: string, by: By): Promise<BillingRun> {
      const { status } = await get(id);
      const allowed = runTransitions[status].includes('discarded');
      const entry = entryOf('billing-run.discard', id, by, { reason });
      if (!allowed || !(await runs.discard(id, status, entry))) throw await refuse(id);
      return get(id);
    },

    /** Takes up what a stop or a crash left half done. */
    job: {
      name: 'continue-billing-runs',
      lane: 'books',
      everySeconds: 30,
      run: async signal => {
        for (const id of await runs.unfinished()) if (!signal.aborted) await work(id);
      },
    } satisfies Job,
  };
}

export type BillingRuns = ReturnType<typeof createBillingRuns>;

async function advance(dependencies: BillingRunDependencies, id: number): Promise<void> {
  const { runs, clock } = dependencies;
  const run = await runs.find(id);
  if (run?.status === 'preparing') {
    await prepare(dependencies, run);
    await runs.move(id, 'preparing', 'preview', clock.now());
  } else if (run?.status === 'approved') {
    await issue(dependencies, run);
    await runs.move(id, 'approved', 'issued', clock.now());
  }
}

/** Drafts every household of the region that has no live bill of the month. */
async function prepare({ runs, candidates, book }: BillingRunDependencies, run: BillingRun): Promise<void> {
  const month = run.month as Month;
  await runs.clearDrafts(run.id);
  const tariffs = new Map(
    (await book.all()).map(tariff => [`${tariff.regionCode}/${tariff.category}`, tariff.versions]),
  );
  const versionsOf = (category: Category): TariffVersion[] =>
    tariffs.get(`${run.regionCode}/${category}`) ?? [];
  const tierYearFrom = tierYearsIn(month, versionsOf);
  for (let after: number | null = 0; after !== null; ) {
    const chunk = await candidates.chunk({
      regionCode: run.regionCode,
      month,
      tierYearFrom,
      after,
      size: chunkSize,
    });
    const drafts = chunk.candidates.map(candidate =>
      draftBill(candidate, month, versionsOf(candidate.category), defaultPlausibility),
    );
    if (drafts.length > 0) await runs.addDrafts(run.id, drafts);
    after = chunk.next;
  }
  await runs.summarise(run.id);
}

async function issue(dependencies: BillingRunDependencies, run: BillingRun): Promise<void> {
  const { issueBills, clock, runs } = dependencies;
  const issuedAt = clock.now();
  const dueOn = addDays(businessDate(issuedAt), dueDays);
  for (let after: number | null = 0; after !== null; ) {
    const chunk = await issueBills.issueChunk({ runId: run.id, after, size: chunkSize, issuedAt, dueOn });
    after = chunk.next;
  }
  // What was set aside on the way stands among the exceptions.
  await runs.summarise(run.id);
}

/** Waits for quick work. Slow work goes on by itself; its failure is met again by the job, which reports it. */
async function patiently(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>(resolve => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([work, patience]).finally(() => clearTimeout(timer));
  work.catch(() => {});
}
