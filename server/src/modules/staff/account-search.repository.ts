import type { Database } from '../../infra/database.ts';
import type { AddressParts } from '../../shared/mask.ts';

export interface AccountSearch {
  accountNoPrefix: string | null;
  phoneHash: Buffer | null;
  nameHash: Buffer | null;
  documentNo: string | null;
  /** Who holds an account is asked of a day: a period may begin later, or have ended. */
  today: string;
  /** Only numbers above this one: where the last slice ended. */
  after: string;
  limit: number;
}

export interface FoundAccount extends AddressParts {
  accountNo: string;
  regionCode: string;
  category: string;
  status: string;
  nameEnc: Buffer | null;
  phoneEnc: Buffer | null;
  owedFen: number;
  /** Whose name is shown: of today's holder, of who will hold it, or of who held it last. */
  holding: 'present' | 'future' | 'past' | null;
  /** Set when the account was found by a holder of another time than the one shown. */
  foundBy: 'future' | 'past' | null;
}

const periodState = `CASE WHEN h.from_date > $5::date THEN 'future' WHEN h.to_date <= $5::date THEN 'past' ELSE 'present' END`;

/** Each way of finding has an index of its own; joined by OR they would scan the table. That of numbers is by characters (~<~). */
const searchSql = `
  WITH hits AS (
    (SELECT id, NULL AS by FROM supply_accounts 
      WHERE $1::text IS NOT NULL AND account_no LIKE $1 || '%' AND account_no ~>~ $6::text
      ORDER BY account_no USING ~<~ LIMIT $7)
    UNION ALL
    (SELECT h.account_id, ${periodState} FROM customers c JOIN holder_periods h ON h.customer_id = c.id
      WHERE c.phone_hash = $2)
    UNION ALL
    (SELECT h.account_id, ${periodState} FROM customers c JOIN holder_periods h ON h.customer_id = c.id
      WHERE c.name_hash = $3)
    UNION ALL
    (SELECT h.account_id, ${periodState} FROM holder_periods h WHERE h.contract_no = $4)
    UNION ALL
    (SELECT a.id, NULL FROM meters m
       JOIN meter_installations i ON i.meter_id = m.id AND (i.removed_on IS NULL OR i.removed_on > $5::date)
       JOIN supply_accounts a ON a.metering_point_id = i.metering_point_id
      WHERE m.asset_no = $4)
  ), found AS (
    SELECT id, CASE WHEN bool_or(by IS NULL OR by = 'present') THEN NULL ELSE min(by) END AS by FROM hits GROUP BY id
  )
  SELECT a.account_no AS "accountNo", a.region_code AS "regionCode", a.category, a.status,
         p.district, p.street, p.building, p.unit, p.room, c.name_enc AS "nameEnc", c.phone_enc AS "phoneEnc",
         h.holding, nullif(found.by, h.holding) AS "foundBy",
         coalesce((SELECT sum(y.amount_fen - y.paid_fen) FROM payables y
                    WHERE y.holder_period_id = h.id AND y.kind <> 'prepayment' AND y.status = 'open'), 0)::bigint AS "owedFen"
    FROM found
    JOIN supply_accounts a USING (id)
    JOIN metering_points mp ON mp.id = a.metering_point_id
    JOIN premises p ON p.id = mp.premises_id
    LEFT JOIN LATERAL (
      SELECT h.id, h.customer_id, ${periodState} AS holding FROM holder_periods h WHERE h.account_id = a.id
       ORDER BY array_position('{present,future,past}', ${periodState}), h.from_date DESC LIMIT 1) h ON true
    LEFT JOIN customers c ON c.id = h.customer_id
   WHERE a.account_no ~>~ $6::text
   ORDER BY a.account_no USING ~<~
   LIMIT $7`;

export function createAccountSearchRepository({ pool }: Pick<Database, 'pool'>) {
  return {
    /** By number, ascending. */
    async search({
      accountNoPrefix,
      phoneHash,
      nameHash,
      documentNo,
      today,
      after,
      limit,
    }: AccountSearch): Promise<FoundAccount[]> {
      const values = [accountNoPrefix, phoneHash, nameHash, documentNo, today, after, limit];
      return (await pool.query<FoundAccount>({ name: 'staff-account-search', text: searchSql, values })).rows;
    },
  };
}

export type AccountSearchRepository = ReturnType<typeof createAccountSearchRepository>;
