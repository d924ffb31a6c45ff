/** Messages of the acquirer as our README specifies them: `name=value` lines, sealed by AES-CMAC. Pure. */
import { aesCmac } from '../../../../infra/aes-cmac.ts';
import { sameBytes } from '../../../../infra/crypto.ts';

/** The key that seals a terminal's messages, and its two digits. */
export interface TerminalKey {
  merchant: string;
  terminal: string;
  keyId: string;
  key: Buffer;
}

const common = ['version', 'type', 'key', 'merchant', 'terminal', 'batch', 'trace'] as const;
const bought = ['amount', 'reference', 'authorisation', 'card', 'time', 'settles'] as const;
const totals = ['sales', 'sales-amount', 'voids', 'voids-amount'] as const;

/** What stands between the common fields and the MAC, in this order. */
export const fieldsOf = {
  sale: ['amount', 'time'],
  'sale-reply': ['code', ...bought],
  reversal: ['amount', 'reason'],
  'reversal-reply': ['code', 'amount'],
  void: ['amount', 'original', 'reference', 'time'],
  'void-reply': ['code', 'amount', 'reference', 'time', 'settles'],
  query: ['amount'],
  'query-reply': ['code', 'state', ...bought],
  settlement: totals,
  'settlement-reply': ['code', ...totals, 'time'],
  'error-reply': ['code'],
} as const;

export type MessageType = keyof typeof fieldsOf;
export type FieldsOf<T extends MessageType> = Record<(typeof fieldsOf)[T][number], string>;

export interface Numbers {
  batch: number;
  trace: number;
}

const six = (value: number) => String(value).padStart(6, '0');
const longest = 1024;

export function seal<T extends MessageType>(
  type: T,
  { batch, trace }: Numbers,
  fields: FieldsOf<T>,
  { merchant, terminal, keyId, key }: TerminalKey,
): Buffer {
  const head = { version: '1', type, key: keyId, merchant, terminal, batch: six(batch), trace: six(trace) };
  const lines = [...common, ...fieldsOf[type]].map(
    name => `${name}=${({ ...head, ...fields } as Record<string, string>)[name]}\n`,
  );
  const text = Buffer.from(lines.join(''), 'ascii');
  return Buffer.concat([text, Buffer.from(`mac=${macOf(key, text)}\n`, 'ascii')]);
}

export const macOf = (key: Buffer, text: Buffer) => aesCmac(key, text).toString('hex').toUpperCase();

/** Why bytes are no message of the acquirer's about this request. */
export class UnreadableReply extends Error {
  readonly why: 'form' | 'mac' | 'other-message';

  constructor(why: UnreadableReply['why']) {
    super(`unreadable reply: ${why}`);
    this.name = 'UnreadableReply';
    this.why = why;
  }
}

/**
 * Opens a reply to the message that was sent with these numbers. The MAC is checked before anything is believed.
 * @throws UnreadableReply
 */
export function openReply<T extends MessageType>(
  type: T,
  body: Buffer,
  { batch, trace }: Numbers,
  terminal: TerminalKey,
): FieldsOf<T> | (FieldsOf<'error-reply'> & { refused: true }) {
  const fields = open(body, terminal.key);
  const expected = { version: '1', merchant: terminal.merchant, terminal: terminal.terminal };
  const ours = { ...expected, batch: six(batch), trace: six(trace) };
  if (Object.entries(ours).some(([name, value]) => fields.get(name) !== value))
    throw new UnreadableReply('other-message');
  const kind = fields.get('type');
  if (kind !== type && kind !== 'error-reply') throw new UnreadableReply('other-message');
  const names = [...common, ...fieldsOf[kind as T | 'error-reply']];
  if ([...fields.keys()].join() !== names.join()) throw new UnreadableReply('form');
  const content = Object.fromEntries(fields) as FieldsOf<T>;
  return kind === 'error-reply' ? { code: fields.get('code')!, refused: true } : content;
}

function open(body: Buffer, key: Buffer): Map<string, string> {
  const text = body.toString('latin1');
  const sealed = /^((?:[a-z-]+=[\x20-\x7e]*\n)+)mac=([0-9A-F]{32})\n$/.exec(text);
  if (body.length > longest || !sealed) throw new UnreadableReply('form');
  const [, signed = '', mac = ''] = sealed;
  if (!sameBytes(Buffer.from(macOf(key, Buffer.from(signed, 'latin1'))), Buffer.from(mac)))
    throw new UnreadableReply('mac');
  const fields = new Map<string, string>();
  for (const line of signed.trimEnd().split('\n')) {
    const at = line.indexOf('=');
    if (fields.has(line.slice(0, at))) throw new UnreadableReply('form');
    fields.set(line.slice(0, at), line.slice(at + 1));
  }
  return fields;
}
