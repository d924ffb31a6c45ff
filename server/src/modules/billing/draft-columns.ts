/** A draft of a billing run as a line of the list that staff take away. */
import type { ListColumn } from '../../http/list-export.ts';
import { toKwh } from '../../shared/energy.ts';
import type { DraftRow } from './billing-runs.repository.ts';

export const draftColumns: ListColumn<DraftRow>[] = [
  { title: { zh: '户号', en: 'Account' }, kind: 'text', value: row => row.accountNo },
  {
    title: { zh: '电量(千瓦时)', en: 'Energy (kWh)' },
    kind: 'number',
    value: ({ energy }) => (energy === null ? null : toKwh(energy)),
  },
  { title: { zh: '金额(元)', en: 'Amount (CNY)' }, kind: 'yuan', value: row => row.totalFen },
  { title: { zh: '异常', en: 'Exception' }, kind: 'word', group: 'exception', value: row => row.exception },
  { title: { zh: '等待', en: 'Waits for' }, kind: 'text', value: row => row.waitsFor },
  { title: { zh: '接受人', en: 'Accepted by' }, kind: 'actor', value: row => row.acceptedBy },
  { title: { zh: '接受说明', en: 'Why accepted' }, kind: 'text', value: row => row.acceptedNote },
];
