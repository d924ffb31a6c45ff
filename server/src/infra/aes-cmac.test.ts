import { expect, test } from '@jest/globals';
import { aesCmac, createCmac } from './aes-cmac.ts';

const key = Buffer.from('2b7e151628aed2a6abf7158809cf4f3c', 'hex');
const message = Buffer.from(
  '6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710',
  'hex',
);

test.each([
  [0, 'bb1d6929e95937287fa37d129b756746'],
  [16, '070a16b46b4d4144f79bdd9dd04a287c'],
  [40, 'dfa66747de9ae63030ca32611497c827'],
  [64, '51f0bebf7e3b9d92fc49741779363cfe'],
])('RFC 4493 §4: %i bytes of its message have its code', (length, code) => {
  expect(aesCmac(key, message.subarray(0, length)).toString('hex')).toBe(code);
});

test.each([1, 7, 15, 16, 17, 32, 64])(
  'a message that comes in pieces of %i bytes has the same code',
  size => {
    for (const length of [0, 1, 15, 16, 17, 40, 64]) {
      const cmac = createCmac(key);
      for (let at = 0; at < length; at += size)
        cmac.update(message.subarray(at, Math.min(at + size, length)));
      expect(cmac.digest()).toEqual(aesCmac(key, message.subarray(0, length)));
    }
  },
);
