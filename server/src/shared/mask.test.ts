import { expect, it } from '@jest/globals';
import { maskAddress, maskName } from './mask.ts';

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

it.each([
  ['3号楼', '2单元', '501室', '*号楼*单元***室'],
  ['Ｂ３号楼', '２单元', '３０１室', '**号楼*单元***室'],
  ['三号楼', '二单元', '五〇一室', '*号楼*单元***室'],
  ['二十一幢', '', '一百零三室', '***幢****室'],
  ['叁号院', '甲单元', 'Ⅱ-①', '*号院*单元*-*'],
])('an address with %s %s %s keeps its street alone', (building, unit, room, shown) => {
  const masked = maskAddress({ district: '文登区', street: '昆嵛路12号', building, unit, room });
  expect(masked).toBe(`文登区昆嵛路12号${shown}`);
});
