import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { isSignedBy, readPublicKey, signedText } from './device-signature.ts';

const readme = readFileSync(new URL('../../payments/channels/kiosk/README.md', import.meta.url), 'utf8');
const block = (after: string) =>
  new RegExp(`${after}[^\\0]*?\`\`\`\\w*\n([^\\0]*?)\n?\`\`\``).exec(readme)![1]!;
const publicKey = readPublicKey(block('public key \\(SPKI\\)'))!;
const body = block('Body, without a line end');
const request = { method: 'POST', target: '/api/v1/kiosk/events', rawBody: Buffer.from(body) };
const signature = /Dianting-Signature: (\S+)/.exec(readme.slice(readme.indexOf('## Example')))![1]!;

test("the README's example is signed as it says", () => {
  expect(signedText(request, '1795313700')).toBe(`${block('Signed text for')}\n`);
  expect(isSignedBy(publicKey, signedText(request, '1795313700'), signature)).toBe(true);
});

test('another body, time, path or key is not', () => {
  const forged = { ...request, rawBody: Buffer.from(body.replace('10000', '10001')) };
  expect(isSignedBy(publicKey, signedText(forged, '1795313700'), signature)).toBe(false);
  expect(isSignedBy(publicKey, signedText(request, '1795313701'), signature)).toBe(false);
  expect(isSignedBy(publicKey, signedText({ ...request, target: '/x' }, '1795313700'), signature)).toBe(
    false,
  );
  expect(isSignedBy(publicKey, signedText(request, '1795313700'), 'AAAA')).toBe(false);
});

test('only ECDSA keys on P-256 can be handed in', () => {
  expect(readPublicKey('not a key')).toBeUndefined();
  expect(readPublicKey('MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=')).toBeUndefined();
});
