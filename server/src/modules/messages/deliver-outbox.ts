import type { Logger } from '../../infra/logging.ts';
import type { Metrics } from '../../infra/metrics.ts';
import type { OutboxRepository } from './outbox.repository.ts';
import { type Deliver, isLastTry, type Outbox, type Outgoing, pauseAfter, Undeliverable } from './outbox.ts';

const batchSize = 20;

export interface Relay extends Outbox {
  /** Delivers everything that is due now. */
  deliverDue(signal?: AbortSignal): Promise<void>;
  /** Resolves when nothing is being delivered. */
  idle(): Promise<void>;
}

interface RelayDependencies {
  repository: OutboxRepository;
  logger: Logger;
  metrics: Metrics;
}

/** Any number of relays may run, in any number of processes: each message is claimed by one. */
export function createRelay({ repository, logger, metrics }: RelayDependencies): Relay {
  const deliverers = new Map<string, Deliver>();
  const keepingWords = new Set<string>();
  let running: Promise<void> | undefined;
  let again = false;

  async function deliverDue(signal?: AbortSignal): Promise<void> {
    const kinds = [...deliverers.keys()];
    while (kinds.length > 0 && !signal?.aborted) {
      const messages = await repository.claim(kinds, batchSize);
      await Promise.all(messages.map(deliverOne));
      if (messages.length < batchSize) return;
    }
  }

  async function deliverOne(message: Outgoing): Promise<void> {
    let cost = 0;
    try {
      await deliverers.get(message.kind)?.(message, milliFen => {
        cost = milliFen;
      });
    } catch (error) {
      return recordFailure(message, error);
    }
    await repository.sent(message.id, cost);
    metrics.count('hall_outbox_total', { kind: message.kind, result: 'sent' });
  }

  async function recordFailure(message: Outgoing, error: unknown): Promise<void> {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
    const dead = error instanceof Undeliverable || isLastTry(message);
    if (dead) await repository.dead(message.id, reason, keepingWords.has(message.kind));
    else await repository.failed(message.id, pauseAfter(message.attempts), reason);
    metrics.count('hall_outbox_total', { kind: message.kind, result: dead ? 'dead' : 'failed' });
    logger[dead ? 'error' : 'warn'](
      { outboxId: message.id, kind: message.kind, attempts: message.attempts, reason },
      'message not delivered',
    );
  }

  async function runUntilQuiet(): Promise<void> {
    do {
      again = false;
      await deliverDue().catch(error => logger.error({ err: error }, 'outbox relay failed'));
    } while (again);
    running = undefined;
  }

  return {
    deliverDue,
    handle(kind, deliver, { keepsWords = false } = {}) {
      if (deliverers.has(kind)) throw new Error(`two deliverers for outbox messages of kind ${kind}`);
      deliverers.set(kind, deliver);
      if (keepsWords) keepingWords.add(kind);
    },
    nudge() {
      if (running) again = true;
      else running = runUntilQuiet();
    },
    idle: async () => running,
  };
}
