import type { Clock } from '../../../infra/clock.ts';
import type { CrashPoints } from '../../../infra/crash-point.ts';
import type { FieldCipher } from '../../../infra/crypto.ts';
import type { Logger } from '../../../infra/logging.ts';
import type { Metrics } from '../../../infra/metrics.ts';
import { rawKeptDays, sealRaw } from '../../../infra/sealed-raw.ts';
import type { ChannelName, ParsedReceipt, Report } from '../channels/channel.ts';
import { readReturned } from '../channels/returned-mail.ts';
import type { ReceiptsRepository } from './receipts.repository.ts';

interface Dependencies {
  receipts: ReceiptsRepository;
  cipher: FieldCipher;
  crashPoints: CrashPoints;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  /** After reports that may send a notice another way. */
  nudge(): void;
}

const most = 100;
/** A report about a message nobody here knows: the answer to our own request may still be on its way. */
const strangeForMs = 86_400_000;

/** Reports of providers: stored once, then acted upon; what cannot be matched yet is looked at again. */
export function createReceiveReports(dependencies: Dependencies) {
  const { receipts, cipher, clock, logger, metrics, crashPoints, nudge } = dependencies;
  async function handle(
    id: number,
    channel: ChannelName,
    reports: readonly Report[],
    receivedAt: Date,
  ): Promise<void> {
    const matched = await receipts.apply(channel, reports, clock.now());
    const known = matched >= new Set(reports.map(each => each.requestId ?? each.providerId)).size;
    if (known || Date.now() - receivedAt.getTime() > strangeForMs) await receipts.handled(id);
  }
  async function accept(
    channel: ChannelName,
    { eventId, reports }: Pick<ParsedReceipt, 'eventId' | 'reports'>,
    body: Buffer | null,
  ): Promise<void> {
    if (reports.length === 0) return;
    const id = await receipts.store(channel, eventId, reports, body && sealRaw(body, cipher));
    crashPoints.reach('report-stored');
    metrics.count('hall_notifications_total', {
      source: channel,
      result: id === undefined ? 'repeat' : 'accepted',
    });
    if (id === undefined) return;
    // Stored is enough for the provider; the job acts upon what fails here.
    await handle(id, channel, reports, new Date()).catch(error =>
      logger.warn({ err: error, channel }, 'report not handled'),
    );
    nudge();
  }

  return {
    /** @param body as it came; null where it is kept elsewhere */
    accept,
    /** One report for each notice, however often its mail comes back. */
    async mailReturned(raw: Buffer): Promise<void> {
      const { requestIds, reason } = readReturned(raw, cipher);
      const at = clock.now().toISOString();
      for (const requestId of requestIds)
        await accept(
          'email',
          { eventId: `returned:${requestId}`, reports: [{ requestId, state: 'failed', at, reason }] },
          null,
        );
    },
    async handleWaiting(): Promise<void> {
      // One that cannot be applied holds up neither the others nor the notices behind them.
      for (const { id, channel, reports, receivedAt } of await receipts.claimWaiting(most))
        await handle(id, channel, reports, receivedAt).catch(error =>
          logger.error({ err: error, channel, receipt: id }, 'report not handled'),
        );
    },
    forgetBodies: () => receipts.forgetBodies(rawKeptDays),
  };
}

export type ReceiveReports = ReturnType<typeof createReceiveReports>;
