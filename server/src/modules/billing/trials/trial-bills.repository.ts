import type { Database } from '../../../infra/database.ts';
import type { BusinessDate, Month } from '../../../shared/dates.ts';
import type { OptionKind, TariffOption } from '../../tariffs/index.ts';
import type { BillContent } from '../bill.ts';

export interface TrialBill {
  id: number;
  accountNo: string;
  from: BusinessDate;
  to: BusinessDate;
  energy: number;
  content: BillContent;
  holding: { from: BusinessDate; to: BusinessDate | null };
  options: TariffOption[];
}

const pageSize = 1_000;

const billsSql = `
  SELECT b.id, a.account_no AS "accountNo", b.from_date::text AS "from", b.to_date::text AS "to", b.energy, b.content,
         jsonb_build_object('from', h.from_date, 'to', h.to_date - 1) AS holding,
         coalesce((SELECT jsonb_agg(jsonb_build_object('kind', o.kind, 'from', o.from_date, 'to', o.to_date - 1, 'people', o.people) ORDER BY o.from_date)
            FROM tariff_options o WHERE o.holder_period_id = h.id), '[]') AS options
    FROM bills b JOIN supply_accounts a ON a.id = b.account_id JOIN holder_periods h ON h.id = b.holder_period_id
   WHERE a.region_code = $1 AND a.category = $2 AND b.month = $3 AND b.kind = 'bill' AND b.live AND b.id > $4
   ORDER BY b.id LIMIT ${pageSize}`;

export function createTrialBillsRepository({ pool }: Pick<Database, 'pool'>) {
  return {
    /** The latest month with live bills of such customers. */
    async latestMonth(regionCode: string, category: string): Promise<Month | null> {
      const { rows } = await pool.query<{ month: Month | null }>(
        `SELECT max(b.month) AS month FROM bills b JOIN supply_accounts a ON a.id = b.account_id
          WHERE a.region_code = $1 AND a.category = $2 AND b.kind = 'bill' AND b.live`,
        [regionCode, category],
      );
      return rows[0]?.month ?? null;
    },

    /** The live bills of a month, at most `limit` of them. */
    async *bills(
      regionCode: string,
      category: string,
      month: Month,
      limit: number,
    ): AsyncGenerator<TrialBill> {
      let after = 0;
      for (let left = limit; left > 0; left -= pageSize) {
        const { rows } = await pool.query<TrialBill & { options: (TariffOption & { kind: OptionKind })[] }>(
          billsSql,
          [regionCode, category, month, after],
        );
        yield* rows.slice(0, left);
        if (rows.length < pageSize) return;
        after = rows.at(-1)!.id;
      }
    },
  };
}

export type TrialBillsRepository = ReturnType<typeof createTrialBillsRepository>;
