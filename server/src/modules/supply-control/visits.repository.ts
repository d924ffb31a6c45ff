/** A fitter's visit: what was done by hand, or why nothing could be done. */
import type { PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import {
  backBy,
  byHandOnly,
  fieldSql,
  note,
  orderBack,
  powerIsBack,
  type ReconnectTerms,
  stateSql,
  type TellSupply,
} from './commands.repository.ts';
import type { SupplyAction } from './supply-command.ts';

export interface Visit {
  orderNo: string;
  result: 'done' | 'failed';
  by: string;
  note: string;
  now: Date;
}

interface VisitedOrder {
  id: number;
  status: string;
  commandId: number;
  commandNo: string;
  reason: string;
  action: SupplyAction;
  accountId: number;
  holderPeriodId: number;
}

export function createVisitsRepository(
  inTransaction: <T>(work: (tx: PoolClient) => Promise<T>) => Promise<T>,
  reconnectTerms: () => Promise<ReconnectTerms>,
  tell: TellSupply,
) {
  return {
    /** @returns why it cannot be recorded */
    async record(visit: Visit, audit: AuditRecord): Promise<'not-found' | 'ended' | undefined> {
      const { orderNo, result, by, note: text, now } = visit;
      const terms = await reconnectTerms();
      return inTransaction(async tx => {
        const { rows } = await tx.query<VisitedOrder>(
          `SELECT f.id, f.status, f.command_id AS "commandId", c.command_no AS "commandNo", c.reason, c.action, c.account_id AS "accountId", c.holder_period_id AS "holderPeriodId"
             FROM field_orders f JOIN supply_commands c ON c.id = f.command_id WHERE f.order_no = $1 FOR UPDATE OF f, c`,
          [orderNo],
        );
        const order = rows[0];
        if (!order) return 'not-found';
        if (order.status === 'withdrawn' && order.action === 'disconnect' && result === 'done')
          return (await bringBack(tx, visit, order, { terms, audit, tell })) ? undefined : 'ended';
        if (order.status !== 'open') return 'ended';
        const update =
          'UPDATE field_orders SET status = $2, ended_by = $3, ended_at = $4, note = $5 WHERE id = $1';
        await tx.query(withAudit(update, [order.id, result, by, now, text], audit));
        const detail = { by, note: text, orderNo };
        await note(tx, order.commandId, now, result === 'done' ? 'by-hand' : 'visit-failed', detail);
        if (result === 'done') await switchedByHand(tx, order, now, tell);
        // Nobody stays in the dark because a door was locked: somebody goes again.
        else if (order.action === 'connect') await tx.query(fieldSql, [order.commandId, 'visit-failed', now]);
        return undefined;
      });
    },
  };
}

/** Taken back while the fitter was on the way, and cut off all the same: power is off, whatever was ordered, and somebody goes back. */
async function bringBack(
  tx: PoolClient,
  { orderNo, by, note: text, now }: Visit,
  { commandId, commandNo, reason, accountId, holderPeriodId }: VisitedOrder,
  { terms, audit, tell }: { terms: ReconnectTerms; audit: AuditRecord; tell: TellSupply },
): Promise<boolean> {
  const order = { accountId, holderPeriodId, reason: `field-order:${orderNo}`, orderedBy: by };
  const id = await orderBack(tx, order, terms, now);
  if (id === undefined) return false;
  await byHandOnly(tx, id, 'cut-after-all', now);
  await tx.query(withAudit('SELECT id FROM audit_entry', [], audit));
  await note(tx, commandId, now, 'by-hand', { by, note: text, orderNo });
  await tx.query(stateSql, [id, 'suspended', now]);
  const event = 'supply-off-after-all';
  await tell(tx, { event, commandNo, reason, holderPeriodId, restoreAt: backBy(terms, now) });
  return true;
}

/** Done by hand, remote control is not awaited any more. */
async function switchedByHand(
  tx: PoolClient,
  { commandId, action }: VisitedOrder,
  now: Date,
  tell: TellSupply,
): Promise<void> {
  await tx.query(
    `UPDATE supply_commands SET status = CASE status WHEN 'waiting' THEN 'cancelled' ELSE 'done' END, code = 'by-hand', ended_at = $2, next_at = NULL
      WHERE id = $1 AND ended_at IS NULL`,
    [commandId, now],
  );
  if (action === 'connect') await powerIsBack(tx, commandId, now, tell);
  else await tx.query(stateSql, [commandId, 'suspended', now]);
}

export type VisitsRepository = ReturnType<typeof createVisitsRepository>;
