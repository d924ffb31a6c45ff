import type { Message } from '@api/types';
import { useState } from 'react';
import { getMessages } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { useResource } from '@/state/resource';

/** What one has been told, newest first: the latest at once, earlier ones as they are asked for. */
export function useMessages() {
  const latest = useResource('messages', () => getMessages());
  // Everything shown when earlier ones were asked for, so that new arrivals leave no gap.
  const [shown, setShown] = useState<{ messages: Message[]; hasMore: boolean } | null>(null);
  const { busy, error, run } = useBusy();
  const newest = latest.data?.messages ?? [];
  const fresh = new Set(newest.map(({ id }) => id));
  const messages = [...newest, ...(shown?.messages ?? []).filter(({ id }) => !fresh.has(id))];
  const showOlder = () =>
    void run(async () => {
      const page = await getMessages(messages.at(-1)?.id);
      setShown({ messages: [...messages, ...page.messages], hasMore: page.hasMore });
    });
  return { latest, messages, hasMore: (shown ?? latest.data)?.hasMore ?? false, showOlder, busy, error };
}
