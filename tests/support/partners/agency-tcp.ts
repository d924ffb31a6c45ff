/**
 * A bank that collects for the utility by fixed fields over TCP with TLS: a small reference client, written from
 * `channels/families/agency-tcp/README.md` alone.
 */
import { createHash, randomBytes } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import iconv from 'iconv-lite';
import { aesCmac } from '../../../server/sandbox/state/aes-cmac.ts';

export interface BankSettings {
  host: string;
  port: number;
  /** Verifies the utility's certificate; absent: a leased line without TLS. */
  ca?: string;
  servername?: string;
  partner: string;
  keyVersion: string;
  masterKey: Buffer;
  now?: () => Date;
}

/** A reply, its header read and its MAC checked. */
export interface Frame {
  trade: string;
  serial: string;
  time: string;
  code: string;
  body: Buffer;
  /** The MAC is right under the key of this connection. */
  proved: boolean;
  raw: Buffer;
}

const LABEL = 'DIANTING-AGENCY-1';
const gbk = (text: string): Buffer => iconv.encode(text, 'gbk');
export const fromGbk = (bytes: Buffer): string => iconv.decode(bytes, 'gbk');

/** Left-justified, blanks at the end. */
export function text(value: string, width: number): Buffer {
  const bytes = gbk(value);
  if (bytes.length > width) throw new Error(`${value} is longer than ${width} bytes`);
  return Buffer.concat([bytes, Buffer.alloc(width - bytes.length, ' ')]);
}
/** Right-justified, zeros in front. */
export const digits = (value: number | string, width: number): Buffer =>
  Buffer.from(String(value).padStart(width, '0'));

const mac = (key: Buffer, bytes: Buffer): string => aesCmac(key, bytes).toString('hex').toUpperCase();

export const sessionKey = (masterKey: Buffer, client: Buffer, server: Buffer): Buffer =>
  aesCmac(masterKey, Buffer.concat([Buffer.from(LABEL), client, server]));

export interface Header {
  partner: string;
  keyVersion: string;
  trade: string;
  serial: string;
  time: string;
}

/** A whole request frame, its MAC under the key given. */
export function writeFrame(header: Header, body: Buffer, key: Buffer): Buffer {
  const content = Buffer.concat([
    digits(body.length + 87, 6),
    Buffer.from('01'),
    text(header.partner, 8),
    Buffer.from(header.keyVersion),
    Buffer.from(header.trade),
    Buffer.from('0'),
    text(header.serial, 20),
    Buffer.from(header.time),
    Buffer.from('0000'),
    body,
  ]);
  return Buffer.concat([content, Buffer.from(mac(key, content))]);
}

/** Reads a whole frame, the length field included. */
export function readFrame(raw: Buffer, key: Buffer): Frame {
  const at = (from: number, to: number): string => raw.subarray(from, to).toString('latin1');
  const end = raw.length - 32;
  return {
    trade: at(18, 22),
    serial: at(23, 43).trimEnd(),
    time: at(43, 57),
    code: at(57, 61),
    body: raw.subarray(61, end),
    proved: mac(key, raw.subarray(0, end)) === raw.subarray(end).toString('latin1'),
    raw,
  };
}

/** Cuts a body into fields of so many bytes; texts lose their padding. */
export function cut(body: Buffer, widths: Record<string, number>): Record<string, string> {
  const fields: Record<string, string> = {};
  let at = 0;
  for (const [name, width] of Object.entries(widths)) {
    fields[name] = fromGbk(body.subarray(at, at + width)).trimEnd();
    at += width;
  }
  return fields;
}

export const REPLIES = {
  inquire: { quoteId: 24, account: 20, name: 40, address: 80, amount: 12, balance: 12, count: 2 },
  pay: { receiptNo: 32, clearingDate: 8, amount: 12 },
  query: { status: 1, refusal: 4, receiptNo: 32, clearingDate: 8, amount: 12 },
  reverse: { result: 1, clearingDate: 8, amount: 12 },
  fetch: { size: 8, sha256: 64, offset: 8, chunkLength: 4 },
  handIn: { received: 8, status: 1 },
} as const;

const stamp = (at: Date): string =>
  new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 19).replace(/\D/g, '');

