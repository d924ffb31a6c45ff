import { createCipheriv, createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { isFromWeixin, openPush, xmlFields } from './weixin-push.ts';

const token = 'pushToken123';
const aesKey = 'a'.repeat(42).concat('A');
const appId = 'wx0123456789abcdef';
const now = new Date('2026-12-01T02:00:00Z');
const seconds = Math.floor(now.getTime() / 1000);
const sha1 = (...parts: string[]) => createHash('sha1').update(parts.sort().join('')).digest('hex');
const words = '<xml><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content></xml>';

function plain(timestamp: number, body = words) {
  const query = {
    timestamp: String(timestamp),
    nonce: '42',
    signature: sha1(token, String(timestamp), '42'),
  };
  return { query, headers: {}, body: Buffer.from(body) };
}

/** As «消息加解密说明» has it. */
function encrypted(timestamp: number) {
  const body = Buffer.from(words);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const content = Buffer.concat([Buffer.alloc(16, 7), length, body, Buffer.from(appId)]);
  const pad = 32 - (content.length % 32);
  const key = Buffer.from(`${aesKey}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([content, Buffer.alloc(pad, pad)]);
  const sealed = Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
  const { query, headers } = plain(timestamp);
  const signature = sha1(token, String(timestamp), '42', sealed);
  const xml = `<xml><ToUserName><![CDATA[gh]]></ToUserName><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`;
  return {
    query: { ...query, encrypt_type: 'aes', msg_signature: signature },
    headers,
    body: Buffer.from(xml),
  };
}

describe('a push', () => {
  test('in plain is taken where there is no key, and refused where there is one', () => {
    expect(openPush(plain(seconds), { token, appId }, now)?.toString()).toBe(words);
    expect(openPush(plain(seconds), { token, appId, aesKey }, now)).toBeUndefined();
    expect(openPush(encrypted(seconds), { token, appId, aesKey }, now)?.toString()).toBe(words);
    expect(openPush(encrypted(seconds), { token, appId }, now)).toBeUndefined();
  });

  test.each([
    [-301, false],
    [-299, true],
    [299, true],
    [301, false],
  ])('signed %i seconds from now: %s', (away, taken) => {
    expect(openPush(plain(seconds + away), { token, appId }, now) !== undefined).toBe(taken);
    expect(openPush(encrypted(seconds + away), { token, appId, aesKey }, now) !== undefined).toBe(taken);
    expect(isFromWeixin(plain(seconds + away), token, now)).toBe(taken);
  });

  test('seen once is worth nothing for other words, nor later', () => {
    const seen = encrypted(seconds);
    const body = seen.body.toString().replace('<Encrypt><![CDATA[', '<Encrypt><![CDATA[AAAA');
    const tampered = { ...seen, body: Buffer.from(body) };
    expect(openPush(tampered, { token, appId, aesKey }, now)).toBeUndefined();
    const later = new Date(now.getTime() + 6 * 60_000);
    expect(openPush(seen, { token, appId, aesKey }, later)).toBeUndefined();
  });
});

describe('the fields of a message', () => {
  test('are its own, also where somebody’s words look like others', () => {
    const trick = '<Event>X</Event> ]]]]><![CDATA[> <MsgID>1</MsgID>';
    const xml = `<xml><Content><![CDATA[${trick}]]></Content><MsgId>7</MsgId><A><B>nested</B></A></xml>`;
    expect([...xmlFields(xml)]).toEqual([
      ['Content', '<Event>X</Event> ]]> <MsgID>1</MsgID>'],
      ['MsgId', '7'],
      ['B', 'nested'],
    ]);
  });

  test.each(['<a><![CDATA[', '<a>', '<a', '<a>]]>'])('of nonsense (%s) are found in no time', piece => {
    const started = performance.now();
    expect(xmlFields(piece.repeat(64_000)).size).toBe(0);
    expect(
      openPush(
        { ...encrypted(seconds), body: Buffer.from(piece.repeat(40_000)) },
        { token, appId, aesKey },
        now,
      ),
    ).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(500);
  });
});
