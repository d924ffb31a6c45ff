/** All sockets of this process: who is let in, who lives, and how they are sent away when the process ends. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { type Connection, type ConnectionOptions, openConnection, type Speaker } from './connection.ts';

export const socketPath = '/api/v1/chat/socket';

/** Several times the longest message; whatever is longer is no message. */
const largestFrame = 16 * 1024;
const beatMs = 25_000;
/** Whoever has signed out, or whose session was ended, or has other roles now, stays no longer than this. */
const lookMs = 3_000;
/** Then it comes again with a new ticket, should nobody have been able to look. */
const longestLifeMs = 10 * 60_000;
const mostStrangers = 2_000;
const mostOfOne = 5;
const farewellMs = 500;

export interface ChatSockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  all(): Iterable<Connection>;
  close(): Promise<void>;
}

export function createSockets(
  options: Omit<ConnectionOptions, 'onClose' | 'welcome'> & {
    welcome(ticket: string, connection: Connection): Promise<Speaker>;
    /** Of the sessions behind sockets, which still stand. */
    standing(asked: string[]): Promise<Set<string>>;
  },
): ChatSockets {
  // Every message is short: compressing would cost memory by the connection and gain nothing.
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: largestFrame,
    perMessageDeflate: false,
    clientTracking: false,
  });
  const connections = new Set<Connection>();
  let closing = false;
  let beat: NodeJS.Timeout | undefined;
  let look: NodeJS.Timeout | undefined;
  let looking = false;

  /** One question for all, however many there are. */
  async function sendAwayTheEnded(): Promise<void> {
    const asked = [...connections].filter(({ speaker }) => speaker);
    if (asked.length === 0 || looking) return;
    looking = true;
    try {
      const standing = await options.standing(asked.map(({ speaker }) => speaker!.standing));
      for (const connection of asked)
        if (!standing.has(connection.speaker!.standing)) connection.close('renew');
    } catch (error) {
      options.onError(error);
    } finally {
      looking = false;
    }
  }

  function keepBeating(): void {
    look ??= setInterval(() => void sendAwayTheEnded(), lookMs);
    beat ??= setInterval(() => {
      const now = performance.now();
      for (const connection of connections)
        if (now - connection.openedAt > longestLifeMs) connection.close('renew');
        else connection.beat();
    }, beatMs);
  }

  async function welcome(ticket: string, connection: Connection): Promise<Speaker> {
    const speaker = await options.welcome(ticket, connection);
    const theirs = [...connections].filter(each => each.speaker?.name === speaker.name);
    // A phone that lost its network leaves sockets behind that nobody reads.
    for (const oldest of theirs.slice(0, Math.max(0, theirs.length - mostOfOne + 1))) oldest.close('another');
    return speaker;
  }

  const strangers = () => [...connections].filter(({ speaker }) => !speaker).length;

  return {
    upgrade(request, socket, head) {
      if (closing) return refuse(socket, '503 Service Unavailable');
      if (request.url?.split('?')[0] !== socketPath) return refuse(socket, '404 Not Found');
      if (connections.size > mostStrangers && strangers() > mostStrangers)
        return refuse(socket, '503 Service Unavailable');
      server.handleUpgrade(request, socket, head, opened => {
        const connection = openConnection(opened, {
          welcome,
          onError: options.onError,
          onClose: gone => void connections.delete(gone),
        });
        connections.add(connection);
        keepBeating();
      });
    },
    all: () => connections,
    async close() {
      closing = true;
      clearInterval(beat);
      clearInterval(look);
      const leaving = [...connections];
      for (const connection of leaving) connection.close('restart');
      // What is being written is finished; what waits behind it its sender sends again, under the same id.
      await Promise.allSettled(leaving.map(connection => connection.idle()));
      if (connections.size > 0) await new Promise(done => setTimeout(done, farewellMs));
      for (const connection of connections) connection.terminate();
      server.close();
    },
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => {});
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
