import type { Pool, PoolClient } from 'pg';

export interface PayLinkItem {
  payableId: number;
  amountFen: number;
}

export interface PayLinkRow {
  accountNo: string;
  holderPeriodId: number;
  items: PayLinkItem[];
  totalFen: number;
  reason: string;
  expiresAt: Date;
}

export interface PayLinksRepository {
  add(tx: PoolClient, tokenHash: Buffer, link: PayLinkRow): Promise<void>;
  find(tokenHash: Buffer): Promise<PayLinkRow | undefined>;
  /** What is still owed of its bills, and for which of them a batch debit is out. */
  stillOwed(items: readonly PayLinkItem[], now: Date): Promise<{ owedFen: number; locked: boolean }>;
  /** How the person is bound to the household of whom the message went to: as it is held today, or, in full, as it was until they left. */
  bound(personId: string, holderPeriodId: number, today: string): Promise<'held' | 'left' | undefined>;
  forgetExpired(before: Date): Promise<void>;
}

export function createPayLinksRepository(pool: Pool): PayLinksRepository {
  return {
    async add(tx, tokenHash, { accountNo, holderPeriodId, items, totalFen, reason, expiresAt }) {
      await tx.query(
        `INSERT INTO pay_links (token_hash, account_no, holder_period_id, items, total_fen, reason, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [tokenHash, accountNo, holderPeriodId, JSON.stringify(items), totalFen, reason, expiresAt],
      );
    },
    async find(tokenHash) {
      const text = `SELECT account_no AS "accountNo", holder_period_id AS "holderPeriodId", items, total_fen AS "totalFen", reason, expires_at AS "expiresAt"
         FROM pay_links WHERE token_hash = $1`;
      return (await pool.query<PayLinkRow>(text, [tokenHash])).rows[0];
    },
    async stillOwed(items, now) {
      const text = `SELECT coalesce(sum(amount_fen - paid_fen), 0)::bigint AS "owedFen", coalesce(bool_or(locked_until > $2), false) AS locked
         FROM payables WHERE id = ANY ($1) AND status = 'open'`;
      const { rows } = await pool.query<{ owedFen: number; locked: boolean }>(text, [
        items.map(item => item.payableId),
        now,
      ]);
      return rows[0]!;
    },
    async bound(personId, holderPeriodId, today) {
      const text = `SELECT CASE WHEN coalesce(h.to_date <= $3::date, false) OR s.status = 'closed' THEN 'left' ELSE 'held' END AS how
          FROM bindings b JOIN holder_periods h ON h.id = b.holder_period_id AND h.from_date <= $3::date JOIN supply_accounts s ON s.id = h.account_id
         WHERE b.person_id = $1 AND b.removed_at IS NULL AND h.id = $2
           AND (b.level = 'full' OR (s.status <> 'closed' AND (h.to_date IS NULL OR h.to_date > $3::date)))`;
      const { rows } = await pool.query<{ how: 'held' | 'left' }>(text, [personId, holderPeriodId, today]);
      return rows[0]?.how;
    },
    async forgetExpired(before) {
      await pool.query('DELETE FROM pay_links WHERE expires_at < $1', [before]);
    },
  };
}
