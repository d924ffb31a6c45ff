import { type AppError, defineError } from '../../shared/errors.ts';
import { bankReferenceUsed } from '../payments/index.ts';

export const partnerNotFound = defineError('partner-not-found', 404, {
  zh: '没有该合作方',
  en: 'No such partner',
});
export const partnerTaken = defineError('partner-taken', 409, {
  zh: '该合作方代码已存在',
  en: 'There is a partner of this code already',
});
export const channelNotOfForm = defineError('channel-not-of-form', 422, {
  zh: '所选渠道与接口形式不符',
  en: 'A channel chosen does not go with the wire form',
});
export const keyTaken = defineError('key-taken', 409, {
  zh: '该密钥编号已使用过，请另起编号',
  en: 'This key id has been used; take another',
});
export const keyNotFound = defineError('key-not-found', 404, { zh: '没有该密钥', en: 'No such key' });
export const keySamePerson = defineError('key-same-person', 403, {
  zh: '密钥须由录入人以外的另一人复核',
  en: 'Another person than who entered the key must confirm it',
});
export const keyNotUsable = defineError('key-not-usable', 422, {
  zh: '公钥无法使用：需要 2048 位以上 RSA 或 Ed25519 的 PEM 公钥',
  en: 'The key cannot be used: a PEM public key is needed, RSA of at least 2048 bits or Ed25519',
});
export const notPrefunded = defineError('not-prefunded', 422, {
  zh: '该合作方不使用预存款',
  en: 'This partner has no prefunded balance',
});
export const referenceTaken = defineError('reference-taken', 409, {
  zh: '该银行流水号已登记过',
  en: 'This bank reference has been entered already',
});
const topUpNotOpen = defineError('top-up-not-open', 409, {
  zh: '该笔预存已处理',
  en: 'This top-up has been decided already',
});
const topUpSamePerson = defineError('top-up-same-person', 403, {
  zh: '须由另一人复核',
  en: 'Another person must decide',
});
export const dayNotOver = defineError('day-not-over', 409, {
  zh: '该清算日尚未结束',
  en: 'This clearing date is not over',
});
export const termsNotFound = defineError('terms-not-found', 404, {
  zh: '没有这项手续费率',
  en: 'No such commission',
});
const termsTooEarly = defineError('terms-too-early', 422, {
  zh: '生效日须晚于当前清算日，且不能是已结的清算日',
  en: 'Terms begin after the running clearing date, and never on one that is closed',
});
const termsWait = defineError('terms-wait', 409, {
  zh: '已有一项手续费率待复核',
  en: 'A commission waits for its decision already',
});
const termsNotOpen = defineError('terms-not-open', 409, {
  zh: '该项手续费率已处理',
  en: 'This commission has been decided already',
});
const termsSamePerson = defineError('terms-same-person', 403, {
  zh: '手续费率须由提出人以外的人员复核',
  en: 'A commission is decided by another person than proposed it',
});

const raised: Record<string, () => AppError> = {
  'bank-reference-used': bankReferenceUsed,
  'not-prefunded': notPrefunded,
  'top-up-not-open': topUpNotOpen,
  'top-up-same-person': topUpSamePerson,
  'terms-too-early': termsTooEarly,
  'terms-wait': termsWait,
  'terms-not-open': termsNotOpen,
  'terms-same-person': termsSamePerson,
};

/** Turns what the database refused into the error shown to the caller. */
export async function refusals<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw raised[(error as Error).message]?.() ?? error;
  }
}
