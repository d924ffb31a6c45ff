import { expect, test } from '@jest/globals';
import { namesAHome, namesANumber } from './personal-numbers.ts';

test.each([
  '打13800001111找我',
  '户号3706000000001',
  '138 0000 1111',
  '0631-845 6789',
  '身份证37100219800101123X',
  '打１３８００００１１１１找我',
  '打一三八〇〇〇〇一一一一找我',
])('“%s” names a number that may be somebody’s', text => expect(namesANumber(text)).toBe(true));

test.each([
  '2026年11月共受理1,234件',
  '二〇二六年十一月三十日',
  '12号楼301室',
  '95598',
  '7天内答复，满意率98.5%',
])('“%s” names none', text => expect(namesANumber(text)).toBe(false));

test.each(['3号楼2单元301室', '三号楼二单元三〇一室', '３号楼', '甲单元的住户', '叁拾贰幢', 'Ｂ栋'])(
  '“%s” leads to a home',
  text => expect(namesAHome(text)).toBe(true),
);

test.each(['营业室与办公室', '三个单元停电', '午间窗口不足，已增开两个', '科室已整改'])(
  '“%s” leads to none',
  text => expect(namesAHome(text)).toBe(false),
);
