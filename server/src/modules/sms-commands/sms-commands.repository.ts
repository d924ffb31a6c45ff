import type { Pool, PoolClient } from 'pg';

export interface InboundRow {
  eventId: string;
  phoneHash: Buffer;
  phoneEnc: Buffer;
  textEnc: Buffer;
  secretEnc: Buffer | null;
  bodyEnc: Buffer;
  digest: string;
  sentAt: Date;
  receivedAt: Date;
}

export interface StoredInbound {
  id: number;
  phoneHash: Buffer;
  phoneEnc: Buffer;
  textEnc: Buffer;
  secretEnc: Buffer | null;
  sentAt: Date;
  receivedAt: Date;
}

export interface OrderItem {
  payableId: number;
  amountFen: number;
}

export interface OrderRow {
  id: number;
  personId: string;
  accountNo: string;
  holderPeriodId: number;
  items: OrderItem[];
  totalFen: number;
  codeHash: Buffer;
  expiresAt: Date;
}

export interface InboundView {
  id: number;
  phoneEnc: Buffer;
  command: string | null;
  result: string | null;
  sentAt: Date;
  receivedAt: Date;
  handledAt: Date | null;
  repeats: number;
}

export interface HouseholdOfPhone {
  accountNo: string;
  holderPeriodId: number;
  /** Whose use may be seen; not of one that has been left. */
  full: boolean;
  /** Of one that has been left only what is still owed is told. */
  left: boolean;
}

export interface PersonOfPhone {
  personId: string;
  /** The default one first, those that have been left last. */
  households: HouseholdOfPhone[];
}

export interface SmsCommandsRepository {
  /** Stores it, or counts a repeat. */
  store(row: InboundRow): Promise<{ id: number; isNew: boolean }>;
  /** Those that ten tries have not handled are tried once more in every hour: none is given up in silence. */
  unhandled(olderThan: Date, limit: number): Promise<number[]>;
  countAttempt(id: number): Promise<number>;
  /** Locks one that is not handled; undefined when somebody else has it. */
  lock(tx: PoolClient, id: number): Promise<StoredInbound | undefined>;
  handled(
    tx: PoolClient,
    id: number,
    command: string,
    result: string,
    replied: boolean,
    at: Date,
  ): Promise<void>;
  /** What was read of them stays; how they came does not. */
  forgetBodies(before: Date): Promise<void>;
  /** What this phone has been answered within a time, all or with one result. */
  answered(tx: PoolClient, phoneHash: Buffer, since: Date, result?: string): Promise<number>;
  /** The person who has proved this phone, with the households they are bound to, and those they have left and still owe something for. */
  person(phoneHash: Buffer, today: string): Promise<PersonOfPhone | undefined>;
  waiting(tx: PoolClient, phoneHash: Buffer): Promise<OrderRow | undefined>;
  replaceOrder(tx: PoolClient, phoneHash: Buffer, order: Omit<OrderRow, 'id'>): Promise<void>;
  finishOrder(tx: PoolClient, id: number, status: 'confirmed' | 'changed' | 'replaced'): Promise<void>;
  optOut(tx: PoolClient, phoneHash: Buffer, at: Date): Promise<void>;
  optIn(tx: PoolClient, phoneHash: Buffer): Promise<void>;
  list(page: number, limit: number): Promise<InboundView[]>;
  /** Messages of a day by direction and result. */
  counts(from: Date, to: Date): Promise<{ command: string; result: string; count: number }[]>;
}

const orderColumns = `id, person_id AS "personId", account_no AS "accountNo", holder_period_id AS "holderPeriodId", items, total_fen AS "totalFen",
  code_hash AS "codeHash", expires_at AS "expiresAt"`;

