/** Refunds: requested by one person of the staff, approved by another where the rules ask for it. */

import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { staffName } from '../../shared/audit.ts';
import { PaymentNoParam } from './payments.schemas.ts';
import { confirmPayout, decideRefund, type RefundDependencies, requestRefund } from './refund-payment.ts';
import {
  ApprovalBody,
  PayoutBody,
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
        const rows = await dependencies.refunds.list(filter, page, pageSize + 1);
        return { refunds: rows.slice(0, pageSize), page, hasMore: rows.length > pageSize };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/refunds/:refundNo/approval',
      access: staff('finance', 'supervisor'),
      summary: 'Approve or reject a refund that another person requested',
      tag: 'staff payments',
      input: { params: RefundParam, body: ApprovalBody },
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
  ];
}
