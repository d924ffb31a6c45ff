import type { PoolClient } from 'pg';
import type { BillDraft } from './bill.ts';
import type { Drafted } from './draft-bill.ts';

export interface FinalDraft {
  holderPeriodId: number;
  accountId: number;
  month: string;
  bill: BillDraft;
  estimates: Drafted['estimates'];
  issuedAt: Date;
  dueOn: string;
}

/** One bill with its payable and postings; what it estimated is kept. Returns its number. */
export async function issueDraft(tx: PoolClient, draft: FinalDraft): Promise<string> {
  const { holderPeriodId, accountId, month, bill, estimates, issuedAt, dueOn } = draft;
  const text = `INSERT INTO bills (bill_no, holder_period_id, account_id, month, from_date, to_date, issued_at, due_on, energy, energy_fen, adjustment_fen, total_fen, estimated, content)
    VALUES ('B' || replace($3, '-', '') || lpad(nextval('bill_numbers')::text, 10, '0'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    RETURNING id, bill_no AS "billNo"`;
  const { rows } = await tx.query<{ id: number; billNo: string }>(text, [
    holderPeriodId,
    accountId,
    month,
    bill.from,
    bill.to,
    issuedAt,
    dueOn,
    bill.energy,
    bill.energyFen,
    bill.adjustmentFen,
    bill.totalFen,
    bill.estimated,
    JSON.stringify(bill.content),
  ]);
  for (const { meterId, reading } of estimates)
    await tx.query(
      `INSERT INTO readings (meter_id, read_on, total, peak, valley, quality, source) VALUES ($1, $2, $3, $4, $5, 'estimated', 'estimate') ON CONFLICT (meter_id, read_on) DO NOTHING`,
      [meterId, reading.on, reading.total, reading.peak, reading.valley],
    );
  await tx.query('SELECT post_bills(ARRAY[$1]::bigint[])', [rows[0]!.id]);
  return rows[0]!.billNo;
}
