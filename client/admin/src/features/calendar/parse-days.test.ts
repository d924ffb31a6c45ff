import { expect, it } from '@jest/globals';
import { parseDays } from './parse-days.ts';

it('reads stretches, single days and make-up days', () => {
  expect(parseDays('2027-01-01~2027-01-02 元旦\n\n2027-01-04 元旦 班')).toEqual({
    days: [
      { day: '2027-01-01', kind: 'holiday', nameZh: '元旦', nameEn: "New Year's Day" },
      { day: '2027-01-02', kind: 'holiday', nameZh: '元旦', nameEn: "New Year's Day" },
      { day: '2027-01-04', kind: 'workday', nameZh: '元旦调休', nameEn: "New Year's Day: make-up day" },
    ],
  });
});

it('says which line it cannot read', () => {
  expect(parseDays('2027-01-01 元旦\n1月2日 元旦')).toEqual({ line: 2, text: '1月2日 元旦' });
  expect(parseDays('2027-02-10~2027-02-01 春节')).toEqual({ line: 1, text: '2027-02-10~2027-02-01 春节' });
});
