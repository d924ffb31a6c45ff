import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { BoardRepository } from './board.repository.ts';
import { commandStatuses, supplyStates } from './supply-command.ts';
import { fieldOrderEnded, fieldOrderNotFound } from './supply-control.errors.ts';

const tag = 'Staff: supply control';
const pageSize = 50;
const soonMs = 4 * 3_600_000;
const instant = z
  .date()
  .transform(date => date.toISOString())
  .pipe(z.string());

const BoardQuery = z.strictObject({
  show: z.enum(['open', 'field', 'late', 'all']).default('open'),
  accountNo: z
    .string()
    .regex(/^\d{6,20}$/)
    .optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
const BoardView = z.object({
  total: z.int(),
  /** Reconnects past the term of the rule, and those within four hours of it. */
  late: z.int(),
  soon: z.int(),
  oldestAt: instant.nullable(),
  commands: z.array(
    z.object({
      commandNo: z.string(),
      accountNo: z.string(),
      action: z.enum(['disconnect', 'connect']),
      status: z.enum(commandStatuses),
      code: z.string().nullable(),
      reason: z.string(),
      orderedBy: z.string(),
      issuedAt: instant,
      dueAt: instant.nullable(),
      endedAt: instant.nullable(),
      attempts: z.int(),
      supply: z.enum(supplyStates),
      fieldOrder: z
        .object({
          orderNo: z.string(),
          status: z.string(),
          reason: z.string(),
          endedBy: z.string().nullable(),
          note: z.string().nullable(),
        })
        .nullable(),
      events: z.array(
        z.object({ at: z.string(), kind: z.string(), detail: z.record(z.string(), z.unknown()) }),
      ),
    }),
  ),
});
const OrderParam = z.object({ orderNo: z.string().regex(/^FO\d{8,24}$/) });
const DoneBody = z.strictObject({
  note: z
    .string()
    .trim()
    .min(2)
    .max(300)
    .regex(/^\P{Cc}*$/u),
});

export function supplyStaffRoutes(board: BoardRepository, clock: Clock, after: () => void): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/supply-commands',
      access: staff('clerk', 'finance', 'supervisor', 'auditor'),
      summary: 'Disconnects and reconnects with all that was said about them, and field orders',
      tag,
      input: { query: BoardQuery },
      output: BoardView,
      async handle({ query: { show, accountNo, page } }) {
        const now = clock.now();
        const offset = (page - 1) * pageSize;
        const [{ rows, total }, lateness] = await Promise.all([
          board.list({ show, accountNo, limit: pageSize, offset }, now),
          board.lateness(now, new Date(now.getTime() + soonMs)),
        ]);
        return { total, ...lateness, commands: rows };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/field-orders/:orderNo/done',
      access: staff('clerk', 'supervisor'),
      summary: 'A fitter has disconnected or reconnected by hand',
      tag,
      input: { params: OrderParam, body: DoneBody },
      output: z.object({ orderNo: z.string(), status: z.literal('done') }),
      async handle({ actor, params: { orderNo }, body: { note }, requestId }) {
        const by = `staff:${actor.username}`;
        const audit = {
          actor: by,
          action: 'field-order.done',
          subject: `field-order:${orderNo}`,
          detail: { note },
          requestId,
        };
        const refused = await board.fieldDone(orderNo, { by, note, now: clock.now(), audit });
        if (refused === 'not-found') throw fieldOrderNotFound();
        if (refused === 'ended') throw fieldOrderEnded();
        after();
        return { orderNo, status: 'done' as const };
      },
    }),
  ];
}
