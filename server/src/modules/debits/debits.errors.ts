import { type AppError, defineError } from '../../shared/errors.ts';

export const bankNotFound = defineError('debit-bank-not-found', 404, {
  zh: '没有这家代扣银行',
  en: 'There is no such bank for direct debits',
});
const bankNotActive = defineError('debit-bank-not-active', 409, {
  zh: '这家银行已停用代扣',
  en: 'Direct debits at this bank are switched off',
});
export const bankKeyMissing = defineError('debit-bank-key-missing', 422, {
  zh: '新增银行须填写文件密钥',
  en: 'A new bank needs the key of its files',
});
export const sftpKeyMissing = defineError('debit-bank-sftp-key-missing', 422, {
  zh: '使用 SFTP 须填写私钥',
  en: 'SFTP needs a private key',
});
export const mandateNotFound = defineError('debit-mandate-not-found', 404, {
  zh: '没有找到代扣协议',
  en: 'There is no such mandate',
});
export const mandateEnded = defineError('debit-mandate-ended', 409, {
  zh: '该代扣协议已终止',
  en: 'This mandate has ended',
});
export const mandateExists = defineError('debit-mandate-exists', 409, {
  zh: '该户号已有代扣协议，请先解约',
  en: 'This household has a mandate already; cancel it first',
});
export const mandateWithoutHolder = defineError('debit-mandate-without-holder', 409, {
  zh: '该户号当前没有用电人',
  en: 'This account has no holder at present',
});
export const debitFileNotFound = defineError('debit-file-not-found', 404, {
  zh: '没有找到这个代扣文件',
  en: 'There is no such debit file',
});
export const debitFileNotWritten = defineError('debit-file-not-written', 409, {
  zh: '文件还在生成，请稍后再试',
  en: 'The file is still being written; try again shortly',
});
const debitFileAnswered = defineError('debit-file-answered', 409, {
  zh: '该文件已有结果',
  en: 'This file has been answered',
});
const debitFileNotExpired = defineError('debit-file-not-expired', 409, {
  zh: '该文件还在等银行的结果，过期后才能解除',
  en: 'This file still waits for the bank’s result; it can be released once its deadline has passed',
});
const releaseWaits = defineError('debit-release-waits', 409, {
  zh: '该文件的解除已有人申请，待另一位人员复核',
  en: 'The release of this file has been asked for and waits for another person',
});
const releaseNotAsked = defineError('debit-release-not-asked', 409, {
  zh: '该文件没有待复核的解除申请',
  en: 'Nobody has asked for the release of this file',
});
const releaseFourEyes = defineError('debit-release-four-eyes', 403, {
  zh: '解除须由申请人以外的人员复核',
  en: 'A release is decided by another person than asked for it',
});
export const foreignFile = defineError('debit-file-name', 422, {
  zh: '文件名不是代扣回盘或日终文件',
  en: 'The name is not that of a result or day file',
});
/** `reason` and `line` say what is wrong; nothing of the file was used. */
export const fileRefused = defineError('debit-file-refused', 422, {
  zh: '文件整体拒收：第{line}行，{reason}',
  en: 'The file was refused whole: line {line}, {reason}',
});

const raised: Record<string, () => AppError> = {
  'debit-bank-not-active': bankNotActive,
  'debit-file-answered': debitFileAnswered,
  'debit-file-not-expired': debitFileNotExpired,
  'debit-release-waits': releaseWaits,
  'debit-release-not-asked': releaseNotAsked,
  'debit-release-four-eyes': releaseFourEyes,
};
const uniqueViolation = '23505';

/** Turns what the database refused into the error shown to the caller. */
export async function refusals<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { code, message, constraint } = error as { code?: string; message?: string; constraint?: string };
    if (code === uniqueViolation && constraint === 'debit_mandates_one_live') throw mandateExists();
    throw (code === 'HALL0' && raised[message ?? '']?.()) || error;
  }
}
