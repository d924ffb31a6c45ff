import type { ListColumn } from '../../http/list-export.ts';
import type { Wording } from '../../shared/errors.ts';
import type { ShownMandate } from './manage-mandates.ts';

const signedAt: Record<ShownMandate['signedAt'], Wording> = {
  hall: { zh: '电厅', en: 'in the hall' },
  counter: { zh: '柜台', en: 'at the counter' },
};
const endings: Record<string, Wording> = {
  cancelled: { zh: '客户解约', en: 'cancelled by the customer' },
  'moved-out': { zh: '已搬离', en: 'moved out' },
};
/** A bank's code, the end of a mandate, or what a clerk has written. */
const whyOf = ({ reason, reasonText }: ShownMandate): Wording | null =>
  reason ? (reasonText ?? endings[reason] ?? { zh: reason, en: reason }) : null;

/** Mandates as a file: the holder masked, of the bank account its tail. */
export const mandateColumns: ListColumn<ShownMandate>[] = [
  { title: { zh: '协议号', en: 'Mandate' }, kind: 'text', value: row => row.mandateNo },
  { title: { zh: '户号', en: 'Account' }, kind: 'text', value: row => row.accountNo },
  { title: { zh: '银行', en: 'Bank' }, kind: 'text', value: row => row.bankCode },
  { title: { zh: '银行账号尾号', en: 'Bank account ends in' }, kind: 'text', value: row => row.accountTail },
  { title: { zh: '账户名', en: 'Holder' }, kind: 'text', value: row => row.holderNameMasked },
  { title: { zh: '状态', en: 'Status' }, kind: 'word', group: 'mandate', value: row => row.status },
  {
    title: { zh: '原因', en: 'Reason' },
    kind: 'wording',
    value: whyOf,
  },
  { title: { zh: '签约地点', en: 'Signed at' }, kind: 'wording', value: row => signedAt[row.signedAt] },
  { title: { zh: '签约时间', en: 'Signed' }, kind: 'instant', value: row => row.createdAt },
  { title: { zh: '生效日期', en: 'In force from' }, kind: 'text', value: row => row.effectiveFrom },
  { title: { zh: '终止时间', en: 'Ended' }, kind: 'instant', value: row => row.endedAt },
];
