/** The ladder as a spreadsheet. */
import type { ListColumn } from '../../http/list-export.ts';
import type { CaseRow } from './board.repository.ts';

export const boardColumns: ListColumn<CaseRow>[] = [
  { title: { zh: '催费编号', en: 'Case' }, kind: 'text', value: row => row.caseNo },
  { title: { zh: '户号', en: 'Account' }, kind: 'text', value: row => row.accountNo },
  { title: { zh: '用电类别', en: 'Category' }, kind: 'word', group: 'category', value: row => row.category },
  { title: { zh: '欠费(元)', en: 'Debt (CNY)' }, kind: 'yuan', value: row => row.debtFen },
  { title: { zh: '逾期自', en: 'Overdue since' }, kind: 'text', value: row => row.overdueSince },
  { title: { zh: '所处步骤', en: 'Step' }, kind: 'word', group: 'dunning', value: row => row.status },
  {
    title: { zh: '停钟原因', en: 'What stops it' },
    kind: 'word',
    group: 'dunning-stop',
    value: row => row.stops.map(({ code }) => code),
  },
  {
    title: { zh: '通知日', en: 'Notice given' },
    kind: 'text',
    value: row => row.noticedOn,
  },
  { title: { zh: '提交人', en: 'Submitted by' }, kind: 'actor', value: row => row.submittedBy },
  { title: { zh: '审批人', en: 'Decided by' }, kind: 'actor', value: row => row.decidedBy },
  { title: { zh: '停电时间', en: 'Suspended' }, kind: 'instant', value: row => row.suspendedAt },
  { title: { zh: '缴清时间', en: 'Cleared' }, kind: 'instant', value: row => row.clearedAt },
  { title: { zh: '下次处理', en: 'Looked at next' }, kind: 'instant', value: row => row.nextAt },
];
