/** Commands, what was said about them, field orders and the state of supplies. */
import type { Pool, PoolClient } from 'pg';
import type { CommandStatus, Supply, SupplyAction, Verdict } from './supply-command.ts';

export interface Order {
  accountId: number;
  holderPeriodId: number;
  action: SupplyAction;
  /** One reason is one command. */
  reason: string;
  orderedBy: string;
  notAfter: Date;
  /** By when supply must be back. */
  dueAt?: Date;
}

/** The utility's own terms for bringing power back. */
export interface ReconnectTerms {
  withinHours: number;
  /** How long the order stands. */
  reconnectDays: number;
}

/** Power went or came without anybody who ordered it telling of it. */
export interface SupplyNews {
  event: 'supply-off-after-all' | 'supply-restored';
  commandNo: string;
  /** Of the command. */
  reason: string;
  holderPeriodId: number;
  /** By when power that went comes back. */
  restoreAt?: Date;
}

export type TellSupply = (tx: PoolClient, news: SupplyNews) => Promise<void>;

export interface DueCommand {
  id: number;
  commandNo: string;
  action: SupplyAction;
  meteringPoint: string;
  meter: string;
  reason: string;
  sequence: number;
  status: CommandStatus;
  issuedAt: Date;
  notAfter: Date;
  attempts: number;
  /** A later command of the same point stands: this one is only asked about. */
  overtaken: boolean;
}

// The point and the meter that hangs there now; the lock keeps two orders of one point apart.
const orderSql = `
  WITH point AS MATERIALIZED (
    SELECT a.id, m.code, (SELECT t.asset_no FROM meter_installations i JOIN meters t ON t.id = i.meter_id
                           WHERE i.metering_point_id = m.id AND (i.removed_on IS NULL OR i.removed_on > shanghai_date($6)) ORDER BY i.installed_on DESC LIMIT 1) AS meter
      FROM supply_accounts a JOIN metering_points m ON m.id = a.metering_point_id WHERE a.id = $1 FOR UPDATE OF m
  )
  INSERT INTO supply_commands (command_no, account_id, holder_period_id, metering_point, meter, action, sequence, reason, ordered_by, issued_at, not_after, due_at, next_at)
  SELECT 'SC' || to_char(shanghai_date($6), 'YYYYMMDD') || lpad(nextval('supply_command_numbers')::text, 12, '0'), $1, $2, p.code, coalesce(p.meter, ''), $3,
         coalesce((SELECT max(sequence) FROM supply_commands c WHERE c.metering_point = p.code), 0) + 1, $4, $5, $6, $7, $8, $6
    FROM point p
  ON CONFLICT (reason) DO NOTHING
  RETURNING id`;

const claimSql = `
  UPDATE supply_commands c SET attempts = attempts + 1, next_at = $1::timestamptz + interval '60 seconds',
         status = CASE status WHEN 'waiting' THEN 'unknown' ELSE status END
   WHERE c.id IN (SELECT id FROM supply_commands WHERE ended_at IS NULL AND next_at <= $1
                   ORDER BY action = 'disconnect', next_at LIMIT $2 FOR UPDATE SKIP LOCKED)
  RETURNING c.id, c.command_no AS "commandNo", c.action, c.metering_point AS "meteringPoint", c.meter, c.reason, c.sequence, c.status,
    c.issued_at AS "issuedAt", c.not_after AS "notAfter", c.attempts,
    EXISTS (SELECT FROM supply_commands l WHERE l.metering_point = c.metering_point AND l.sequence > c.sequence AND l.status <> 'cancelled') AS overtaken`;

// Of two commands of one point the later decides what is known of the supply.
export const stateSql = `
  INSERT INTO supply_states (account_id, holder_period_id, state, since, command_id)
  SELECT c.account_id, c.holder_period_id, $2, $3, c.id FROM supply_commands c
   WHERE c.id = $1 AND NOT EXISTS (SELECT FROM supply_states s JOIN supply_commands l ON l.id = s.command_id
                                    WHERE s.account_id = c.account_id AND l.sequence > c.sequence)
  ON CONFLICT (account_id) DO UPDATE SET state = excluded.state, command_id = excluded.command_id, holder_period_id = excluded.holder_period_id,
    since = CASE supply_states.state WHEN excluded.state THEN supply_states.since ELSE excluded.since END`;

export const fieldSql = `
  INSERT INTO field_orders (order_no, command_id, reason, due_at, opened_at)
  SELECT 'FO' || to_char(shanghai_date($3), 'YYYYMMDD') || lpad(nextval('field_order_numbers')::text, 8, '0'), id, $2, due_at, $3
    FROM supply_commands WHERE id = $1 ON CONFLICT (command_id) WHERE status = 'open' DO NOTHING`;

