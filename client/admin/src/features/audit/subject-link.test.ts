import { expect, test } from '@jest/globals';
import { subjectLink } from './subject-link.ts';

const everything = () => true;
const nothing = () => false;

test('what has a page is opened from the log, by those who may open it', () => {
  expect(subjectLink('payment:P1', everything)).toBe('/payments/P1');
  expect(subjectLink('case:GD1', everything)).toBe('/cases/GD1');
  expect(subjectLink('dunning:DN1', everything)).toBe('/dunning/DN1');
  expect(subjectLink('case:GD1', nothing)).toBeUndefined();
});

test('what has none, and what stands for all of a kind, is only read', () => {
  for (const subject of ['account:*', 'export:cases', 'person:anonymous', 'odd', 'case:'])
    expect([subject, subjectLink(subject, everything)]).toEqual([subject, undefined]);
});
