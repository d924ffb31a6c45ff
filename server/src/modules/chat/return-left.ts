/** Whoever is deactivated or does other work now talks with nobody: who waits for their word waits for a colleague, first receiver and all. */
import { oneByOne } from '../../shared/one-by-one.ts';
import type { ChatCore } from './core.ts';
import { waitsForUs } from './waits-for-us.ts';

export async function returnLeft(core: ChatCore): Promise<void> {
  const { inTransaction, chats, cipher, clock, onFailure } = core;
  const at = clock.now();
  const give = ({ chatNo }: { chatNo: string }) =>
    inTransaction(async tx => {
      const found = await chats.lock(tx, chatNo);
      // Ended, handed over or back at work a moment ago.
      if (found?.status !== 'open' || !found.owner || (await chats.colleague(found.owner, tx))) return;
      const change = { status: 'waiting', owner: null, waitingSince: found.owedSince ?? at } as const;
      const detail = { who: found.ownerName ?? found.owner };
      await chats.happen(tx, found.id, change, { kind: 'clerk-left', author: 'system', detail, at });
      await chats.audit(tx, {
        actor: 'system',
        action: 'chat.clerk-left',
        subject: `chat:${chatNo}`,
        detail: { who: found.owner },
        requestId: 'watch-chats',
      });
    });
  // Where nobody waits, silence ends it as any other.
  const left = (await chats.ofWhoLeft()).filter(found => waitsForUs(found, cipher));
  await oneByOne(left, give, ({ chatNo }, error) => onFailure(chatNo, error));
}