export const note = (client: PoolClient, id: number, at: Date, kind: string, detail: unknown) =>
  client.query('INSERT INTO supply_events (command_id, at, kind, detail) VALUES ($1, $2, $3, $4)', [
    id,
    at,
    kind,
    JSON.stringify(detail),
  ]);

// Whoever is to have power is not cut off by a fitter who was sent before.
const callFittersOffSql = `
  UPDATE field_orders f SET status = 'withdrawn', ended_at = $2, ended_by = 'system'
    FROM supply_commands c JOIN supply_commands n ON n.metering_point = c.metering_point AND n.sequence > c.sequence
   WHERE n.id = $1 AND n.action = 'connect' AND c.action = 'disconnect' AND f.command_id = c.id AND f.status = 'open'`;

/** Writes the order down in the caller's transaction; the same reason again changes nothing. @returns its id, if it is new */
export async function orderSupply(tx: PoolClient, order: Order, now: Date): Promise<number | undefined> {
  const { accountId, holderPeriodId, action, reason, orderedBy, notAfter, dueAt } = order;
  const values = [accountId, holderPeriodId, action, reason, orderedBy, now, notAfter, dueAt ?? null];
  const { rows } = await tx.query<{ id: number }>(orderSql, values);
  const id = rows[0]?.id;
  if (id === undefined) return undefined;
  await tx.query(callFittersOffSql, [id, now]);
  await note(tx, id, now, 'ordered', { reason, by: orderedBy });
  if (action === 'connect' && (await isCutByHand(tx, id))) await byHandOnly(tx, id, 'cut-by-hand', now);
  return id;
}

/** Whether the last thing that happened at the point is that a fitter cut it off. */
async function isCutByHand(tx: PoolClient, id: number): Promise<boolean> {
  const { rows } = await tx.query<{ byHand: boolean }>(
    `SELECT c.action = 'disconnect' AND f.id IS NOT NULL AS "byHand" FROM supply_commands n
       JOIN supply_commands c ON c.metering_point = n.metering_point AND c.sequence < n.sequence
       LEFT JOIN field_orders f ON f.command_id = c.id AND f.status = 'done'
      WHERE n.id = $1 AND (c.status = 'done' OR f.id IS NOT NULL) ORDER BY c.sequence DESC LIMIT 1`,
    [id],
  );
  return rows[0]?.byHand ?? false;
}

/** What hands have cut the head-end knows nothing of, and would say that power is on: it is not asked, hands bring it back. */
export async function byHandOnly(tx: PoolClient, id: number, code: string, now: Date): Promise<void> {
  await tx.query(
    `UPDATE supply_commands SET status = 'failed', code = $2, ended_at = $3, next_at = NULL WHERE id = $1`,
    [id, code, now],
  );
  await note(tx, id, now, 'failed', { code });
  await tx.query(fieldSql, [id, code, now]);
}

/** A fitter is sent, except to cut off whoever is to have power by a later command: that one may be ordered while this one's answer comes. */
async function sendFitter(tx: PoolClient, id: number, reason: string, now: Date): Promise<void> {
  await tx.query(
    'SELECT FROM metering_points m JOIN supply_commands c ON c.metering_point = m.code WHERE c.id = $1 FOR UPDATE OF m',
    [id],
  );
  const { rowCount } = await tx.query(
    `SELECT FROM supply_commands c JOIN supply_commands l ON l.metering_point = c.metering_point AND l.sequence > c.sequence
      WHERE c.id = $1 AND c.action = 'disconnect' AND l.status <> 'cancelled'`,
    [id],
  );
  if (rowCount === 0) await tx.query(fieldSql, [id, reason, now]);
}

/**
 * A command nobody has been told of, or the fitter's order for it, is taken back. @returns whether it is certain that nothing
 * was and will be executed: a meter that was silent may have acted
 */
export async function withdrawSupply(tx: PoolClient, reason: string, now: Date): Promise<boolean> {
  const { rows } = await tx.query<{ id: number }>(
    `UPDATE supply_commands SET status = 'cancelled', code = 'withdrawn', ended_at = $2, next_at = NULL
      WHERE reason = $1 AND status = 'waiting' AND attempts = 0 RETURNING id`,
    [reason, now],
  );
  for (const { id } of rows) await note(tx, id, now, 'withdrawn', {});
  const orders = await tx.query<{ status: string }>(
    `UPDATE field_orders f SET status = 'withdrawn', ended_at = $2, ended_by = 'system' FROM supply_commands c
      WHERE c.id = f.command_id AND c.reason = $1 AND f.status = 'open' RETURNING c.status`,
    [reason, now],
  );
  return rows.length > 0 || orders.rows.some(({ status }) => status === 'refused');
}

