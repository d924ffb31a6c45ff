/** Whoever has left the page is told, once for what a clerk has said meanwhile, by the ways they chose for messages. */
import { queueNotice } from '../messages/index.ts';
import type { ChatCore } from './core.ts';

const minuteMs = 60_000;
/** A day later the conversation is long over. */
const usefulMs = 24 * 60 * minuteMs;

export async function tellUnread({ inTransaction, chats, clock, rules }: ChatCore): Promise<void> {
  const { 'tell-after-minutes': minutes } = await rules();
  const now = clock.now();
  await inTransaction(async tx => {
    const unread = await chats.tellUnread(tx, new Date(now.getTime() - minutes * minuteMs));
    for (const { id, chatNo, personId, holderPeriodId, lastNo } of unread)
      await queueNotice(tx, {
        dedupeKey: `chat:${chatNo}:${lastNo}`,
        event: 'chat-unread',
        personId,
        holderPeriodId,
        params: { chatNo },
        source: { table: 'chat_conversations', id },
        notAfter: new Date(now.getTime() + usefulMs),
      });
  });
}
