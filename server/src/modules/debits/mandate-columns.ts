import type { Column } from '../../infra/tables/table.ts';
import type { ShownMandate } from './manage-mandates.ts';

/** Mandates as a file: the holder masked, of the bank account its tail. */
export const mandateColumns: Column<ShownMandate>[] = [
  { title: { zh: '协议号', en: 'Mandate' }, kind: 'text', value: row => row.mandateNo },
  { title: { zh: '户号', en: 'Account' }, kind: 'text', value: row => row.accountNo },
  { title: { zh: '银行', en: 'Bank' }, kind: 'text', value: row => row.bankCode },
  { title: { zh: '银行账号尾号', en: 'Bank account ends in' }, kind: 'text', value: row => row.accountTail },
  { title: { zh: '账户名', en: 'Holder' }, kind: 'text', value: row => row.holderNameMasked },
  { title: { zh: '状态', en: 'Status' }, kind: 'text', value: row => row.status },
  { title: { zh: '原因', en: 'Reason' }, kind: 'text', value: row => row.reason },
  { title: { zh: '签约地点', en: 'Signed at' }, kind: 'text', value: row => row.signedAt },
  { title: { zh: '签约时间', en: 'Signed' }, kind: 'instant', value: row => row.createdAt },
  { title: { zh: '生效日期', en: 'In force from' }, kind: 'text', value: row => row.effectiveFrom },
  { title: { zh: '终止时间', en: 'Ended' }, kind: 'instant', value: row => row.endedAt },
];
