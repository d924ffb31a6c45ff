import { z } from 'zod';
import { household, resident, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { everyPage, exportRoute } from '../../http/list-export.ts';
import type { Clock } from '../../infra/clock.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import {
  AccountNoParams,
  CancelBody,
  DebitBanksView,
  MandateBody,
  MandateFilters,
  MandateParams,
  MandateSearch,
  MandatesView,
  MandateView,
  StaffAccountParams,
} from './debits.schemas.ts';
import type { Mandates } from './manage-mandates.ts';
import { mandateColumns } from './mandate-columns.ts';

const tag = 'direct debits';
const readers = staff('clerk', 'finance', 'supervisor', 'auditor');
const pageSize = 50;

const personBy = (actor: { personId: string }, requestId: string) => ({
  actor: `person:${actor.personId}`,
  personId: actor.personId,
  requestId,
});
const staffBy = (actor: { username: string }, requestId: string) => ({
  actor: staffName(actor),
  requestId,
});

export function mandateRoutes(mandates: Mandates, log: { audit: Audit; clock: Clock }): Route[] {
  return [...hallRoutes(mandates), ...listRoutes(mandates, log), ...counterRoutes(mandates)];
}

function hallRoutes(mandates: Mandates): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/debit-banks',
      access: resident(),
      summary: 'Banks that can debit bills',
      tag,
      output: DebitBanksView,
      handle: async () => ({ banks: await mandates.banks() }),
    }),
    defineRoute({
      method: 'get',
      path: '/households/:accountNo/mandate',
      access: household('full'),
      summary: 'The mandate of a household, masked, with its latest debits',
      tag,
      input: { params: AccountNoParams },
      output: MandateView,
      handle: ({ household: { holderPeriodId } }) => mandates.ofHolder(holderPeriodId),
    }),
    defineRoute({
      method: 'post',
      path: '/households/:accountNo/mandate',
      access: household('full'),
      summary: 'Sign a mandate: from tomorrow the bank may debit the bills of this household',
      tag,
      input: { params: AccountNoParams, body: MandateBody },
      output: MandateView,
      status: 201,
      idempotent: true,
      async handle({ household: { holderPeriodId }, body, actor, requestId }) {
        await mandates.signInHall(holderPeriodId, body, personBy(actor, requestId));
        return mandates.ofHolder(holderPeriodId);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/households/:accountNo/mandate',
      access: household('full'),
      summary: 'Cancel the mandate; a file that is out is still answered',
      tag,
      input: { params: AccountNoParams },
      output: MandateView,
      async handle({ household: { holderPeriodId }, actor, requestId }) {
        await mandates.cancelOfHolder(holderPeriodId, personBy(actor, requestId));
        return mandates.ofHolder(holderPeriodId);
      },
    }),
  ];
}

function listRoutes(mandates: Mandates, log: { audit: Audit; clock: Clock }): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/mandates',
      access: readers,
      summary: 'Mandates, by number, customer number or the tail of the bank account',
      tag,
      input: { query: MandateSearch },
      output: MandatesView,
      handle: ({ query: { page, ...filter } }) => mandates.search(filter, page, pageSize),
    }),
    exportRoute(
      {
        list: 'mandates',
        access: readers,
        summary: 'Mandates as a file',
        tag,
        filter: MandateFilters,
        columns: mandateColumns,
        rows: filter => everyPage((page, size) => mandates.slice(filter, page, size)),
      },
      log,
    ),
  ];
}

function counterRoutes(mandates: Mandates): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/staff/accounts/:accountNo/mandate',
      access: staff('clerk', 'supervisor'),
      summary: 'A mandate signed on paper at the counter',
      tag,
      input: { params: StaffAccountParams, body: MandateBody },
      output: MandateView,
      status: 201,
      idempotent: true,
      async handle({ params, body, actor, requestId }) {
        const { mandateNo } = await mandates.signAtCounter(params.accountNo, body, staffBy(actor, requestId));
        return mandates.read(mandateNo);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/mandates/:mandateNo',
      access: readers,
      summary: 'One mandate with its debits',
      tag,
      input: { params: MandateParams },
      output: MandateView,
      handle: ({ params }) => mandates.read(params.mandateNo),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/mandates/:mandateNo/cancellation',
      access: staff('clerk', 'supervisor'),
      summary: 'End a mandate on the customer’s word',
      tag,
      input: { params: MandateParams, body: CancelBody },
      output: MandateView,
      async handle({ params, body, actor, requestId }) {
        await mandates.cancelByStaff(params.mandateNo, body.reason, staffBy(actor, requestId));
        return mandates.read(params.mandateNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/mandates/:mandateNo/resumption',
      access: staff('clerk', 'supervisor'),
      summary: 'Let a suspended mandate go on: the customer has mended the cause',
      tag,
      input: { params: MandateParams, body: z.strictObject({}) },
      output: MandateView,
      async handle({ params, actor, requestId }) {
        await mandates.resume(params.mandateNo, staffBy(actor, requestId));
        return mandates.read(params.mandateNo);
      },
    }),
  ];
}
