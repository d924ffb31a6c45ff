/** What keeps agreements true on both sides: the wallet is asked about open ones and told of ended ones until it answers. */
import type { Clock } from '../../infra/clock.ts';
import type { Logger } from '../../infra/logging.ts';
import { businessDate } from '../../shared/dates.ts';
import type { Gateway } from '../payments/index.ts';
import type { AgreementRow, AgreementsRepository } from './agreements.repository.ts';
import { agreementNotFound } from './autopay.errors.ts';

export interface FollowDependencies {
  agreements: AgreementsRepository;
  gateways: readonly Gateway[];
  clock: Clock;
  logger: Logger;
}

/** A page for signing is left open no longer than this; a late signature still counts. */
const signingMs = 2 * 3_600_000;
const batchSize = 20;

export async function followAgreements(dependencies: FollowDependencies, signal: AbortSignal): Promise<void> {
  const { agreements, clock, logger } = dependencies;
  await agreements.endGroundless(businessDate(clock.now()), clock.now());
  for (;;) {
    const due = signal.aborted ? [] : await agreements.claimDue(clock.now(), batchSize);
    const results = await Promise.allSettled(due.map(agreement => follow(agreement, dependencies)));
    for (const result of results)
      if (result.status === 'rejected') logger.error({ err: result.reason }, 'agreement not followed');
    if (due.length < batchSize) return;
  }
}

async function follow(agreement: AgreementRow, dependencies: FollowDependencies): Promise<void> {
  await (agreement.status === 'ending' ? end(agreement, dependencies) : ask(agreement, dependencies));
}

/** Asks the wallet how it stands. */
async function ask(
  agreement: AgreementRow,
  { agreements, gateways, clock }: FollowDependencies,
): Promise<void> {
  const port = gateways.find(({ code }) => code === agreement.gateway)?.agreement;
  if (!port) return;
  const { agreementNo, status, createdAt, queryCount } = agreement;
  const outcome = await port.query(agreementNo);
  const now = clock.now();
  if (outcome.status === 'active' || outcome.status === 'ended')
    return void (await agreements.record(agreement, outcome, now));
  if (
    status === 'signing' &&
    outcome.status === 'not-found' &&
    now.getTime() - createdAt.getTime() > signingMs
  )
    return agreements.close(agreementNo, 'not-signed', now);
  const pauseMs = Math.min(3_600_000, 30_000 * 2 ** Math.min(queryCount, 7));
  await agreements.scheduleQuery(agreementNo, new Date(now.getTime() + pauseMs));
}

/** Tells the wallet that it is over. No answer leaves it `ending`: told again, and nothing is debited meanwhile. */
async function end(
  agreement: AgreementRow,
  { agreements, gateways, clock }: FollowDependencies,
): Promise<void> {
  const port = gateways.find(({ code }) => code === agreement.gateway)?.agreement;
  if (!port) return;
  const { agreementNo, gatewayAgreementNo, queryCount } = agreement;
  const outcome = await port.end({ agreementNo, gatewayAgreementNo: gatewayAgreementNo ?? undefined });
  const now = clock.now();
  if (outcome.status === 'ended') return void (await agreements.record(agreement, outcome, now));
  // Never signed: there is nothing to end.
  if (outcome.status === 'not-found') return agreements.close(agreementNo, 'customer', now);
  // A refusal may mean that it is over there already.
  if (outcome.status === 'unknown' && outcome.problem === 'rejected') {
    const known = await port.query(agreementNo);
    if (known.status === 'ended') return void (await agreements.record(agreement, known, now));
    if (known.status === 'not-found') return agreements.close(agreementNo, 'customer', now);
  }
  const pauseMs = Math.min(3_600_000, 60_000 * 2 ** Math.min(queryCount, 6));
  await agreements.scheduleQuery(agreementNo, new Date(now.getTime() + pauseMs));
}

/** A person ends an agreement: at once here, and as soon as the wallet answers there. @throws AppError agreement-not-found */
export async function endAgreement(
  personId: string,
  agreementNo: string,
  dependencies: FollowDependencies,
): Promise<void> {
  const { agreements, clock } = dependencies;
  const agreement = await owned(personId, agreementNo, agreements);
  const now = clock.now();
  if (!(await agreements.giveUp(agreementNo, 'customer', now))) return;
  await end({ ...agreement, status: 'ending' }, dependencies);
}

/** Asks the wallet now, when the customer has come back from it. @throws AppError agreement-not-found */
export async function checkAgreement(
  personId: string,
  agreementNo: string,
  dependencies: FollowDependencies,
): Promise<void> {
  const agreement = await owned(personId, agreementNo, dependencies.agreements);
  if (agreement.status !== 'ended') await follow(agreement, dependencies);
}

async function owned(
  personId: string,
  agreementNo: string,
  agreements: AgreementsRepository,
): Promise<AgreementRow> {
  const agreement = await agreements.find(agreementNo);
  if (agreement?.personId !== personId) throw agreementNotFound();
  return agreement;
}
