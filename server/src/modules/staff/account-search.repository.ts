import type { Database } from '../../infra/database.ts';
import type { AddressParts } from '../../shared/mask.ts';

export interface AccountSearch {
  accountNoPrefix: string | null;
  phoneHash: Buffer | null;
  nameHash: Buffer | null;
  documentNo: string | null;
}

export interface FoundAccount extends AddressParts {
  accountNo: string;
  regionCode: string;
  category: string;
  status: string;
  nameEnc: Buffer | null;
  phoneEnc: Buffer | null;
  owedFen: number;
}

export const searchLimit = 50;

/** Each way of finding has an index of its own; joined by OR they would scan the table. */
const searchSql = `
  WITH found AS (
    (SELECT id FROM supply_accounts WHERE $1::text IS NOT NULL AND account_no LIKE $1 || '%' LIMIT ${searchLimit + 1})
    UNION
    (SELECT h.account_id FROM customers c JOIN holder_periods h ON h.customer_id = c.id
      WHERE c.phone_hash = $2 AND h.to_date IS NULL LIMIT ${searchLimit + 1})
    UNION
    (SELECT h.account_id FROM customers c JOIN holder_periods h ON h.customer_id = c.id
      WHERE c.name_hash = $3 AND h.to_date IS NULL LIMIT ${searchLimit + 1})
    UNION
    (SELECT account_id FROM holder_periods WHERE contract_no = $4)
    UNION
    (SELECT a.id FROM meters m
       JOIN meter_installations i ON i.meter_id = m.id AND i.removed_on IS NULL
       JOIN supply_accounts a ON a.metering_point_id = i.metering_point_id
      WHERE m.asset_no = $4)
  )
  SELECT a.account_no AS "accountNo", a.region_code AS "regionCode", a.category, a.status,
         p.district, p.street, p.building, p.unit, p.room, c.name_enc AS "nameEnc", c.phone_enc AS "phoneEnc",
         coalesce((SELECT sum(y.amount_fen - y.paid_fen) FROM payables y
                    WHERE y.holder_period_id = h.id AND y.kind <> 'prepayment' AND y.status = 'open'), 0)::bigint AS "owedFen"
    FROM found
    JOIN supply_accounts a USING (id)
    JOIN metering_points mp ON mp.id = a.metering_point_id
    JOIN premises p ON p.id = mp.premises_id
    LEFT JOIN holder_periods h ON h.account_id = a.id AND h.to_date IS NULL
    LEFT JOIN customers c ON c.id = h.customer_id
   ORDER BY a.account_no
   LIMIT ${searchLimit + 1}`;

export function createAccountSearchRepository({ pool }: Pick<Database, 'pool'>) {
  return {
    /** At most one row more than `searchLimit`, so that the caller can say that there are more. */
    async search({
      accountNoPrefix,
      phoneHash,
      nameHash,
      documentNo,
    }: AccountSearch): Promise<FoundAccount[]> {
      const values = [accountNoPrefix, phoneHash, nameHash, documentNo];
      return (await pool.query<FoundAccount>({ name: 'staff-account-search', text: searchSql, values })).rows;
    },
  };
}

export type AccountSearchRepository = ReturnType<typeof createAccountSearchRepository>;
