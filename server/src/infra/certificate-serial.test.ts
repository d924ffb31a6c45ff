import { expect, test } from '@jest/globals';
import { newCertificateSerial } from './certificate-serial.ts';

test('a serial is sixteen bytes, positive, and without a leading zero, however often one is made', () => {
  for (let made = 0; made < 2_000; made += 1) expect(newCertificateSerial()).toMatch(/^[4-7][0-9a-f]{31}$/);
});
