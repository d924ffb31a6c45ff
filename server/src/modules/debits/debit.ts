/** States and words of batch debits. */
import type { Wording } from '../../shared/errors.ts';

export type MandateStatus = 'active' | 'suspended' | 'ended';
export type FileStatus = 'planned' | 'written' | 'sent' | 'answered' | 'refused' | 'expired';
export type ItemStatus = 'out' | 'told' | 'taken' | 'failed' | 'unknown';

export const channelCode = 'bank-debit';
export const sourceOf = (bank: string) => `debit-bank:${bank}`;

/** What the customer is told; the codes are those of the channel's README. */
export const reasons: Readonly<Record<string, Wording>> = {
  '1001': { zh: '账户余额不足', en: 'not enough money on the account' },
  '1002': { zh: '银行账号不存在', en: 'the bank knows no such account' },
  '1003': { zh: '户名与账号不符', en: 'name and account do not match' },
  '1004': { zh: '银行账户已销户', en: 'the account is closed' },
  '1005': { zh: '银行账户已冻结或挂失', en: 'the account is frozen' },
  '1006': { zh: '代扣协议在银行已解除', en: 'the bank knows no such mandate any more' },
  '1007': { zh: '超过代扣限额', en: 'the sum is above your limit' },
  '1008': { zh: '银行未处理', en: 'the bank did not process it' },
  '1999': { zh: '银行代扣未成功', en: 'the bank could not debit it' },
};

export const reasonFor = (code: string): Wording => reasons[code] ?? reasons['1999']!;

/** Faults of a file, as staff read them. */
export const faultWords: Readonly<Record<string, Wording>> = {
  encoding: { zh: '不是 GBK 编码', en: 'not GBK' },
  form: { zh: '格式不符', en: 'not in the agreed form' },
  key: { zh: '密钥编号未知', en: 'unknown key id' },
  mac: { zh: 'MAC 校验失败', en: 'wrong MAC' },
  hash: { zh: '摘要校验失败', en: 'wrong hash' },
  header: { zh: '文件头与文件名不符', en: 'header and name differ' },
  field: { zh: '字段不符合规范', en: 'a field is not as agreed' },
  numbering: { zh: '序号不连续', en: 'rows are not numbered in order' },
  totals: { zh: '笔数或金额合计不符', en: 'totals do not add up' },
  rows: { zh: '与送盘文件不符', en: 'rows are not those that were sent' },
  name: { zh: '文件名不符', en: 'no such name' },
  unknown: { zh: '没有对应的送盘文件', en: 'no request of this name was sent' },
  size: { zh: '文件过大，未读取', en: 'too large, not read' },
  changed: { zh: '同名文件内容不同', en: 'the same name with other contents' },
};
