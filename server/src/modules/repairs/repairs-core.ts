/** What the use cases of this module share. */
import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { RepairCases } from '../cases/index.ts';
import type { DocumentsModule } from '../documents/index.ts';
import type { MessagesModule } from '../messages/index.ts';
import type { BoardRepository } from './board.repository.ts';
import type { FaultsRepository } from './faults.repository.ts';
import type { OrderRow, OrdersRepository } from './orders.repository.ts';
import type { RepairRules } from './repair-rules.ts';
import type { TellingsRepository } from './tellings.repository.ts';

export interface RepairsCore {
  inTransaction<T>(work: (tx: PoolClient) => Promise<T>): Promise<T>;
  faults: FaultsRepository;
  orders: OrdersRepository;
  tellings: TellingsRepository;
  board: BoardRepository;
  cases: RepairCases;
  clock: Clock;
  cipher: FieldCipher;
  crashPoints: CrashPoints;
  documents: Pick<DocumentsModule, 'takeIn' | 'add' | 'view' | 'endSubject'>;
  /** As they hold today; asked over the connection at hand, for locks may be held. */
  rules(client: Pool | PoolClient): Promise<RepairRules>;
  /** To whoever is reached by telephone only. */
  sms: Pick<MessagesModule['sms'], 'queueSql' | 'nudge'>;
  nudge(): void;
}

/** Of audit entries and of photos. */
export const subjectOf = (orderNo: string) => `repair:${orderNo}`;

export interface Doing {
  act: string;
  /** system, person or staff:<username> */
  actor: string;
  at: Date;
  requestId?: string | undefined;
  words?: string | undefined;
  detail?: Record<string, unknown>;
  /** Whose turn it was, where that is no longer the order's team. */
  teamId?: number | null;
}

/** A line in the order's timeline and one in the audit log. */
export async function writeDown(
  { orders, cipher }: Pick<RepairsCore, 'orders' | 'cipher'>,
  tx: PoolClient,
  order: Pick<OrderRow, 'id' | 'orderNo' | 'teamId'>,
  { act, actor, at, requestId, words, detail = {}, teamId = order.teamId }: Doing,
): Promise<void> {
  const event = { act, actor, teamId, wordsEnc: words ? cipher.encrypt(words) : null, detail, at };
  await orders.record(tx, order.id, event, {
    actor: actor === 'person' ? 'system' : actor,
    action: `repair.${act}`,
    subject: subjectOf(order.orderNo),
    detail,
    ...(requestId ? { requestId } : {}),
  });
}
