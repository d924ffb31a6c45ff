/** A debit file as a line of the list that staff take away. */
import type { ListColumn } from '../../http/list-export.ts';
import type { FileRow } from './batches.repository.ts';

export const fileColumns: ListColumn<FileRow>[] = [
  { title: { zh: '文件', en: 'File' }, kind: 'text', value: row => row.name },
  { title: { zh: '银行', en: 'Bank' }, kind: 'text', value: row => row.bankCode },
  { title: { zh: '状态', en: 'Status' }, kind: 'word', group: 'debit-file', value: row => row.status },
  { title: { zh: '笔数', en: 'Rows' }, kind: 'number', value: row => row.rows },
  { title: { zh: '金额(元)', en: 'Sum (CNY)' }, kind: 'yuan', value: row => row.totalFen },
  { title: { zh: '扣成笔数', en: 'Rows taken' }, kind: 'number', value: row => row.takenRows },
  { title: { zh: '扣成金额(元)', en: 'Taken (CNY)' }, kind: 'yuan', value: row => row.takenFen },
  { title: { zh: '生成日期', en: 'Made on' }, kind: 'text', value: row => row.on },
  { title: { zh: '发送时间', en: 'Sent' }, kind: 'instant', value: row => row.sentAt },
  { title: { zh: '结果期限', en: 'Answer due' }, kind: 'instant', value: row => row.deadline },
  { title: { zh: '结果时间', en: 'Answered' }, kind: 'instant', value: row => row.answeredAt },
  { title: { zh: '清算日期', en: 'Cleared on' }, kind: 'text', value: row => row.clearingOn },
  { title: { zh: '申请解除人', en: 'Release asked by' }, kind: 'actor', value: row => row.releaseAskedBy },
  { title: { zh: '解除复核人', en: 'Released by' }, kind: 'actor', value: row => row.releasedBy },
];
