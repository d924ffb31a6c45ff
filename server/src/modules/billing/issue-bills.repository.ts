/** Turns approved drafts into bills, payables and postings, and reverses bills. Each call is one transaction. */
import type { Database } from '../../infra/database.ts';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import { correctionsOfMeters } from './corrections/corrections.repository.ts';
import { daysBilledBy, supplyInMonth } from './draft-basis.repository.ts';
import { withoutBill } from './forget-estimates.ts';
import { billAfter, billsBefore, earlierOpenMonth } from './open-months.repository.ts';

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

// Whoever settles a holder who leaves, tells of a move or a meter, or changes a plan holds the account's lock: they come first or wait, and
// what they write down is seen below.
const lockAccountsSql = `
  SELECT FROM supply_accounts WHERE id IN (SELECT account_id FROM holder_periods WHERE id = ANY ($1)) ORDER BY id FOR KEY SHARE`;

const first = `(r.month || '-01')::date`;
const end = `(${first} + interval '1 month')::date`;

// The days held have become others since the draft was made: the holder moved out within the month, or does so no more.
const heldOtherwise = `(d.content #>> '{bill,to}')::date <> LEAST(${end}, h.to_date) - 1`;

// A pause that was begun or ended since the draft was made: by the one the days after it are not this bill's, by the other some
// are that it left out. A draft that does not say what it reckoned with was made before drafts did.
const pausedSince = `
  coalesce(d.content -> 'pauses', '[]') <> (
    SELECT coalesce(jsonb_agg(jsonb_build_object('from', p.from_on, 'to', CASE WHEN p.to_on <= days.last THEN p.to_on END) ORDER BY p.from_on), '[]')
      FROM (SELECT (d.content #>> '{bill,from}')::date AS first, (d.content #>> '{bill,to}')::date AS last) days
      JOIN supply_pauses p ON p.from_on <= days.last AND (p.to_on IS NULL OR p.to_on >= days.first)
     WHERE p.holder_period_id = d.holder_period_id AND p.meter_id IS NOT NULL)`;

