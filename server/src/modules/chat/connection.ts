/** One socket of one person or member of staff: frames in their order, answers, and what follows from conversations. */
import type { WebSocket } from 'ws';
import { renderError } from '../../http/render-error.ts';
import { AppError, type Language } from '../../shared/errors.ts';
import { tooFast } from './chat.errors.ts';
import { closeCodes, type Frame, idOf, readFrame } from './frames.ts';

/** Who speaks through a connection, once the ticket is redeemed. */
export interface Speaker {
  /** person:<id> or staff:<username> */
  name: string;
  /** The session it was opened in, and what that may: where either is gone, so is the socket. */
  standing: string;
  /** @throws AppError */
  handle(frame: Exclude<Frame, { type: 'hello' | 'ping' }>): Promise<object | undefined>;
  leave(): void;
}

export interface ConnectionOptions {
  /** @throws AppError chat-ticket-refused */
  welcome(ticket: string, connection: Connection): Promise<Speaker>;
  onError(error: unknown): void;
  onClose(connection: Connection): void;
}

export interface Connection {
  speaker: Speaker | undefined;
  language: Language;
  openedAt: number;
  /** Something was heard since the last beat. */
  alive: boolean;
  send(frame: object): void;
  close(reason: keyof typeof closeCodes): void;
  terminate(): void;
  beat(): void;
  /** Resolves when what it has sent is handled. */
  idle(): Promise<void>;
}

const helloMs = 10_000;
/** Whoever does not read what is sent is let go before the server's memory is theirs. */
const mostUnread = 1_048_576;
const mostWaiting = 100;
const framesPerWindow = 60;
const windowMs = 10_000;
const mostWrong = 10;

export function openConnection(socket: WebSocket, options: ConnectionOptions): Connection {
  let working: Promise<void> = Promise.resolve();
  let waiting = 0;
  let wrong = 0;
  let counted = 0;
  let windowFrom = performance.now();
  const patience = setTimeout(() => connection.close('ticket'), helloMs);

  const connection: Connection = {
    speaker: undefined,
    language: 'zh',
    openedAt: performance.now(),
    alive: true,
    send(frame) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > mostUnread) socket.terminate();
      else socket.send(JSON.stringify(frame));
    },
    close: reason => socket.close(closeCodes[reason], reason),
    terminate: () => socket.terminate(),
    beat() {
      if (!connection.alive) return socket.terminate();
      connection.alive = false;
      socket.ping();
    },
    idle: () => working,
  };

  function refuse(error: unknown, id: string | null): void {
    if (!(error instanceof AppError)) options.onError(error);
    const { body } = renderError(error, connection.language, '');
    connection.send({ type: 'refused', id, error: body.error, message: body.message, details: body.details });
  }

  /** Frames are cheap to send and cost a query each: a flood is told so and cut. */
  function isFlood(): boolean {
    const now = performance.now();
    if (now - windowFrom > windowMs) [windowFrom, counted] = [now, 0];
    counted += 1;
    return counted > framesPerWindow || waiting > mostWaiting;
  }

  async function handle(data: Buffer, isBinary: boolean): Promise<void> {
    if (socket.readyState !== socket.OPEN) return;
    try {
      const frame = readFrame(data, isBinary);
      if (frame.type === 'hello') await greet(frame.ticket, frame.language);
      else if (!connection.speaker) connection.close('ticket');
      else if (frame.type === 'ping') connection.send({ type: 'pong' });
      else {
        const answer = await connection.speaker.handle(frame);
        if (answer) connection.send(answer);
      }
    } catch (error) {
      refuse(error, idOf(data));
      if (!connection.speaker) return connection.close('ticket');
      wrong += error instanceof AppError && error.status === 400 ? 1 : 0;
      if (wrong >= mostWrong) connection.close('flood');
    }
  }

  async function greet(ticket: string, language: Language): Promise<void> {
    connection.language = language;
    // A second hello is nobody's: whoever changes the account opens another socket.
    if (connection.speaker) return connection.close('ticket');
    const speaker = await options.welcome(ticket, connection);
    clearTimeout(patience);
    if (socket.readyState !== socket.OPEN) return speaker.leave();
    connection.speaker = speaker;
    connection.send({ type: 'welcome' });
  }

  socket.on('message', (data, isBinary) => {
    connection.alive = true;
    if (isFlood()) {
      refuse(tooFast({ most: framesPerWindow }), null);
      return connection.close('flood');
    }
    waiting += 1;
    working = working
      .then(() => handle(data as Buffer, isBinary))
      .catch(options.onError)
      .finally(() => {
        waiting -= 1;
      });
  });
  socket.on('pong', () => {
    connection.alive = true;
  });
  // An oversized or broken frame: `ws` closes by itself and says why.
  socket.on('error', () => {});
  socket.on('close', () => {
    clearTimeout(patience);
    connection.speaker?.leave();
    options.onClose(connection);
  });
  return connection;
}
