import { describe, expect, it } from '@jest/globals';
import { isIdentityNo, isOrganisationNo } from './identity-numbers.ts';

describe('a citizen’s number', () => {
  // The example of GB 11643-1999, and one that ends in X.
  it.each(['11010519491231002X', '440524188001010014', ' 110105 19491231002x '])('%s is right', number =>
    expect(isIdentityNo(number)).toBe(true),
  );
  it.each([
    ['another check digit', '110105194912310021'],
    ['two digits changed places', '11010519491213002X'],
    ['no such day', '11010519490230002X'],
    ['15 digits of before 1999', '110105491231002'],
    ['nothing', ''],
  ])('%s is wrong', (_, number) => expect(isIdentityNo(number)).toBe(false));
  it('has one right check digit among eleven', () => {
    const right = [...'0123456789X'].filter(digit => isIdentityNo(`37100219800101123${digit}`));
    expect(right).toHaveLength(1);
  });
});

describe('an organisation’s code', () => {
  // A code printed in many public registers.
  it('is right', () => expect(isOrganisationNo('91350100M000100Y43')).toBe(true));
  it.each(['91350100M000100Y44', '91350100M00010OY43', '9135010'])('%s is wrong', code =>
    expect(isOrganisationNo(code)).toBe(false),
  );
});
