import { describe, expect, test } from '@jest/globals';
import { kindsOf, readAccountQuery } from './account-query.ts';

describe('what a clerk types into the search box', () => {
  test('is a 户号 when it is digits, with or without spaces and full-width digits', () => {
    expect(readAccountQuery('3706 0012 34')).toEqual({
      accountNoPrefix: '3706001234',
      documentNo: '3706001234',
    });
    expect(readAccountQuery('３７０６')).toEqual({ accountNoPrefix: '3706' });
  });

  test('may be a mobile number and a 户号 at once', () => {
    expect(readAccountQuery('13800000001')).toMatchObject({
      accountNoPrefix: '13800000001',
      phone: '13800000001',
    });
  });

  test('is a name when it has Chinese characters, and may be one in Latin letters', () => {
    expect(readAccountQuery(' 王小明 ')).toEqual({ name: '王小明' });
    expect(readAccountQuery('Maria Rossi')).toEqual({ name: 'Maria Rossi', documentNo: 'Maria Rossi' });
  });

  test('finds nothing with two or three digits, which half the town shares', () => {
    expect(readAccountQuery('37')).toEqual({});
  });

  test('is logged by its kind, never by its content', () => {
    expect(kindsOf(readAccountQuery('王小明'))).toEqual(['name']);
  });
});
