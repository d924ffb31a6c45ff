import { describe, expect, test } from '@jest/globals';
import { hashPassword, passwordMatches, pretendToCheck } from './passwords.ts';

describe('a staff password', () => {
  test('is accepted as typed and refused with one character changed', async () => {
    const stored = await hashPassword('correct horse 电厅');
    expect(await passwordMatches('correct horse 电厅', stored)).toBe(true);
    expect(await passwordMatches('correct horse 电亭', stored)).toBe(false);
  });

  test('is never kept in clear, and two people with the same password have different hashes', async () => {
    const [first, second] = await Promise.all([hashPassword('same-password'), hashPassword('same-password')]);
    expect(first).not.toContain('same-password');
    expect(first).not.toBe(second);
  });

  test('still opens an account whose hash was made at a lower cost', async () => {
    const salt = Buffer.from('0123456789abcdef').toString('base64url');
    // scrypt("old", salt, N=1024, r=8, p=1), made with node's own scryptSync.
    const { scryptSync } = await import('node:crypto');
    const key = scryptSync('old', Buffer.from('0123456789abcdef'), 32, { N: 1024, r: 8, p: 1 }).toString(
      'base64url',
    );
    expect(await passwordMatches('old', `scrypt$1024$8$1$${salt}$${key}`)).toBe(true);
  });

  test('an unknown user is refused', async () => {
    expect(await pretendToCheck('anything')).toBe(false);
  });
});
