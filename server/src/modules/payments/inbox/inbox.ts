/**
 * Store, then handle: a verified message is kept before anything is done about it, and the sender is told so at once.
 * Handling follows in micro-batches; what a crash leaves behind is found by the job `handle-inbox`.
 */

import { isDeepStrictEqual } from 'node:util';
import { createBatcher } from '../../../infra/batcher.ts';
import type { CrashPoints } from '../../../infra/crash-point.ts';
import type { Logger } from '../../../infra/logging.ts';
import type { Metrics } from '../../../infra/metrics.ts';
import { isOdd } from '../payment.ts';
import {
  eventKey,
  type HandledMessage,
  type InboxRepository,
  type MessageToStore,
  meaningOf,
  type StoredMessage,
  type VerifiedMessage,
} from './inbox.repository.ts';

export interface Inbox {
  /** Resolves when the message is on disk: only then may it be acknowledged. Handling goes on behind. */
  accept(message: VerifiedMessage): Promise<{ repeat: boolean }>;
  /** Handles what was stored and not handled, because a process died or a try failed. Returns how many were tried. */
  handleLeftovers(olderThanSeconds: number): Promise<number>;
  /** Resolves once everything accepted has been handled or has failed. */
  idle(): Promise<void>;
}

export interface InboxDependencies {
  repository: InboxRepository;
  logger: Logger;
  metrics: Metrics;
  crashPoints: CrashPoints;
  batchSize?: number;
}

interface Task {
  id: number;
  source: string;
}

export function createInbox(dependencies: InboxDependencies): Inbox {
  const { repository, logger, crashPoints, batchSize = 64 } = dependencies;
  const storing = createBatcher<VerifiedMessage, StoredMessage>({
    run: messages => storeBatch(repository, messages),
    maxSize: batchSize,
    concurrency: 2,
  });
  const handling = createBatcher<Task, void>({
    run: async tasks => {
      await handleBatch(tasks, dependencies);
      return [];
    },
    maxSize: batchSize,
    concurrency: 2,
  });
  const handle = (task: Task) =>
    handling.add(task).catch(error => logger.error({ inboxId: task.id, err: error }, 'message not handled'));

  return {
    async accept(message) {
      const stored = await storing.add(message);
      crashPoints.reach('notification-stored');
      if (!stored.handled) void handle({ id: stored.id, source: message.source });
      return { repeat: !stored.isNew };
    },
    async handleLeftovers(olderThanSeconds) {
      const left = await repository.findUnhandled(olderThanSeconds, 1000);
      await Promise.all(left.map(handle));
      return left.length;
    },
    async idle() {
      await storing.idle();
      await handling.idle();
    },
  };
}

/** One INSERT for all. What says something else than the first of its event is kept beside it: nothing is thrown away. */
async function storeBatch(
  repository: InboxRepository,
  messages: VerifiedMessage[],
): Promise<StoredMessage[]> {
  const first = distinctBy(messages, eventOf, false);
  const stored = await storeDistinct(repository, messages, eventOf, first);
  const isOther = messages.map((message, index) => {
    const { said } = stored[index]!;
    const sent = first.get(eventOf(message))!;
    if (said === null && sent.notification === message.notification) return false;
    return !isDeepStrictEqual(asKept(message), said ?? asKept(sent));
  });
  if (!isOther.includes(true)) return stored;
  const others = messages.filter((_, index) => isOther[index]);
  const kept = await storeDistinct(
    repository,
    others,
    meaningOfEvent,
    distinctBy(others, meaningOfEvent, true),
  );
  return stored.map((message, index) => (isOther[index] ? kept.shift()! : message));
}

type KeyOf = (message: VerifiedMessage) => string;
const eventOf: KeyOf = ({ source, notification }) => eventKey(source, notification.eventId);
const meaningOfEvent: KeyOf = message => `${eventOf(message)} ${meaningOf(message)}`;
/** As it is read from the database again: dates are texts there. */
const asKept = ({ notification }: VerifiedMessage): unknown => JSON.parse(JSON.stringify(notification));

/** The same message twice in a batch is sent once, and counted twice. */
function distinctBy(
  messages: VerifiedMessage[],
  keyOf: KeyOf,
  differing: boolean,
): Map<string, MessageToStore> {
  const distinct = new Map<string, MessageToStore>();
  for (const message of messages) {
    const known = distinct.get(keyOf(message));
    if (known) known.times += 1;
    else distinct.set(keyOf(message), { ...message, times: 1, differing });
  }
  return distinct;
}

async function storeDistinct(
  repository: InboxRepository,
  messages: VerifiedMessage[],
  keyOf: KeyOf,
  distinct: Map<string, MessageToStore>,
): Promise<StoredMessage[]> {
  const stored = await repository.store([...distinct.values()]);
  const byKey = new Map([...distinct.keys()].map((key, index) => [key, stored[index]!]));
  return messages.map(message => byKey.get(keyOf(message))!);
}

/** All at once; when that fails, one by one, so that a message that cannot be handled never holds up the others. */
async function handleBatch(tasks: Task[], dependencies: InboxDependencies): Promise<void> {
  const { repository, logger } = dependencies;
  try {
    report(tasks, await repository.handle(tasks.map(task => task.id)), dependencies);
  } catch (error) {
    logger.warn({ messages: tasks.length, err: error }, 'batch not handled, trying one by one');
    for (const task of tasks) await handleOne(task, dependencies);
  }
}

async function handleOne(task: Task, dependencies: InboxDependencies): Promise<void> {
  const { repository, logger, metrics } = dependencies;
  try {
    report([task], await repository.handle([task.id]), dependencies);
  } catch (error) {
    metrics.count('hall_notifications_total', { source: task.source, result: 'failed' });
    logger.error({ inboxId: task.id, err: error }, 'message not handled');
    // Its own failure must not hide the first: the message stays unhandled and the job finds it again.
    await repository.markFailed(task.id, String(error)).catch(() => {});
  }
}

function report(tasks: Task[], handled: HandledMessage[], { logger, metrics }: InboxDependencies): void {
  const sources = new Map(tasks.map(task => [task.id, task.source]));
  for (const { inboxId, paymentNo, result } of handled) {
    metrics.count('hall_notifications_total', { source: sources.get(inboxId) ?? 'unknown', result });
    if (isOdd(result)) logger.warn({ inboxId, paymentNo, kind: result }, 'odd payment queued for staff');
  }
}
