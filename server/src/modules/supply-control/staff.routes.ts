import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { everyPage, exportRoute } from '../../http/list-export.ts';
import type { Clock } from '../../infra/clock.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import type { BoardRepository } from './board.repository.ts';
import { commandColumns } from './command-columns.ts';
import { commandStatuses, supplyStates } from './supply-command.ts';
import { fieldOrderEnded, fieldOrderNotFound } from './supply-control.errors.ts';
import type { Visit, VisitsRepository } from './visits.repository.ts';

const tag = 'Staff: supply control';
const readers = staff('clerk', 'finance', 'supervisor', 'auditor');
const pageSize = 50;
const soonMs = 4 * 3_600_000;
const instant = z
  .date()
  .transform(date => date.toISOString())
  .pipe(z.string());

const BoardFilters = z.strictObject({
  show: z.enum(['open', 'field', 'late', 'all']).default('open'),
  accountNo: z
    .string()
    .regex(/^\d{6,20}$/)
    .optional(),
});
const BoardQuery = BoardFilters.extend({
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
          status: z.enum(['open', 'done', 'failed', 'withdrawn']),
          reason: z.string(),
          dueAt: z.string().nullable(),
          openedAt: z.string(),
          endedAt: z.string().nullable(),
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
const NoteBody = z.strictObject({
  note: z
    .string()
    .trim()
    .min(2)
    .max(300)
    .regex(/^\P{Cc}*$/u),
});

interface Dependencies {
  board: BoardRepository;
  visits: VisitsRepository;
  clock: Clock;
  audit: Audit;
  /** After a visit: what waits for it goes on now. */
  nudge(): void;
}

export function supplyStaffRoutes(dependencies: Dependencies): Route[] {
  const { board, clock } = dependencies;
  return [
    defineRoute({
      method: 'get',
      path: '/staff/supply-commands',
      access: readers,
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
    exportRoute(
      {
        list: 'supply-commands',
        access: readers,
        summary: 'Disconnects and reconnects as a file',
        tag,
        filter: BoardFilters,
        columns: commandColumns,
        rows: filter =>
          everyPage(async (page, limit) => {
            const { rows } = await board.list({ ...filter, limit, offset: (page - 1) * limit }, clock.now());
            return rows;
          }),
      },
      dependencies,
    ),
    visitRoute('done', 'A fitter has disconnected or reconnected by hand', dependencies),
    visitRoute('failed', 'A fitter could do nothing; for a reconnect another visit is ordered', dependencies),
  ];
}

function visitRoute<Result extends Visit['result']>(
  result: Result,
  summary: string,
  { visits, clock, nudge }: Dependencies,
): Route {
  return defineRoute({
    method: 'post',
    path: `/staff/field-orders/:orderNo/${result}`,
    access: staff('clerk', 'supervisor'),
    summary,
    tag,
    input: { params: OrderParam, body: NoteBody },
    output: z.object({ orderNo: z.string(), status: z.literal(result) }),
    async handle({ actor, params: { orderNo }, body: { note }, requestId }) {
      const by = staffName(actor);
      const subject = `field-order:${orderNo}`;
      const audit = { actor: by, action: `field-order.${result}`, subject, detail: { note }, requestId };
      const refused = await visits.record({ orderNo, result, by, note, now: clock.now() }, audit);
      if (refused === 'not-found') throw fieldOrderNotFound();
      if (refused === 'ended') throw fieldOrderEnded();
      nudge();
      return { orderNo, status: result };
    },
  });
}
