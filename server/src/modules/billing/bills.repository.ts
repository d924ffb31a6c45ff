/** Look-ups of issued bills: named prepared statements on the pool, as every visit to the hall makes them. */
import { createBatcher } from '../../infra/batcher.ts';
import type { Database } from '../../infra/database.ts';
import type { BusinessDate, Month } from '../../shared/dates.ts';
import type { BillContent } from './bill.ts';

export interface BillRecord {
  billNo: string;
  payableId: number | null;
  month: Month;
  from: BusinessDate;
  to: BusinessDate;
  issuedAt: Date;
  dueOn: BusinessDate;
  energy: number;
  totalFen: number;
  /** 0 without a payable, where nothing is outstanding either. */
  paidFen: number;
  outstandingFen: number;
  live: boolean;
  estimated: boolean;
}

export interface PaymentOfBill {
  paymentNo: string;
  /** As PostgreSQL writes it in JSON. */
  paidAt: string;
  amountFen: number;
  channel: string;
  /** Whether the one who asks may open it: as `ownOrHeldPayment` of the payments decides. */
  mine: boolean;
}

/** 违约金 of a bill: its own payable, which grows until the bill is paid. */
export interface LateFeeOfBill {
  payableId: number;
  amountFen: number;
  paidFen: number;
  days: number;
  /** Stretches of days with one sum owed and one rate, in millionths a day. */
  parts: { from: string; to: string; outstandingFen: number; ppm: number }[];
  frozen: boolean;
  edition: string;
}

export interface FullBillRecord extends BillRecord {
  energyFen: number;
  adjustmentFen: number;
  content: BillContent;
  /** Energy of its tier year before the hall's first bill. */
  usedBefore: number;
  payments: PaymentOfBill[] | null;
  lateFee: LateFeeOfBill | null;
}

export interface OwedRecord {
  payableId: number;
  kind: 'bill' | 'late-fee';
  billNo: string;
  month: Month;
  dueOn: BusinessDate;
  amountFen: number;
  paidFen: number;
  /** A bank has been asked for it and has not answered: it is not paid in another way meanwhile. */
  locked: boolean;
}

const recordColumns = `b.bill_no AS "billNo", b.payable_id AS "payableId", b.month, b.from_date::text AS "from", b.to_date::text AS "to",
  b.issued_at AS "issuedAt", b.due_on::text AS "dueOn", b.energy, b.total_fen AS "totalFen",
  CASE WHEN p.id IS NULL THEN b.total_fen ELSE p.paid_fen END AS "paidFen",
  CASE WHEN p.status = 'open' THEN p.amount_fen - p.paid_fen ELSE 0 END AS "outstandingFen", b.live, b.estimated`;

// One round trip, for all who ask at the same time: the bill, what is owed of it, and the payments that reached it.
const findSql = `
  SELECT asked.place, ${recordColumns}, b.energy_fen AS "energyFen", b.adjustment_fen AS "adjustmentFen", b.content,
         coalesce((SELECT o.energy FROM opening_energies o WHERE o.holder_period_id = b.holder_period_id AND o.year_from = b.content #>> '{tier,yearFrom}'), 0) AS "usedBefore",
         (SELECT jsonb_agg(jsonb_build_object('paymentNo', coalesce(o.payment_no, c.trade_no), 'paidAt', c.paid_at,
                   'amountFen', a.amount_fen - a.taken_back_fen, 'channel', coalesce(o.channel, split_part(c.source, ':', 1)),
                   'mine', CASE WHEN o.id IS NULL OR asked.person_id IS NULL THEN false WHEN o.person_id IS NOT NULL THEN o.person_id = asked.person_id
                                ELSE is_of_holder(o.id, asked.person_id, asked.today) END) ORDER BY c.paid_at)
            FROM allocations a JOIN collections c ON c.id = a.collection_id LEFT JOIN payments o ON o.id = c.payment_id
           WHERE a.payable_id = b.payable_id AND a.taken_back_fen < a.amount_fen) AS payments,
         (SELECT jsonb_build_object('payableId', f.payable_id, 'amountFen', f.amount_fen, 'paidFen', y.paid_fen, 'days', f.days, 'parts', f.parts,
                   'frozen', f.frozen, 'edition', (SELECT edition FROM dunning_rules r WHERE r.name = 'lateFee' AND r.valid_from <= f.through_on
                                                    ORDER BY valid_from DESC, id DESC LIMIT 1))
            FROM late_fees f JOIN payables y ON y.id = f.payable_id WHERE f.bill_id = b.id AND f.amount_fen > 0) AS "lateFee"
    FROM unnest($1::text[], $2::bigint[], $3::uuid[], $4::date[]) WITH ORDINALITY AS asked (bill_no, holder_period_id, person_id, today, place)
    JOIN bills b USING (bill_no, holder_period_id) LEFT JOIN payables p ON p.id = b.payable_id
   WHERE b.kind = 'bill'`;

const listSql = `
  SELECT ${recordColumns} FROM bills b LEFT JOIN payables p ON p.id = b.payable_id
   WHERE b.holder_period_id = $1 AND b.kind = 'bill' AND b.month BETWEEN $2 AND $3
   ORDER BY b.month DESC, b.id DESC LIMIT 100`;

