/** The examples of README.md, byte for byte. */
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { isAnswerOf, parseResult, parseState, refusalOf, signRequest } from './wire.ts';

const seed = (who: string) => createHash('sha256').update(`supply-control example: ${who}`).digest();
const keyOf = (who: string) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed(who)]),
    format: 'der',
    type: 'pkcs8',
  });
const peerKey = createPublicKey(keyOf('head-end'));
const answer = {
  status: 202,
  headers: {
    'x-supply-time': '2026-11-29T06:30:01Z',
    'x-supply-signature':
      'BK54QAunnW4ixceJnrlBlpTYZWU3wLCsuqKWntqJXCBZY6d7U+nmNJNEf/6vs34XzWOC1fPh1yFk/4jrmzsEAA==',
  },
  body: Buffer.from(
    '{"commandNo":"SC20261129000000000042","state":"accepted","code":null,"supply":"unknown","at":"2026-11-29T06:30:01Z"}',
  ),
};
const result = {
  method: 'POST',
  path: '/notify/supply-control',
  headers: {
    'x-supply-caller': 'HEADEND',
    'x-supply-time': '2026-11-29T06:30:10Z',
    'x-supply-nonce': '7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d',
    'x-supply-signature':
      'rW9wFalqzCTCt3ztB3DJpZLYP63WtPehpjclafe7PsMnQFNynDLd3frlEXXcyTiOtQ+1aUY3zEVvc5BUxzTGBA==',
  },
  body: Buffer.from(
    '{"eventId":"HE-000000091234","commandNo":"SC20261129000000000042","state":"done","code":null,"supply":"suspended","at":"2026-11-29T06:30:09Z"}',
  ),
};
const now = new Date('2026-11-29T06:31:00Z');

it('takes the answer of the example, to its own request and in time only', () => {
  const nonce = '5f2b7c1e9a3d48f06b1c2d3e4f5a6b7c';
  expect(isAnswerOf(nonce, answer, { key: peerKey, now })).toBe(true);
  expect(isAnswerOf('0'.repeat(32), answer, { key: peerKey, now })).toBe(false);
  expect(isAnswerOf(nonce, { ...answer, status: 200 }, { key: peerKey, now })).toBe(false);
  expect(isAnswerOf(nonce, answer, { key: peerKey, now: new Date('2026-11-29T06:40:00Z') })).toBe(false);
  expect(parseState(answer.body)).toMatchObject({ state: 'accepted', supply: 'unknown' });
});

it('takes the result of the example, and says what is wrong with others', () => {
  const peer = { peer: 'HEADEND', key: peerKey, now };
  expect(refusalOf(result, peer)).toBeUndefined();
  expect(refusalOf(result, { ...peer, peer: 'OTHER' })).toBe('caller-unknown');
  expect(refusalOf(result, { ...peer, now: new Date('2026-11-29T07:00:00Z') })).toBe('time-far');
  expect(refusalOf({ ...result, body: Buffer.from('{}') }, peer)).toBe('signature-wrong');
  expect(parseResult(result.body)).toMatchObject({ eventId: 'HE-000000091234', state: 'done' });
  expect(parseResult(Buffer.from('{"eventId":"x"'))).toBeUndefined();
});

it('signs so that the other side can check', () => {
  const request = { method: 'POST', path: '/v1/commands', body: '{"commandNo":"SC1"}' };
  const { headers } = signRequest(request, { caller: 'DTNS', key: keyOf('utility'), now });
  const checked = { ...request, headers, body: Buffer.from(request.body) };
  expect(refusalOf(checked, { peer: 'DTNS', key: createPublicKey(keyOf('utility')), now })).toBeUndefined();
});
