/** A taking as a line of the list that staff take away. */
import type { ListColumn } from '../../../http/list-export.ts';
import { stageOf } from '../desk-views.ts';
import type { ToldTaking } from './blind-takings.ts';

/** What never was certain waits or failed, whatever was meant to be taken. */
const stateOf = ({ paymentStatus, status }: ToldTaking) => {
  const stage = stageOf(paymentStatus);
  return stage === 'paid' ? status : stage;
};

export const takingColumns: ListColumn<ToldTaking>[] = [
  { title: { zh: '缴费单号', en: 'Payment' }, kind: 'text', value: row => row.paymentNo },
  { title: { zh: '班次', en: 'Shift' }, kind: 'text', value: row => row.shiftNo },
  { title: { zh: '收款时间', en: 'Taken' }, kind: 'instant', value: row => row.takenAt },
  { title: { zh: '收款人', en: 'Taken by' }, kind: 'actor', value: row => row.takenBy },
  { title: { zh: '户号', en: 'Account' }, kind: 'text', value: row => row.accountNo },
  { title: { zh: '收款方式', en: 'Tender' }, kind: 'word', group: 'tender', value: row => row.tender },
  { title: { zh: '票据号', en: 'Reference' }, kind: 'text', value: row => row.reference },
  { title: { zh: '银行', en: 'Bank' }, kind: 'text', value: row => row.bank },
  { title: { zh: '金额(元)', en: 'Amount (CNY)' }, kind: 'yuan', value: row => row.amountFen },
  { title: { zh: '状态', en: 'Status' }, kind: 'word', group: 'taking', value: stateOf },
  { title: { zh: '到账日期', en: 'Cleared on' }, kind: 'text', value: row => row.clearedOn },
  { title: { zh: '撤销人', en: 'Undone by' }, kind: 'actor', value: row => row.undoneBy },
];
