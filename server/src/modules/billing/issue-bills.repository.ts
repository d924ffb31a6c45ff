/** Turns approved drafts into bills, payables and postings, and reverses bills. Each call is one transaction. */
import type { Database } from '../../infra/database.ts';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { BusinessDate } from '../../shared/dates.ts';

export interface IssueQuestion {
  runId: number;
  /** Drafts of holder periods after this one. */
  after: number;
  size: number;
  issuedAt: Date;
  dueOn: BusinessDate;
}

export interface IssuedChunk {
  /** Where the next chunk begins; null when none is left. */
  next: number | null;
  issued: number;
}

// Whoever settles a holder who leaves holds the account's lock: they come first or wait, and the end they write down is seen below.
const lockAccountsSql = `
  SELECT FROM supply_accounts WHERE id IN (SELECT account_id FROM holder_periods WHERE id = ANY ($1)) ORDER BY id FOR KEY SHARE`;

// Who has moved out since the draft was made has had the last bill, to the day; what was used after it is not theirs.
const stillHolds = `(h.to_date IS NULL OR (d.content #>> '{bill,to}')::date < h.to_date)`;

// A pause that was begun or ended since the draft was made: by the one the days after it are not this bill's, by the other some
// are that it left out. A draft that does not say what it reckoned with was made before drafts did.
const pausedSince = `
  coalesce(d.content -> 'pauses', '[]') <> (
    SELECT coalesce(jsonb_agg(jsonb_build_object('from', p.from_on, 'to', CASE WHEN p.to_on <= days.last THEN p.to_on END) ORDER BY p.from_on), '[]')
      FROM (SELECT (d.content #>> '{bill,from}')::date AS first, (d.content #>> '{bill,to}')::date AS last) days
      JOIN supply_pauses p ON p.from_on <= days.last AND (p.to_on IS NULL OR p.to_on >= days.first)
     WHERE p.holder_period_id = d.holder_period_id AND p.meter_id IS NOT NULL)`;

// Set aside in the open: it stands among the run's exceptions, and the next run of the month drafts the household anew.
const setAsideSql = `
  UPDATE bill_drafts d SET exception = 'pause-changed', total_fen = NULL, accepted_by = NULL, accepted_note = NULL
    FROM holder_periods h
   WHERE d.run_id = $1 AND d.holder_period_id = ANY ($2) AND h.id = d.holder_period_id AND ${stillHolds} AND ${pausedSince}
     AND NOT EXISTS (SELECT FROM bills b JOIN billing_runs r ON r.id = d.run_id
                      WHERE b.holder_period_id = d.holder_period_id AND b.month = r.month AND b.kind = 'bill' AND b.live)
  RETURNING d.holder_period_id AS id`;

// A household that got a live bill of this month in the meantime keeps that one: issuing again changes nothing.
const issueSql = `
  WITH chunk AS MATERIALIZED (
    SELECT d.holder_period_id, h.account_id, r.id AS run_id, r.month, d.content -> 'bill' AS bill
      FROM bill_drafts d JOIN billing_runs r ON r.id = d.run_id JOIN holder_periods h ON h.id = d.holder_period_id
     WHERE d.run_id = $1 AND r.status = 'approved' AND d.holder_period_id = ANY ($2)
       AND ${stillHolds}
     ORDER BY d.holder_period_id
  )
  INSERT INTO bills (bill_no, holder_period_id, account_id, run_id, month, from_date, to_date, issued_at, due_on,
                     energy, energy_fen, adjustment_fen, total_fen, estimated, content)
    SELECT 'B' || replace(month, '-', '') || lpad(nextval('bill_numbers')::text, 10, '0'), holder_period_id, account_id, run_id, month,
           (bill ->> 'from')::date, (bill ->> 'to')::date, $3, $4, (bill ->> 'energy')::bigint, (bill ->> 'energyFen')::bigint,
           (bill ->> 'adjustmentFen')::bigint, (bill ->> 'totalFen')::bigint, (bill ->> 'estimated')::boolean, bill -> 'content'
      FROM chunk
  ON CONFLICT (holder_period_id, month) WHERE kind = 'bill' AND live DO NOTHING
  RETURNING id`;

