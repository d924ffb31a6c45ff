import type { ListColumn } from '../../http/list-export.ts';
import type { QueueRow } from './queue.repository.ts';

/** The queue as a file: no words, and of an anonymous case nothing that leads to a household. */
export const queueColumns: ListColumn<QueueRow>[] = [
  { title: { zh: '工单编号', en: 'Case' }, kind: 'text', value: row => row.caseNo },
  { title: { zh: '类型', en: 'Kind' }, kind: 'word', group: 'case-kind', value: row => row.kind },
  {
    title: { zh: '投诉类别', en: 'Complaint about' },
    kind: 'word',
    group: 'case-class',
    value: row => row.complaintClass,
  },
  { title: { zh: '等级', en: 'Grade' }, kind: 'word', group: 'case-grade', value: row => row.grade },
  { title: { zh: '来源', en: 'Source' }, kind: 'word', group: 'case-source', value: row => row.source },
  { title: { zh: '状态', en: 'Status' }, kind: 'word', group: 'case', value: row => row.status },
  {
    title: { zh: '户号', en: 'Account' },
    kind: 'text',
    value: row => (row.anonymous ? null : row.accountNo),
  },
  { title: { zh: '处理人', en: 'Owner' }, kind: 'actor', value: row => row.owner },
  { title: { zh: '催办次数', en: 'Reminders' }, kind: 'number', value: row => row.reminders },
  { title: { zh: '重开次数', en: 'Opened again' }, kind: 'number', value: row => row.reopened },
  { title: { zh: '受理时间', en: 'Opened' }, kind: 'instant', value: row => row.openedAt },
  { title: { zh: '联系时限', en: 'Contact due' }, kind: 'instant', value: row => row.contactDueAt },
  { title: { zh: '联系时间', en: 'Contacted' }, kind: 'instant', value: row => row.contactedAt },
  { title: { zh: '答复时限', en: 'Answer due' }, kind: 'instant', value: row => row.answerDueAt },
  { title: { zh: '答复时间', en: 'Answered' }, kind: 'instant', value: row => row.answeredAt },
  { title: { zh: '升级时间', en: 'Escalated' }, kind: 'instant', value: row => row.escalatedAt },
  { title: { zh: '升级级别', en: 'Level' }, kind: 'number', value: row => row.escalationLevel },
  { title: { zh: '暂停至', en: 'Paused until' }, kind: 'text', value: row => row.pausedUntil },
];
