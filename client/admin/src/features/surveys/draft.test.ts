import { expect, test } from '@jest/globals';
import { optionsOf, surveyOf } from './draft.ts';

test('options are one a line, in both languages or in one for both', () => {
  expect(optionsOf('电厅|Hall\n\n 柜台 | Counter \n其他')).toEqual([
    { zh: '电厅', en: 'Hall' },
    { zh: '柜台', en: 'Counter' },
    { zh: '其他', en: '其他' },
  ]);
});

test('a draft becomes what the server takes', () => {
  const draft = {
    titleZh: '服务满意度调查',
    titleEn: 'How we serve you',
    opensOn: '2026-12-01',
    closesOn: '2026-12-20',
    regions: ['weihai', 'wuhu'],
    categories: [],
    leastAnswers: 5,
    questions: [
      { kind: 'text' as const, zh: '还有建议吗', en: 'Anything else', options: '残留', many: true },
    ],
  };
  expect(surveyOf(draft)).toMatchObject({
    audience: { regions: ['weihai', 'wuhu'], categories: [] },
    questions: [{ kind: 'text', zh: '还有建议吗', en: 'Anything else' }],
  });
});
