import { household, resident, staff } from '../../http/access.ts';
import { DecisionBody } from '../../http/decision-body.ts';
import { defineRoute, type Route, rawReply } from '../../http/define-route.ts';
import { everyPage, exportRoute } from '../../http/list-export.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Audit } from '../../shared/audit.ts';
import {
  AccountNoParams,
  BatchBody,
  BatchParams,
  CardBatchesView,
  CardBatchView,
  CardParams,
  CardView,
  ExchangeBody,
  ExchangedView,
  NoFilters,
  PageQuery,
  RedeemBody,
  RedeemedView,
  RepaidView,
  RepayBody,
  SaleBody,
  SaleParams,
  SalesView,
  SettleBody,
  SettledView,
  SoldView,
  UnlockBody,
  VoidBody,
  VoidedView,
} from './cards.schemas.ts';
import type { CardBatches } from './manage-batches.ts';
import type { RedeemCard } from './redeem-card.ts';
import { saleColumns } from './sale-columns.ts';
import type { SellCards } from './sell-cards.ts';

interface Dependencies {
  batches: CardBatches;
  redeem: RedeemCard;
  sell: SellCards;
  audit: Audit;
  clock: Clock;
}

const tag = 'recharge cards';
const readers = staff('clerk', 'finance', 'supervisor', 'auditor');
const pageSize = 50;

export function cardRoutes(dependencies: Dependencies): Route[] {
  return [
    ...hallRoutes(dependencies),
    ...batchRoutes(dependencies),
    ...saleRoutes(dependencies),
    ...oneCardRoutes(dependencies),
  ];
}

function hallRoutes({ redeem }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/households/:accountNo/card-redemptions',
      access: household('pay-only'),
      summary: 'Redeem a recharge card: to what is owed, the rest to the balance',
      tag,
      input: { params: AccountNoParams, body: RedeemBody },
      output: RedeemedView,
      status: 201,
      idempotent: true,
      handle: ({ household: { accountNo }, body, actor, requestKey }) =>
        redeem.redeem({ ...body, accountNo, personId: actor.personId, by: 'hall', requestKey }),
    }),
    defineRoute({
      method: 'post',
      path: '/card-exchanges',
      access: resident(),
      summary: 'Exchange a card past its date for a new one of the same value, shown to this request alone',
      tag,
      input: { body: ExchangeBody },
      output: ExchangedView,
      status: 201,
      idempotent: true,
      keepAnswer: false,
      handle: ({ body, actor, requestKey }) => redeem.exchange(body, actor.personId, requestKey!),
    }),
  ];
}

function batchRoutes({ batches }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/card-batches',
      access: readers,
      summary: 'Batches of recharge cards, newest first',
      tag,
      output: CardBatchesView,
      handle: async () => ({ batches: await batches.list() }),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/card-batches',
      access: staff('finance', 'supervisor'),
      summary: 'Ask for a batch of cards; another person approves',
      tag,
      input: { body: BatchBody },
      output: CardBatchView,
      status: 201,
      idempotent: true,
      handle: ({ body, actor, requestId }) => batches.request(body, actor, requestId),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/card-batches/:batchNo/decision',
      access: staff('finance', 'supervisor'),
      summary: 'Approve a batch that another person asked for (its cards are made), or reject it',
      tag,
      input: { params: BatchParams, body: DecisionBody },
      output: CardBatchView,
      handle: ({ params, body, actor, requestId }) => batches.decide(params.batchNo, body, actor, requestId),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/card-batches/:batchNo/export',
      access: staff('finance', 'supervisor'),
      summary: 'The printer’s file, encrypted for the printer: given out once, then gone',
      tag,
      input: { params: BatchParams },
      async handle({ params, actor, requestId }) {
        return rawReply({
          headers: {
            'content-type': 'application/octet-stream',
            'content-disposition': `attachment; filename="cards-${params.batchNo}.json"`,
            'cache-control': 'no-store',
          },
          body: await batches.takeExport(params.batchNo, actor, requestId),
        });
      },
    }),
  ];
}

function saleRoutes({ sell, audit, clock }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/card-sales',
      access: readers,
      summary: 'Cards sold, newest first, and what is in circulation',
      tag,
      input: { query: PageQuery },
      output: SalesView,
      handle: ({ query }) => sell.sales(query.page, pageSize),
    }),
    exportRoute(
      {
        list: 'card-sales',
        access: readers,
        summary: 'Cards sold as a file',
        tag,
        filter: NoFilters,
        columns: saleColumns,
        rows: () => everyPage(sell.slice),
      },
      { audit, clock },
    ),
    defineRoute({
      method: 'post',
      path: '/staff/card-sales',
      access: staff('clerk', 'finance', 'supervisor'),
      summary: 'Hand over a run of cards: they can be redeemed from now on, and their value is owed',
      tag,
      input: { body: SaleBody },
      output: SoldView,
      status: 201,
      idempotent: true,
      handle: ({ body, actor, requestId }) => sell.sell(body, actor, requestId),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/card-sales/:saleNo/payment',
      access: staff('finance'),
      summary: 'The buyer’s transfer has arrived',
      tag,
      input: { params: SaleParams, body: SettleBody },
      output: SettledView,
      idempotent: true,
      handle: ({ params, body, actor, requestId }) => sell.settle(params.saleNo, body, actor, requestId),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/card-sales/:saleNo/repayment',
      access: staff('finance'),
      summary:
        'What the buyer had paid for cards that came back was transferred (not by who sold them or took them back)',
      tag,
      input: { params: SaleParams, body: RepayBody },
      output: RepaidView,
      idempotent: true,
      handle: ({ params, body, actor, requestId }) =>
        sell.repay(params.saleNo, body.bankReference, actor, requestId),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/card-voids',
      access: staff('finance', 'supervisor'),
      summary: 'Take cards out of use: unsold, or brought back (then not by their seller)',
      tag,
      input: { body: VoidBody },
      output: VoidedView,
      status: 201,
      idempotent: true,
      handle: ({ body, actor, requestId }) => sell.takeBack(body, actor, requestId),
    }),
  ];
}

function oneCardRoutes({ sell }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/cards/:serial',
      access: readers,
      summary: 'What became of one card',
      tag,
      input: { params: CardParams },
      output: CardView,
      handle: ({ params }) => sell.detail(params.serial),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/cards/:serial/unlock',
      access: staff('supervisor'),
      summary: 'Let a card that wrong PINs have locked be tried again',
      tag,
      input: { params: CardParams, body: UnlockBody },
      output: CardView,
      handle: ({ params, body, actor, requestId }) =>
        sell.unlock(params.serial, body.reason, actor, requestId),
    }),
  ];
}
