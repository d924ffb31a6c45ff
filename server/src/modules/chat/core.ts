/** What every use case of the chat stands on. */
import type { PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { CasesModule } from '../cases/index.ts';
import type { ChatRepository } from './chat.repository.ts';
import type { ChatRules } from './chat-rules.ts';
import type { MessagesRepository } from './messages.repository.ts';
import type { ServiceHours } from './service-hours.ts';

export interface ChatCore {
  inTransaction<T>(work: (tx: PoolClient) => Promise<T>): Promise<T>;
  chats: ChatRepository;
  messages: MessagesRepository;
  cases: Pick<CasesModule, 'prepare' | 'join' | 'goOn' | 'householdOf'>;
  clock: Clock;
  cipher: FieldCipher;
  rules(): Promise<ChatRules>;
  hours(): Promise<ServiceHours>;
  hotline: string;
  /** A conversation that could not be ended: looked at again the next time. */
  onFailure(chatNo: string, error: unknown): void;
}
