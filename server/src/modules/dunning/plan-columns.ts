/** Debts that are paid in parts as a spreadsheet. */
import type { ListColumn } from '../../http/list-export.ts';
import type { ListedPlan } from './help.repository.ts';

export const planColumns: ListColumn<ListedPlan>[] = [
  { title: { zh: '分期编号', en: 'Plan' }, kind: 'text', value: row => row.planNo },
  { title: { zh: '户号', en: 'Account' }, kind: 'text', value: row => row.accountNo },
  { title: { zh: '状态', en: 'Status' }, kind: 'word', group: 'instalments', value: row => row.status },
  { title: { zh: '约定金额(元)', en: 'Agreed sum (CNY)' }, kind: 'yuan', value: row => row.debtFen },
  { title: { zh: '已缴(元)', en: 'Paid (CNY)' }, kind: 'yuan', value: row => row.paidFen },
  { title: { zh: '期数', en: 'Parts' }, kind: 'number', value: row => row.parts.length },
  { title: { zh: '下期到期日', en: 'Next part due' }, kind: 'text', value: row => row.nextDueOn },
  { title: { zh: '约定人', en: 'Agreed by' }, kind: 'actor', value: row => row.agreedBy },
  { title: { zh: '约定时间', en: 'Agreed' }, kind: 'instant', value: row => row.agreedAt },
  { title: { zh: '结束时间', en: 'Ended' }, kind: 'instant', value: row => row.endedAt },
];
