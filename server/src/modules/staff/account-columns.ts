import type { ListColumn } from '../../http/list-export.ts';
import type { ShownAccount } from './find-accounts.ts';

/** Customers as a file: masked like the list. */
export const accountColumns: ListColumn<ShownAccount>[] = [
  { title: { zh: '户号', en: 'Account' }, kind: 'text', value: row => row.accountNo },
  { title: { zh: '户名', en: 'Holder' }, kind: 'text', value: row => row.nameMasked },
  { title: { zh: '手机', en: 'Phone' }, kind: 'text', value: row => row.phoneMasked },
  { title: { zh: '用电地址', en: 'Address' }, kind: 'text', value: row => row.addressMasked },
  { title: { zh: '地区', en: 'Region' }, kind: 'text', value: row => row.regionCode },
  { title: { zh: '用电类别', en: 'Category' }, kind: 'word', group: 'category', value: row => row.category },
  { title: { zh: '状态', en: 'Status' }, kind: 'text', value: row => row.status },
  { title: { zh: '欠费(元)', en: 'Owed (CNY)' }, kind: 'yuan', value: row => row.owedFen },
];