/** Power is known to be back by this command: noted, and told where it was not known to be on. */
export async function powerIsBack(tx: PoolClient, id: number, now: Date, tell: TellSupply): Promise<void> {
  const { rows } = await tx.query<Omit<SupplyNews, 'event'>>(
    `SELECT c.command_no AS "commandNo", c.reason, c.holder_period_id AS "holderPeriodId"
       FROM supply_commands c JOIN supply_states s ON s.account_id = c.account_id WHERE c.id = $1 AND s.state <> 'connected' FOR UPDATE OF s`,
    [id],
  );
  await tx.query(stateSql, [id, 'connected', now]);
  if (rows[0]) await tell(tx, { ...rows[0], event: 'supply-restored' });
}

/**
 * Given up because the head-end said that it had never come, a disconnect was executed all the same: power is off, and is ordered
 * back, unless it was ordered since.
 */
async function bringBackAfterAll(
  tx: PoolClient,
  id: number,
  { detail, now, terms }: Pick<Hearing, 'detail' | 'now' | 'terms'>,
  tell: TellSupply,
): Promise<void> {
  const { rows } = await tx.query<Omit<SupplyNews, 'event'> & { accountId: number }>(
    `SELECT c.command_no AS "commandNo", c.reason, c.account_id AS "accountId", c.holder_period_id AS "holderPeriodId" FROM supply_commands c
      WHERE c.id = $1 AND c.action = 'disconnect' AND c.status = 'cancelled' AND NOT EXISTS (
        SELECT FROM supply_commands l WHERE l.metering_point = c.metering_point AND l.sequence > c.sequence AND l.status <> 'cancelled')`,
    [id],
  );
  if (!rows[0]) return;
  const { accountId, ...command } = rows[0];
  await note(tx, id, now, 'done-after-all', detail);
  await tx.query(stateSql, [id, 'suspended', now]);
  await orderBack(
    tx,
    {
      accountId,
      holderPeriodId: command.holderPeriodId,
      reason: `after-all:${command.commandNo}`,
      orderedBy: 'system',
    },
    terms,
    now,
  );
  await tell(tx, { ...command, event: 'supply-off-after-all', restoreAt: backBy(terms, now) });
}

/** Power that should never have gone comes back within the utility's own term. @returns the order's id, if it is new */
export function orderBack(
  tx: PoolClient,
  order: Pick<Order, 'accountId' | 'holderPeriodId' | 'reason' | 'orderedBy'>,
  terms: ReconnectTerms,
  now: Date,
): Promise<number | undefined> {
  const notAfter = inHours(now, terms.reconnectDays * 24);
  return orderSupply(tx, { ...order, notAfter, dueAt: backBy(terms, now), action: 'connect' }, now);
}

const inHours = (now: Date, hours: number) => new Date(now.getTime() + hours * 3_600_000);
export const backBy = ({ withinHours }: ReconnectTerms, now: Date) => inHours(now, withinHours);

/** What comes with a verdict. */
interface Hearing {
  detail: unknown;
  nextAt: Date;
  now: Date;
  terms: ReconnectTerms;
}

