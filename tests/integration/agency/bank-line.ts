/** A bank's end of the line, built from families/agency-tcp/README.md: fixed fields in GBK, AES-CMAC, over TLS. */
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { connect, type TLSSocket } from 'node:tls';
import iconv from 'iconv-lite';

export const text = (value: string, length: number): Buffer => {
  const bytes = iconv.encode(value, 'gbk');
  return Buffer.concat([bytes, Buffer.alloc(length - bytes.length, 0x20)]);
};
export const digits = (value: number | string, length: number): Buffer =>
  Buffer.from(String(value).padStart(length, '0'));

/** RFC 4493 in its own words: subkeys, then CBC over the blocks. */
export function cmac(key: Buffer, message: Buffer): Buffer {
  const block = (input: Buffer): Buffer =>
    createCipheriv('aes-128-ecb', key, null).setAutoPadding(false).update(input);
  const double = (value: Buffer): Buffer => {
    const shifted = (BigInt(`0x${value.toString('hex')}`) << 1n) ^ ((value[0]! & 0x80) > 0 ? 0x87n : 0n);
    return Buffer.from(BigInt.asUintN(128, shifted).toString(16).padStart(32, '0'), 'hex');
  };
  const xor = (a: Buffer, b: Buffer): Buffer => Buffer.from(a.map((byte, index) => byte ^ b[index]!));
  const first = double(block(Buffer.alloc(16)));
  const count = Math.max(1, Math.ceil(message.length / 16));
  const rest = message.subarray((count - 1) * 16);
  const padded = Buffer.concat([rest, Buffer.from([0x80]), Buffer.alloc(16)]).subarray(0, 16);
  const last = rest.length === 16 ? xor(rest, first) : xor(padded, double(first));
  let state: Buffer = Buffer.alloc(16);
  for (let index = 0; index < count - 1; index += 1)
    state = block(xor(state, message.subarray(index * 16, index * 16 + 16)));
  return block(xor(state, last));
}

export interface BankReply {
  code: string;
  trade: string;
  serial: string;
  time: string;
  body: Buffer;
  bytes: Buffer;
  /** Its MAC is right under the session key (the master key for a sign-on). */
  proved: boolean;
}

export interface BankLine {
  socket: TLSSocket;
  signOn(): Promise<BankReply>;
  send(
    trade: number,
    serial: string,
    body: Buffer,
    change?: { mac?: string; time?: string; partner?: string },
  ): Promise<BankReply>;
  /** The frame as it would be sent now. */
  frame(
    trade: number,
    serial: string,
    body: Buffer,
    change?: { mac?: string; time?: string; partner?: string },
  ): Buffer;
  raw(bytes: Buffer): Promise<BankReply>;
  /** Resolves when the other side has closed. */
  closed: Promise<void>;
  end(): void;
}

export interface BankOptions {
  port: number;
  code: string;
  keyVersion?: string;
  masterKey: Buffer;
  now: () => Date;
}

export const timeText = (at: Date) =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '');

export async function bankLine({
  port,
  code,
  keyVersion = '01',
  masterKey,
  now,
}: BankOptions): Promise<BankLine> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  const waiting: { resolve(bytes: Buffer): void; reject(error: Error): void }[] = [];
  let read: Buffer = Buffer.alloc(0);
  let key = masterKey;
  socket.on('data', (chunk: Buffer) => {
    read = Buffer.concat([read, chunk]);
    while (read.length >= 6 && read.length >= 6 + Number(read.subarray(0, 6))) {
      const length = 6 + Number(read.subarray(0, 6));
      waiting.shift()?.resolve(read.subarray(0, length));
      read = read.subarray(length);
    }
  });
  socket.on('error', () => {});
  const closed = new Promise<void>(done =>
    socket.once('close', () => {
      for (const each of waiting.splice(0)) each.reject(new Error('the line was closed'));
      done();
    }),
  );
  await new Promise<void>((done, fail) => {
    socket.once('secureConnect', () => done());
    socket.once('close', () => fail(new Error('no line')));
  });

  const line: BankLine = {
    socket,
    closed,
    end: () => void socket.destroy(),
    frame(trade, serial, body, change = {}) {
      const head = Buffer.concat([
        text('01', 2),
        text(change.partner ?? code, 8),
        text(keyVersion, 2),
        digits(trade, 4),
        text('0', 1),
        text(serial, 20),
        text(change.time ?? timeText(now()), 14),
        text('0000', 4),
      ]);
      const signed = Buffer.concat([digits(head.length + body.length + 32, 6), head, body]);
      return Buffer.concat([
        signed,
        Buffer.from(change.mac ?? cmac(key, signed).toString('hex').toUpperCase()),
      ]);
    },
    async raw(bytes) {
      const answered = new Promise<Buffer>((resolve, reject) => waiting.push({ resolve, reject }));
      socket.write(bytes);
      const reply = await answered;
      const signed = reply.subarray(0, -32);
      return {
        trade: signed.subarray(18, 22).toString(),
        serial: signed.subarray(23, 43).toString().trimEnd(),
        time: signed.subarray(43, 57).toString(),
        code: signed.subarray(57, 61).toString(),
        body: signed.subarray(61),
        bytes: reply,
        proved: cmac(key, signed).toString('hex').toUpperCase() === reply.subarray(-32).toString(),
      };
    },
    send: (trade, serial, body, change) => line.raw(line.frame(trade, serial, body, change)),
    async signOn() {
      key = masterKey;
      const client = randomBytes(16);
      const reply = await line.send(1, '1', Buffer.from(client.toString('hex').toUpperCase()));
      if (reply.proved && reply.code === '0000')
        key = cmac(
          masterKey,
          Buffer.concat([
            Buffer.from('DIANTING-AGENCY-1'),
            client,
            Buffer.from(reply.body.toString(), 'hex'),
          ]),
        );
      return reply;
    },
  };
  return line;
}

export const inquiry = (account: string, subChannel = '01', terminal = '') =>
  Buffer.concat([text(subChannel, 2), text(account, 20), text('99999999', 8), text(terminal, 16)]);

export interface BankQuote {
  quoteId: string;
  account: string;
  amount: number;
  name: string;
}

export const readQuote = (body: Buffer): BankQuote => ({
  quoteId: body.subarray(0, 24).toString().trimEnd(),
  account: body.subarray(24, 44).toString().trimEnd(),
  name: iconv.decode(body.subarray(44, 84), 'gbk').trimEnd(),
  amount: Number(body.subarray(164, 176)),
});

export const payment = ({ quoteId, account, amount }: BankQuote, date: string, subChannel = '01') =>
  Buffer.concat([
    text(subChannel, 2),
    text(date, 8),
    text(quoteId, 24),
    text(account, 20),
    digits(amount, 12),
    text('20261122203458', 14),
    text('0755-001', 16),
  ]);

export const reversal = (date: string, serial: string, amount: number) =>
  Buffer.concat([text(date, 8), text(date, 8), text(serial, 20), digits(amount, 12), text('超时未应答', 40)]);

export const query = (date: string, serial: string) => Buffer.concat([text(date, 8), text(serial, 20)]);

export const fetchFile = (date: string, offset: number) => Buffer.concat([text(date, 8), digits(offset, 8)]);

export function handIn(date: string, file: Buffer, offset: number, length: number): Buffer {
  const chunk = file.subarray(offset, offset + length);
  const hash = createHash('sha256').update(file).digest('hex');
  return Buffer.concat([
    text(date, 8),
    digits(file.length, 8),
    text(hash, 64),
    digits(offset, 8),
    digits(chunk.length, 4),
    chunk,
  ]);
}
