/** One end of a chat over a real socket: as a telephone or a desk behaves, coming back after a break and resuming. */
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';

export interface ChatFrame {
  type: string;
  id?: string | null;
  chatNo?: string;
  no?: number;
  error?: string;
  message?: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into messages of every kind
  messages?: any[];
}

/** A bare socket: what comes is kept, what is sent is sent as it is. */
export interface RawSocket {
  frames: ChatFrame[];
  send(frame: object | string | Buffer): void;
  /** Waits for a frame among those that came and will come. */
  frame(isWanted: (frame: ChatFrame) => boolean, timeoutMs?: number): Promise<ChatFrame>;
  closed: Promise<number>;
  close(): void;
}

export async function openSocket(hallUrl: string, path = '/api/v1/chat/socket'): Promise<RawSocket> {
  const socket = new WebSocket(hallUrl.replace(/^http/, 'ws') + path, { perMessageDeflate: false });
  const frames: ChatFrame[] = [];
  const listeners = new Set<() => void>();
  socket.on('message', data => {
    frames.push(JSON.parse(String(data)) as ChatFrame);
    for (const listener of listeners) listener();
  });
  socket.on('error', () => {});
  const closed = new Promise<number>(resolve => socket.once('close', code => resolve(code)));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('unexpected-response', (_, reply) => reject(new Error(`answered ${reply.statusCode}`)));
    socket.once('error', reject);
  });
  return {
    frames,
    closed,
    send: frame =>
      socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame)),
    frame: (isWanted, timeoutMs = 10_000) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = frames.find(isWanted);
          if (!found) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolve(found);
        };
        const timer = setTimeout(
          () => reject(new Error(`no such frame in ${timeoutMs} ms; came ${JSON.stringify(frames)}`)),
          timeoutMs,
        );
        timer.unref();
        listeners.add(look);
        look();
      }),
    close: () => socket.close(),
  };
}

export interface Talker {
  /** Texts of a conversation as this end has them, in order; of the first one followed unless said otherwise. */
  texts(chatNo?: string): string[];
  numbers(chatNo?: string): number[];
  say(text: string, chatNo?: string): void;
  /** Sent, and not yet known to be kept. */
  unanswered(): number;
  /** Told of every message at the moment it came. */
  onMessage: (text: string, from: string) => void;
  connected(): boolean;
  /** Why something was refused, or the last connection ended. */
  trouble(): string;
  close(): void;
}

interface TalkerOptions {
  url: () => string;
  ticket: () => Promise<string>;
  chats: [string, ...string[]];
  retryMs?: number;
}

interface Heard {
  no: number;
  text: string;
}

/** Follows conversations; whatever it has said and not seen kept is said again, under the same id, after a break. */
export function startTalker({ url, ticket, chats, retryMs = 100 }: TalkerOptions): Talker {
  const heard = new Map<string, Heard[]>(chats.map(chatNo => [chatNo, []]));
  const pending = new Map<string, { chatNo: string; text: string }>();
  let socket: WebSocket | undefined;
  let welcome = false;
  let ended = false;
  let trouble = '';
  const of = (chatNo: string = chats[0]) => heard.get(chatNo)!;
  const send = (frame: object) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
  };
  const talker: Talker = {
    texts: chatNo => of(chatNo).map(({ text }) => text),
    numbers: chatNo => of(chatNo).map(({ no }) => no),
    say(text, chatNo = chats[0]) {
      const id = randomUUID();
      pending.set(id, { chatNo, text });
      if (welcome) send({ type: 'say', id, chatNo, text });
    },
    unanswered: () => pending.size,
    onMessage: () => {},
    connected: () => welcome,
    trouble: () => trouble,
    close() {
      ended = true;
      socket?.close();
    },
  };
  function hear(frame: ChatFrame): void {
    if (frame.type === 'welcome') {
      welcome = true;
      for (const [chatNo, messages] of heard)
        send({ type: 'follow', chatNo, after: messages.at(-1)?.no ?? 0 });
      for (const [id, said] of pending) send({ type: 'say', id, ...said });
    } else if (frame.type === 'kept') pending.delete(frame.id!);
    else if (frame.type === 'refused') trouble = `${frame.error}: ${frame.message}`;
    else if (frame.type === 'messages')
      for (const { no, kind, text, from } of frame.messages!) {
        of(frame.chatNo).push({ no, text: kind === 'text' ? text : `(${kind})` });
        if (kind === 'text') talker.onMessage(text, from);
      }
  }
  function again(why: string): void {
    welcome = false;
    trouble = why;
    if (!ended) setTimeout(() => void connect(), retryMs * (0.5 + Math.random()));
  }
  async function connect(): Promise<void> {
    const given = await ticket().catch(String);
    if (ended) return;
    socket = new WebSocket(`${url().replace(/^http/, 'ws')}/api/v1/chat/socket`, {
      perMessageDeflate: false,
    });
    socket.on('open', () => send({ type: 'hello', ticket: given }));
    socket.on('message', data => hear(JSON.parse(String(data)) as ChatFrame));
    socket.on('error', () => {});
    socket.once('close', code => again(`closed ${code}`));
  }
  void connect();
  return talker;
}