export function createSmsCommandsRepository(pool: Pool): SmsCommandsRepository {
  return {
    async store({ eventId, phoneHash, phoneEnc, textEnc, secretEnc, bodyEnc, digest, sentAt, receivedAt }) {
      const { rows } = await pool.query<{ id: number; isNew: boolean }>(
        `INSERT INTO sms_inbound (event_id, phone_hash, phone_enc, text_enc, secret_enc, body_enc, digest, sent_at, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (event_id) DO UPDATE SET repeats = sms_inbound.repeats + 1 RETURNING id, repeats = 0 AS "isNew"`,
        [eventId, phoneHash, phoneEnc, textEnc, secretEnc, bodyEnc, digest, sentAt, receivedAt],
      );
      return rows[0]!;
    },
    unhandled: async (olderThan, limit) =>
      (
        await pool.query<{ id: number }>(
          `SELECT id FROM sms_inbound WHERE status = 'stored' AND received_at < $1
              AND attempts < 10 + floor(extract(epoch FROM $1 - received_at) / 3600) ORDER BY id LIMIT $2`,
          [olderThan, limit],
        )
      ).rows.map(row => row.id),
    async countAttempt(id) {
      const text = 'UPDATE sms_inbound SET attempts = attempts + 1 WHERE id = $1 RETURNING attempts';
      return (await pool.query<{ attempts: number }>(text, [id])).rows[0]?.attempts ?? 0;
    },
    async lock(tx, id) {
      const text = `SELECT id, phone_hash AS "phoneHash", phone_enc AS "phoneEnc", text_enc AS "textEnc", secret_enc AS "secretEnc",
          sent_at AS "sentAt", received_at AS "receivedAt" FROM sms_inbound WHERE id = $1 AND status = 'stored' FOR UPDATE SKIP LOCKED`;
      return (await tx.query<StoredInbound>(text, [id])).rows[0];
    },
    async handled(tx, id, command, result, replied, at) {
      await tx.query(
        `UPDATE sms_inbound SET status = 'handled', command = $2, result = $3, replied = $4, handled_at = $5, secret_enc = NULL,
           body_enc = CASE WHEN secret_enc IS NULL THEN body_enc END WHERE id = $1`,
        [id, command, result, replied, at],
      );
    },
    async forgetBodies(before) {
      const text = 'UPDATE sms_inbound SET body_enc = NULL WHERE body_enc IS NOT NULL AND handled_at < $1';
      await pool.query(text, [before]);
    },
    async answered(tx, phoneHash, since, result) {
      // One phone's messages one after the other, so that limits cannot be outrun.
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `sms:${phoneHash.toString('hex')}`,
      ]);
      const text = `SELECT count(*)::int AS count FROM sms_inbound WHERE phone_hash = $1 AND handled_at > $2 AND replied AND ($3::text IS NULL OR result = $3)`;
      return (await tx.query<{ count: number }>(text, [phoneHash, since, result ?? null])).rows[0]!.count;
    },
    async person(phoneHash, today) {
      const text = `SELECT p.id AS "personId", coalesce(jsonb_agg(jsonb_build_object('accountNo', s.account_no, 'holderPeriodId', h.id,
             'full', b.level = 'full' AND NOT e.gone, 'left', e.gone) ORDER BY e.gone, b.is_default DESC, b.created_at) FILTER (WHERE NOT e.gone
               OR (b.level = 'full' AND EXISTS (SELECT FROM payables y WHERE y.holder_period_id = h.id AND y.status = 'open' AND y.paid_fen < y.amount_fen AND y.kind <> 'prepayment'))), '[]') AS households
         FROM people p
         LEFT JOIN bindings b ON b.person_id = p.id AND b.removed_at IS NULL
         LEFT JOIN holder_periods h ON h.id = b.holder_period_id AND h.from_date <= $2::date
         LEFT JOIN supply_accounts s ON s.id = h.account_id
         CROSS JOIN LATERAL (SELECT coalesce(h.to_date <= $2::date, false) OR s.status = 'closed' AS gone) e
        WHERE p.phone_hash = $1 GROUP BY p.id`;
      return (await pool.query<PersonOfPhone>(text, [phoneHash, today])).rows[0];
    },
    async waiting(tx, phoneHash) {
      const text = `SELECT ${orderColumns} FROM sms_orders WHERE phone_hash = $1 AND status = 'waiting' FOR UPDATE`;
      return (await tx.query<OrderRow>(text, [phoneHash])).rows[0];
    },
    async replaceOrder(tx, phoneHash, order) {
      await tx.query(
        `UPDATE sms_orders SET status = 'replaced' WHERE phone_hash = $1 AND status = 'waiting'`,
        [phoneHash],
      );
      await tx.query(
        `INSERT INTO sms_orders (phone_hash, person_id, account_no, holder_period_id, items, total_fen, code_hash, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          phoneHash,
          order.personId,
          order.accountNo,
          order.holderPeriodId,
          JSON.stringify(order.items),
          order.totalFen,
          order.codeHash,
          order.expiresAt,
        ],
      );
    },
    async finishOrder(tx, id, status) {
      await tx.query('UPDATE sms_orders SET status = $2 WHERE id = $1', [id, status]);
    },
    async optOut(tx, phoneHash, at) {
      await tx.query('INSERT INTO sms_opt_outs (phone_hash, since) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        phoneHash,
        at,
      ]);
    },
    async optIn(tx, phoneHash) {
      await tx.query('DELETE FROM sms_opt_outs WHERE phone_hash = $1', [phoneHash]);
    },
    list: async (page, limit) =>
      (
        await pool.query<InboundView>(
          `SELECT id, phone_enc AS "phoneEnc", command, result, sent_at AS "sentAt", received_at AS "receivedAt", handled_at AS "handledAt", repeats
           FROM sms_inbound ORDER BY id DESC OFFSET $1 LIMIT $2`,
          [(page - 1) * (limit - 1), limit],
        )
      ).rows,
    counts: async (from, to) =>
      (
        await pool.query<{ command: string; result: string; count: number }>(
          `SELECT coalesce(command, 'waiting') AS command, coalesce(result, 'waiting') AS result, count(*)::int AS count
           FROM sms_inbound WHERE received_at >= $1 AND received_at < $2 GROUP BY 1, 2 ORDER BY 3 DESC`,
          [from, to],
        )
      ).rows,
  };
}
