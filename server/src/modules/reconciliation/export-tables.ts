/** What staff take away as a spreadsheet. */
import type { ListColumn } from '../../http/list-export.ts';
import type { DifferenceRow } from './differences.repository.ts';
import type { SettlementRow } from './reports.repository.ts';

export const differenceColumns: ListColumn<DifferenceRow>[] = [
  { title: { zh: '来源', en: 'Source' }, kind: 'text', value: row => row.source },
  { title: { zh: '清算日', en: 'Clearing day' }, kind: 'text', value: row => row.day },
  { title: { zh: '渠道', en: 'Channel' }, kind: 'word', group: 'channel', value: row => row.channel },
  { title: { zh: '类别', en: 'Kind' }, kind: 'word', group: 'difference-kind', value: row => row.kind },
  {
    title: { zh: '差错', en: 'Difference' },
    kind: 'word',
    group: 'difference-class',
    value: row => row.class,
  },
  { title: { zh: '流水号', en: 'Number' }, kind: 'text', value: row => row.reference },
  { title: { zh: '缴费单号', en: 'Payment' }, kind: 'text', value: row => row.paymentNo ?? row.orderNo },
  { title: { zh: '我方金额', en: 'Ours' }, kind: 'yuan', value: row => row.oursFen },
  { title: { zh: '对方金额', en: 'Theirs' }, kind: 'yuan', value: row => row.theirsFen },
  { title: { zh: '状态', en: 'State' }, kind: 'word', group: 'difference-status', value: row => row.status },
  {
    title: { zh: '处理', en: 'Resolution' },
    kind: 'word',
    group: 'difference-resolution',
    value: row => row.resolution,
  },
  { title: { zh: '理由', en: 'Reason' }, kind: 'text', value: row => row.reason },
  { title: { zh: '提出人', en: 'Proposed by' }, kind: 'actor', value: row => row.proposedBy },
  { title: { zh: '决定人', en: 'Decided by' }, kind: 'actor', value: row => row.decidedBy },
  { title: { zh: '发现时间', en: 'Found' }, kind: 'instant', value: row => row.foundAt },
];

export const settlementColumns: ListColumn<SettlementRow>[] = [
  { title: { zh: '来源', en: 'Source' }, kind: 'text', value: row => row.source },
  { title: { zh: '清算日', en: 'Clearing day' }, kind: 'text', value: row => row.day },
  { title: { zh: '收款', en: 'Paid' }, kind: 'yuan', value: row => row.paidFen },
  { title: { zh: '退款', en: 'Refunded' }, kind: 'yuan', value: row => row.refundedFen },
  { title: { zh: '手续费', en: 'Fees' }, kind: 'yuan', value: row => row.feeFen },
  { title: { zh: '结算净额', en: 'Net' }, kind: 'yuan', value: row => row.netFen },
  { title: { zh: '入账时间', en: 'Posted' }, kind: 'instant', value: row => row.postedAt },
];
