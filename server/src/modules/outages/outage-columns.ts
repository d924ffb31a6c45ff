/** Outages as a spreadsheet. */
import type { ListColumn } from '../../http/list-export.ts';
import type { OutageListRow } from './outages.repository.ts';

export const outageColumns: ListColumn<OutageListRow>[] = [
  { title: { zh: '停电编号', en: 'Outage' }, kind: 'text', value: row => row.outageNo },
  { title: { zh: '类型', en: 'Kind' }, kind: 'word', group: 'outage-kind', value: row => row.kind },
  { title: { zh: '状态', en: 'Status' }, kind: 'word', group: 'outage-status', value: row => row.status },
  { title: { zh: '范围', en: 'Where' }, kind: 'text', value: row => row.area },
  { title: { zh: '原因', en: 'Reason' }, kind: 'text', value: row => row.reason },
  { title: { zh: '停电时间', en: 'From' }, kind: 'instant', value: row => row.fromAt },
  { title: { zh: '预计复电', en: 'Until' }, kind: 'instant', value: row => row.untilAt },
  { title: { zh: '公布时间', en: 'Announced' }, kind: 'instant', value: row => row.publishedAt },
  { title: { zh: '复电时间', en: 'Restored' }, kind: 'instant', value: row => row.restoredAt },
  { title: { zh: '台区数', en: 'Transformer areas' }, kind: 'number', value: row => row.areas },
  { title: { zh: '户数', en: 'Accounts' }, kind: 'number', value: row => row.accounts },
  { title: { zh: '应通知', en: 'To tell' }, kind: 'number', value: row => row.expected },
  { title: { zh: '已通知', en: 'Told' }, kind: 'number', value: row => row.told },
];
