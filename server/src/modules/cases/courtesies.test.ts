import { expect, it } from '@jest/globals';
import { isCourtesy } from './courtesies.ts';

it.each([
  '谢谢',
  '好的，谢谢！',
  '好的谢谢',
  '好的\n再见',
  'OK',
  'ok，谢谢您～',
  'Thank you.',
  'Thanks a lot, bye!',
  '收到👍',
  '谢谢师傅，来电了',
  '已恢复，谢谢！',
  '修好了',
])('%j asks for nothing', text => expect(isCourtesy(text)).toBe(true));

it.each([
  '',
  '👍',
  '？',
  '好的？',
  '谢谢，还有一件事',
  '家里漏电，谢谢',
  '不用谢谢',
  '好的几点来',
  '1',
  'ok but when',
  '来电了，可是又停了',
  '还没修好',
])('%j may be a matter', text => expect(isCourtesy(text)).toBe(false));
