/** A shift as a line of the list that staff take away. */
import type { ListColumn } from '../../../http/list-export.ts';
import type { ShiftRow } from './counter.repository.ts';

export const shiftColumns: ListColumn<ShiftRow>[] = [
  { title: { zh: '班次', en: 'Shift' }, kind: 'text', value: row => row.shiftNo },
  { title: { zh: '柜员', en: 'Clerk' }, kind: 'actor', value: row => row.clerk },
  { title: { zh: '柜台', en: 'Counter' }, kind: 'text', value: row => row.counter },
  { title: { zh: '状态', en: 'Status' }, kind: 'word', group: 'shift', value: row => row.status },
  { title: { zh: '开班时间', en: 'Opened' }, kind: 'instant', value: row => row.openedAt },
  { title: { zh: '交班时间', en: 'Closed' }, kind: 'instant', value: row => row.closedAt },
  { title: { zh: '备用金(元)', en: 'Float (CNY)' }, kind: 'yuan', value: row => row.floatFen },
  { title: { zh: '应有现金(元)', en: 'Cash expected (CNY)' }, kind: 'yuan', value: row => row.expectedFen },
  { title: { zh: '实点现金(元)', en: 'Cash counted (CNY)' }, kind: 'yuan', value: row => row.countedFen },
  {
    title: { zh: '长短款(元)', en: 'Difference (CNY)' },
    kind: 'yuan',
    value: row =>
      row.countedFen === null || row.expectedFen === null ? null : row.countedFen - row.expectedFen,
  },
  { title: { zh: '票据张数', en: 'Papers' }, kind: 'number', value: row => row.papers },
  { title: { zh: '说明', en: 'Explanation' }, kind: 'text', value: row => row.explanation },
  { title: { zh: '复核人', en: 'Reviewed by' }, kind: 'actor', value: row => row.reviewedBy },
  { title: { zh: '复核时间', en: 'Reviewed' }, kind: 'instant', value: row => row.reviewedAt },
  { title: { zh: '复核意见', en: 'Review note' }, kind: 'text', value: row => row.reviewNote },
];