// A bill that it was worked out upon was reversed or made anew since, its days were billed to another, its plan, grants or meters have
// changed, a reading of its meters was corrected, or another one stands where it estimated. A draft that does not say what it was worked out upon was made before drafts did.
const basisChanged = `
  (d.content -> 'basis' IS NOT NULL
     AND (d.content #> '{basis,before}' <> ${billsBefore('r.month', `d.content #>> '{basis,yearFrom}'`)}
          OR d.content #> '{basis,after}' <> coalesce(to_jsonb(${billAfter('r.month')}), 'null')
          OR d.content #> '{basis,supply}' <> ${supplyInMonth(first, end, `(d.content #>> '{basis,yearFrom}')`)})
   OR ${daysBilledBy('r.month')} IS NOT NULL
   OR coalesce((d.content #>> '{basis,corrections}')::int, 0) <> ${correctionsOfMeters}
   OR EXISTS (SELECT FROM jsonb_array_elements(d.content -> 'estimates') e
                JOIN readings came ON came.meter_id = (e ->> 'meterId')::bigint AND came.read_on = (e #>> '{reading,on}')::date
               WHERE (came.total, came.peak, came.valley)
                     IS DISTINCT FROM ((e #>> '{reading,total}')::bigint, (e #>> '{reading,peak}')::bigint, (e #>> '{reading,valley}')::bigint)))`;

// Set aside in the open: it stands among the run's exceptions, and the next run of the month drafts the household anew. Also where whoever
// left has had the last bill already: whoever came has had none of the days after it.
const setAsideSql = `
  WITH looked AS MATERIALIZED (
    SELECT d.holder_period_id, ${heldOtherwise} AS held, ${pausedSince} AS paused, ${basisChanged} AS changed,
           ${earlierOpenMonth('r.month', `coalesce(d.content #>> '{basis,yearFrom}', r.month)`)} AS earlier
      FROM bill_drafts d JOIN billing_runs r ON r.id = d.run_id JOIN holder_periods h ON h.id = d.holder_period_id
      JOIN supply_accounts a ON a.id = h.account_id
     WHERE d.run_id = $1 AND d.holder_period_id = ANY ($2)
       AND NOT EXISTS (SELECT FROM bills b WHERE b.holder_period_id = d.holder_period_id AND b.month = r.month AND b.kind = 'bill' AND b.live
                          AND (b.run_id IS NOT DISTINCT FROM r.id OR NOT ${heldOtherwise}))
  )
  UPDATE bill_drafts d
     SET exception = CASE WHEN held THEN 'holder-changed' WHEN paused THEN 'pause-changed' WHEN earlier IS NOT NULL THEN 'earlier-month' ELSE 'basis-changed' END,
         content = d.content || jsonb_build_object('waitsFor', CASE WHEN NOT held AND NOT paused THEN earlier END),
         total_fen = NULL, accepted_by = NULL, accepted_note = NULL
    FROM looked
   WHERE d.run_id = $1 AND d.holder_period_id = looked.holder_period_id AND (held OR paused OR changed OR earlier IS NOT NULL)
  RETURNING d.holder_period_id AS id`;

// A household that got a live bill of this month in the meantime, as whoever has left got the last one, keeps that one: issuing again
// changes nothing.
const issueSql = `
  WITH chunk AS MATERIALIZED (
    SELECT d.holder_period_id, h.account_id, r.id AS run_id, r.month, d.content -> 'bill' AS bill
      FROM bill_drafts d JOIN billing_runs r ON r.id = d.run_id JOIN holder_periods h ON h.id = d.holder_period_id
     WHERE d.run_id = $1 AND r.status = 'approved' AND d.holder_period_id = ANY ($2)
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
    FROM bill_drafts d JOIN bills b ON b.holder_period_id = d.holder_period_id AND b.run_id = d.run_id AND b.kind = 'bill' AND b.live,
         jsonb_array_elements(d.content -> 'estimates') e
   WHERE d.run_id = $1 AND d.holder_period_id = ANY ($2)
  ON CONFLICT (meter_id, read_on) DO NOTHING`;

const nextDraftsSql = `
  SELECT holder_period_id AS id FROM bill_drafts
   WHERE run_id = $1 AND holder_period_id > $2 AND total_fen IS NOT NULL AND (exception IS NULL OR accepted_by IS NOT NULL)
   ORDER BY holder_period_id LIMIT $3`;

export type ReversalResult = 'reversed' | 'not-found' | 'already' | 'brought-forward' | 'next-first';

// The next bill of the account begins where this one ends. Where that is no reading but an estimate, a reading may have come since:
// this month, billed anew, would end there, and what lies between would be billed twice or never.
const begunAtItsEstimateSql = `
  SELECT next.bill_no AS "billNo" FROM bills b JOIN bills next ON next.account_id = b.account_id AND next.from_date = b.to_date + 1
   WHERE b.id = $1 AND b.estimated AND next.kind = 'bill' AND next.live AND next.payable_id IS NOT NULL
     AND next.holder_period_id IN (SELECT id FROM holder_periods WHERE account_id = b.account_id)
     AND EXISTS (SELECT FROM jsonb_array_elements(next.content -> 'readings') x JOIN meters m ON m.asset_no = x ->> 'assetNo'
                  WHERE (x #>> '{from,on}')::date = b.to_date AND x ->> 'quality' = 'estimated'
                    AND NOT EXISTS (SELECT FROM readings r WHERE r.meter_id = m.id AND r.read_on = b.to_date AND r.quality = 'actual'
                                       AND (x #>> '{from,value}')::bigint = CASE x ->> 'register' WHEN 'total' THEN r.total WHEN 'peak' THEN r.peak ELSE r.valley END))`;

// What a reversed bill was estimated by may have been made from a reading that has been corrected since.
const forgetEstimatesSql = `
  DELETE FROM readings r USING bills reversed, supply_accounts a, meter_installations at
   WHERE reversed.id = $1 AND a.id = reversed.account_id AND at.metering_point_id = a.metering_point_id
     AND r.meter_id = at.meter_id AND r.quality = 'estimated' AND r.read_on BETWEEN reversed.from_date - 1 AND reversed.to_date
     AND ${withoutBill}`;

export interface Reversal {
  result: ReversalResult;
  reversalNo?: string;
  /** The bill that has to be reversed before. */
  next?: string;
}

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
      inSqlTransaction(async (client): Promise<Reversal> => {
        // Before a bill that a run or a move-out is just making, or after it.
        await client.query(
          'SELECT FROM supply_accounts WHERE id = (SELECT account_id FROM bills WHERE bill_no = $1) FOR UPDATE',
          [billNo],
        );
        const { rows } = await client.query<{ id: number; live: boolean; payable_id: number | null }>(
          `SELECT id, live, payable_id FROM bills WHERE bill_no = $1 AND kind = 'bill' FOR UPDATE`,
          [billNo],
        );
        const bill = rows[0];
        if (!bill) return { result: 'not-found' };
        if (!bill.live) return { result: 'already' };
        if (bill.payable_id === null) return { result: 'brought-forward' };
        const next = await client.query<{ billNo: string }>(begunAtItsEstimateSql, [bill.id]);
        if (next.rows[0]) return { result: 'next-first', next: next.rows[0].billNo };
        const made = await client.query<{ id: number; bill_no: string }>(
          `INSERT INTO bills (bill_no, holder_period_id, account_id, month, kind, reverses_id, reason, from_date, to_date, issued_at, due_on,
                              energy, energy_fen, adjustment_fen, total_fen, estimated, content)
           SELECT 'BR' || replace(month, '-', '') || lpad(nextval('bill_numbers')::text, 10, '0'), holder_period_id, account_id, month,
                  'reversal', id, $2, from_date, to_date, $3, due_on, -energy, -energy_fen, -adjustment_fen, -total_fen, estimated, content
             FROM bills WHERE id = $1 RETURNING id, bill_no`,
          [bill.id, reason, now],
        );
        await client.query('SELECT reverse_bill($1)', [made.rows[0]!.id]);
        await client.query(forgetEstimatesSql, [bill.id]);
        const detail = { ...audit.detail, reversalNo: made.rows[0]!.bill_no };
        await client.query(withAudit('SELECT id FROM audit_entry', [], { ...audit, detail }));
        return { result: 'reversed', reversalNo: made.rows[0]!.bill_no };
      }),
  };
}

export type IssueBillsRepository = ReturnType<typeof createIssueBillsRepository>;