/** One connection: frames go out one at a time, each waits for its reply. */
export async function connectBank(settings: BankSettings) {
  const now = settings.now ?? (() => new Date());
  const socket = await opened(settings);
  let buffer = Buffer.alloc(0);
  let key = settings.masterKey;
  const waiting: { resolve: (raw: Buffer) => void; reject: (error: Error) => void }[] = [];
  socket.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const length = buffer.length >= 6 ? Number(buffer.subarray(0, 6).toString('latin1')) + 6 : Infinity;
      if (buffer.length < length) return;
      waiting.shift()?.resolve(buffer.subarray(0, length));
      buffer = buffer.subarray(length);
    }
  });
  const ended = (): void => {
    for (const one of waiting.splice(0)) one.reject(new Error('the connection was closed without a reply'));
  };
  socket.on('close', ended).on('error', ended);

  /** Bytes as they are; the next frame that comes back. */
  const sendRaw = (bytes: Buffer): Promise<Frame> =>
    new Promise<Buffer>((resolve, reject) => {
      if (socket.destroyed) return reject(new Error('the connection is closed'));
      waiting.push({ resolve, reject });
      socket.write(bytes);
      setTimeout(() => reject(new Error('no reply within 10 s')), 10_000).unref();
    }).then(raw => readFrame(raw, key));
  const header = (trade: string, serial: string, time = stamp(now())): Header => ({
    partner: settings.partner,
    keyVersion: settings.keyVersion,
    trade,
    serial,
    time,
  });
  const send = (trade: string, serial: string, body: Buffer = Buffer.alloc(0)): Promise<Frame> =>
    sendRaw(writeFrame(header(trade, serial), body, key));

  return {
    socket,
    send,
    sendRaw,
    /** A frame as `send` would write it, to be spoilt. */
    frame: (trade: string, serial: string, body: Buffer = Buffer.alloc(0), time?: string): Buffer =>
      writeFrame(header(trade, serial, time), body, key),
    close: (): void => {
      socket.destroy();
    },
    async signOn(serial: string, random: Buffer = randomBytes(16)): Promise<Frame> {
      const reply = await send('0001', serial, Buffer.from(random.toString('hex').toUpperCase()));
      if (reply.proved && reply.code === '0000') {
        key = sessionKey(settings.masterKey, random, Buffer.from(reply.body.toString('latin1'), 'hex'));
      }
      return reply;
    },
    ...trades(send, () => stamp(now())),
  };
}

export type Bank = Awaited<ReturnType<typeof connectBank>>;

type Send = (trade: string, serial: string, body?: Buffer) => Promise<Frame>;

export interface Payment {
  subChannel: string;
  quoteId: string;
  account: string;
  amount: string;
  terminal?: string;
  date?: string;
  /** When the customer paid; a repeat must say the same. */
  paidAt?: string;
}

function trades(send: Send, time: () => string) {
  const today = (): string => time().slice(0, 8);
  return {
    echo: (serial: string): Promise<Frame> => send('0002', serial),
    inquire: (serial: string, subChannel: string, account: string, terminal = ''): Promise<Frame> =>
      send(
        '1001',
        serial,
        Buffer.concat([Buffer.from(subChannel), text(account, 20), text('99999999', 8), text(terminal, 16)]),
      ),
    pay: (serial: string, payment: Payment): Promise<Frame> => send('2001', serial, payBody(payment, time())),
    query: (serial: string, original: string, date = today()): Promise<Frame> =>
      send('3001', serial, Buffer.concat([Buffer.from(date), text(original, 20)])),
    reverse: (serial: string, original: string, amount: string, reason = '超时未应答'): Promise<Frame> =>
      send(
        '4001',
        serial,
        Buffer.concat([
          Buffer.from(today() + today()),
          text(original, 20),
          Buffer.from(amount),
          text(reason, 40),
        ]),
      ),
    /** The whole file, chunk by chunk; a refusal is given back as it is. */
    async fetchDayFile(serial: string, date: string): Promise<{ file?: Buffer; refused?: Frame }> {
      const chunks: Buffer[] = [];
      for (let offset = 0, part = 0; ; part++) {
        const reply = await send(
          '5001',
          `${serial}${part}`,
          Buffer.concat([Buffer.from(date), digits(offset, 8)]),
        );
        if (reply.code !== '0000') return { refused: reply };
        const facts = cut(reply.body, REPLIES.fetch);
        chunks.push(reply.body.subarray(84, 84 + Number(facts['chunkLength'])));
        offset += Number(facts['chunkLength']);
        if (offset < Number(facts['size'])) continue;
        const file = Buffer.concat(chunks);
        const digest = createHash('sha256').update(file).digest('hex');
        if (digest !== facts['sha256']) throw new Error('the day file is not what its hash says');
        return { file };
      }
    },
    async handInDayFile(serial: string, date: string, file: Buffer, chunkSize = 6000): Promise<Frame> {
      const digest = Buffer.from(createHash('sha256').update(file).digest('hex'));
      for (let offset = 0, part = 0; ; offset += chunkSize, part++) {
        const chunk = file.subarray(offset, offset + chunkSize);
        const head = [
          Buffer.from(date),
          digits(file.length, 8),
          digest,
          digits(offset, 8),
          digits(chunk.length, 4),
        ];
        const reply = await send('5002', `${serial}${part}`, Buffer.concat([...head, chunk]));
        if (reply.code !== '0000' || offset + chunk.length >= file.length) return reply;
      }
    },
  };
}

export const payBody = (payment: Payment, time: string): Buffer =>
  Buffer.concat([
    Buffer.from(payment.subChannel),
    Buffer.from(payment.date ?? time.slice(0, 8)),
    text(payment.quoteId, 24),
    text(payment.account, 20),
    Buffer.from(payment.amount),
    Buffer.from(payment.paidAt ?? time),
    text(payment.terminal ?? '', 16),
  ]);

function opened({ host, port, ca, servername }: BankSettings): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket: net.Socket = ca
      ? tls.connect({ host, port, ca, servername, minVersion: 'TLSv1.2' }, () => resolve(socket))
      : net.connect({ host, port }, () => resolve(socket));
    socket.once('error', reject);
  });
}
