import type { Pool, PoolClient } from 'pg';
import { auditStatement, withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { BusinessDate } from '../../shared/dates.ts';

export type CardStatus = 'printed' | 'active' | 'redeemed' | 'void' | 'exchanged';

export interface BatchRow {
  batchNo: string;
  faceFen: number;
  count: number;
  expiresOn: BusinessDate;
  printerKey: string;
  printerKeySha256: string;
  status: 'requested' | 'generated' | 'rejected';
  requestedBy: string;
  decidedBy: string | null;
  createdAt: Date;
  decidedAt: Date | null;
  exportedBy: string | null;
  exportedAt: Date | null;
  /** Cards by status. */
  cards: Partial<Record<CardStatus, number>>;
}

export interface BatchDecision {
  by: string;
  at: Date;
  audit: AuditRecord;
}

export interface CardRow {
  id: number;
  serial: string;
  batchId: number;
  faceFen: number;
  pinHash: Buffer;
  expiresOn: BusinessDate;
  status: CardStatus;
  saleId: number | null;
  lockedUntil: Date | null;
  paymentNo: string | null;
  requestKey: string | null;
}

export interface CardDetail {
  serial: string;
  batchNo: string;
  faceFen: number;
  status: CardStatus;
  expiresOn: string;
  saleNo: string | null;
  buyer: string | null;
  soldAt: Date | null;
  redeemedAt: Date | null;
  paymentNo: string | null;
  replaces: string | null;
  replacedBy: string | null;
  wrongTries: number;
  lockedUntil: Date | null;
}

export interface SaleRow {
  saleNo: string;
  buyer: string;
  count: number;
  firstSerial: string;
  lastSerial: string;
  amountFen: number;
  voidedFen: number;
  paidFen: number;
  repaidFen: number;
  creditFen: number;
  redeemedFen: number;
  soldBy: string;
  soldAt: Date;
  paidOn: string | null;
  bankReference: string | null;
}

export interface Circulation {
  activeFen: number;
  owedFen: number;
  unpaidSalesFen: number;
  creditFen: number;
}

export interface RedeemedCard {
  serial: string;
  faceFen: number;
  redeemedAt: Date;
  saleNo: string;
  /** Its buyer has paid for the sale. */
  isPaid: boolean;
}

export interface NewCard {
  serial: string;
  pinHash: Buffer;
}

export interface CardsRepository {
  request(
    batch: Pick<
      BatchRow,
      'faceFen' | 'count' | 'expiresOn' | 'printerKey' | 'printerKeySha256' | 'requestedBy'
    >,
    entryOf: (batchNo: string) => AuditRecord,
  ): Promise<string>;
  batches(): Promise<BatchRow[]>;
  batch(batchNo: string): Promise<BatchRow | undefined>;
  reject(batchNo: string, doing: BatchDecision): Promise<boolean>;
  /** The cards, their hashes and the printer's file are there together. False when somebody else has decided. */
  generate(batchNo: string, cards: readonly NewCard[], file: Buffer, doing: BatchDecision): Promise<boolean>;
  /** Gives the printer's file out once and forgets it. */
  takeExport(batchNo: string, given: BatchDecision): Promise<Buffer | undefined>;
  sell(
    tx: PoolClient,
    from: string,
    to: string,
    buyer: string,
    by: string,
    on: BusinessDate,
  ): Promise<{ saleNo: string; cards: number; amountFen: number }>;
  settleSale(
    tx: PoolClient,
    saleNo: string,
    bank: { bankReference: string; creditedFen?: number },
    by: string,
    on: BusinessDate,
  ): Promise<number>;
  /** @returns what its buyer has been paid back */
  repaySale(
    tx: PoolClient,
    saleNo: string,
    bankReference: string,
    by: string,
    on: BusinessDate,
  ): Promise<number>;
  sales(page: number, size: number): Promise<SaleRow[]>;
  void(
    tx: PoolClient,
    from: string,
    to: string,
    by: string,
    on: BusinessDate,
  ): Promise<{ voided: number; amountFen: number }>;
  detail(serial: string): Promise<CardDetail | undefined>;
  unlock(tx: PoolClient, serial: string): Promise<boolean>;
  redeemedOn(day: BusinessDate): Promise<RedeemedCard[]>;
  /** What the cards in circulation are worth, against what the books owe; what buyers owe, and what they are owed. */
  circulation(): Promise<Circulation>;

  /** Locks the try counter of a person; says until when they are locked out. */
  lockSubject(tx: PoolClient, subject: string, now: Date): Promise<Date | null>;
  lockCard(tx: PoolClient, serial: string): Promise<CardRow | undefined>;
  countWrong(tx: PoolClient, subject: string, cardId: number | null, now: Date): Promise<void>;
  redeemed(
    tx: PoolClient,
    cardId: number,
    by: { subject: string; requestKey: string | null },
    paymentNo: string,
    at: Date,
  ): Promise<void>;
  /** How much of a redeemed card went to what was owed. */
  toBillsOf(tx: PoolClient, paymentNo: string): Promise<number>;
  nextExchangeSeq(tx: PoolClient): Promise<number>;
  exchange(
    tx: PoolClient,
    old: CardRow,
    card: NewCard,
    expiresOn: BusinessDate,
    requestKey: string,
  ): Promise<void>;
  /** The card given for this one. */
  givenFor(tx: PoolClient, old: CardRow): Promise<{ serial: string; expiresOn: BusinessDate }>;
}

const batchColumns = `b.batch_no AS "batchNo", b.face_fen AS "faceFen", b.count, b.expires_on::text AS "expiresOn", b.printer_key AS "printerKey",
  b.printer_key_sha256 AS "printerKeySha256", b.status, b.requested_by AS "requestedBy", b.decided_by AS "decidedBy", b.created_at AS "createdAt",
  b.decided_at AS "decidedAt", b.exported_by AS "exportedBy", b.exported_at AS "exportedAt",
  coalesce((SELECT jsonb_object_agg(status, n) FROM (SELECT status, count(*) AS n FROM cards c WHERE c.batch_id = b.id GROUP BY status) s), '{}') AS cards`;

export function createCardsRepository(
  pool: Pool,
  inTransaction: <T>(work: (tx: PoolClient) => Promise<T>) => Promise<T>,
): CardsRepository {
  const one = async <T extends object>(text: string, values: unknown[], client: Pool | PoolClient = pool) =>
    (await client.query<T>(text, values)).rows[0];
  return {
    request: ({ faceFen, count, expiresOn, printerKey, printerKeySha256, requestedBy }, entryOf) =>
      inTransaction(async tx => {
        const text = `INSERT INTO card_batches (batch_no, face_fen, count, expires_on, printer_key, printer_key_sha256, requested_by)
          VALUES (lpad(nextval('card_batch_numbers')::text, 6, '0'), $1, $2, $3, $4, $5, $6) RETURNING batch_no AS "batchNo"`;
        const values = [faceFen, count, expiresOn, printerKey, printerKeySha256, requestedBy];
        const { batchNo } = (await one<{ batchNo: string }>(text, values, tx))!;
        await tx.query(auditStatement(entryOf(batchNo)));
        return batchNo;
      }),
    batches: async () =>
      (await pool.query<BatchRow>(`SELECT ${batchColumns} FROM card_batches b ORDER BY b.id DESC LIMIT 200`))
        .rows,
    batch: batchNo =>
      one<BatchRow>(`SELECT ${batchColumns} FROM card_batches b WHERE b.batch_no = $1`, [batchNo]),
    async reject(batchNo, { by, at, audit }) {
      const text = `UPDATE card_batches SET status = 'rejected', decided_by = $2, decided_at = $3 WHERE batch_no = $1 AND status = 'requested'`;
      return (await pool.query(withAudit(text, [batchNo, by, at], audit))).rowCount === 1;
    },
    generate: (batchNo, cards, file, { by, at, audit }) =>
      inTransaction(async tx => {
        const batch = await one<{ id: number }>(
          `UPDATE card_batches SET status = 'generated', decided_by = $2, decided_at = $3, export = $4 WHERE batch_no = $1 AND status = 'requested' RETURNING id`,
          [batchNo, by, at, file],
          tx,
        );
        if (!batch) return false;
        await tx.query(auditStatement(audit));
        await tx.query(
          `INSERT INTO cards (serial, batch_id, face_fen, pin_hash, expires_on)
             SELECT card.serial, b.id, b.face_fen, card.hash, b.expires_on FROM card_batches b, unnest($2::text[], $3::bytea[]) AS card (serial, hash) WHERE b.id = $1`,
          [batch.id, cards.map(card => card.serial), cards.map(card => card.pinHash)],
        );
        return true;
      }),
    takeExport: (batchNo, { by, at, audit }) =>
      inTransaction(async tx => {
        const row = await one<{ export: Buffer | null }>(
          'SELECT export FROM card_batches WHERE batch_no = $1 FOR UPDATE',
          [batchNo],
          tx,
        );
        if (!row?.export) return undefined;
        await tx.query(
          'UPDATE card_batches SET export = NULL, exported_by = $2, exported_at = $3 WHERE batch_no = $1',
          [batchNo, by, at],
        );
        await tx.query(auditStatement(audit));
        return row.export;
      }),
    async sell(tx, from, to, buyer, by, on) {
      const text =
        'SELECT sale_no AS "saleNo", cards, amount_fen AS "amountFen" FROM sell_cards($1, $2, $3, $4, $5)';
      const values = [from, to, buyer, by, on];
      return (await one<{ saleNo: string; cards: number; amountFen: number }>(text, values, tx))!;
    },
    async settleSale(tx, saleNo, { bankReference, creditedFen }, by, on) {
      const text = 'SELECT settle_card_sale($1, $2, $3, $4, $5) AS paid';
      const values = [saleNo, bankReference, by, on, creditedFen ?? null];
      return (await one<{ paid: number }>(text, values, tx))!.paid;
    },
    async repaySale(tx, saleNo, bankReference, by, on) {
      const text = 'SELECT repay_card_sale($1, $2, $3, $4) AS repaid';
      return (await one<{ repaid: number }>(text, [saleNo, bankReference, by, on], tx))!.repaid;
    },
    sales: async (page, size) =>
      (
        await pool.query<SaleRow>(
          `SELECT s.sale_no AS "saleNo", s.buyer, s.count, c.first AS "firstSerial", c.last AS "lastSerial", s.amount_fen AS "amountFen",
             s.voided_fen AS "voidedFen", s.paid_fen AS "paidFen", s.repaid_fen AS "repaidFen", card_sale_credit(s) AS "creditFen",
             c.redeemed AS "redeemedFen", s.sold_by AS "soldBy", s.sold_at AS "soldAt",
             s.paid_on::text AS "paidOn", s.bank_reference AS "bankReference"
           FROM card_sales s, LATERAL (SELECT min(serial) AS first, max(serial) AS last,
             coalesce(sum(face_fen) FILTER (WHERE status = 'redeemed'), 0)::bigint AS redeemed FROM cards WHERE sale_id = s.id AND replaces_id IS NULL) c
          ORDER BY s.id DESC OFFSET $1 LIMIT $2`,
          [(page - 1) * size, size],
        )
      ).rows,
    async void(tx, from, to, by, on) {
      const text = 'SELECT voided, amount_fen AS "amountFen" FROM void_cards($1, $2, $3, $4)';
      return (await one<{ voided: number; amountFen: number }>(text, [from, to, by, on], tx))!;
    },
    detail: serial =>
      one<CardDetail>(
        `SELECT c.serial, b.batch_no AS "batchNo", c.face_fen AS "faceFen", c.status, c.expires_on::text AS "expiresOn", s.sale_no AS "saleNo", s.buyer,
           s.sold_at AS "soldAt", c.redeemed_at AS "redeemedAt", c.payment_no AS "paymentNo", o.serial AS replaces, n.serial AS "replacedBy",
           c.wrong_tries AS "wrongTries", c.locked_until AS "lockedUntil"
         FROM cards c JOIN card_batches b ON b.id = c.batch_id LEFT JOIN card_sales s ON s.id = c.sale_id
         LEFT JOIN cards o ON o.id = c.replaces_id LEFT JOIN cards n ON n.replaces_id = c.id WHERE c.serial = $1`,
        [serial],
      ),
    async unlock(tx, serial) {
      const text = `UPDATE cards SET locked_until = NULL, wrong_tries = 0 WHERE serial = $1 AND status IN ('printed', 'active')`;
      return (await tx.query(text, [serial])).rowCount === 1;
    },
    async redeemedOn(day) {
      const text = `SELECT c.serial, c.face_fen AS "faceFen", c.redeemed_at AS "redeemedAt", s.sale_no AS "saleNo", s.paid_on IS NOT NULL AS "isPaid"
        FROM cards c JOIN card_sales s ON s.id = c.sale_id WHERE c.status = 'redeemed' AND shanghai_date(c.redeemed_at) = $1::date ORDER BY c.redeemed_at, c.id`;
      return (await pool.query<RedeemedCard>(text, [day])).rows;
    },
    async circulation() {
      const text = `SELECT (SELECT coalesce(sum(face_fen), 0)::bigint FROM cards WHERE status = 'active') AS "activeFen",
          (SELECT coalesce(-sum(amount_fen), 0)::bigint FROM ledger_postings WHERE account_code = 'recharge-cards') AS "owedFen",
          coalesce(sum(GREATEST(0, amount_fen - voided_fen - paid_fen)), 0)::bigint AS "unpaidSalesFen", coalesce(sum(card_sale_credit(s)), 0)::bigint AS "creditFen"
        FROM card_sales s`;
      return (await one<Circulation>(text, []))!;
    },

    async lockSubject(tx, subject, now) {
      await tx.query(
        'INSERT INTO card_tries (subject, window_start) VALUES ($1, $2) ON CONFLICT DO NOTHING',
        [subject, now],
      );
      const row = await one<{ lockedUntil: Date | null }>(
        'SELECT locked_until AS "lockedUntil" FROM card_tries WHERE subject = $1 FOR UPDATE',
        [subject],
        tx,
      );
      return row?.lockedUntil ?? null;
    },
    lockCard: (tx, serial) =>
      one<CardRow>(
        `SELECT id, serial, batch_id AS "batchId", face_fen AS "faceFen", pin_hash AS "pinHash", expires_on::text AS "expiresOn", status,
           sale_id AS "saleId", locked_until AS "lockedUntil", payment_no AS "paymentNo", request_key AS "requestKey" FROM cards WHERE serial = $1 FOR UPDATE`,
        [serial],
        tx,
      ),
    async countWrong(tx, subject, cardId, now) {
      await tx.query('SELECT count_wrong_card_try($1, $2, $3)', [subject, cardId, now]);
    },
    async redeemed(tx, cardId, { subject, requestKey }, paymentNo, at) {
      await tx.query(
        `UPDATE cards SET status = 'redeemed', payment_no = $2, redeemed_at = $3, request_key = $4, wrong_tries = 0, locked_until = NULL WHERE id = $1`,
        [cardId, paymentNo, at, requestKey],
      );
      await tx.query('UPDATE card_tries SET wrong_tries = 0 WHERE subject = $1', [subject]);
    },
    async toBillsOf(tx, paymentNo) {
      const text = `SELECT coalesce(sum(i.amount_fen), 0)::bigint AS fen FROM payments p JOIN payment_items i ON i.payment_id = p.id
           JOIN payables y ON y.id = i.payable_id AND y.kind <> 'prepayment' WHERE p.payment_no = $1`;
      return (await one<{ fen: number }>(text, [paymentNo], tx))!.fen;
    },
    nextExchangeSeq: async tx =>
      (await one<{ seq: number }>(`SELECT nextval('card_exchange_numbers') AS seq`, [], tx))!.seq,
    async exchange(tx, old, card, expiresOn, requestKey) {
      await tx.query(`UPDATE cards SET status = 'exchanged', request_key = $2 WHERE id = $1`, [
        old.id,
        requestKey,
      ]);
      await tx.query(
        `INSERT INTO cards (serial, batch_id, face_fen, pin_hash, expires_on, status, sale_id, replaces_id) VALUES ($1, $2, $3, $4, $5, 'active', $6, $7)`,
        [card.serial, old.batchId, old.faceFen, card.pinHash, expiresOn, old.saleId, old.id],
      );
    },
    async givenFor(tx, old) {
      const text = 'SELECT serial, expires_on::text AS "expiresOn" FROM cards WHERE replaces_id = $1';
      return (await one<{ serial: string; expiresOn: BusinessDate }>(text, [old.id], tx))!;
    },
  };
}
