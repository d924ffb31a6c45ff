import { describe, expect, it } from '@jest/globals';
import { factsMatch, identityNoTail } from './facts.ts';

const same = (a: string, b: string) => a === b;
const onFile = {
  phone: '13800000001',
  identityNoTail: identityNoTail('37108119800101123x'),
  contractNo: 'HT-2020-000123',
};

describe('two facts that are not on a posted bill', () => {
  it('prove the household, however they are typed', () => {
    expect(factsMatch({ identityNoTail: '01123X', contractNo: 'ht 2020 000123' }, onFile, same)).toBe(true);
  });

  it('must both be right', () => {
    expect(factsMatch({ identityNoTail: '011234', contractNo: 'HT-2020-000123' }, onFile, same)).toBe(false);
  });

  it('must be two: one is not enough, and an empty one is none', () => {
    expect(factsMatch({ phone: '13800000001' }, onFile, same)).toBe(false);
    expect(factsMatch({ phone: '13800000001', contractNo: '' }, onFile, same)).toBe(false);
  });

  it('match nothing where the file is empty', () => {
    const noPhone = { contractNo: 'HT-2020-000123', identityNoTail: '01123X' };
    expect(factsMatch({ phone: '', contractNo: 'HT-2020-000123' }, noPhone, same)).toBe(false);
  });
});
