import type { ChatCore } from './core.ts';
import { batchSize } from './messages.repository.ts';
import type { Page } from './views.ts';

export async function pageAfter(
  { messages }: Pick<ChatCore, 'messages'>,
  conversationId: number,
  after: number,
): Promise<Page> {
  const rows = await messages.after(conversationId, after);
  return { messages: rows, more: rows.length === batchSize };
}
