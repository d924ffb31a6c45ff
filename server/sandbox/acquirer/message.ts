import { cmacHex } from '../state/aes-cmac.ts';

/** Fields of one message by name, without `mac`. */
export type PosFields = Record<string, string>;

const COMMON = ['version', 'type', 'key', 'merchant', 'terminal', 'batch', 'trace'];

const FORMS: Record<string, RegExp> = {
  version: /^1$/,
  key: /^\d\d$/,
  merchant: /^\d{15}$/,
  terminal: /^[0-9A-Z]{8}$/,
  batch: /^(?!000000)\d{6}$/,
  trace: /^(?!000000)\d{6}$/,
  amount: /^[1-9]\d{0,11}$/,
  time: /^\d{14}$/,
  reason: /^(98|A0|06)$/,
  original: /^(?!000000)\d{6}$/,
  reference: /^\d{12}$/,
  sales: /^\d{1,6}$/,
  voids: /^\d{1,6}$/,
  'sales-amount': /^(0|[1-9]\d{0,14})$/,
  'voids-amount': /^(0|[1-9]\d{0,14})$/,
};

/** What a request has after the common fields, and its reply; each in this order. */
export const REQUESTS: Record<string, readonly string[]> = {
  sale: ['amount', 'time'],
  reversal: ['amount', 'reason'],
  void: ['amount', 'original', 'reference', 'time'],
  query: ['amount'],
  settlement: ['sales', 'sales-amount', 'voids', 'voids-amount'],
};
export const REPLIES: Record<string, readonly string[]> = {
  sale: ['code', 'amount', 'reference', 'authorisation', 'card', 'time', 'settles'],
  reversal: ['code', 'amount'],
  void: ['code', 'amount', 'reference', 'time', 'settles'],
  query: ['code', 'state', 'amount', 'reference', 'authorisation', 'card', 'time', 'settles'],
  settlement: ['code', 'sales', 'sales-amount', 'voids', 'voids-amount', 'time'],
};

export interface ReadMessage {
  fields: PosFields;
  mac: string;
  /** Every byte before `mac=`. */
  signed: string;
}

/** Reads a request; undefined when it has not exactly the form of its type. */
export function readRequest(body: Buffer): ReadMessage | undefined {
  const text = body.toString('latin1');
  if (body.length > 1024 || !/^[\x20-\x7e\n]*$/.test(text) || !text.endsWith('\n')) return undefined;
  const pairs = text
    .slice(0, -1)
    .split('\n')
    .map(line => /^([a-z-]+)=(.*)$/.exec(line)?.slice(1) as [string, string] | undefined);
  const fields: PosFields = {};
  for (const pair of pairs) if (pair) fields[pair[0]] = pair[1];
  const wanted = [...COMMON, ...(REQUESTS[fields['type'] ?? ''] ?? ['?']), 'mac'];
  if (pairs.length !== wanted.length || pairs.some((pair, at) => pair?.[0] !== wanted[at])) return undefined;
  for (const name of wanted) if (FORMS[name] && !FORMS[name].test(fields[name]!)) return undefined;
  const { mac = '', ...rest } = fields;
  if (!/^[0-9A-F]{32}$/.test(mac)) return undefined;
  return { fields: rest, mac, signed: text.slice(0, text.lastIndexOf('mac=')) };
}

/** Whatever of the common fields can be made out, for a refusal of what was not understood. */
export function guess(body: Buffer): PosFields {
  const found: PosFields = {};
  for (const line of body.toString('latin1').split('\n')) {
    const pair = /^([a-z]+)=(.*)$/.exec(line);
    const [, name = '', value = ''] = pair ?? [];
    if (COMMON.includes(name) && FORMS[name]?.test(value)) found[name] ??= value;
  }
  const zeros: PosFields = {
    version: '1',
    key: '00',
    merchant: '0'.repeat(15),
    terminal: '0'.repeat(8),
    batch: '000000',
    trace: '000000',
  };
  return { ...zeros, ...found };
}

/** Lays out a reply of the named fields (absent ones empty) and signs it; without a key `mac` is zeros. */
export function writeReply(
  request: PosFields,
  type: string,
  names: readonly string[],
  content: PosFields,
  key: string | undefined,
): string {
  const lines = [...COMMON, ...names].map(name => {
    if (name === 'type') return `type=${type}`;
    return `${name}=${COMMON.includes(name) ? (request[name] ?? '') : (content[name] ?? '')}`;
  });
  const text = `${lines.join('\n')}\n`;
  return `${text}mac=${key ? cmacHex(key, text) : '0'.repeat(32)}\n`;
}
