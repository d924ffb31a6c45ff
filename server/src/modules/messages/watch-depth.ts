/** How deep the queues are, for Prometheus: asked of the database at each scrape. */
import type { Clock } from '../../infra/clock.ts';
import type { Metrics } from '../../infra/metrics.ts';
import type { OutboxRepository } from './outbox.repository.ts';
import type { MessageLog } from './staff/message-log.repository.ts';

interface Dependencies {
  metrics: Metrics;
  log: MessageLog;
  outboxes: OutboxRepository;
  clock: Clock;
}

export function watchDepth({ metrics, log, outboxes, clock }: Dependencies): void {
  metrics.watch('hall_notices_waiting', async () => {
    const rows = await log.depth(clock.now());
    return (['waiting', 'due', 'dead'] as const).map(state => ({
      labels: { state },
      value: rows.reduce((sum, row) => sum + row[state], 0),
    }));
  });
  metrics.watch('hall_outbox_waiting', async () =>
    (await outboxes.depth()).map(({ kind, waiting }) => ({ labels: { kind }, value: waiting })),
  );
}