export function createCommandsRepository(
  pool: Pool,
  inTransaction: <T>(work: (tx: PoolClient) => Promise<T>) => Promise<T>,
  reconnectTerms: () => Promise<ReconnectTerms>,
  tell: TellSupply,
) {
  const repository = {
    /** Taken for a minute; what was waiting may be told from here on, and is unknown until an answer says otherwise. */
    async claim(now: Date, limit: number): Promise<DueCommand[]> {
      return (await pool.query<DueCommand>(claimSql, [now, limit])).rows;
    },

    async heard(id: number, verdict: Verdict, detail: unknown, nextAt: Date, now: Date): Promise<void> {
      const terms = await reconnectTerms();
      await inTransaction(tx => repository.apply(tx, id, verdict, { detail, nextAt, now, terms }));
    },

    /** What an answer or a result says. A command that has ended stays as it is; what it did all the same is put right. */
    async apply(
      tx: PoolClient,
      id: number,
      { status, code, supply, field }: Verdict,
      { detail, nextAt, now, terms }: Hearing,
    ): Promise<void> {
      const ended = ['done', 'failed', 'refused', 'cancelled'].includes(status);
      const { rows } = await tx.query(
        `UPDATE supply_commands SET status = $2, code = $3, ended_at = $4, next_at = $5 WHERE id = $1 AND ended_at IS NULL RETURNING id`,
        [id, status, code, ended ? now : null, ended ? null : nextAt],
      );
      if (rows.length === 0) {
        if (status === 'done' && supply === 'suspended')
          await bringBackAfterAll(tx, id, { detail, now, terms }, tell);
        return;
      }
      await note(tx, id, now, status, detail);
      if (status === 'done' && supply === 'connected') await powerIsBack(tx, id, now, tell);
      else if (supply) await tx.query(stateSql, [id, supply, now]);
      if (field) await sendFitter(tx, id, code ?? status, now);
    },

    /** Nobody has been told of it, and for the moment nobody is to be. */
    async putOff(id: number, nextAt: Date, now: Date): Promise<void> {
      await inTransaction(async tx => {
        await tx.query('UPDATE supply_commands SET next_at = $2 WHERE id = $1 AND ended_at IS NULL', [
          id,
          nextAt,
        ]);
        await note(tx, id, now, 'put-off', {});
      });
    },

    /** No answer: asked again later under the same number. */
    async silent(id: number, reason: string, nextAt: Date, now: Date): Promise<void> {
      await inTransaction(async tx => {
        await tx.query('UPDATE supply_commands SET next_at = $2 WHERE id = $1 AND ended_at IS NULL', [
          id,
          nextAt,
        ]);
        await note(tx, id, now, 'no-answer', { reason });
      });
    },

    /** Reconnects that remote control has not brought about in time get a fitter as well. */
    async sendFitters(now: Date, minutes: number): Promise<number> {
      const text = `SELECT c.id FROM supply_commands c WHERE c.action = 'connect' AND c.ended_at IS NULL
         AND c.issued_at <= $1::timestamptz - $2 * interval '1 minute' AND NOT EXISTS (SELECT FROM field_orders f WHERE f.command_id = c.id)`;
      const { rows } = await pool.query<{ id: number }>(text, [now, minutes]);
      for (const { id } of rows) await pool.query(fieldSql, [id, 'remote-late', now]);
      return rows.length;
    },

    /** Without a head-end every order is a fitter's. */
    async allToFitters(now: Date): Promise<void> {
      const { rows } = await pool.query<{ id: number }>(
        `SELECT id FROM supply_commands WHERE status = 'waiting'`,
      );
      for (const { id } of rows) {
        const verdict: Verdict = { status: 'refused', code: 'no-remote-control', field: true };
        await repository.heard(id, verdict, { code: 'no-remote-control' }, now, now);
      }
    },

    async store(eventId: string, body: Buffer): Promise<void> {
      await pool.query(
        `INSERT INTO supply_messages (event_id, body) VALUES ($1, $2)
         ON CONFLICT (event_id) DO UPDATE SET repeats = supply_messages.repeats + 1`,
        [eventId, body],
      );
    },

    async unhandled(limit: number): Promise<{ id: number; body: Buffer }[]> {
      const text = 'SELECT id, body FROM supply_messages WHERE handled_at IS NULL ORDER BY id LIMIT $1';
      return (await pool.query<{ id: number; body: Buffer }>(text, [limit])).rows;
    },

    /** One message and what follows from it, or neither. */
    async handle(
      messageId: number,
      commandNo: string,
      judgeFor: (action: SupplyAction) => Verdict,
      detail: unknown,
      now: Date,
    ): Promise<void> {
      const terms = await reconnectTerms();
      await inTransaction(async tx => {
        const taken = await tx.query(
          'UPDATE supply_messages SET handled_at = $2 WHERE id = $1 AND handled_at IS NULL RETURNING id',
          [messageId, now],
        );
        if (taken.rows.length === 0) return;
        const { rows } = await tx.query<{ id: number; action: SupplyAction }>(
          'SELECT id, action FROM supply_commands WHERE command_no = $1 FOR UPDATE',
          [commandNo],
        );
        if (!rows[0]) return;
        const { id, action } = rows[0];
        await repository.apply(tx, id, judgeFor(action), { detail, nextAt: now, now, terms });
      });
    },

    async stateOf(accountId: number): Promise<{ state: Supply; since: Date } | undefined> {
      const text = 'SELECT state, since FROM supply_states WHERE account_id = $1';
      return (await pool.query<{ state: Supply; since: Date }>(text, [accountId])).rows[0];
    },
  };
  return repository;
}

export type CommandsRepository = ReturnType<typeof createCommandsRepository>;
