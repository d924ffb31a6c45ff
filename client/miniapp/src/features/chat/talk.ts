/** What stands on the page of a conversation, and how news changes it. Pure. */
import type { ChatMessage } from '@api/types';

/** A message of one's own that the server has not yet told of. */
export interface Pending {
  id: string;
  text: string;
  state: 'sending' | 'failed';
  /** Why not, in the server's words; empty where no answer came. */
  why: string;
}

export interface Talk {
  messages: ChatMessage[];
  pending: Pending[];
}

export const noTalk: Talk = { messages: [], pending: [] };

/** The number up to which nothing is missing. */
export const lastNo = ({ messages }: Talk): number => messages[messages.length - 1]?.no ?? 0;

/** Messages come in order and may come twice, by socket and by question. */
export function arrived(talk: Talk, news: readonly ChatMessage[]): Talk {
  const fresh = news.filter(({ no }) => no > lastNo(talk));
  if (fresh.length === 0) return talk;
  const known = new Set(fresh.map(({ id }) => id));
  return {
    messages: [...talk.messages, ...fresh],
    pending: talk.pending.filter(({ id }) => !known.has(id)),
  };
}

export const said = (talk: Talk, id: string, text: string): Talk => ({
  ...talk,
  pending: [...talk.pending, { id, text, state: 'sending', why: '' }],
});

function changed(talk: Talk, id: string, change: Partial<Pending>): Talk {
  return { ...talk, pending: talk.pending.map(one => (one.id === id ? { ...one, ...change } : one)) };
}

export const failed = (talk: Talk, id: string, why: string): Talk =>
  changed(talk, id, { state: 'failed', why });
export const again = (talk: Talk, id: string): Talk => changed(talk, id, { state: 'sending', why: '' });