const estimatesSql = `
  INSERT INTO readings (meter_id, read_on, total, peak, valley, quality, source)
  SELECT (e ->> 'meterId')::bigint, (e #>> '{reading,on}')::date, (e #>> '{reading,total}')::bigint,
         (e #>> '{reading,peak}')::bigint, (e #>> '{reading,valley}')::bigint, 'estimated', 'estimate'
    FROM bill_drafts d JOIN holder_periods h ON h.id = d.holder_period_id, jsonb_array_elements(d.content -> 'estimates') e
   WHERE d.run_id = $1 AND d.holder_period_id = ANY ($2) AND ${stillHolds}
  ON CONFLICT (meter_id, read_on) DO NOTHING`;

const nextDraftsSql = `
  SELECT holder_period_id AS id FROM bill_drafts
   WHERE run_id = $1 AND holder_period_id > $2 AND total_fen IS NOT NULL AND (exception IS NULL OR accepted_by IS NOT NULL)
   ORDER BY holder_period_id LIMIT $3`;

export type ReversalResult = 'reversed' | 'not-found' | 'already' | 'brought-forward';

export function createIssueBillsRepository({ inSqlTransaction }: Database) {
  return {
    issueChunk: ({ runId, after, size, issuedAt, dueOn }: IssueQuestion) =>
      inSqlTransaction(async (client): Promise<IssuedChunk> => {
        const { rows } = await client.query<{ id: number }>(nextDraftsSql, [runId, after, size]);
        const holders = rows.map(row => row.id);
        if (holders.length === 0) return { next: null, issued: 0 };
        await client.query(lockAccountsSql, [holders]);
        const aside = await client.query<{ id: number }>(setAsideSql, [runId, holders]);
        const changed = new Set(aside.rows.map(row => row.id));
        const sure = holders.filter(id => !changed.has(id));
        const bills = await client.query<{ id: number }>(issueSql, [runId, sure, issuedAt, dueOn]);
        await client.query(estimatesSql, [runId, sure]);
        await client.query('SELECT post_bills($1::bigint[])', [bills.rows.map(row => row.id)]);
        return { next: holders.length < size ? null : holders.at(-1)!, issued: bills.rows.length };
      }),

    /** Writes the mirror of a bill and books it. What was paid becomes the holder's balance. */
    reverse: (billNo: string, reason: string, now: Date, audit: AuditRecord) =>
      inSqlTransaction(async (client): Promise<{ result: ReversalResult; reversalNo?: string }> => {
        const { rows } = await client.query<{ id: number; live: boolean; payable_id: number | null }>(
          `SELECT id, live, payable_id FROM bills WHERE bill_no = $1 AND kind = 'bill' FOR UPDATE`,
          [billNo],
        );
        const bill = rows[0];
        if (!bill) return { result: 'not-found' };
        if (!bill.live) return { result: 'already' };
        if (bill.payable_id === null) return { result: 'brought-forward' };
        const made = await client.query<{ id: number; bill_no: string }>(
          `INSERT INTO bills (bill_no, holder_period_id, account_id, month, kind, reverses_id, reason, from_date, to_date, issued_at, due_on,
                              energy, energy_fen, adjustment_fen, total_fen, estimated, content)
           SELECT 'BR' || replace(month, '-', '') || lpad(nextval('bill_numbers')::text, 10, '0'), holder_period_id, account_id, month,
                  'reversal', id, $2, from_date, to_date, $3, due_on, -energy, -energy_fen, -adjustment_fen, -total_fen, estimated, content
             FROM bills WHERE id = $1 RETURNING id, bill_no`,
          [bill.id, reason, now],
        );
        await client.query('SELECT reverse_bill($1)', [made.rows[0]!.id]);
        const detail = { ...audit.detail, reversalNo: made.rows[0]!.bill_no };
        await client.query(withAudit('SELECT id FROM audit_entry', [], { ...audit, detail }));
        return { result: 'reversed', reversalNo: made.rows[0]!.bill_no };
      }),
  };
}

export type IssueBillsRepository = ReturnType<typeof createIssueBillsRepository>;
