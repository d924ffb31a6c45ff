import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { readForm, readReply, textToSign } from './message.ts';
import { hashOf } from './sign-message.ts';

const certificate = '-----BEGIN CERTIFICATE-----\r\nMIIE+Yz/CA==\r\n-----END CERTIFICATE-----';

describe('a reply', () => {
  test('is read as it stands: plus signs, equal signs and CRLFs stay', () => {
    const fields = readReply(Buffer.from(`respCode=00&signPubKeyCert=${certificate}&signature=a+b/c==&tn=1`));
    expect(Object.fromEntries(fields)).toEqual({
      respCode: '00',
      signPubKeyCert: certificate,
      signature: 'a+b/c==',
      tn: '1',
    });
  });
  test('may hold fields within braces and brackets, which end where they close', () => {
    const fields = readReply(Buffer.from('a={x=1&y=2}&b=[m&n]&respMsg=成功[0000000]&c=&d=3'));
    expect(Object.fromEntries(fields)).toEqual({
      a: '{x=1&y=2}',
      b: '[m&n]',
      respMsg: '成功[0000000]',
      c: '',
      d: '3',
    });
  });
  test('that says a field twice, or is no list of fields, is refused', () => {
    expect(() => readReply(Buffer.from('txnAmt=1&txnAmt=2'))).toThrow('REPEATED_NAME');
    expect(() => readReply(Buffer.from('<html>'))).toThrow('NOT_FIELDS');
    expect(() => readForm(Buffer.from('txnAmt=1&txnAmt=2'))).toThrow('REPEATED_NAME');
  });
});

test('a notification is a form: what was encoded comes back byte for byte', () => {
  const body = new URLSearchParams({
    signPubKeyCert: certificate,
    signature: 'a+b/c==',
    respMsg: '成功',
  }).toString();
  expect(Object.fromEntries(readForm(Buffer.from(body)))).toEqual({
    signPubKeyCert: certificate,
    signature: 'a+b/c==',
    respMsg: '成功',
  });
});

test('the text is sorted by name, without the signature, nothing encoded; what is signed is the hex of its hash', () => {
  const fields: [string, string][] = [
    ['txnAmt', '12345'],
    ['backUrl', 'https://hall.example/notify/unionpay?a=1&b=2'],
    ['signature', 'x'],
    ['accessType', '0'],
    ['Zeta', 'upper case comes first'],
  ];
  const text =
    'Zeta=upper case comes first&accessType=0&backUrl=https://hall.example/notify/unionpay?a=1&b=2&txnAmt=12345';
  expect(textToSign(fields)).toBe(text);
  expect(hashOf(fields)).toBe(createHash('sha256').update(text).digest('hex'));
  expect(hashOf(fields)).toMatch(/^[0-9a-f]{64}$/);
});
