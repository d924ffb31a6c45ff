/** The desk's socket: opened with a ticket, it comes back by itself and follows again from the last number seen. */
import { language } from '../../api/http.ts';
import { type ChatMessage, getTicket } from './chat.queries.ts';

interface DeskLineOptions {
  state(live: boolean): void;
  /** Something at the desk has changed: ask for it. */
  news(): void;
}

export interface Followed {
  chatNo: string;
  seen(): number;
  arrived(messages: ChatMessage[]): void;
  refused(id: string, why: string): void;
}

type Frame =
  | { type: 'welcome' | 'pong' | 'following' | 'desk' | 'kept' }
  | { type: 'messages'; chatNo: string; messages: ChatMessage[] }
  | { type: 'refused'; id: string | null; message: string };

const pingMs = 25_000;
const silenceMs = 60_000;
const retryMs = [500, 1_000, 2_000, 5_000, 10_000, 20_000];

export interface DeskLine {
  follow(followed: Followed | null): void;
  /** @returns whether it went out by the socket; else it is to be sent as a request */
  say(chatNo: string, id: string, text: string): boolean;
  read(chatNo: string, no: number): boolean;
  close(): void;
}

export function openDeskLine({ state, news }: DeskLineOptions): DeskLine {
  let socket: WebSocket | null = null;
  let live = false;
  let ended = false;
  let tries = 0;
  let heardAt = performance.now();
  let retry: ReturnType<typeof setTimeout> | undefined;
  let followed: Followed | null = null;

  const send = (frame: object): boolean => {
    if (!live || socket?.readyState !== WebSocket.OPEN) return false;
    socket.send(JSON.stringify(frame));
    return true;
  };
  const follow = () => {
    if (followed) send({ type: 'follow', chatNo: followed.chatNo, after: followed.seen() });
  };

  async function connect(): Promise<void> {
    try {
      const { ticket, path } = await getTicket();
      if (ended) return;
      const opened = new WebSocket(location.origin.replace(/^http/, 'ws') + path);
      socket = opened;
      opened.onopen = () => opened.send(JSON.stringify({ type: 'hello', ticket, language: language() }));
      opened.onmessage = ({ data }) => hear(String(data));
      opened.onclose = lost;
    } catch {
      lost();
    }
  }

  function lost(): void {
    if (ended) return;
    live = false;
    state(false);
    const wait = retryMs[Math.min(tries, retryMs.length - 1)]!;
    tries += 1;
    retry = setTimeout(() => void connect(), wait * (0.5 + Math.random()));
  }

  function hear(text: string): void {
    heardAt = performance.now();
    const frame = JSON.parse(text) as Frame;
    if (frame.type === 'welcome') {
      [live, tries] = [true, 0];
      state(true);
      follow();
      news();
    } else if (frame.type === 'desk') news();
    else if (frame.type === 'messages' && frame.chatNo === followed?.chatNo) followed.arrived(frame.messages);
    else if (frame.type === 'refused' && frame.id) followed?.refused(frame.id, frame.message);
  }

  const pinging = setInterval(() => {
    if (performance.now() - heardAt > silenceMs) socket?.close();
    else send({ type: 'ping' });
  }, pingMs);
  void connect();

  return {
    follow(next) {
      followed = next;
      follow();
    },
    say: (chatNo, id, text) => send({ type: 'say', chatNo, id, text }),
    read: (chatNo, no) => send({ type: 'read', chatNo, no }),
    close() {
      ended = true;
      clearTimeout(retry);
      clearInterval(pinging);
      socket?.close();
    },
  };
}
