/** The end of one holder and the beginning of the next. Everything in the caller's transaction. */
import type { Pool, PoolClient } from 'pg';
import { supplyPauses } from './supply-pauses.repository.ts';

export interface PresentHolding {
  accountId: number;
  accountNo: string;
  regionCode: string;
  category: 'residential' | 'commercial';
  status: string;
  holderPeriodId: number;
  from: string;
  /** Not null once it has been ended, be it as of tomorrow. */
  to: string | null;
  billedTo: string | null;
  meterId: number | null;
  /** Whether that meter counts peak and valley apart. */
  timeOfUse: boolean | null;
  digits: number | null;
  multiplier: number | null;
  /** The last reading that is not an estimate. */
  lastOn: string | null;
  lastTotal: number | null;
}

/** In hundredths of a kWh. */
export interface Registers {
  total: number;
  peak: number | null;
  valley: number | null;
}

interface EndedWithBalance {
  id: number;
  caseNo: string;
  by: string;
}

/** What is left on a balance of the money of one payment. */
interface BalanceOfPayment {
  paymentNo: string;
  tradeNo: string;
  account: 'customer-balance' | 'customer-prepaid';
  amountFen: number;
}

export const holding = {
  /** Who holds the account now, locked: nobody bills or moves it meanwhile. */
  async present(tx: PoolClient, accountId: number, today: string): Promise<PresentHolding | undefined> {
    await tx.query('SELECT FROM supply_accounts WHERE id = $1 FOR UPDATE', [accountId]);
    const text = `SELECT a.id AS "accountId", a.account_no AS "accountNo", a.region_code AS "regionCode", a.category, a.status, h.id AS "holderPeriodId", h.from_date::text AS "from", h.to_date::text AS "to",
        (SELECT max(b.to_date)::text FROM bills b WHERE b.holder_period_id = h.id AND b.kind = 'bill' AND b.live) AS "billedTo",
        i.meter_id AS "meterId", m.time_of_use AS "timeOfUse", m.digits, m.multiplier, r.read_on::text AS "lastOn", r.total AS "lastTotal"
      FROM supply_accounts a JOIN holder_periods h ON h.account_id = a.id AND h.from_date <= $2::date AND (h.to_date IS NULL OR h.to_date > $2::date)
      LEFT JOIN LATERAL (SELECT meter_id FROM meter_installations WHERE metering_point_id = a.metering_point_id AND (removed_on IS NULL OR removed_on > $2::date)
                          ORDER BY installed_on DESC LIMIT 1) i ON true
      LEFT JOIN meters m ON m.id = i.meter_id
      LEFT JOIN LATERAL (SELECT read_on, total FROM readings WHERE meter_id = i.meter_id AND quality = 'actual' ORDER BY read_on DESC LIMIT 1) r ON true
      WHERE a.id = $1 ORDER BY h.from_date DESC LIMIT 1`;
    return (await tx.query<PresentHolding>(text, [accountId, today])).rows[0];
  },

  /** What the meter showed at the end of that day, if it was read: no estimate. */
  async readOn(tx: PoolClient, meterId: number, on: string): Promise<Registers | undefined> {
    const text = `SELECT total, peak, valley FROM readings WHERE meter_id = $1 AND read_on = $2 AND quality = 'actual'`;
    return (await tx.query<Registers>(text, [meterId, on])).rows[0];
  },

  /** The live bill that ended on that day with this meter, and the registers it ended with, be they an estimate. */
  async billedAt(
    tx: PoolClient,
    meterId: number,
    on: string,
  ): Promise<(Registers & { billNo: string }) | undefined> {
    const register = (name: string) =>
      `(max((x #>> '{to,value}')::bigint) FILTER (WHERE x ->> 'register' = '${name}')) AS ${name}`;
    const text = `SELECT b.bill_no AS "billNo", ${register('total')}, ${register('peak')}, ${register('valley')}
      FROM meters m JOIN meter_installations i ON i.meter_id = m.id JOIN supply_accounts a ON a.metering_point_id = i.metering_point_id
      JOIN holder_periods h ON h.account_id = a.id
      JOIN bills b ON b.holder_period_id = h.id AND b.kind = 'bill' AND b.live AND b.payable_id IS NOT NULL AND b.to_date = $2::date,
        jsonb_array_elements(b.content -> 'readings') x
      WHERE m.id = $1 AND x ->> 'assetNo' = m.asset_no AND (x #>> '{to,on}')::date = $2::date GROUP BY b.bill_no`;
    return (await tx.query<Registers & { billNo: string }>(text, [meterId, on])).rows[0];
  },

  /** The readings next to that day on either side, no estimates. */
  async readAround(tx: PoolClient, meterId: number, on: string): Promise<(Registers & { on: string })[]> {
    const text = `(SELECT read_on::text AS "on", total, peak, valley FROM readings WHERE meter_id = $1 AND read_on < $2 AND quality = 'actual' ORDER BY read_on DESC LIMIT 1)
      UNION ALL (SELECT read_on::text, total, peak, valley FROM readings WHERE meter_id = $1 AND read_on > $2 AND quality = 'actual' ORDER BY read_on LIMIT 1)`;
    return (await tx.query<Registers & { on: string }>(text, [meterId, on])).rows;
  },

  /** Payables of the holder that are still owed. */
  async openSums(tx: PoolClient, holderPeriodId: number): Promise<number> {
    const text = `SELECT count(*)::int AS count FROM payables WHERE holder_period_id = $1 AND status = 'open' AND paid_fen < amount_fen AND kind IN ('bill', 'late-fee')`;
    return (await tx.query<{ count: number }>(text, [holderPeriodId])).rows[0]!.count;
  },

  /** What they still owe of it, late fees and all. */
  async owedFen(pool: Pool, holderPeriodId: number): Promise<number> {
    const text = `SELECT coalesce(sum(amount_fen - paid_fen), 0)::bigint AS fen FROM payables WHERE holder_period_id = $1 AND status = 'open' AND kind <> 'prepayment'`;
    return (await pool.query<{ fen: number }>(text, [holderPeriodId])).rows[0]!.fen;
  },

  /** Held through that day. Readings and plans that were put in for later days stay with the meter; options end. */
  async end(tx: PoolClient, holderPeriodId: number, lastDay: string): Promise<void> {
    await tx.query(`UPDATE holder_periods SET to_date = $2::date + 1 WHERE id = $1`, [
      holderPeriodId,
      lastDay,
    ]);
    await tx.query(
      `UPDATE tariff_options SET to_date = GREATEST(from_date, $2::date + 1) WHERE holder_period_id = $1 AND (to_date IS NULL OR to_date > $2::date + 1)`,
      [holderPeriodId, lastDay],
    );
    await tx.query(
      `UPDATE prepaid_agreements SET ended_on = $2::date + 1 WHERE holder_period_id = $1 AND ended_on IS NULL`,
      [holderPeriodId, lastDay],
    );
    await supplyPauses.end(tx, holderPeriodId, lastDay);
    await tx.query('DELETE FROM alert_rules WHERE holder_period_id = $1', [holderPeriodId]);
  },

  /**
   * Who was bound to a holder that a case has ended loses it, once nothing is left to pay; until then the account itself is
   * closed to them all the same. Of one holder period, or of all.
   */
  async endBindings(tx: PoolClient | Pool, today: string, holderPeriodId: number | null): Promise<void> {
    const text = `UPDATE bindings b SET removed_at = now(), removed_by = 'system', is_default = false, is_holder = false
       FROM applications c JOIN holder_periods h ON h.id = (c.facts #>> '{result,endedHolding}')::bigint
      WHERE c.facts #>> '{result,endedHolding}' IS NOT NULL AND ($2::bigint IS NULL OR (c.facts #>> '{result,endedHolding}')::bigint = $2)
        AND b.holder_period_id = h.id AND b.removed_at IS NULL AND h.to_date <= $1::date
        AND NOT EXISTS (SELECT FROM payables y WHERE y.holder_period_id = h.id AND y.status = 'open' AND y.paid_fen < y.amount_fen AND y.kind <> 'prepayment')`;
    await tx.query(text, [today, holderPeriodId]);
  },

  /**
   * What of the holder's balance and prepayment can go back to whom it came from, the latest money first. Either may have been
   * used up in part since it came, or been asked back already, so each collection gets back no more than is left of each. A cheque that
   * the bank has not credited is not there to be given back.
   */
  async balanceSources(pool: Pool, holderPeriodId: number): Promise<BalanceOfPayment[]> {
    const text = `WITH room AS (
        SELECT c.id, c.trade_no, p.payment_no, al.account_code, sum(al.amount_fen - al.taken_back_fen) - asked_of_balance($1, al.account_code, c.id) AS fen,
          pool_of($1, al.account_code) - asked_of_balance($1, al.account_code) AS pool
        FROM allocations al JOIN collections c ON c.id = al.collection_id JOIN payments p ON p.id = c.payment_id
        WHERE al.holder_period_id = $1 AND al.account_code IN ('customer-balance', 'customer-prepaid') AND al.taken_back_fen < al.amount_fen
          AND NOT is_uncleared(p.id)
        GROUP BY c.id, c.trade_no, p.payment_no, al.account_code
      ), part AS (
        SELECT *, LEAST(fen, GREATEST(0, pool - (sum(fen) OVER (PARTITION BY account_code ORDER BY id DESC) - fen)))::bigint AS "left" FROM room
      )
      SELECT payment_no AS "paymentNo", trade_no AS "tradeNo", account_code AS account, "left" AS "amountFen" FROM part WHERE "left" > 0 ORDER BY id DESC, account_code`;
    return (await pool.query<BalanceOfPayment>(text, [holderPeriodId])).rows;
  },

  /** Cases that have ended a holder who still has money with us, and who did it: those after that one. */
  async endedWithBalance(pool: Pool, since: Date, after: number, limit: number): Promise<EndedWithBalance[]> {
    const text = `SELECT c.id, c.case_no AS "caseNo", c.owner AS by FROM applications c
        JOIN customer_balances b ON b.holder_period_id = (c.facts #>> '{result,endedHolding}')::bigint AND b.balance_fen + b.prepaid_fen > 0
       WHERE c.facts #>> '{result,endedHolding}' IS NOT NULL AND c.status = 'done' AND c.ended_at >= $1 AND c.owner IS NOT NULL AND c.id > $2 ORDER BY c.id LIMIT $3`;
    return (await pool.query<EndedWithBalance>(text, [since, after, limit])).rows;
  },

  /** The meter comes down, or the account is left without. */
  async removeMeter(tx: PoolClient, accountId: number, lastDay: string): Promise<void> {
    await tx.query(
      `UPDATE meter_installations i SET removed_on = $2::date + 1 FROM supply_accounts a
        WHERE a.id = $1 AND i.metering_point_id = a.metering_point_id AND i.removed_on IS NULL`,
      [accountId, lastDay],
    );
  },

  async customerOf(tx: PoolClient, holderPeriodId: number): Promise<number> {
    const { rows } = await tx.query<{ id: number }>(
      'SELECT customer_id AS id FROM holder_periods WHERE id = $1',
      [holderPeriodId],
    );
    return rows[0]!.id;
  },

  async changeCustomer(
    tx: PoolClient,
    customerId: number,
    details: { nameEnc: Buffer; nameHash: Buffer; phoneEnc: Buffer; phoneHash: Buffer },
  ): Promise<void> {
    const text =
      'UPDATE customers SET name_enc = $2, name_hash = $3, phone_enc = $4, phone_hash = $5 WHERE id = $1';
    await tx.query(text, [
      customerId,
      details.nameEnc,
      details.nameHash,
      details.phoneEnc,
      details.phoneHash,
    ]);
  },
};
