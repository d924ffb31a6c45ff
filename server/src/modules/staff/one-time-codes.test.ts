import { describe, expect, test } from '@jest/globals';
import { codeAt, enrolmentUri, matchCode, newTotpSecret, stepOf } from './one-time-codes.ts';

// RFC 6238, appendix B: the ASCII secret "12345678901234567890"; the last six of its eight digits.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a one-time code', () => {
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('at second %i is what the standard says', (second, code) => {
    expect(codeAt(secret, stepOf(new Date(second * 1000)))).toBe(code);
  });

  test('is taken half a minute early or late, and not a minute', () => {
    const now = new Date('2026-11-22T08:00:10Z');
    const step = stepOf(now);
    for (const near of [step - 1, step, step + 1])
      expect(matchCode(secret, codeAt(secret, near), now)).toBe(near);
    for (const far of [step - 2, step + 2])
      expect(matchCode(secret, codeAt(secret, far), now)).toBeUndefined();
  });

  test('of another member is refused', () => {
    const now = new Date('2026-11-22T08:00:10Z');
    expect(matchCode(secret, codeAt(newTotpSecret(), stepOf(now)), now)).toBeUndefined();
  });

  test('is set up in an authenticator app by an address that names the hall and the member', () => {
    const uri = new URL(enrolmentUri(secret, 'clerk1'));
    expect(uri.protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri.pathname)).toContain('clerk1');
    expect(uri.searchParams.get('secret')).toBe(secret);
  });
});
