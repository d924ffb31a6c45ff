/** The inbox as a spreadsheet: masked as on the page. */
import type { ListColumn } from '../../../http/list-export.ts';
import type { Board } from './board.ts';

type Line = Awaited<ReturnType<Board['inbox']>>['cases'][number];

export const inboxColumns: ListColumn<Line>[] = [
  { title: { zh: '申请编号', en: 'Application' }, kind: 'text', value: row => row.caseNo },
  { title: { zh: '业务', en: 'Kind' }, kind: 'wording', value: row => row.kind.name },
  { title: { zh: '环节', en: 'Step' }, kind: 'wording', value: row => row.stepName },
  { title: { zh: '状态', en: 'Status' }, kind: 'word', group: 'application', value: row => row.status },
  { title: { zh: '申请人', en: 'Applicant' }, kind: 'text', value: row => row.applicantMasked },
  { title: { zh: '用电地址', en: 'Place' }, kind: 'text', value: row => row.placeMasked },
  { title: { zh: '区县', en: 'District' }, kind: 'text', value: row => row.district },
  { title: { zh: '班组', en: 'Team' }, kind: 'text', value: row => row.team },
  { title: { zh: '经办人', en: 'In hand of' }, kind: 'actor', value: row => row.owner },
  { title: { zh: '客户经理', en: 'Manager' }, kind: 'actor', value: row => row.manager },
  { title: { zh: '本环节时限', en: 'Step due' }, kind: 'text', value: row => row.stepDueOn },
  { title: { zh: '剩余工作日', en: 'Working days left' }, kind: 'number', value: row => row.daysLeft },
  { title: { zh: '办结时限', en: 'Due' }, kind: 'text', value: row => row.dueOn },
  { title: { zh: '受理时间', en: 'Handed in' }, kind: 'instant', value: row => row.submittedAt },
];
