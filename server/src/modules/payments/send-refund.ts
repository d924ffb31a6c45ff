/**
 * Sends refunds and asks about them. Always under the same number: a gateway that has seen it does nothing new, so a time-out
 * is answered by asking, and by sending again only what the gateway has never seen.
 */
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Metrics } from '../../infra/metrics.ts';
import type { Gateway, RefundOutcome, RefundRequest } from './gateways/gateway.ts';
import { keepExchanges, type Said } from './gateways/keep-exchanges.ts';
import type { GatewayByCode } from './gateways-by-code.ts';
import { nextRefundQueryAt } from './refund.ts';
import type { RefundRow, RefundsRepository } from './refunds.repository.ts';
import { sweep } from './sweep.ts';

export interface SendRefundDependencies {
  refunds: RefundsRepository;
  gateways: GatewayByCode;
  /** Of all gateways that are configured. */
  gatewayCodes: readonly string[];
  clock: Clock;
  crashPoints: CrashPoints;
  logger: Logger;
  metrics: Metrics;
  refundNotifyUrl(gateway: string): string;
}

/** Everything that is due: new refunds are sent, silent ones asked about. */
export async function sendDueRefunds(
  dependencies: SendRefundDependencies,
  signal: AbortSignal,
): Promise<void> {
  const { refunds, clock, logger, gatewayCodes } = dependencies;
  await sweep(
    gatewayCodes,
    (lane, limit) => refunds.claimDue(lane, clock.now(), limit),
    refund => sendRefund(refund, dependencies),
    logger,
    signal,
  );
}

/** Sends this refund now if nobody else is at it. */
export async function sendNow(refundNo: string, dependencies: SendRefundDependencies): Promise<void> {
  const claimed = await dependencies.refunds.claim(refundNo, dependencies.clock.now());
  if (claimed) await sendRefund(claimed, dependencies);
}

/** @param refund claimed: its queryCount counts this try */
async function sendRefund(refund: RefundRow, dependencies: SendRefundDependencies): Promise<void> {
  const gateway = dependencies.gateways(refund.gateway);
  const { outcome, said } = await keepExchanges(gateway, noting => askOrSend(refund, noting, dependencies));
  dependencies.crashPoints.reach('refund-in-flight');
  await record(refund, gateway, outcome, said, dependencies);
}

async function askOrSend(
  refund: RefundRow,
  gateway: Gateway,
  { refundNotifyUrl }: SendRefundDependencies,
): Promise<RefundOutcome> {
  const { refundNo, orderNo, amountFen, totalFen, reason, tradeNo, paidAt, releasedAt } = refund;
  const request: RefundRequest = {
    paymentNo: orderNo,
    refundNo,
    amountFen,
    totalFen,
    reason,
    notifyUrl: refundNotifyUrl(gateway.code),
    tradeNo,
    paidAt,
    releasedAt,
  };
  if (refund.queryCount <= 1) return gateway.refund(request);
  const known = await gateway.queryRefund(request);
  return known.status === 'not-found' ? gateway.refund(request) : known;
}

async function record(
  refund: RefundRow,
  gateway: Gateway,
  outcome: RefundOutcome,
  said: Said,
  dependencies: SendRefundDependencies,
): Promise<void> {
  const { refunds, clock, metrics, logger } = dependencies;
  const { refundNo } = refund;
  metrics.count('hall_refunds_total', { gateway: gateway.code, result: outcome.status });
  await refunds.note(refundNo, 'refund-asked', {
    status: outcome.status,
    reason: 'reason' in outcome ? outcome.reason : null,
    ...said,
  });
  if (outcome.status === 'succeeded' && outcome.amountFen === refund.amountFen) {
    await refunds.finish(refundNo, outcome.gatewayRefundNo, outcome.at);
    return;
  }
  if (outcome.status === 'failed') {
    logger.warn({ refundNo, reason: outcome.reason }, 'refund failed, queued for staff');
    await refunds.fail(refundNo, outcome.reason);
    return;
  }
  const odd = oddOf(outcome);
  if (odd) {
    logger.warn({ refundNo, kind: odd }, 'odd refund queued for staff');
    await refunds.queueOdd(refundNo, odd, { outcome });
  }
  await refunds.scheduleQuery(
    refundNo,
    nextRefundQueryAt(refund.queryCount, gateway.refundQuerySeconds, clock.now()),
  );
}

/** `abnormal` waits for staff at the gateway; a success over another sum must not be booked as ours. */
function oddOf(outcome: RefundOutcome): string | undefined {
  if (outcome.status === 'abnormal') return 'refund-abnormal';
  return outcome.status === 'succeeded' ? 'wrong-refund' : undefined;
}
