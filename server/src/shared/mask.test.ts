import { expect, it } from '@jest/globals';
import { maskName } from './mask.ts';

it.each([
  ['王', '*'],
  ['王明', '*明'],
  ['欧阳建国', '***国'],
  ['威海市文登区昆嵛路物业服务有限公司', '******司'],
  ['供电公司职工宿舍（二期）', '******期）'],
  ['（）', '*）'],
])('%s is shown as %s', (name, shown) => {
  expect(maskName(name)).toBe(shown);
});
