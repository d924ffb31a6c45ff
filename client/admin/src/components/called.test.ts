import { expect, test } from '@jest/globals';
import { called } from './called.ts';

const names = [
  { username: 'clerk1', displayName: '林晓梅' },
  { username: 'clerk7', displayName: '张伟' },
  { username: 'finance3', displayName: '张伟' },
];

test('a list says the name of whoever did it, not what they sign in as', () => {
  expect(called('staff:clerk1', names)).toBe('林晓梅');
  expect(called('clerk1', names)).toBe('林晓梅');
});

test('two of one name are told apart', () => {
  expect(called('staff:clerk7', names)).toBe('张伟 (clerk7)');
  expect(called('staff:finance3', names)).toBe('张伟 (finance3)');
});

test('whom nobody knows stays what the books have', () => {
  expect(called('staff:first-admin', names)).toBe('first-admin');
  expect(called('staff:clerk1', [])).toBe('clerk1');
});
