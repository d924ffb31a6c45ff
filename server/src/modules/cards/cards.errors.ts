import { type AppError, defineError } from '../../shared/errors.ts';
import { bankReferenceUsed } from '../payments/index.ts';

/** One answer for a wrong number, a wrong PIN and a number that is none: numbers cannot be tried out. */
export const cardRefused = defineError('card-refused', 422, {
  zh: '卡号或密码不正确',
  en: 'The card number or the PIN is wrong',
});
export const cardNotActive = defineError('card-not-active', 409, {
  zh: '此卡尚未启用，请联系售卡网点',
  en: 'This card has not been activated; please ask where you bought it',
});
export const cardUsed = defineError('card-used', 409, {
  zh: '此卡已使用',
  en: 'This card has been used',
});
export const cardVoid = defineError('card-void', 409, {
  zh: '此卡已作废，请联系售卡网点',
  en: 'This card has been taken back; please ask where you bought it',
});
export const cardExchanged = defineError('card-exchanged', 409, {
  zh: '此卡已换成新卡，请使用新卡号',
  en: 'This card was exchanged; use the new number',
});
export const cardExpired = defineError('card-expired', 409, {
  zh: '此卡已过有效期，面值不会作废：请先换成新卡再充值',
  en: 'This card is past its date. Its value is not lost: exchange it for a new one first',
});
export const cardNotExpired = defineError('card-not-expired', 409, {
  zh: '此卡仍在有效期内，可直接充值',
  en: 'This card is still valid; redeem it as it is',
});
export const cardLocked = defineError('card-locked', 423, {
  zh: '密码错误次数过多，此卡已锁定24小时',
  en: 'Too many wrong PINs: this card is locked for 24 hours',
});
export const personLocked = defineError('card-tries-used-up', 429, {
  zh: '尝试次数过多，请{minutes}分钟后再试',
  en: 'Too many tries; try again in {minutes} minutes',
});
export const cardNotFound = defineError('card-not-found', 404, {
  zh: '没有找到这张卡',
  en: 'There is no such card',
});
export const cardBatchNotFound = defineError('card-batch-not-found', 404, {
  zh: '没有找到这批卡',
  en: 'There is no such batch of cards',
});
export const cardBatchDecided = defineError('card-batch-decided', 409, {
  zh: '这批卡已经审批',
  en: 'This batch has been decided upon',
});
export const cardFourEyes = defineError('card-four-eyes', 403, {
  zh: '须由另一位人员审批',
  en: 'Another person must approve this',
});
export const cardExportGone = defineError('card-export-gone', 409, {
  zh: '制卡文件只能下载一次，已被下载或尚未生成',
  en: 'The printer’s file can be fetched once: it has been, or it is not made yet',
});
export const printerKeyUnfit = defineError('printer-key-unfit', 422, {
  zh: '制卡公钥须为不少于3072位的RSA公钥（PEM）',
  en: 'The printer’s key must be an RSA public key of at least 3072 bits, in PEM',
});
export const expiryTooSoon = defineError('card-expiry-too-soon', 422, {
  zh: '有效期至少为一年',
  en: 'Cards are valid for at least a year',
});
const cardsNotFound = defineError('cards-not-found', 404, {
  zh: '该号段没有卡',
  en: 'There are no cards in this range',
});
const cardsNotForSale = defineError('cards-not-for-sale', 409, {
  zh: '号段中有已售、已用或过期的卡',
  en: 'Some cards of this range are sold, used or past their date',
});
const cardsNotPrinted = defineError('cards-not-printed', 409, {
  zh: '制卡文件尚未下载，不能售卡',
  en: 'The printer’s file has not been fetched yet',
});
const cardsUsed = defineError('cards-used', 409, {
  zh: '号段中有已兑换的卡，不能作废',
  en: 'Some cards of this range have been redeemed and cannot be taken back',
});
const cardsFourEyes = defineError('cards-four-eyes', 403, {
  zh: '已售的卡须由售卡人以外的人作废、确认到款；退款须由售卡人和作废人以外的人登记',
  en: 'Sold cards are taken back, and found paid for, by another person than the seller; paid back by yet another than who took them back',
});
const saleNotFound = defineError('card-sale-not-found', 404, {
  zh: '没有找到这笔售卡',
  en: 'There is no such sale of cards',
});
const saleSettled = defineError('card-sale-settled', 409, {
  zh: '这笔售卡款已收讫',
  en: 'This sale has been paid',
});

const paymentUsed = defineError('card-payment-used', 409, {
  zh: '该银行流水号已登记在另一笔款项上。若同一笔入账付多笔售卡款，请填写银行入账总额，各笔之和不得超过它',
  en: 'This bank reference stands at other money already. Where one credit paid for several sales, say what the bank credited in all; it must cover them',
});
const owedNothing = defineError('card-sale-owed-nothing', 409, {
  zh: '这笔售卡没有应退的款项',
  en: 'Nothing is to be paid back for this sale',
});

const raised: Record<string, () => AppError> = Object.fromEntries(
  [
    cardsNotFound,
    cardsNotForSale,
    cardsNotPrinted,
    cardsUsed,
    cardsFourEyes,
    saleNotFound,
    saleSettled,
    paymentUsed,
    bankReferenceUsed,
    owedNothing,
  ].map(make => [make.definition.code, make]),
);

/** Turns what a function of the database refused into the error shown to the caller. */
export async function refusals<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    throw (code === 'HALL0' && raised[message ?? '']?.()) || error;
  }
}