const owedColumns = `p.id AS "payableId", p.kind, b.bill_no AS "billNo", b.month, b.due_on::text AS "dueOn", p.amount_fen AS "amountFen", p.paid_fen AS "paidFen",
  coalesce(p.locked_until > $2, false) AS locked`;
const owedWhere = `p.holder_period_id = $1 AND p.status = 'open' AND p.paid_fen < p.amount_fen`;
const owedSql = `
  SELECT ${owedColumns} FROM payables p JOIN bills b ON b.payable_id = p.id WHERE ${owedWhere} AND p.kind = 'bill'
  UNION ALL
  SELECT ${owedColumns} FROM payables p JOIN late_fees f ON f.payable_id = p.id JOIN bills b ON b.id = f.bill_id WHERE ${owedWhere} AND p.kind = 'late-fee'
   ORDER BY 4, 3, 2`;

export function createBillsRepository({ pool }: Database) {
  const describing = createBatcher<readonly number[], DescribedBill[]>({
    run: questions => describeTogether(pool, questions),
    maxSize: 64,
    concurrency: 2,
  });
  const finding = createBatcher<BillAsked, FullBillRecord | undefined>({
    run: asked => findTogether(pool, asked),
    maxSize: 64,
    concurrency: 2,
  });
  return {
    find: (asked: BillAsked) => finding.add(asked),

    async list(holderPeriodId: number, from: Month, to: Month): Promise<BillRecord[]> {
      return (
        await pool.query<BillRecord>({ name: 'bill-list', text: listSql, values: [holderPeriodId, from, to] })
      ).rows;
    },

    async owed(holderPeriodId: number, now: Date): Promise<OwedRecord[]> {
      const values = [holderPeriodId, now];
      return (await pool.query<OwedRecord>({ name: 'bill-owed', text: owedSql, values })).rows;
    },

    async balances(holderPeriodId: number): Promise<{ balanceFen: number; prepaidFen: number }> {
      const { rows } = await pool.query<{ balanceFen: number; prepaidFen: number }>({
        name: 'bill-balances',
        text: 'SELECT balance_fen AS "balanceFen", prepaid_fen AS "prepaidFen" FROM customer_balances WHERE holder_period_id = $1',
        values: [holderPeriodId],
      });
      return rows[0] ?? { balanceFen: 0, prepaidFen: 0 };
    },

    /** Live bills' energy and periods, for charts and the tier year. */
    async energies(holderPeriodId: number, from: Month) {
      const { rows } = await pool.query<{
        month: Month;
        to: BusinessDate;
        energy: number;
        totalFen: number;
        estimated: boolean;
        content: BillContent;
      }>({
        name: 'bill-energies',
        text: `SELECT month, to_date::text AS "to", energy, total_fen AS "totalFen", estimated, content FROM bills
                WHERE holder_period_id = $1 AND month >= $2 AND kind = 'bill' AND live ORDER BY month`,
        values: [holderPeriodId, from],
      });
      return rows;
    },

    /** What the bills among these payables are called, and what is left to pay of each. */
    describe: (payableIds: readonly number[]) => describing.add(payableIds),
  };
}

interface BillAsked {
  holderPeriodId: number;
  billNo: string;
  /** The resident who asks; null for staff. */
  personId: string | null;
  today: BusinessDate;
}

async function findTogether(
  pool: Database['pool'],
  asked: BillAsked[],
): Promise<(FullBillRecord | undefined)[]> {
  const { rows } = await pool.query<FullBillRecord & { place: number }>({
    name: 'bill-find',
    text: findSql,
    values: [
      asked.map(({ billNo }) => billNo),
      asked.map(({ holderPeriodId }) => holderPeriodId),
      asked.map(({ personId }) => personId),
      asked.map(({ today }) => today),
    ],
  });
  const found = new Array<FullBillRecord | undefined>(asked.length).fill(undefined);
  for (const { place, ...bill } of rows) found[place - 1] = bill;
  return found;
}

interface DescribedBill {
  payableId: number;
  holderPeriodId: number;
  month: Month;
  dueOn: BusinessDate;
  outstandingFen: number;
}

const describeSql = `
  SELECT p.id AS "payableId", p.holder_period_id AS "holderPeriodId", b.month, b.due_on::text AS "dueOn",
         CASE WHEN p.status = 'open' THEN p.amount_fen - p.paid_fen ELSE 0 END AS "outstandingFen"
    FROM payables p JOIN bills b ON b.payable_id = p.id WHERE p.id = ANY ($1)`;

/** Several callers' questions in one statement. */
async function describeTogether(
  pool: Database['pool'],
  questions: (readonly number[])[],
): Promise<DescribedBill[][]> {
  const values = [[...new Set(questions.flat())]];
  const { rows } = await pool.query<DescribedBill>({ name: 'bill-describe', text: describeSql, values });
  const byPayable = new Map(rows.map(row => [row.payableId, row]));
  return questions.map(ids => ids.flatMap(id => byPayable.get(id) ?? []));
}

export type BillsRepository = ReturnType<typeof createBillsRepository>;
