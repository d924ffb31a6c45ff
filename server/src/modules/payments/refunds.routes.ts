/** Refunds: requested by one person of the staff, approved by another where the rules ask for it. */

import { staff } from '../../http/access.ts';
import { DecisionBody } from '../../http/decision-body.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { pageAndOne } from '../../http/page-and-one.ts';
import { staffName } from '../../shared/audit.ts';
import { PaymentNoParam } from './payments.schemas.ts';
import {
  confirmPayout,
  decidePayoutReturn,
  decideRefund,
  type RefundDependencies,
  reportPayoutReturn,
  requestRefund,
} from './refund-payment.ts';
import {
  PayoutBody,
  PayoutReturnBody,
  PayoutReturnDecisionBody,
  RefundBody,
  RefundList,
  RefundParam,
  RefundSearch,
  RefundView,
} from './staff-payments.schemas.ts';

const pageSize = 50;

export function refundRoutes(dependencies: RefundDependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/staff/payments/:paymentNo/refunds',
      access: staff('clerk', 'finance', 'supervisor'),
      summary: 'Give back a payment or a part of it; above the limit or past the term it waits for approval',
      tag: 'staff payments',
      input: { params: PaymentNoParam, body: RefundBody },
      output: RefundView,
      status: 201,
      idempotent: true,
      handle: ({ params, body, actor, requestId, requestKey }) =>
        requestRefund(staffName(actor), { ...params, ...body, requestKey }, requestId, dependencies),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/refunds',
      access: staff('clerk', 'finance', 'supervisor', 'auditor'),
      summary: 'Refunds, newest first',
      tag: 'staff payments',
      input: { query: RefundSearch },
      output: RefundList,
      async handle({ query: { page, ...filter } }) {
        const { refunds } = dependencies;
        const rows = await pageAndOne((at, size) => refunds.list(filter, at, size), page, pageSize);
        const { status, returned } = filter;
        const isQueue = status === 'awaiting-approval' || status === 'pending' || returned === 'waiting';
        return {
          refunds: rows.slice(0, pageSize),
          page,
          hasMore: rows.length > pageSize,
          waiting: isQueue ? await refunds.waiting(filter) : null,
        };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/refunds/:refundNo/approval',
      access: staff('finance', 'supervisor'),
      summary: 'Approve or reject a refund that another person requested',
      tag: 'staff payments',
      input: { params: RefundParam, body: DecisionBody },
      output: RefundView,
      idempotent: true,
      handle: ({ params, body, actor, requestId }) =>
        decideRefund(actor, params.refundNo, body, requestId, dependencies),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/refunds/:refundNo/payout',
      access: staff('finance'),
      summary: 'An approved payout has been transferred; its bank reference',
      tag: 'staff payments',
      input: { params: RefundParam, body: PayoutBody },
      output: RefundView,
      idempotent: true,
      handle: ({ params, body, actor, requestId }) =>
        confirmPayout(actor, params.refundNo, body.bankReference, requestId, dependencies),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/refunds/:refundNo/payout-return',
      access: staff('finance'),
      summary:
        "The bank could not carry out a payout, or its money came back, by the bank's reference; another person confirms it",
      tag: 'staff payments',
      input: { params: RefundParam, body: PayoutReturnBody },
      output: RefundView,
      idempotent: true,
      handle: ({ params, body, actor, requestId }) =>
        reportPayoutReturn(actor, params.refundNo, body, requestId, dependencies),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/refunds/:refundNo/payout-return-approval',
      access: staff('finance', 'supervisor'),
      summary:
        'Confirm or reject a return that another person reported; confirmed, it is booked, queued to be decided anew, and the payer is told',
      tag: 'staff payments',
      input: { params: RefundParam, body: PayoutReturnDecisionBody },
      output: RefundView,
      idempotent: true,
      handle: ({ params, body, actor, requestId }) =>
        decidePayoutReturn(actor, params.refundNo, body, requestId, dependencies),
    }),
  ];
}
