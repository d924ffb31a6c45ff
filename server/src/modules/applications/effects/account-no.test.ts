import { expect, it } from '@jest/globals';
import { accountNoFrom } from './account-no.ts';

it.each([
  ['^37\\d{11}$', 90_000_001, '3700090000001'],
  ['^(34\\d{8}|34\\d{11})$', 90_000_001, '3400090000001'],
  ['^\\d{10}$', 7, '0000000007'],
  // A rule that is no run of digits: nobody guesses.
  ['^[A-Z]{2}\\d+$', 7, undefined],
])('by the rule %s number %i is %s', (pattern, serial, number) => {
  expect(accountNoFrom(pattern, serial)).toBe(number);
});
