import type { z } from 'zod';
import { type StaffActor, staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { everyPage, exportRoute } from '../../../http/list-export.ts';
import { pageAndOne } from '../../../http/page-and-one.ts';
import type { Language } from '../../../shared/errors.ts';
import { accountUnknown, takingNotFound } from '../desk.errors.ts';
import {
  ClearBody,
  DeskQuoteView,
  PaymentNoParam,
  QuoteQuery,
  ReasonBody,
  ScanBody,
  SlipView,
  TakeBody,
  TakingFilters,
  TakingList,
  TakingSearch,
} from '../desk.schemas.ts';
import type { DeskCore } from '../desk-core.ts';
import { viewDeskQuote, viewSlip, viewTaking } from '../desk-views.ts';
import { ownOnly, toldTo } from './blind-takings.ts';
import { giveUpCode, takeCode } from './take-code.ts';
import { takeMoney } from './take-money.ts';
import { takingColumns } from './taking-columns.ts';
import { bouncePaper, clearPaper, voidTaking } from './undo-taking.ts';

const pageSize = 50;
const tag = 'counter';

const seenBy = (actor: StaffActor, asked: z.output<typeof TakingFilters>) => ({
  ...asked,
  clerk: ownOnly(actor),
});

export function takingRoutes(core: DeskCore): Route[] {
  const { counter, payments } = core;
  /** @param ask the gateway, when it has not said yet */
  const slip = async (paymentNo: string, language: Language, ask = false) => {
    const payment = ask ? await payments.desk.ask(paymentNo) : await payments.desk.view(paymentNo);
    const taking = await counter.taking(paymentNo);
    const shift = taking && (await counter.shift(taking.shiftNo));
    if (!taking || !shift) throw takingNotFound();
    return viewSlip(taking, shift, payment, (await core.rules()).utilityName, language);
  };
  return [
    defineRoute({
      method: 'get',
      path: '/staff/desk/quote',
      access: staff('clerk', 'supervisor'),
      summary:
        'What is owed at an account, masked: by who holds it or, where nobody does or one is named, who did or will',
      tag,
      input: { query: QuoteQuery },
      output: DeskQuoteView,
      async handle({ query, language }) {
        const quote = await payments.quoteAtDesk(query.accountNo, query.holder);
        if (!quote) throw accountUnknown();
        return viewDeskQuote(quote, language);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/desk/takings',
      access: staff('clerk', 'supervisor'),
      summary: 'Take cash, a cheque or a transfer slip; answers with the receipt',
      tag,
      input: { body: TakeBody },
      output: SlipView,
      status: 201,
      idempotent: true,
      handle: async ({ body, actor, requestId, requestKey, language }) =>
        slip(await takeMoney(actor, body, { requestId, requestKey: requestKey! }, core), language),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/desk/pay-codes',
      access: staff('clerk', 'supervisor'),
      summary: "Charge the code on the customer's phone; what is uncertain is asked for until it is certain",
      tag,
      input: { body: ScanBody },
      output: SlipView,
      status: 201,
      idempotent: true,
      handle: async ({ body, actor, requestId, requestKey, ip, language }) =>
        slip(await takeCode(actor, body, { requestId, requestKey: requestKey!, ip }, core), language),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/desk/takings',
      access: staff('clerk', 'finance', 'supervisor', 'auditor'),
      summary:
        'Takings, newest first; a clerk sees those of the own shifts, without the sums of cash still to be counted',
      tag,
      input: { query: TakingSearch },
      output: TakingList,
      async handle({ query: { page, ...asked }, actor }) {
        const filter = seenBy(actor, asked);
        const rows = await pageAndOne((at, size) => counter.takings(filter, at, size), page, pageSize);
        const takings = rows.slice(0, pageSize).map(row => viewTaking(toldTo(actor, row)));
        const { status, shiftNo, clerk } = filter;
        const waiting = status === 'uncleared' && !shiftNo && !clerk ? await counter.papersToClear() : null;
        return { takings, page, hasMore: rows.length > pageSize, waiting };
      },
    }),
    exportRoute(
      {
        list: 'takings',
        access: staff('clerk', 'finance', 'supervisor', 'auditor'),
        summary: 'Takings of a shift, or those in one state, as a file; to a clerk as they are listed',
        tag,
        filter: TakingFilters,
        columns: takingColumns,
        rows: (asked, actor) =>
          everyPage(async (page, size) => {
            const rows = await counter.takings(seenBy(actor, asked), page, size);
            return rows.map(row => toldTo(actor, row));
          }),
      },
      core,
    ),
    defineRoute({
      method: 'get',
      path: '/staff/desk/takings/:paymentNo',
      access: staff('clerk', 'finance', 'supervisor', 'auditor'),
      summary: 'One taking as its slip; a pay code that is uncertain is asked about',
      tag,
      input: { params: PaymentNoParam },
      output: SlipView,
      handle: ({ params, language }) => slip(params.paymentNo, language, true),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/desk/takings/:paymentNo/give-up',
      access: staff('clerk', 'supervisor'),
      summary: 'The customer does not confirm: undo the pay code at its gateway',
      tag,
      input: { params: PaymentNoParam },
      output: SlipView,
      idempotent: true,
      async handle({ params, actor, requestId, language }) {
        await giveUpCode(actor, params.paymentNo, requestId, core);
        return slip(params.paymentNo, language);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/desk/takings/:paymentNo/void',
      access: staff('supervisor'),
      summary: "Void another's taking of the same day",
      tag,
      input: { params: PaymentNoParam, body: ReasonBody },
      output: SlipView,
      idempotent: true,
      async handle({ params, body, actor, requestId, language }) {
        await voidTaking(actor, params.paymentNo, body.reason, requestId, core);
        return slip(params.paymentNo, language);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/desk/takings/:paymentNo/clear',
      access: staff('finance'),
      summary: 'The bank has credited a cheque or transfer',
      tag,
      input: { params: PaymentNoParam, body: ClearBody },
      output: SlipView,
      idempotent: true,
      async handle({ params, body, actor, requestId, language }) {
        await clearPaper(actor, { ...params, ...body }, requestId, core);
        return slip(params.paymentNo, language);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/desk/takings/:paymentNo/bounce',
      access: staff('finance', 'supervisor'),
      summary: 'A cheque has bounced: reported by one person, reversed by another, whatever the day',
      tag,
      input: { params: PaymentNoParam, body: ReasonBody },
      output: SlipView,
      idempotent: true,
      async handle({ params, body, actor, requestId, language }) {
        await bouncePaper(actor, params.paymentNo, body.reason, requestId, core);
        return slip(params.paymentNo, language);
      },
    }),
  ];
}
