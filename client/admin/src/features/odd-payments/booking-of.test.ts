import { describe, expect, it } from '@jest/globals';
import type { OddPayment } from '../../api/payments.types.ts';
import { bookingOf } from './booking-of.ts';

type Money = OddPayment['lies'][number];
const balance = (amountFen: number, accountNo = '1'): Money => ({
  accountCode: 'customer-balance',
  accountNo,
  isBill: false,
  amountFen,
});
const bill = (amountFen: number, accountNo = '1'): Money => ({
  accountCode: 'receivable',
  accountNo,
  isBill: true,
  amountFen,
});
const suspense = (amountFen: number): Money => ({
  accountCode: 'unidentified',
  accountNo: null,
  isBill: false,
  amountFen,
});
const odd = (kind: string, ...lies: Money[]) => ({ kind, detail: { source: 'wechat-pay' }, lies });
const told = ({ lines, ...more }: ReturnType<typeof bookingOf>) => ({
  lines: lines.map(({ account, side, amountFen, accountNo }) => [side, account, amountFen, accountNo]),
  ...Object.fromEntries(Object.entries(more).filter(([, value]) => value)),
});

describe('a refund', () => {
  it('of late money takes it off the bill it has paid, which is owed again', () => {
    expect(told(bookingOf(odd('late-success', bill(8_000)), 'refund', '', 8_000))).toEqual({
      lines: [
        ['debit', 'receivable', 8_000, '1'],
        ['credit', 'refunds-in-flight', 8_000, undefined],
      ],
      owedAgainFen: 8_000,
    });
  });

  it('takes what lies free first', () => {
    const paidTwice = odd('second-success', balance(3_000), bill(5_000));
    expect(told(bookingOf(paidTwice, 'refund', '', 8_000))).toMatchObject({
      lines: [
        ['debit', 'customer-balance', 3_000, '1'],
        ['debit', 'receivable', 5_000, '1'],
        expect.anything(),
      ],
      owedAgainFen: 5_000,
    });
  });

  it('of a surplus comes from the balance it became', () => {
    expect(told(bookingOf(odd('surplus', balance(500), bill(9_500)), 'refund', '', 500))).toEqual({
      lines: [
        ['debit', 'customer-balance', 500, '1'],
        ['credit', 'refunds-in-flight', 500, undefined],
      ],
    });
  });
});

describe('a credit', () => {
  it('to nobody leaves the money where it lies', () => {
    for (const where of [bill(8_000), balance(8_000)])
      expect(told(bookingOf(odd('late-success', where), 'credit', '', 8_000))).toEqual({ lines: [] });
  });

  it('out of suspense goes to the household that is named', () => {
    expect(told(bookingOf(odd('unknown-payment', suspense(700)), 'credit', '2', 700))).toEqual({
      lines: [
        ['debit', 'unidentified', 700, undefined],
        ['credit', 'customer-balance', 700, '2'],
      ],
    });
  });

  it('to another household moves a balance, and tells what has paid a bill and cannot be moved', () => {
    expect(told(bookingOf(odd('second-success', balance(8_000)), 'credit', '2', 8_000))).toEqual({
      lines: [
        ['debit', 'customer-balance', 8_000, '1'],
        ['credit', 'customer-balance', 8_000, '2'],
      ],
    });
    expect(told(bookingOf(odd('late-success', bill(8_000)), 'credit', '2', 8_000))).toEqual({
      lines: [],
      stuckFen: 8_000,
    });
    expect(told(bookingOf(odd('late-success', bill(8_000)), 'credit', '1', 8_000))).toEqual({ lines: [] });
  });
});

it('a link of a refund leaves it to the server which of the payment’s money is gone', () => {
  expect(told(bookingOf(odd('unknown-refund'), 'link', '', 900))).toEqual({
    lines: [['credit', 'gateway:wechat-pay', 900, undefined]],
    fromThePayment: true,
  });
});
