/** What staff do with payments, refunds and odd payments. */

import type { z } from 'zod';
import { staff } from '../../http/access.ts';
import { DecisionBody } from '../../http/decision-body.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { pageAndOne } from '../../http/page-and-one.ts';
import { staffName } from '../../shared/audit.ts';
import { addDays, parseBusinessDate, startOfDay } from '../../shared/dates.ts';
import type { Language } from '../../shared/errors.ts';
import { mergeRepeats } from './merge-repeats.ts';
import type { OddPaymentsRepository } from './odd-payments.repository.ts';
import type { PayableSource } from './payable.ts';
import { paymentNotFound } from './payments.errors.ts';
import { PaymentNoParam } from './payments.schemas.ts';
import { askGateway, type QueryBackDependencies } from './query-back.ts';
import { decideOddProposal, type ResolveDependencies, resolveOddPayment } from './resolve-odd-payment.ts';
import { showNotification } from './show-notification.ts';
import { describePayments } from './staff-description.ts';
import {
  OddPaymentList,
  OddPaymentParam,
  OddPaymentSearch,
  OddPaymentView,
  PaymentSearch,
  PaymentTimeline,
  ResolutionBody,
  StaffPaymentList,
} from './staff-payments.schemas.ts';
import type { PaymentFilter, StaffPaymentRow, TimelineRepository } from './timeline.repository.ts';

const pageSize = 50;

export interface StaffRoutesDependencies extends QueryBackDependencies, ResolveDependencies {
  timelines: TimelineRepository;
  oddPayments: OddPaymentsRepository;
  payableSources: readonly PayableSource[];
}

const readers = staff('clerk', 'finance', 'supervisor', 'auditor');

export function staffPaymentRoutes(dependencies: StaffRoutesDependencies): Route[] {
  const { timelines, oddPayments, payments, payableSources, audit } = dependencies;
  return [
    defineRoute({
      method: 'get',
      path: '/staff/payments',
      access: readers,
      summary: 'Payments, newest first; found by payment, trade, refund or account number',
      tag: 'staff payments',
      input: { query: PaymentSearch },
      output: StaffPaymentList,
      async handle({ query: { page, ...filters }, language }) {
        const wish = paymentFilter(filters);
        const rows = await pageAndOne((at, size) => timelines.search(wish, at, size), page, pageSize);
        const shown = await showPayments(rows.slice(0, pageSize), payableSources, language);
        return { payments: shown, page, hasMore: rows.length > pageSize };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/payments/:paymentNo',
      access: readers,
      summary: 'Everything about one payment: timeline, raw notifications, money, postings, refunds',
      tag: 'staff payments',
      input: { params: PaymentNoParam },
      output: PaymentTimeline,
      async handle({ params, actor, language, requestId }) {
        const timeline = await showTimeline(params.paymentNo, language, dependencies);
        await audit.record({
          actor: staffName(actor),
          action: 'payment.read',
          subject: `payment:${params.paymentNo}`,
          requestId,
        });
        return timeline;
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/payments/:paymentNo/query',
      access: staff('clerk', 'finance', 'supervisor'),
      summary: 'Ask the gateway what became of a payment, and book what it says',
      tag: 'staff payments',
      input: { params: PaymentNoParam },
      output: PaymentTimeline,
      async handle({ params: { paymentNo }, actor, language, requestId }) {
        const payment = await payments.find(paymentNo);
        if (!payment) throw paymentNotFound();
        // Written first: what the gateway says stands in the payment's history.
        await audit.record({
          actor: staffName(actor),
          action: 'payment.query',
          subject: `payment:${paymentNo}`,
          requestId,
        });
        await askGateway(payment, dependencies, staffName(actor));
        return showTimeline(paymentNo, language, dependencies);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/odd-payments',
      access: readers,
      summary: 'The queue of payments that a person must look at',
      tag: 'staff payments',
      input: { query: OddPaymentSearch },
      output: OddPaymentList,
      async handle({ query: { status, kind, page } }) {
        const [rows, openCount] = await Promise.all([
          pageAndOne((at, size) => oddPayments.list({ status, kind }, at, size), page, pageSize),
          oddPayments.count('open'),
        ]);
        return { oddPayments: rows.slice(0, pageSize), openCount, page, hasMore: rows.length > pageSize };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/odd-payments/:id/resolution',
      access: staff('finance', 'supervisor'),
      summary: 'Credit, refund, link or dismiss an odd payment; a large sum is proposed to a second person',
      tag: 'staff payments',
      input: { params: OddPaymentParam, body: ResolutionBody },
      output: OddPaymentView,
      idempotent: true,
      handle: ({ params, body, actor, requestId }) =>
        resolveOddPayment(actor, params.id, body, requestId, dependencies),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/odd-payments/:id/approval',
      access: staff('finance', 'supervisor'),
      summary: 'The second person says yes or no to what was proposed for an odd payment',
      tag: 'staff payments',
      input: { params: OddPaymentParam, body: DecisionBody },
      output: OddPaymentView,
      idempotent: true,
      handle: ({ params, body, actor, requestId }) =>
        decideOddProposal(actor, params.id, body, requestId, dependencies),
    }),
  ];
}

/** Business dates as the instants between which a payment began. */
export function paymentFilter({
  from,
  to,
  ...rest
}: Omit<z.output<typeof PaymentSearch>, 'page'>): PaymentFilter {
  return {
    ...rest,
    ...(from ? { from: startOfDay(parseBusinessDate(from)) } : {}),
    ...(to ? { before: startOfDay(addDays(parseBusinessDate(to), 1)) } : {}),
  };
}

const showPayments = async (
  rows: readonly StaffPaymentRow[],
  sources: readonly PayableSource[],
  language: Language,
) =>
  (await describePayments(rows, sources)).map(payment => ({
    ...payment,
    description: payment.description[language],
  }));

async function showTimeline(
  paymentNo: string,
  language: Language,
  { timelines, refunds, oddPayments, payableSources }: StaffRoutesDependencies,
) {
  const found = await timelines.search({ query: paymentNo }, 1, 1);
  const [payment] = await showPayments(found, payableSources, language);
  if (!payment) throw paymentNotFound();
  const [items, events, inbox, collections, postings, refundRows, odd] = await Promise.all([
    timelines.items(paymentNo),
    timelines.events(paymentNo),
    timelines.notifications(paymentNo),
    timelines.collections(paymentNo),
    timelines.postings(paymentNo),
    refunds.list({ paymentNo }, 1, 100),
    oddPayments.list({ paymentNo }, 1, 100),
  ]);
  return {
    payment,
    items,
    events: mergeRepeats(events),
    inbox: inbox.map(showNotification),
    collections,
    postings,
    refunds: refundRows,
    oddPayments: odd,
  };
}
