import { type ListColumn, saidOf } from '../../../http/list-export.ts';
import type { Language } from '../../../shared/errors.ts';
import type { LogRow } from './message-log.repository.ts';

const waysOf = ({ ways }: LogRow, language: Language) =>
  ways
    .map(({ channel, state, recipient }) =>
      [saidOf('way', channel, language), saidOf('way-state', state, language), recipient]
        .filter(Boolean)
        .join(' '),
    )
    .join('; ');

/** The log as a file: masked like the list. */
export const logColumns: ListColumn<LogRow>[] = [
  { title: { zh: '编号', en: 'Number' }, kind: 'number', value: row => row.id },
  { title: { zh: '时间', en: 'Written' }, kind: 'instant', value: row => row.createdAt },
  { title: { zh: '事件', en: 'Event' }, kind: 'word', group: 'event', value: row => row.event },
  { title: { zh: '收信人', en: 'To' }, kind: 'word', group: 'notice-to', value: row => row.to },
  { title: { zh: '户号', en: 'Account' }, kind: 'text', value: row => row.accountNo },
  { title: { zh: '状态', en: 'Status' }, kind: 'word', group: 'notice', value: row => row.status },
  { title: { zh: '原因', en: 'Why' }, kind: 'word', group: 'notice-why', value: row => row.why },
  { title: { zh: '发出时间', en: 'Handed over' }, kind: 'instant', value: row => row.handedAt },
  {
    title: { zh: '渠道', en: 'Ways' },
    kind: 'wording',
    value: row => ({ zh: waysOf(row, 'zh'), en: waysOf(row, 'en') }),
  },
];
