import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { openReply, seal, type TerminalKey } from './message.ts';

const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/```pos\n([\s\S]*?)```/g)].map(([, text]) =>
  Buffer.from(text!, 'ascii'),
);
const typeOf = (message: Buffer) => /type=([a-z-]+)\n/.exec(message.toString())![1]!;
const example = (type: string) => examples.find(message => typeOf(message) === type)!;
const valueIn = (message: Buffer, name: string) =>
  new RegExp(`^${name}=(.*)$`, 'm').exec(message.toString())![1]!;
const terminal: TerminalKey = {
  merchant: '898440149000001',
  terminal: '10000001',
  keyId: '01',
  key: Buffer.from('404142434445464748494A4B4C4D4E4F', 'hex'),
};
const numbers = { batch: 12, trace: 345 };

test.each([
  ['sale', numbers, { amount: '12345', time: '20261122101500' }],
  ['reversal', numbers, { amount: '12345', reason: '98' }],
  [
    'void',
    { batch: 12, trace: 347 },
    { amount: '12345', original: '000345', reference: '261122000789', time: '20261122143000' },
  ],
  ['query', numbers, { amount: '12345' }],
  [
    'settlement',
    { batch: 12, trace: 348 },
    { sales: '1', 'sales-amount': '12345', voids: '1', 'voids-amount': '12345' },
  ],
] as const)('a %s is sealed byte for byte as the README shows it', (type, at, fields) => {
  expect(seal(type, at, fields as never, terminal).toString()).toBe(example(type).toString());
});

test.each(['sale-reply', 'reversal-reply', 'void-reply', 'query-reply', 'settlement-reply'] as const)(
  "the README's %s is opened",
  type => {
    const message = example(type);
    const trace = Number(valueIn(message, 'trace'));
    expect(openReply(type, message, { batch: 12, trace }, terminal)).toMatchObject({ code: '00' });
  },
);

test('a refusal before the message was understood is told apart', () => {
  expect(openReply('sale-reply', example('error-reply'), numbers, terminal)).toEqual({
    code: 'A0',
    refused: true,
  });
});

describe('is no answer:', () => {
  const reply = example('sale-reply');
  const refused = (body: Buffer, at = numbers, key = terminal) => {
    try {
      openReply('sale-reply', body, at, key);
      return 'opened';
    } catch (error) {
      return (error as { why: string }).why;
    }
  };
  test('a reply in which one digit of the amount was changed', () =>
    expect(refused(Buffer.from(reply.toString().replace('amount=12345', 'amount=12346')))).toBe('mac'));
  test('one under the key of another terminal', () =>
    expect(refused(reply, numbers, { ...terminal, key: Buffer.alloc(16, 1) })).toBe('mac'));
  test('the answer to another sale', () =>
    expect(refused(reply, { batch: 12, trace: 346 })).toBe('other-message'));
  test('half a message, an empty one, an absurdly long one', () => {
    expect(refused(reply.subarray(0, 100))).toBe('form');
    expect(refused(Buffer.alloc(0))).toBe('form');
    expect(refused(Buffer.alloc(100_000, 'a'))).toBe('form');
  });
});
