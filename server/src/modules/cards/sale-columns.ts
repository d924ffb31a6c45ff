/** A sale of cards as a line of the list that staff take away. */
import type { ListColumn } from '../../http/list-export.ts';
import type { SaleRow } from './cards.repository.ts';

export const saleColumns: ListColumn<SaleRow>[] = [
  { title: { zh: '售卡单', en: 'Sale' }, kind: 'text', value: row => row.saleNo },
  { title: { zh: '售给', en: 'Sold to' }, kind: 'text', value: row => row.buyer },
  { title: { zh: '起始卡号', en: 'First card' }, kind: 'text', value: row => row.firstSerial },
  { title: { zh: '截止卡号', en: 'Last card' }, kind: 'text', value: row => row.lastSerial },
  { title: { zh: '张数', en: 'Cards' }, kind: 'number', value: row => row.count },
  { title: { zh: '金额(元)', en: 'Sum (CNY)' }, kind: 'yuan', value: row => row.amountFen },
  { title: { zh: '退回(元)', en: 'Brought back (CNY)' }, kind: 'yuan', value: row => row.voidedFen },
  { title: { zh: '已兑换(元)', en: 'Redeemed (CNY)' }, kind: 'yuan', value: row => row.redeemedFen },
  { title: { zh: '已收(元)', en: 'Paid (CNY)' }, kind: 'yuan', value: row => row.paidFen },
  { title: { zh: '收款日期', en: 'Paid on' }, kind: 'text', value: row => row.paidOn },
  { title: { zh: '银行流水号', en: 'Bank reference' }, kind: 'text', value: row => row.bankReference },
  { title: { zh: '应退(元)', en: 'To be paid back (CNY)' }, kind: 'yuan', value: row => row.creditFen },
  { title: { zh: '已退(元)', en: 'Paid back (CNY)' }, kind: 'yuan', value: row => row.repaidFen },
  { title: { zh: '售卡人', en: 'Sold by' }, kind: 'actor', value: row => row.soldBy },
  { title: { zh: '售卡时间', en: 'Sold' }, kind: 'instant', value: row => row.soldAt },
];
