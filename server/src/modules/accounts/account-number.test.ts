import { describe, expect, it } from '@jest/globals';
import { regions } from '../../../../prisma/seed/tariffs.ts';
import {
  type AccountNoRule,
  describeRules,
  fitsAnyRule,
  fitsRule,
  isPlainPattern,
} from './account-number.ts';

const rule = (nameZh: string, nameEn: string, pattern: string, digits: number): AccountNoRule => ({
  nameZh,
  nameEn,
  accountNoPattern: pattern,
  accountNoHintZh: `${digits}位数字`,
  accountNoHintEn: `${digits} digits`,
});
const rules = [
  rule('山东', 'Shandong', '37\\d{11}', 13),
  rule('浙江', 'Zhejiang', '33\\d{11}', 13),
  rule('安徽', 'Anhui', '\\d{10}', 10),
];

describe('account-number rules', () => {
  it('fit the whole number, not a part of it', () => {
    expect(fitsRule('3700000000018', rules[0]!)).toBe(true);
    expect(fitsRule('37000000000189', rules[0]!)).toBe(false);
    expect(fitsRule('0037000000000', rules[0]!)).toBe(false);
  });

  it('accept a number of any region', () => {
    expect(fitsAnyRule('1234567890', rules)).toBe(true);
    expect(fitsAnyRule('12345', rules)).toBe(false);
  });

  it.each([
    '\\d{13}',
    '88\\d{8}',
    '^(34\\d{8}|34\\d{11})$',
    '(?:[A-Z]{2}-?\\d{10})',
    '[0-9A-HJ-NP-Z]{10,13}',
    ...regions.map(region => region.accountNoPattern),
  ])('may be %s', pattern => {
    expect(isPlainPattern(pattern)).toBe(true);
  });

  it.each([
    ['(\\d+)+', 'nested without end'],
    ['(\\d|\\d\\d)*', 'alternatives again and again'],
    ['\\d*', 'without an end'],
    ['\\d{0,20}\\d{0,20}\\d{0,20}\\d{0,20}\\d{0,20}\\d{0,20}', 'many that vary'],
    ['(\\d{1,9}){1,9}', 'nested, each with an end'],
    ['(\\d{5})\\1', 'what stood before'],
    ['.{13}', 'anything'],
    ['(?=\\d{13})', 'a look ahead'],
    ['\\d{13,10}', 'more than the most'],
    ['[9-0]', 'a class that runs backwards'],
    ['[0-9', 'no regular expression'],
    ['(1|2', 'half a bracket'],
    ['1'.repeat(101), 'endless'],
  ])('may not be %s: %s', pattern => {
    expect(isPlainPattern(pattern)).toBe(false);
  });

  it('are told in both languages, regions with one rule together', () => {
    expect(describeRules(rules)).toEqual({
      zh: '户号13位数字(山东、浙江);10位数字(安徽)',
      en: 'An account number: 13 digits (Shandong / Zhejiang); 10 digits (Anhui)',
    });
  });
});
