import { expect, test } from '@jest/globals';
import { misfits, type Question, tally } from './survey.ts';

const questions: Question[] = [
  { kind: 'scale', zh: '总体满意度', en: 'All in all' },
  {
    kind: 'choice',
    zh: '您用过哪些渠道',
    en: 'Which ways have you used',
    many: true,
    options: [
      { zh: '电厅', en: 'Hall' },
      { zh: '营业厅', en: 'Counter' },
    ],
  },
  { kind: 'text', zh: '还想说什么', en: 'Anything else' },
];

test.each([
  [[5, [0], '很好'], []],
  [[5, [0, 1], null], []],
  [[6, [0], null], [0]],
  [
    [4.5, [0, 0], null],
    [0, 1],
  ],
  [[3, [], null], [1]],
  [[3, [2], null], [1]],
  [
    [null, null, null],
    [0, 1],
  ],
  [
    ['5', [0], 7],
    [0, 2],
  ],
])('%j misses at %j', (given, places) => {
  expect(misfits(questions, given as never)).toEqual(places);
});

test('counts stars and options, and gives texts back in no order of time', () => {
  const [scale, choice, text] = tally(
    questions,
    [
      [5, [0], null],
      [4, [0, 1], null],
      [4, [1], null],
    ],
    [[], [], ['再快一点', '不错']],
  );
  expect(scale).toMatchObject({ counts: [0, 0, 0, 2, 1], average: 433 });
  expect(choice).toMatchObject({ counts: [2, 2], answers: 3 });
  expect(text).toMatchObject({ texts: ['不错', '再快一点'] });
});
