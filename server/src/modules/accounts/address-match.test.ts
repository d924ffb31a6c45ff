import { describe, expect, it } from '@jest/globals';
import { namesHome } from './address-match.ts';

const home = { district: '文登区', street: '文山路88号', building: '3号楼', unit: '2单元', room: '501室' };

describe('finding a home by its address', () => {
  it('accepts the whole address however it is spaced', () => {
    expect(namesHome('威海市文登区文山路88号 3号楼 2单元 501室', home)).toBe(true);
    expect(namesHome('文山路88号-3号楼-2单元-501室', home)).toBe(true);
  });

  it('does not list a street or a building', () => {
    expect(namesHome('文登区文山路88号', home)).toBe(false);
    expect(namesHome('文山路88号3号楼2单元', home)).toBe(false);
  });

  it('does not take another building or room for this one', () => {
    expect(namesHome('文山路88号13号楼2单元501室', home)).toBe(false);
    expect(namesHome('文山路88号3号楼2单元1501室', home)).toBe(false);
  });
});
