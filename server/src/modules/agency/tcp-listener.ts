/**
 * Where banks connect: TLS, one frame after the other. Nobody gets more than a frame's room, time to be slow in, or more
 * connections than a bank needs; what breaks the form is answered once and closed.
 */
import type { AddressInfo, Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { StartError } from '../../shared/start-error.ts';
import { agencyTcp, agencyWire } from '../payments/index.ts';
import { type ConversationDependencies, createConversation } from './tcp-conversation.ts';

const { AgencyRefusal } = agencyWire;

export interface TcpSettings {
  host: string;
  port: number;
  /** PEM */
  certificate: string;
  key: string;
}

/** Milliseconds; tests shorten them. */
export interface TcpPatience {
  signOn: number;
  frame: number;
  idle: number;
}

const patience: TcpPatience = { signOn: 10_000, frame: 10_000, idle: 120_000 };
const connectionsPerAddress = 32;
const connectionsInAll = 512;

export interface TcpListener {
  port: number;
  /** Answers what is being answered, then closes every connection. */
  close(): Promise<void>;
}

/** @throws StartError when the port cannot be listened on */
export async function startTcpListener(
  settings: TcpSettings,
  dependencies: ConversationDependencies,
  wait: TcpPatience = patience,
): Promise<TcpListener> {
  const open = new Map<Socket, Promise<void>>();
  const perAddress = new Map<string, number>();
  const { bad } = dependencies;
  const server = createServer({
    cert: settings.certificate,
    key: settings.key,
    minVersion: 'TLSv1.2',
    handshakeTimeout: wait.signOn,
  });
  server.maxConnections = connectionsInAll;
  server.on('tlsClientError', (_error, socket) => {
    bad.count('form', addressOf(socket));
    socket.destroy();
  });
  // Counted before the handshake, which costs more than anything after it.
  server.on('connection', socket => {
    const ip = addressOf(socket);
    const count = (perAddress.get(ip) ?? 0) + 1;
    perAddress.set(ip, count);
    socket.once('close', () => {
      const left = (perAddress.get(ip) ?? 1) - 1;
      if (left > 0) perAddress.set(ip, left);
      else perAddress.delete(ip);
    });
    if (count > connectionsPerAddress || isFlooding(bad, ip)) socket.destroy();
  });
  server.on('secureConnection', socket => {
    const talking = talk(socket, dependencies, wait).finally(() => open.delete(socket));
    open.set(socket, talking);
  });
  await listen(server, settings);
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise(resolve => server.close(resolve));
      for (const socket of open.keys()) socket.destroySoon();
      await Promise.race([Promise.all(open.values()), new Promise(resolve => setTimeout(resolve, 5_000))]);
      for (const socket of open.keys()) socket.destroy();
      await closed;
    },
  };
}

function isFlooding(bad: ConversationDependencies['bad'], ip: string): boolean {
  try {
    bad.refuseFlood(ip);
    return false;
  } catch {
    return true;
  }
}

function listen(server: Server, { host, port }: TcpSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new StartError(`AGENCY_TCP_PORT: cannot listen on ${host}:${port} (${error.code})`)),
    );
    server.listen(port, host, resolve);
  });
}

/** Reads frame after frame until the bank goes, is too slow, or sends what is none. Never throws. */
async function talk(
  socket: TLSSocket,
  dependencies: ConversationDependencies,
  wait: TcpPatience,
): Promise<void> {
  const ip = addressOf(socket);
  const conversation = createConversation(ip, dependencies);
  let waiting: Buffer = Buffer.alloc(0);
  let slow: NodeJS.Timeout | undefined;
  const giveUpIn = (milliseconds: number, counts: boolean) => {
    clearTimeout(slow);
    slow = setTimeout(() => {
      if (counts) dependencies.bad.count('slow', ip, conversation.partner());
      socket.destroy();
    }, milliseconds);
  };
  socket.on('error', () => {});
  giveUpIn(wait.signOn, true);
  try {
    // Leaving the loop must not cut off the last reply.
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      if (waiting.length === 0)
        giveUpIn(conversation.partner() ? wait.frame : Math.min(wait.signOn, wait.frame), true);
      waiting = Buffer.concat([waiting, chunk as Buffer]);
      for (;;) {
        const length = agencyTcp.frameLength(waiting);
        if (length === undefined || waiting.length < length) break;
        clearTimeout(slow);
        const reply = await conversation.answer(waiting.subarray(0, length));
        waiting = waiting.subarray(length);
        socket.write(reply.bytes);
        if (reply.close) return;
        if (waiting.length === 0) giveUpIn(wait.idle, false);
        else giveUpIn(wait.frame, true);
      }
    }
    if (waiting.length > 0) dependencies.bad.count('truncated', ip, conversation.partner());
  } catch (error) {
    if (error instanceof AgencyRefusal) {
      dependencies.bad.count(error.bad ?? 'form', ip, conversation.partner());
      socket.write(conversation.refuse(error.code));
    } else if (waiting.length > 0) dependencies.bad.count('truncated', ip, conversation.partner());
  } finally {
    clearTimeout(slow);
    hangUp(socket);
  }
}

/** How long the other side may take to hear our last word. */
const partingMs = 2_000;

/** What still comes is read away: unread, even the other side's goodbye would leave the connection open for ever. */
function hangUp(socket: TLSSocket): void {
  socket.end();
  socket.resume();
  const impatience = setTimeout(() => socket.destroy(), partingMs).unref();
  socket.once('close', () => clearTimeout(impatience));
}

const addressOf = (socket: Socket): string => (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
