import type { Wording } from '../../shared/errors.ts';

const known: readonly [RegExp, Wording][] = [
  [
    /NOT_?ENOUGH|BALANCE/i,
    { zh: '钱包或银行卡余额不足', en: 'not enough money in the wallet or on the card' },
  ],
  [/LIMIT|EXCEED/i, { zh: '超出钱包或银行卡的限额', en: 'above the limit of the wallet or the card' }],
  [/CONTRACT|AGREEMENT/i, { zh: '自动缴费协议已失效', en: 'the agreement no longer stands' }],
  [/TOO_LATE|DATE|DAY|TIME/i, { zh: '本期可扣款的日子已过', en: 'the days for this debit have passed' }],
  [/^(expired|closed)/, { zh: '钱包没有在期限内答复', en: 'the wallet did not answer in time' }],
  [/payment-in-progress/, { zh: '您正在支付同一账单', en: 'the same bill was being paid' }],
  [/payable-locked/, { zh: '银行代扣正在进行', en: "a bank's debit was under way" }],
];
const other: Wording = { zh: '钱包未能完成扣款', en: 'the wallet could not make the debit' };

/** In the customer's words; the gateway's code stays for staff. */
export function whyFailed(code: string): Wording {
  return known.find(([pattern]) => pattern.test(code))?.[1] ?? other;
}
