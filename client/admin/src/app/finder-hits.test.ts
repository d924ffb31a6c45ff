import { expect, test } from '@jest/globals';
import { hitsOf } from './finder-hits.ts';

const nothing = { numbers: [], files: [], accounts: [], moreAccounts: false, members: [] };
const number = { status: 'settled', amountFen: 1_000, at: '2026-11-22T00:00:00Z', accountNo: null };

test('a receipt opens the payment it was given for', () => {
  const receipt = { ...number, kind: 'receipt' as const, number: 'SJ1', paymentNo: 'P1' };
  expect(hitsOf({ ...nothing, numbers: [receipt] }, 'SJ1')).toMatchObject([
    { kind: 'receipt', to: '/payments/P1' },
  ]);
});

test('a case, an application or an outage opens its own page', () => {
  const file = { status: 'open', at: '2026-11-22T00:00:00Z' };
  const files = [
    { ...file, kind: 'case' as const, number: 'GD1' },
    { ...file, kind: 'application' as const, number: 'SQ1' },
    { ...file, kind: 'dunning' as const, number: 'DN1' },
  ];
  expect(hitsOf({ ...nothing, files }, 'x').map(({ to }) => to)).toEqual([
    '/cases/GD1',
    '/applications/SQ1',
    '/dunning/DN1',
  ]);
});

test('money of no known payment leads to the queue of odd payments', () => {
  const trade = { ...number, kind: 'trade' as const, number: '420000', paymentNo: null };
  expect(hitsOf({ ...nothing, numbers: [trade] }, '420000')).toMatchObject([
    { to: '/odd-payments', tag: 'unlinked' },
  ]);
});

test('a customer found under an earlier holder says so', () => {
  const account = {
    accountNo: '3706000000001',
    regionCode: 'weihai',
    category: 'residential',
    status: 'active',
    nameMasked: '**明',
    phoneMasked: null,
    addressMasked: '文登区',
    owedFen: 0,
    holding: 'present' as const,
    foundBy: 'past' as const,
  };
  expect(hitsOf({ ...nothing, accounts: [account] }, '钱旧主')).toMatchObject([
    { title: '3706000000001', tag: 'past', to: '/accounts/3706000000001' },
  ]);
});
