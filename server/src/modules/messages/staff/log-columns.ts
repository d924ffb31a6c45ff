import type { Column } from '../../../infra/tables/table.ts';
import type { LogRow } from './message-log.repository.ts';

/** The log as a file: masked like the list. */
export const logColumns: Column<LogRow>[] = [
  { title: { zh: '编号', en: 'Number' }, kind: 'number', value: row => row.id },
  { title: { zh: '时间', en: 'Written' }, kind: 'instant', value: row => row.createdAt },
  { title: { zh: '事件', en: 'Event' }, kind: 'text', value: row => row.event },
  { title: { zh: '收信人', en: 'To' }, kind: 'text', value: row => row.to },
  { title: { zh: '户号', en: 'Account' }, kind: 'text', value: row => row.accountNo },
  { title: { zh: '状态', en: 'Status' }, kind: 'text', value: row => row.status },
  { title: { zh: '原因', en: 'Why' }, kind: 'text', value: row => row.why },
  { title: { zh: '发出时间', en: 'Handed over' }, kind: 'instant', value: row => row.handedAt },
  {
    title: { zh: '渠道', en: 'Ways' },
    kind: 'text',
    value: row =>
      row.ways
        .map(({ channel, state, recipient }) => [channel, state, recipient].filter(Boolean).join(' '))
        .join('; '),
  },
];
