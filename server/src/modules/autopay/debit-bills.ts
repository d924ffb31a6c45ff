/**
 * Debits of bills: plan, tell, debit, follow. Each step finds its work in the tables, so that a run cut off anywhere is
 * completed by the next, and two runs at once do nothing twice.
 */
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { Logger } from '../../infra/logging.ts';
import { addDays, businessDate, monthOf, startOfDay } from '../../shared/dates.ts';
import { newPaymentNo, type PaymentNo } from '../../shared/ids.ts';
import type { Fen } from '../../shared/money.ts';
import { type Gateway, keepExchanges, type Outcome } from '../payments/index.ts';
import { mostAttempts } from './agreement.ts';
import type { AgreementsRepository } from './agreements.repository.ts';
import { daysAfterNotice, daysWithoutNotice, mayTell, nextTelling, retryAt } from './calendar.ts';
import type { DebitAnswer, DebitsRepository, DueDebit } from './debits.repository.ts';

export interface DebitDependencies {
  agreements: AgreementsRepository;
  debits: DebitsRepository;
  gateways: readonly Gateway[];
  clock: Clock;
  crashPoints: CrashPoints;
  logger: Logger;
  notifyUrl(gateway: string): string;
}

const batchSize = 20;
/** A wallet may take its time over a debit; it is asked meanwhile, and given up only when it says so. */
const openMs = 24 * 3_600_000;
/** A customer who could not be told for this long is told that the debit will not come. */
const patienceDays = 10;
/** As the wallet's own payments are recorded. */
const channels: Readonly<Record<string, string>> = { 'wechat-pay': 'wechat', alipay: 'alipay' };

export async function debitBills(dependencies: DebitDependencies, signal: AbortSignal): Promise<void> {
  const { debits, clock } = dependencies;
  const now = clock.now();
  const follow = () =>
    debits.follow(businessDate(clock.now()), clock.now(), mostAttempts, retryAt(clock.now()));
  await follow();
  // A wallet that wants its customers told ahead debits once a cycle.
  const onceACycle = dependencies.gateways
    .filter(({ agreement }) => agreement?.notice)
    .map(({ code }) => code);
  await debits.plan(monthOf(businessDate(now)), now, onceACycle);
  await tellCustomers(dependencies, signal);
  await inBatches(limit => debits.claimUnsent(clock.now(), limit), resend, dependencies, signal);
  const today = businessDate(now);
  await inBatches(limit => debits.claimDue(clock.now(), today, limit), beginAndSend, dependencies, signal);
  await follow();
}

async function inBatches<T>(
  claim: (limit: number) => Promise<T[]>,
  work: (row: T, dependencies: DebitDependencies) => Promise<void>,
  dependencies: DebitDependencies,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const rows = await claim(batchSize);
    const results = await Promise.allSettled(rows.map(row => work(row, dependencies)));
    for (const result of results)
      if (result.status === 'rejected')
        dependencies.logger.error({ err: result.reason }, 'a debit was left for the next run');
    if (rows.length < batchSize) return;
  }
}

const portOf = (code: string, gateways: readonly Gateway[]) =>
  gateways.find(gateway => gateway.code === code)?.agreement;

/** Only at an hour at which a wallet lets its customers be told. */
async function tellCustomers(dependencies: DebitDependencies, signal: AbortSignal): Promise<void> {
  const { debits, gateways, clock } = dependencies;
  const able = gateways.filter(
    ({ agreement }) => agreement && (!agreement.notice || mayTell(agreement.notice, clock.now())),
  );
  if (able.length === 0) return;
  const codes = able.map(({ code }) => code);
  await inBatches(limit => debits.claimPlanned(clock.now(), codes, limit), tell, dependencies, signal);
}

async function tell(debit: DueDebit, dependencies: DebitDependencies): Promise<void> {
  const { agreements, debits, gateways, clock, crashPoints } = dependencies;
  const port = portOf(debit.gateway, gateways);
  if (!port || debit.skipped) return;
  const { notice } = port;
  if (!notice) return debits.noticed(debit.id, null, daysWithoutNotice(clock.now()));
  const now = clock.now();
  if (!mayTell(notice, now)) return;
  const outcome = await notice.send(debit, debit.amountFen);
  crashPoints.reach('debit-told');
  // Told twice is told: counted from now, the days can only begin later than the wallet's.
  if (outcome.status === 'told' || (outcome.status === 'refused' && /ALREADY|REPEAT/.test(outcome.reason)))
    return debits.noticed(debit.id, businessDate(now), daysAfterNotice(notice, now));
  const createdBefore = startOfDay(addDays(businessDate(now), -patienceDays));
  const pauseMs = outcome.status === 'refused' ? 6 * 3_600_000 : 10 * 60_000;
  const at = nextTelling(notice, new Date(now.getTime() + pauseMs));
  await debits.notTold(debit.id, outcome.reason, { at, createdBefore }, now);
  // Perhaps the agreement stands no more: the wallet says.
  if (outcome.status === 'refused') await agreements.scheduleQuery(debit.agreementNo, now);
}

async function beginAndSend(debit: DueDebit, dependencies: DebitDependencies): Promise<void> {
  const { debits, clock, crashPoints } = dependencies;
  const now = clock.now();
  const payment = {
    paymentNo: newPaymentNo(now),
    channel: debit.channel ?? channels[debit.gateway] ?? debit.gateway,
    description: descriptionOf(debit),
    today: businessDate(now),
    now,
    expiresAt: new Date(now.getTime() + openMs),
  };
  const { outcome, amountFen } = await debits.begin(debit.id, payment);
  crashPoints.reach('debit-written');
  if (outcome === 'begun') await send({ ...debit, ...payment, amountFen }, dependencies);
}

const descriptionOf = ({ cycle }: DueDebit) => `电费自动缴费 ${cycle}`;

/** Under the same number: a wallet that has seen it does nothing new. */
const resend = (
  debit: DueDebit & { paymentNo: PaymentNo; expiresAt: Date },
  dependencies: DebitDependencies,
) => send({ ...debit, description: descriptionOf(debit) }, dependencies);

interface ToSend extends DueDebit {
  paymentNo: PaymentNo;
  amountFen: Fen;
  description: string;
  expiresAt: Date;
}

async function send(debit: ToSend, dependencies: DebitDependencies): Promise<void> {
  const { debits, gateways, clock, crashPoints, notifyUrl } = dependencies;
  const gateway = gateways.find(({ code }) => code === debit.gateway);
  if (!gateway?.agreement) return;
  const order = { ...debit, notifyUrl: notifyUrl(debit.gateway) };
  const { outcome, said } = await keepExchanges(gateway, noting => noting.agreement!.debit(order));
  crashPoints.reach('debit-answered');
  await debits.recordAnswer(debit.paymentNo, answerOf(outcome, gateway), said, clock.now());
}

/** Unknown stays pending: the payment is asked about like every other, and only the wallet says that it failed. */
function answerOf(outcome: Outcome, { source }: Gateway): DebitAnswer {
  switch (outcome.status) {
    case 'paid': {
      const { tradeNo, amountFen, paidAt } = outcome;
      return { status: 'paid', source, tradeNo, amountFen, paidAt };
    }
    case 'failed':
      return { status: 'failed', reason: outcome.reason };
    case 'closed':
      return { status: 'failed', reason: 'CLOSED' };
    case 'unknown':
      return { status: 'pending', reason: outcome.reason };
    default:
      return { status: 'pending' };
  }
}
