/** Disconnects and reconnects as a spreadsheet. */
import type { ListColumn } from '../../http/list-export.ts';
import type { BoardRow } from './board.repository.ts';

export const commandColumns: ListColumn<BoardRow>[] = [
  { title: { zh: '指令编号', en: 'Command' }, kind: 'text', value: row => row.commandNo },
  { title: { zh: '户号', en: 'Account' }, kind: 'text', value: row => row.accountNo },
  { title: { zh: '动作', en: 'Action' }, kind: 'word', group: 'supply-action', value: row => row.action },
  { title: { zh: '状态', en: 'Status' }, kind: 'word', group: 'supply-command', value: row => row.status },
  { title: { zh: '回执码', en: 'Answer' }, kind: 'word', group: 'supply-code', value: row => row.code },
  { title: { zh: '依据', en: 'Reason' }, kind: 'text', value: row => row.reason },
  { title: { zh: '下令人', en: 'Ordered by' }, kind: 'actor', value: row => row.orderedBy },
  { title: { zh: '下令时间', en: 'Ordered' }, kind: 'instant', value: row => row.issuedAt },
  { title: { zh: '时限', en: 'Due' }, kind: 'instant', value: row => row.dueAt },
  { title: { zh: '结束时间', en: 'Ended' }, kind: 'instant', value: row => row.endedAt },
  { title: { zh: '发送次数', en: 'Times sent' }, kind: 'number', value: row => row.attempts },
  { title: { zh: '供电状态', en: 'Supply' }, kind: 'word', group: 'supply', value: row => row.supply },
  { title: { zh: '现场工单', en: 'Field order' }, kind: 'text', value: row => row.fieldOrder?.orderNo },
  {
    title: { zh: '工单状态', en: 'Field order status' },
    kind: 'word',
    group: 'field-order',
    value: row => row.fieldOrder?.status,
  },
];
