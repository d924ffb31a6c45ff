/** What residents do with payments. */
import { resident } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { pageAndOne } from '../../http/page-and-one.ts';
import { businessDate } from '../../shared/dates.ts';
import type { Language } from '../../shared/errors.ts';
import { badRequest } from '../../shared/errors.ts';
import { cancelPayment, ownOrHeldPayment, replacePayment } from './cancel-payment.ts';
import { checkPayment } from './check-payment.ts';
import { type PaymentViewSources, viewPayments } from './payment-view.ts';
import { paymentNotFound } from './payments.errors.ts';
import {
  PageQuery,
  PaymentHistory,
  PaymentNoParam,
  PaymentView,
  StartPaymentBody,
  SurplusReturn,
} from './payments.schemas.ts';
import type { QueryBackDependencies } from './query-back.ts';
import type { RefundDependencies } from './refund-payment.ts';
import { returnSurplus } from './return-surplus.ts';
import { type StartDependencies, startPayment } from './start-payment.ts';

const pageSize = 20;

export type PaymentRoutesDependencies = QueryBackDependencies &
  StartDependencies &
  RefundDependencies &
  PaymentViewSources & { publicBaseUrl: string };

export function paymentRoutes(dependencies: PaymentRoutesDependencies): Route[] {
  const { payments, clock, publicBaseUrl } = dependencies;
  const show = async (paymentNo: string, language: Language) => {
    const payment = await payments.view(paymentNo);
    if (!payment) throw paymentNotFound();
    const [view] = await viewPayments([payment], dependencies, language);
    return view!;
  };

  return [
    defineRoute({
      method: 'post',
      path: '/payments',
      access: resident(),
      summary: 'Start a payment of bills and prepayments; answers with what the client needs to pay it',
      tag: 'payments',
      input: { body: StartPaymentBody },
      output: PaymentView,
      status: 201,
      idempotent: true,
      async handle({ body, actor, ip, language, requestKey }) {
        const { replace, returnUrl, ...request } = body;
        const home = ownUrl(returnUrl, publicBaseUrl);
        if (replace) {
          // What this very request began is not to be replaced by itself.
          const begun = requestKey && (await payments.findByRequest(requestKey));
          if (begun) return show(begun.paymentNo, language);
          await replacePayment(actor.personId, replace, dependencies);
        }
        const start = { ...request, returnUrl: home, requestKey };
        return show(await startPayment(actor, start, ip, dependencies), language);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/payments',
      access: resident(),
      summary: "The person's payments, newest first; of a holder also what others left on the balance",
      tag: 'payments',
      input: { query: PageQuery },
      output: PaymentHistory,
      async handle({ query, actor, language }) {
        const today = businessDate(clock.now());
        const rows = await pageAndOne(
          (at, size) => payments.history(actor.personId, today, at, size),
          query.page,
          pageSize,
        );
        const views = await viewPayments(rows.slice(0, pageSize), dependencies, language);
        return { payments: views, page: query.page, hasMore: rows.length > pageSize };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/payments/:paymentNo',
      access: resident(),
      summary: 'One payment as it stands; asks nobody',
      tag: 'payments',
      input: { params: PaymentNoParam },
      output: PaymentView,
      async handle({ params, actor, language }) {
        await ownOrHeldPayment(actor.personId, params.paymentNo, dependencies);
        return show(params.paymentNo, language);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/payments/:paymentNo/check',
      access: resident(),
      summary: 'Ask the gateway now, at most every few seconds',
      tag: 'payments',
      input: { params: PaymentNoParam },
      output: PaymentView,
      async handle({ params, actor, ip, language }) {
        await checkPayment(actor, params.paymentNo, ip, dependencies);
        return show(params.paymentNo, language);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/payments/:paymentNo/cancel',
      access: resident(),
      summary: 'Give up a payment: query, close, query; money that came in meanwhile settles it',
      tag: 'payments',
      input: { params: PaymentNoParam },
      output: PaymentView,
      async handle({ params, actor, language }) {
        await cancelPayment(actor.personId, params.paymentNo, dependencies);
        return show(params.paymentNo, language);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/payments/:paymentNo/surplus-return',
      access: resident(),
      summary: 'Take back what was paid too much and lies on the balance, by the way it came',
      tag: 'payments',
      input: { params: PaymentNoParam },
      output: SurplusReturn,
      status: 201,
      idempotent: true,
      handle: ({ params, actor, requestId, requestKey }) =>
        returnSurplus(actor, { ...params, requestKey }, requestId, dependencies),
    }),
  ];
}

/** A payer comes back to us and nowhere else. */
function ownUrl(returnUrl: string | undefined, publicBaseUrl: string): string | undefined {
  if (returnUrl === undefined) return undefined;
  const home = new URL(publicBaseUrl);
  const target = URL.canParse(returnUrl, publicBaseUrl) ? new URL(returnUrl, home) : undefined;
  if (target?.origin === home.origin) return target.href;
  const message = { zh: '返回地址须在本站之内', en: 'Must be an address of this site' };
  throw badRequest({}, [{ field: 'returnUrl', rule: 'own-site', message }]);
}
