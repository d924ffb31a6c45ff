/**
 * Carries what is new in a conversation to whoever follows it in this process. Each follower has a number up to which it
 * was given everything, and is given what the table holds after that, in order: a notification that is lost, doubled or
 * overtaken changes nothing but the moment.
 */
import { batchSize, type MessageRow } from './messages.repository.ts';

export interface Follower {
  conversationId: number;
  /** Up to which number it has been given everything. */
  given: number;
  give(messages: MessageRow[]): void;
}

interface HubOptions {
  read(conversationId: number, after: number): Promise<MessageRow[]>;
  onError(error: unknown): void;
}

const retryMs = 1_000;

export function createHub({ read, onError }: HubOptions) {
  const followers = new Map<number, Set<Follower>>();
  /** Conversations being read now; true where there was news meanwhile. */
  const reading = new Map<number, boolean>();
  const retries = new Set<NodeJS.Timeout>();

  async function bringUp(conversationId: number): Promise<void> {
    for (let more = true; more; ) {
      const group = followers.get(conversationId);
      if (!group?.size) break;
      reading.set(conversationId, false);
      // Whoever joins while this is read may lack what lies before it, and has its own turn after.
      const asking = [...group];
      const rows = await read(conversationId, Math.min(...asking.map(({ given }) => given)));
      for (const follower of asking.filter(each => group.has(each))) {
        const fresh = rows.filter(({ no }) => no > follower.given);
        if (fresh.length === 0) continue;
        follower.given = fresh.at(-1)!.no;
        follower.give(fresh);
      }
      more = rows.length === batchSize || reading.get(conversationId) === true;
    }
    reading.delete(conversationId);
  }

  function wake(conversationId: number, upTo = Number.POSITIVE_INFINITY): void {
    const group = followers.get(conversationId);
    if (!group || ![...group].some(({ given }) => given < upTo)) return;
    if (reading.has(conversationId)) {
      reading.set(conversationId, true);
      return;
    }
    reading.set(conversationId, false);
    bringUp(conversationId).catch(error => {
      reading.delete(conversationId);
      onError(error);
      const retry = setTimeout(() => {
        retries.delete(retry);
        wake(conversationId);
      }, retryMs);
      retries.add(retry);
    });
  }

  return {
    wake,
    wakeAll: () => {
      for (const conversationId of followers.keys()) wake(conversationId);
    },
    /** @returns how to stop following */
    follow(follower: Follower): () => void {
      const { conversationId } = follower;
      const group = followers.get(conversationId) ?? new Set();
      followers.set(conversationId, group.add(follower));
      wake(conversationId);
      return () => {
        group.delete(follower);
        if (group.size === 0 && followers.get(conversationId) === group) followers.delete(conversationId);
      };
    },
    stop() {
      for (const retry of retries) clearTimeout(retry);
      followers.clear();
    },
  };
}

export type Hub = ReturnType<typeof createHub>;
