import type { z } from 'zod';
import { type StaffActor, staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { everyPage, exportRoute } from '../../../http/list-export.ts';
import { pageAndOne } from '../../../http/page-and-one.ts';
import { parseBusinessDate } from '../../../shared/dates.ts';
import { shiftNotFound } from '../desk.errors.ts';
import {
  CloseShiftBody,
  MyShift,
  OpenShiftBody,
  ReviewBody,
  ShiftFilters,
  ShiftList,
  ShiftParam,
  ShiftSearch,
  ShiftView,
} from '../desk.schemas.ts';
import type { DeskCore } from '../desk-core.ts';
import { viewShift } from '../desk-views.ts';
import { ownOnly } from './blind-takings.ts';
import type { ShiftRow } from './counter.repository.ts';
import { closeShift, openShift, reviewShift } from './keep-shift.ts';
import { shiftColumns } from './shift-columns.ts';

const pageSize = 50;
const tag = 'counter';

/** A clerk sees the own ones. */
const seenBy = (actor: StaffActor, { status, day }: z.output<typeof ShiftFilters>) => ({
  status,
  day: day === undefined ? undefined : parseBusinessDate(day),
  clerk: ownOnly(actor),
});

export function shiftRoutes(core: DeskCore): Route[] {
  const { counter, pos, channels } = core;
  const view = async (shift: ShiftRow) => viewShift(shift, await counter.tenders(shift.id));
  return [
    defineRoute({
      method: 'get',
      path: '/staff/desk/shift',
      access: staff('clerk', 'supervisor'),
      summary: 'The open shift of whoever asks, and the card terminals at hand',
      tag,
      output: MyShift,
      async handle({ actor }) {
        const shift = await counter.shiftOf(actor.username);
        const takesCards = core.acquirer && channels.find('pos');
        const terminals = takesCards ? await pos.terminals() : [];
        const cardTerminals = terminals.filter(({ active }) => active);
        return {
          shift: shift ? await view(shift) : null,
          cardTerminals: cardTerminals.map(({ terminal, name }) => ({ terminal, name })),
        };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/desk/shifts',
      access: staff('clerk', 'supervisor'),
      summary: 'Open a till with the cash it begins with',
      tag,
      input: { body: OpenShiftBody },
      output: ShiftView,
      status: 201,
      idempotent: true,
      handle: async ({ body, actor, requestId }) => view(await openShift(actor, body, requestId, core)),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/desk/shifts/:shiftNo/close',
      access: staff('clerk', 'supervisor'),
      summary: 'Close the own shift with what was counted, piece by piece; a difference must be explained',
      tag,
      input: { params: ShiftParam, body: CloseShiftBody },
      output: ShiftView,
      idempotent: true,
      handle: async ({ params, body, actor, requestId }) =>
        view(await closeShift(actor, params.shiftNo, body, requestId, core)),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/desk/shifts/:shiftNo/review',
      access: staff('supervisor'),
      summary: "A supervisor has looked at another's closed shift",
      tag,
      input: { params: ShiftParam, body: ReviewBody },
      output: ShiftView,
      idempotent: true,
      handle: async ({ params, body, actor, requestId }) =>
        view(await reviewShift(actor, params.shiftNo, body.note, requestId, core)),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/desk/shifts',
      access: staff('clerk', 'finance', 'supervisor', 'auditor'),
      summary: 'Shifts, newest first; a clerk sees the own ones',
      tag,
      input: { query: ShiftSearch },
      output: ShiftList,
      async handle({ query: { page, ...asked }, actor }) {
        const filter = seenBy(actor, asked);
        const { status, clerk } = filter;
        const rows = await pageAndOne((at, size) => counter.shifts(filter, at, size), page, pageSize);
        const shifts = await Promise.all(rows.slice(0, pageSize).map(view));
        const waiting = status === 'closed' && !clerk ? await counter.shiftsToReview() : null;
        return { shifts, page, hasMore: rows.length > pageSize, waiting };
      },
    }),
    exportRoute(
      {
        list: 'shifts',
        access: staff('clerk', 'finance', 'supervisor', 'auditor'),
        summary: 'Shifts as a file; a clerk takes the own ones',
        tag,
        filter: ShiftFilters,
        columns: shiftColumns,
        rows: (asked, actor) => everyPage((page, size) => counter.shifts(seenBy(actor, asked), page, size)),
      },
      core,
    ),
    defineRoute({
      method: 'get',
      path: '/staff/desk/shifts/:shiftNo',
      access: staff('finance', 'supervisor', 'auditor'),
      summary: 'One shift',
      tag,
      input: { params: ShiftParam },
      output: ShiftView,
      async handle({ params }) {
        const shift = await counter.shift(params.shiftNo);
        if (!shift) throw shiftNotFound();
        return view(shift);
      },
    }),
  ];
}
