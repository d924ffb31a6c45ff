import { expect, test } from '@jest/globals';
import { namesANumber } from './personal-numbers.ts';

test.each([
  '打13800001111找我',
  '户号3706000000001',
  '138 0000 1111',
  '0631-845 6789',
  '身份证37100219800101123X',
])('“%s” names a number that may be somebody’s', text => expect(namesANumber(text)).toBe(true));

test.each(['2026年11月共受理1,234件', '12号楼301室', '95598', '7天内答复，满意率98.5%'])(
  '“%s” names none',
  text => expect(namesANumber(text)).toBe(false),
);
