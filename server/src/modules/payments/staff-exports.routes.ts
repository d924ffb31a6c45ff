/** Payments, refunds and odd payments as files, by the filters of their lists. */
import { staff } from '../../http/access.ts';
import type { Route } from '../../http/define-route.ts';
import { exportRoute, type ListColumn } from '../../http/list-export.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Audit } from '../../shared/audit.ts';
import type { OddPaymentRow, OddPaymentsRepository } from './odd-payments.repository.ts';
import type { PayableSource } from './payable.ts';
import type { RefundRow, RefundsRepository } from './refunds.repository.ts';
import { type DescribedPayment, describeEach } from './staff-description.ts';
import { paymentFilter } from './staff-payments.routes.ts';
import { OddFilters, PaymentFilters, RefundFilters } from './staff-payments.schemas.ts';
import type { TimelineRepository } from './timeline.repository.ts';

const paymentColumns: ListColumn<DescribedPayment>[] = [
  { title: { zh: '缴费单号', en: 'Payment' }, kind: 'text', value: row => row.paymentNo },
  { title: { zh: '发起时间', en: 'Begun' }, kind: 'instant', value: row => row.createdAt },
  { title: { zh: '到账时间', en: 'Credited' }, kind: 'instant', value: row => row.settledAt },
  { title: { zh: '渠道', en: 'Channel' }, kind: 'word', group: 'channel', value: row => row.channel },
  { title: { zh: '支付方式', en: 'Gateway' }, kind: 'word', group: 'gateway', value: row => row.gateway },
  { title: { zh: '产品', en: 'Product' }, kind: 'word', group: 'product', value: row => row.product },
  { title: { zh: '户号', en: 'Accounts' }, kind: 'text', value: row => row.accountNos.join(' ') },
  { title: { zh: '内容', en: 'For' }, kind: 'wording', value: row => row.description },
  { title: { zh: '金额(元)', en: 'Amount (CNY)' }, kind: 'yuan', value: row => row.amountFen },
  { title: { zh: '状态', en: 'Status' }, kind: 'word', group: 'payment-status', value: row => row.status },
  { title: { zh: '失败原因', en: 'Why it failed' }, kind: 'text', value: row => row.failureReason },
];
const refundColumns: ListColumn<RefundRow>[] = [
  { title: { zh: '退款单号', en: 'Refund' }, kind: 'text', value: row => row.refundNo },
  { title: { zh: '缴费单号', en: 'Payment' }, kind: 'text', value: row => row.paymentNo },
  { title: { zh: '申请时间', en: 'Requested' }, kind: 'instant', value: row => row.createdAt },
  { title: { zh: '完成时间', en: 'Finished' }, kind: 'instant', value: row => row.finishedAt },
  { title: { zh: '来源', en: 'Source' }, kind: 'word', group: 'gateway', value: row => row.gateway },
  { title: { zh: '方式', en: 'Way' }, kind: 'word', group: 'refund-way', value: row => row.way },
  { title: { zh: '金额(元)', en: 'Amount (CNY)' }, kind: 'yuan', value: row => row.amountFen },
  { title: { zh: '状态', en: 'Status' }, kind: 'word', group: 'refund-status', value: row => row.status },
  { title: { zh: '原因', en: 'Reason' }, kind: 'text', value: row => row.reason },
  { title: { zh: '申请人', en: 'Requested by' }, kind: 'actor', value: row => row.requestedBy },
  { title: { zh: '复核人', en: 'Approved by' }, kind: 'actor', value: row => row.approvedBy },
  {
    title: { zh: '退回回单号', en: 'Return reference' },
    kind: 'text',
    value: row => row.payoutReturn?.bankReference ?? null,
  },
];
const oddColumns: ListColumn<OddPaymentRow>[] = [
  { title: { zh: '编号', en: 'Number' }, kind: 'number', value: row => row.id },
  { title: { zh: '发现时间', en: 'Found' }, kind: 'instant', value: row => row.createdAt },
  { title: { zh: '类型', en: 'Kind' }, kind: 'word', group: 'odd-kind', value: row => row.kind },
  { title: { zh: '缴费单号', en: 'Payment' }, kind: 'text', value: row => row.paymentNo },
  { title: { zh: '金额(元)', en: 'Amount (CNY)' }, kind: 'yuan', value: row => row.amountFen },
  { title: { zh: '状态', en: 'Status' }, kind: 'word', group: 'difference-status', value: row => row.status },
  {
    title: { zh: '处理', en: 'Resolution' },
    kind: 'word',
    group: 'odd-action',
    value: row => row.resolution,
  },
  { title: { zh: '处理人', en: 'Resolved by' }, kind: 'actor', value: row => row.resolvedBy },
  { title: { zh: '处理时间', en: 'Resolved' }, kind: 'instant', value: row => row.resolvedAt },
  { title: { zh: '说明', en: 'Note' }, kind: 'text', value: row => row.note },
];

export interface StaffExportsDependencies {
  timelines: TimelineRepository;
  payableSources: readonly PayableSource[];
  refunds: RefundsRepository;
  oddPayments: OddPaymentsRepository;
  audit: Audit;
  clock: Clock;
}

const access = staff('clerk', 'finance', 'supervisor', 'auditor');
const tag = 'staff payments';
export function staffExportRoutes(dependencies: StaffExportsDependencies): Route[] {
  const { timelines, payableSources, refunds, oddPayments } = dependencies;
  return [
    exportRoute(
      {
        list: 'payments',
        access,
        summary: 'Payments as a file',
        tag,
        filter: PaymentFilters,
        columns: paymentColumns,
        rows: filters => describeEach(timelines.every(paymentFilter(filters)), payableSources),
      },
      dependencies,
    ),
    exportRoute(
      {
        list: 'refunds',
        access,
        summary: 'Refunds as a file',
        tag,
        filter: RefundFilters,
        columns: refundColumns,
        rows: refunds.every,
      },
      dependencies,
    ),
    exportRoute(
      {
        list: 'odd-payments',
        access,
        summary: 'Odd payments as a file',
        tag,
        filter: OddFilters,
        columns: oddColumns,
        rows: oddPayments.every,
      },
      dependencies,
    ),
  ];
}
