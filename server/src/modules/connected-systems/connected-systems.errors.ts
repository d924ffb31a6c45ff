import { defineError } from '../../shared/errors.ts';

export const systemNotFound = defineError('connected-system-not-found', 404, {
  zh: '没有该接入系统',
  en: 'No such connected system',
});
export const systemTaken = defineError('connected-system-taken', 409, {
  zh: '该系统代码已存在',
  en: 'There is a connected system of this code already',
});
export const systemKeyTaken = defineError('system-key-taken', 409, {
  zh: '该密钥名称已用过，请另起名称',
  en: 'A key of this name has been made; take another name',
});
export const twoKeysLive = defineError('two-keys-live', 409, {
  zh: '已有两把密钥在用，请先停用一把',
  en: 'Two keys are in use; end one of them first',
});
export const systemKeyNotFound = defineError('system-key-not-found', 404, {
  zh: '没有在用的这把密钥',
  en: 'No such key is in use',
});
export const scopeNotGranted = defineError('scope-not-granted', 403, {
  zh: '该系统无权提交此类数据',
  en: 'This system may not bring such data',
});
export const addressNotAllowed = defineError('address-not-allowed', 403, {
  zh: '该系统不得从此地址访问',
  en: 'This system may not call from this address',
});
