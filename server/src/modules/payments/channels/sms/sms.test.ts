import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { allOf, fileContent } from '../../../../../../tests/support/file-content.ts';
import { readCommand } from './commands.ts';
import { readDay } from './day-file.ts';
import { readInbound } from './tencent-callback.ts';

describe('what people write', () => {
  it.each([
    ['CX', { kind: 'due', account: null }],
    [' cx ', { kind: 'due', account: null }],
    ['查询', { kind: 'due', account: null }],
    ['CX#0018', { kind: 'due', account: '0018' }],
    ['ＣＸ＃００１８', { kind: 'due', account: '0018' }],
    ['查询3712345678901', { kind: 'due', account: '3712345678901' }],
    ['jf', { kind: 'pay', account: null }],
    ['缴费 0018', { kind: 'pay', account: '0018' }],
    ['JF0018', { kind: 'pay', account: '0018' }],
    ['482913', { kind: 'confirm', code: '482913' }],
    ['确认 482913', { kind: 'confirm', code: '482913' }],
    ['QR#482913', { kind: 'confirm', code: '482913' }],
    [
      'CZ#000017000000428#1234 1234 1234 1234#0018',
      { kind: 'redeem', serial: '000017000000428', pin: '1234 1234 1234 1234', account: '0018' },
    ],
    [
      'cz#000017000000428#1234123412341234',
      { kind: 'redeem', serial: '000017000000428', pin: '1234123412341234', account: null },
    ],
    ['TD', { kind: 'opt-out' }],
    ['退订', { kind: 'opt-out' }],
    ['dy', { kind: 'opt-in' }],
    ['帮助', { kind: 'help' }],
    ['？', { kind: 'help' }],
    ['谢谢', { kind: 'unknown' }],
    ['12345', { kind: 'unknown' }],
    ['', { kind: 'unknown' }],
  ])('%s', (text, command) => expect(readCommand(text)).toEqual(command));
});

describe("the provider's callback", () => {
  const body = (change: object = {}) =>
    Buffer.from(
      JSON.stringify({
        extend: '',
        mobile: '13800138000',
        nationcode: '86',
        sign: '电厅',
        text: 'CX',
        time: 1795223103,
        ...change,
      }),
    );

  it('is known by its contents: the same again is the same message', () => {
    const first = readInbound(body())!;
    expect(first).toMatchObject({ phone: '13800138000', text: 'CX', digest: '9EA51B0FE5ADE523' });
    expect(readInbound(body())!.eventId).toBe(first.eventId);
    expect(readInbound(body({ time: 1795223104 }))!.eventId).not.toBe(first.eventId);
    expect(readInbound(body({ extend: undefined }))!.eventId).toBe(first.eventId);
  });

  it('of the README is read as it stands there', () => {
    const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
    const example = /### Inbound[\s\S]*?```json\n(.*)\n```/.exec(readme)![1]!;
    expect(readInbound(Buffer.from(example))).toEqual(readInbound(body()));
    expect(readInbound(Buffer.from(example))).toMatchObject({
      phone: '13800138000',
      text: 'CX',
      sentAt: new Date(1_795_223_103_000),
    });
  });

  it('is refused when it is none', () => {
    for (const bad of [
      Buffer.from('{'),
      Buffer.from('[]'),
      Buffer.alloc(5000, 32),
      Buffer.from([0xff]),
      body({ mobile: '110' }),
      body({ nationcode: '1' }),
      body({ time: '1' }),
      body({ text: 'a\u0000' }),
    ])
      expect(readInbound(bad)).toBeUndefined();
  });
});

it("the operator's day file is read as the README says", async () => {
  const name = 'SMSDAY_TENCENT_20261121.txt';
  const bytes = readFileSync(fileURLToPath(new URL(`examples/${name}`, import.meta.url)));
  const day = await readDay(name, fileContent(bytes), [
    { id: 'K1', key: Buffer.from('2B7E151628AED2A6ABF7158809CF4F3C', 'hex') },
  ]);
  expect(day).toMatchObject({ operator: 'TENCENT', appId: '1400006666', on: '2026-11-21' });
  const rows = (await allOf(day.rows())).flat();
  expect(rows.map(row => [row.direction, row.digest, row.segments, row.feeFen])).toEqual([
    ['MO', '9EA51B0FE5ADE523', 1, 0],
    ['MT', '', 2, 10],
    ['MO', '5E46223A1FA124AA', 1, 0],
  ]);
});
