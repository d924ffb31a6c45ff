import { expect, test } from '@jest/globals';
import { detailOf } from './event-detail.ts';

test('says why the clock stands and how much is owed', () => {
  expect(detailOf({ stops: [{ code: 'holiday', until: '2027-02-12' }, 'x'], debtFen: 1230 })).toEqual({
    stops: ['holiday'],
    fen: 1230,
  });
});

test('tells a written reason from how a case ended', () => {
  expect(detailOf({ reason: '户主住院', until: '2027-01-31' })).toEqual({
    stops: [],
    text: '2027-01-31 · 户主住院',
  });
  expect(detailOf({ reason: 'restored' })).toEqual({ stops: [], end: 'restored' });
});
