/** What people do with a case: submit, decide, let it rest, record a notice served on paper. Each in one transaction with its audit. */
import type { PoolClient } from 'pg';
import type { StaffActor } from '../../http/access.ts';
import { addDays, businessDate } from '../../shared/dates.ts';
import { roundOver, takeBack } from './carry-out.ts';
import type { CaseChange } from './cases.repository.ts';
import { caseElsewhere, caseNotFound, holdInThePast, sameHand, servedWhen } from './dunning.errors.ts';
import type { CaseStatus, DunningCase } from './dunning-case.ts';
import type { LadderDependencies } from './run-ladder.ts';

export type HandleDependencies = Pick<
  LadderDependencies,
  'db' | 'clock' | 'cases' | 'nudgeMessages' | 'rules'
>;

export interface Handling {
  actor: StaffActor;
  caseNo: string;
  requestId: string;
}

/** The first person: the evidence has been looked at. @throws AppError dunning-case-elsewhere */
export function submitCase(by: Handling, note: string, dependencies: HandleDependencies): Promise<void> {
  return handle(by, ['proposed'], 'submit', { note }, dependencies, async ({ change, who }) =>
    change({ status: 'submitted', submitted_by: who }),
  );
}

/** The second person. @throws AppError dunning-same-hand, dunning-case-elsewhere */
export async function decideCase(
  by: Handling,
  decision: { approve: boolean; reason: string; holdUntil?: string },
  dependencies: HandleDependencies,
): Promise<void> {
  const { approve, reason } = decision;
  const kind = approve ? 'approve' : 'reject';
  const { restDays } = (await dependencies.rules()).timing;
  return handle(by, ['submitted'], kind, { reason }, dependencies, async ({ tx, file, change, who, now }) => {
    if (file.submittedBy === who) throw sameHand();
    if (approve) return change({ status: 'approved', decided_by: who, decided_at: now });
    const until = decision.holdUntil ?? addDays(businessDate(now), restDays);
    if (until < businessDate(now)) throw holdInThePast();
    await takeBack(tx, { file, now }, dependencies);
    return change({ ...roundOver, hold_until: until });
  });
}

/** Lets the ladder rest until a day; what is out already is withdrawn by its next step. @throws AppError dunning-hold-in-the-past */
export function holdCase(
  by: Handling,
  { until, reason }: { until: string; reason: string },
  dependencies: HandleDependencies,
): Promise<void> {
  // Ordered, it is taken back from a fitter, and not told to a meter that has not heard of it.
  const statuses = [
    'reminding',
    'noticed',
    'proposed',
    'submitted',
    'approved',
    'last-call',
    'disconnecting',
  ] as const;
  return handle(by, statuses, 'hold', { until, reason }, dependencies, ({ change, now }) => {
    if (until < businessDate(now)) throw holdInThePast();
    return change({ hold_until: until });
  });
}

/** The notice was handed over on paper: proof of arrival where no message could prove it. @throws AppError dunning-served-when */
export function serveCase(
  by: Handling,
  served: { how: string; on: string; note: string },
  dependencies: HandleDependencies,
): Promise<void> {
  return handle(
    by,
    ['noticed', 'proposed', 'submitted', 'approved'],
    'served',
    { ...served },
    dependencies,
    async ({ change, file, now }) => {
      // A day before the notice or to come would prove nothing, and the days of the notice count from it.
      if (served.on < file.noticedOn! || served.on > businessDate(now)) throw servedWhen();
      return change({});
    },
  );
}

/** Power comes back before the debt is paid: a mistake, or somebody who cannot be without it. The ladder orders it with its next step. */
export function restoreCase(by: Handling, reason: string, dependencies: HandleDependencies): Promise<void> {
  return handle(by, ['suspended'], 'restore', { reason }, dependencies, ({ change, who }) =>
    change({ restore_asked_by: who }),
  );
}

interface Hand {
  tx: PoolClient;
  file: DunningCase;
  who: string;
  now: Date;
  change(change: CaseChange): Promise<void>;
}

async function handle(
  { actor, caseNo, requestId }: Handling,
  from: readonly CaseStatus[],
  kind: string,
  detail: Record<string, unknown>,
  { db, clock, cases, nudgeMessages }: HandleDependencies,
  act: (hand: Hand) => Promise<void>,
): Promise<void> {
  const who = `staff:${actor.username}`;
  await db.inSqlTransaction(async tx => {
    const file = await cases.lockByNo(tx, caseNo);
    if (!file) throw caseNotFound();
    if (!from.includes(file.status)) throw caseElsewhere();
    const now = clock.now();
    await act({
      tx,
      file,
      who,
      now,
      change: change => cases.change(tx, file.id, { ...change, next_at: now }),
    });
    const noted = kind === 'served' ? { ...detail, round: file.round } : detail;
    await cases.note(tx, file.id, { at: now, kind, actor: who, detail: noted });
    await cases.audit(tx, {
      actor: who,
      action: `dunning.${kind}`,
      subject: `dunning:${caseNo}`,
      detail,
      requestId,
    });
  });
  nudgeMessages();
}
