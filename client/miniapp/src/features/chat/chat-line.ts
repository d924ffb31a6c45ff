/**
 * The line to the desk: a socket, opened with a ticket, that comes back by itself; while there is none, questions at short
 * intervals. Whatever comes is told by its number, so that it does not matter which way it came.
 */
import type { ChatMessage } from '@api/types';
import { getChat, getChatTicket, sayInChat } from '@/api/hall';
import { asHallError } from '@/api/hall-error';
import { socketUrl } from '@/api/http';
import { currentLanguage } from '@/i18n/language';
import type { SocketLine } from '@/platform/contract';
import { sockets } from '@/platform/socket';

export type LineState = 'connecting' | 'live' | 'polling';

interface LineOptions {
  chatNo: string;
  /** The number up to which nothing is missing. */
  seen: () => number;
  arrived: (messages: ChatMessage[]) => void;
  kept: (id: string) => void;
  /** @param why in the server's words; empty where no answer came */
  refused: (id: string, why: string) => void;
  state: (state: LineState) => void;
}

type Frame =
  | { type: 'welcome' | 'pong' | 'following' }
  | { type: 'messages'; chatNo: string; messages: ChatMessage[] }
  | { type: 'kept'; id: string }
  | { type: 'refused'; id: string | null; message: string };

const pingMs = 25_000;
/** Nothing heard for so long, in spite of our asking: the network is gone without a word. */
const silenceMs = 60_000;
const pollMs = 3_000;
const patienceMs = 10_000;
const retryMs = [500, 1_000, 2_000, 5_000, 10_000, 20_000];

export function openChatLine(options: LineOptions) {
  let socket: SocketLine | null = null;
  let live = false;
  let ended = false;
  let tries = 0;
  let heardAt = Date.now();
  let retry: ReturnType<typeof setTimeout> | undefined;
  const unanswered = new Map<string, { text: string; timer: ReturnType<typeof setTimeout> }>();

  const send = (frame: object) => socket?.send(JSON.stringify(frame));

  async function connect(): Promise<void> {
    try {
      const { ticket, path } = await getChatTicket();
      if (ended) return;
      socket = sockets.open(socketUrl(path), {
        opened: () => send({ type: 'hello', ticket, language: currentLanguage() }),
        message: text => hear(text),
        closed: lost,
      });
    } catch {
      lost();
    }
  }

  function lost(): void {
    socket = null;
    live = false;
    if (ended) return;
    options.state('polling');
    // What was on its way when the line broke is sent again, as a plain request, under its own id.
    for (const [id, { text }] of unanswered) {
      answered(id);
      void sayByRequest(id, text);
    }
    const wait = retryMs[Math.min(tries, retryMs.length - 1)]!;
    tries += 1;
    // Not all at the same moment when a server comes back.
    retry = setTimeout(() => void connect(), wait * (0.5 + Math.random()));
  }

  function hear(text: string): void {
    heardAt = Date.now();
    const frame = read(text);
    if (!frame) return;
    if (frame.type === 'welcome') {
      live = true;
      tries = 0;
      options.state('live');
      send({ type: 'follow', chatNo: options.chatNo, after: options.seen() });
    } else if (frame.type === 'messages' && frame.chatNo === options.chatNo) options.arrived(frame.messages);
    else if (frame.type === 'kept') {
      answered(frame.id);
      options.kept(frame.id);
    } else if (frame.type === 'refused' && frame.id) {
      answered(frame.id);
      options.refused(frame.id, frame.message);
    }
  }

  function answered(id: string): void {
    clearTimeout(unanswered.get(id)?.timer);
    unanswered.delete(id);
  }

  async function poll(): Promise<void> {
    try {
      const { messages } = await getChat(options.chatNo, options.seen());
      if (!ended) options.arrived(messages);
    } catch {
      // Asked again soon; what has come stays on the page.
    }
  }

  async function sayByRequest(id: string, text: string): Promise<void> {
    try {
      await sayInChat(options.chatNo, { id, text });
      options.kept(id);
      if (!live) await poll();
    } catch (error) {
      options.refused(id, asHallError(error).message);
    }
  }

  const polling = setInterval(() => {
    if (!live) void poll();
  }, pollMs);
  const pinging = setInterval(() => {
    if (!live) return;
    if (Date.now() - heardAt > silenceMs) socket?.close();
    else send({ type: 'ping' });
  }, pingMs);
  options.state('connecting');
  void connect();

  return {
    say(id: string, text: string): void {
      if (!live) return void sayByRequest(id, text);
      const timer = setTimeout(() => {
        answered(id);
        void sayByRequest(id, text);
      }, patienceMs);
      unanswered.set(id, { text, timer });
      send({ type: 'say', id, chatNo: options.chatNo, text });
    },
    read(no: number): boolean {
      if (live) send({ type: 'read', chatNo: options.chatNo, no });
      return live;
    },
    close(): void {
      ended = true;
      clearTimeout(retry);
      clearInterval(polling);
      clearInterval(pinging);
      for (const { timer } of unanswered.values()) clearTimeout(timer);
      socket?.close();
    },
  };
}

export type ChatLine = ReturnType<typeof openChatLine>;

function read(text: string): Frame | null {
  try {
    return JSON.parse(text) as Frame;
  } catch {
    return null;
  }
}
