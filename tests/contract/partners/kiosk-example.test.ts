/** The machine that plays in the tests signs as the kiosk's README says, to the byte of its example. */
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { machineText } from '../../integration/desk/machine.ts';

const readme = readFileSync(
  new URL('../../../server/src/modules/payments/channels/kiosk/README.md', import.meta.url),
  'utf8',
);
const example = readme.slice(readme.indexOf('## Example'));
const [publicKey, body, text, signature] = [...example.matchAll(/```\w*\n([\s\S]*?)\n```/g)].map(
  ([, inside]) => inside!,
);

test("the kiosk's example is what the machine signs, and its signature is the device's over it", () => {
  const signed = machineText('POST', '/api/v1/kiosk/events', '1795313700', body!);
  expect(signed).toBe(`${text}\n`);
  const key = createPublicKey({ key: Buffer.from(publicKey!, 'base64'), format: 'der', type: 'spki' });
  const bytes = Buffer.from(signature!.replace('Dianting-Signature: ', ''), 'base64');
  expect(verify('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' }, bytes)).toBe(true);
  expect(JSON.parse(body!).events[0]).toMatchObject({ sequence: 41, kind: 'note', fen: 10_000 });
});
