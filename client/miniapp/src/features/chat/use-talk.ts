/** One conversation on a page: what was said, what is being sent, how the line stands. */
import type { Chat } from '@api/types';
import { useDidHide, useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';
import { getChat, readChat } from '@/api/hall';
import { asHallError, type HallError } from '@/api/hall-error';
import { newIdempotencyKey } from '@/api/idempotency-key';
import { type ChatLine, type LineState, openChatLine } from './chat-line';
import { again, arrived, failed, lastNo, noTalk, said, type Talk } from './talk';

export interface TalkOnPage {
  chat: Chat | null;
  talk: Talk;
  line: LineState;
  error: HallError | null;
  say(text: string): void;
  sayAgain(id: string): void;
  replace(chat: Chat): void;
  reload(): Promise<void>;
}

export function useTalk(chatNo: string): TalkOnPage {
  const [chat, setChat] = useState<Chat | null>(null);
  const [talk, setTalk] = useState<Talk>(noTalk);
  const [line, setLine] = useState<LineState>('connecting');
  const [error, setError] = useState<HallError | null>(null);
  const current = useRef(talk);
  const open = useRef<ChatLine | null>(null);
  const shown = useRef(true);

  const change = useCallback((how: (before: Talk) => Talk) => {
    current.current = how(current.current);
    setTalk(current.current);
  }, []);

  const markRead = useCallback(() => {
    const no = lastNo(current.current);
    if (!shown.current || no === 0) return;
    // What is not marked now is marked with the next message.
    if (!open.current?.read(no)) readChat(chatNo, no).catch(() => {});
  }, [chatNo]);

  const reload = useCallback(async () => {
    try {
      let found: Chat;
      do {
        found = await getChat(chatNo, lastNo(current.current));
        const { messages } = found;
        change(before => arrived(before, messages));
      } while (found.more);
      setChat(found);
      setError(null);
      markRead();
    } catch (thrown) {
      setError(asHallError(thrown));
    }
  }, [chatNo, change, markRead]);

  const live = chat !== null && chat.status !== 'closed';
  useEffect(() => void reload(), [reload]);
  useEffect(() => {
    if (!live) return;
    const opened = openChatLine({
      chatNo,
      seen: () => lastNo(current.current),
      arrived: messages => {
        const before = lastNo(current.current);
        change(then => arrived(then, messages));
        if (lastNo(current.current) === before) return;
        markRead();
        // Somebody took it, handed it over, closed it: the head of the page changes as well.
        if (messages.some(({ kind }) => kind !== 'text')) void reload();
      },
      kept: () => {},
      refused: (id, why) => change(before => failed(before, id, why)),
      state: setLine,
    });
    open.current = opened;
    return () => {
      open.current = null;
      opened.close();
    };
  }, [chatNo, live, change, markRead, reload]);
  useDidHide(() => {
    shown.current = false;
  });
  useDidShow(() => {
    shown.current = true;
    markRead();
  });

  const send = (id: string, text: string) => open.current?.say(id, text);
  return {
    chat,
    talk,
    line,
    error,
    say(text) {
      const id = newIdempotencyKey();
      change(before => said(before, id, text));
      send(id, text);
    },
    sayAgain(id) {
      const text = current.current.pending.find(one => one.id === id)?.text;
      if (text === undefined) return;
      change(before => again(before, id));
      send(id, text);
    },
    replace: setChat,
    reload,
  };
}
