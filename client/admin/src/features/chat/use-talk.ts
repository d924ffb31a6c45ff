/** The conversation that stands open at the desk: its file, its messages in order, and what is still being sent. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, idempotencyKey } from '../../api/http.ts';
import { type ChatFile, type ChatMessage, markRead, readChat, sayInChat } from './chat.queries.ts';
import type { DeskLine } from './desk-line.ts';

export interface Sending {
  id: string;
  text: string;
  /** Null while it is under way. */
  why: string | null;
}

interface Talk {
  messages: ChatMessage[];
  sending: Sending[];
}

const pollMs = 3_000;
/** Sent by the socket and not seen since: sent again as a request, under the same id. */
const patienceMs = 8_000;

export function useTalk(chatNo: string, line: DeskLine | null, live: boolean) {
  const [file, setFile] = useState<ChatFile | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [talk, setTalk] = useState<Talk>({ messages: [], sending: [] });
  const current = useRef(talk);
  const change = useCallback((how: (before: Talk) => Talk) => {
    current.current = how(current.current);
    setTalk(current.current);
  }, []);
  const seen = useCallback(() => current.current.messages.at(-1)?.no ?? 0, []);
  const mine = useRef(false);
  const latestLine = useRef(line);
  latestLine.current = line;

  const arrive = useCallback(
    (news: readonly ChatMessage[]) => {
      const fresh = news.filter(({ no }) => no > seen());
      if (fresh.length === 0) return false;
      const known = new Set(fresh.map(({ id }) => id));
      change(({ messages, sending }) => ({
        messages: [...messages, ...fresh],
        sending: sending.filter(({ id }) => !known.has(id)),
      }));
      return true;
    },
    [change, seen],
  );

  const reload = useCallback(async () => {
    try {
      let found: ChatFile;
      do {
        found = await readChat(chatNo, seen());
        arrive(found.messages);
      } while (found.more);
      mine.current = found.mine;
      setFile(found);
      setError(null);
      if (found.mine && found.unread > 0) await markRead(chatNo, seen()).catch(() => {});
    } catch (thrown) {
      setError(thrown);
    }
  }, [chatNo, arrive, seen]);

  useEffect(() => void reload(), [reload]);
  useEffect(() => {
    line?.follow({
      chatNo,
      seen,
      arrived(messages) {
        if (!arrive(messages)) return;
        // Whoever has it open has read it; what happened changes the head of the page as well.
        if (mine.current) latestLine.current?.read(chatNo, seen());
        if (messages.some(({ kind }) => kind !== 'text')) void reload();
      },
      refused: (id, why) =>
        change(before => ({
          ...before,
          sending: before.sending.map(one => (one.id === id ? { ...one, why } : one)),
        })),
    });
    return () => line?.follow(null);
  }, [chatNo, line, arrive, change, reload, seen]);
  useEffect(() => {
    if (live) return;
    const timer = setInterval(() => void reload(), pollMs);
    return () => clearInterval(timer);
  }, [live, reload]);

  const sendByRequest = useCallback(
    async (id: string, text: string) => {
      try {
        await sayInChat(chatNo, id, text);
        await reload();
      } catch (thrown) {
        const why = thrown instanceof ApiError ? thrown.message : '';
        change(before => ({
          ...before,
          sending: before.sending.map(one => (one.id === id ? { ...one, why } : one)),
        }));
      }
    },
    [chatNo, change, reload],
  );

  const send = (id: string, text: string) => {
    if (!latestLine.current?.say(chatNo, id, text)) return void sendByRequest(id, text);
    setTimeout(() => {
      const still = current.current.sending.some(one => one.id === id && one.why === null);
      if (still) void sendByRequest(id, text);
    }, patienceMs);
  };

  return {
    file,
    error,
    ...talk,
    reload,
    replace(changed: ChatFile) {
      arrive(changed.messages);
      mine.current = changed.mine;
      setFile(changed);
    },
    say(text: string) {
      const id = idempotencyKey();
      change(before => ({ ...before, sending: [...before.sending, { id, text, why: null }] }));
      send(id, text);
    },
    sayAgain({ id, text }: Sending) {
      change(before => ({
        ...before,
        sending: before.sending.map(one => (one.id === id ? { ...one, why: null } : one)),
      }));
      send(id, text);
    },
  };
}

export type OpenTalk = ReturnType<typeof useTalk>;
