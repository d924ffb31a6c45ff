-- Late fees are debited with their bills, and a fitter's visit may fail.

-- This month's debit of every active agreement that has something to pay and none yet: one statement, however many.
CREATE OR REPLACE FUNCTION plan_debits(p_cycle text, p_now timestamptz) RETURNS bigint LANGUAGE sql AS $$
  WITH planned AS (
    INSERT INTO agreement_debits (agreement_id, cycle, payable_ids, amount_fen, next_at, created_at)
      SELECT a.id, p_cycle, array_agg(y.id ORDER BY y.id), sum(y.amount_fen - y.paid_fen), p_now, p_now
        FROM agreements a JOIN payables y ON y.holder_period_id = a.holder_period_id
       WHERE a.status = 'active' AND y.kind IN ('bill', 'late-fee') AND y.status = 'open' AND y.paid_fen < y.amount_fen
         AND NOT EXISTS (SELECT FROM agreement_debits d WHERE d.agreement_id = a.id AND (d.cycle = p_cycle OR d.status IN ('planned', 'noticed', 'debiting')))
       GROUP BY a.id
      ON CONFLICT (agreement_id, cycle) DO NOTHING
      RETURNING id
  )
  SELECT count(*) FROM planned
$$;

-- Which bills of a bank's mandates, and late fees of them, may be debited today: open, not locked, nobody is paying them, not out already, and what
-- the bank answered before allows another try.
CREATE OR REPLACE FUNCTION debit_candidates(p_bank text, p_on date, p_now timestamptz)
RETURNS TABLE (payable_id bigint, holder_period_id bigint, mandate_id bigint, amount_fen bigint, month text) LANGUAGE sql STABLE AS $$
  SELECT y.id, y.holder_period_id, m.id, y.amount_fen - y.paid_fen, replace(b.month, '-', '')
    FROM debit_mandates m
    JOIN holder_periods h ON h.id = m.holder_period_id AND (h.to_date IS NULL OR h.to_date > p_on)
    JOIN payables y ON y.holder_period_id = m.holder_period_id AND y.status = 'open' AND y.kind IN ('bill', 'late-fee') AND y.paid_fen < y.amount_fen
    JOIN (SELECT payable_id, month FROM bills WHERE live UNION ALL SELECT f.payable_id, b.month FROM late_fees f JOIN bills b ON b.id = f.bill_id) b
      ON b.payable_id = y.id
   WHERE m.bank_code = p_bank AND m.status = 'active' AND m.effective_from <= p_on
     AND (y.locked_until IS NULL OR y.locked_until <= p_now)
     AND NOT EXISTS (SELECT FROM debit_items i WHERE i.payable_id = y.id AND i.status IN ('out', 'told', 'unknown'))
     AND NOT EXISTS (SELECT FROM debit_items i WHERE i.payable_id = y.id AND i.mandate_id = m.id AND i.status = 'failed'
                        AND (i.retry_on IS NULL OR i.retry_on > p_on))
     AND NOT EXISTS (SELECT FROM payment_items i JOIN payments p ON p.id = i.payment_id
                      WHERE i.payable_id = y.id AND p.status IN ('created', 'pending') AND p.expires_at > p_now)
$$;

-- What a bill's late fee comes to at the end of a day: for each day after the due day up to the day of payment, the day's rate
-- of what was still owed on that day. Rounded once, half up. A debit of ours counts as paid on the day on which its sum was fixed: the
-- days that a bank or wallet takes over it are not the customer's.
CREATE OR REPLACE FUNCTION late_fee_of(p_bill_id bigint, p_today date, OUT fee_fen bigint, OUT days integer, OUT parts jsonb, OUT cleared boolean)
LANGUAGE sql STABLE AS $$
  WITH bill AS (
    SELECT b.id, b.due_on, b.live, y.id AS payable_id, y.amount_fen, y.paid_fen, a.category
      FROM bills b JOIN payables y ON y.id = b.payable_id JOIN supply_accounts a ON a.id = b.account_id WHERE b.id = p_bill_id
  ), paid AS (
    SELECT least(shanghai_date(c.paid_at), asked.on_day) AS on_day, a.amount_fen - a.taken_back_fen AS fen
      FROM bill JOIN allocations a USING (payable_id) JOIN collections c ON c.id = a.collection_id LEFT JOIN payments p ON p.id = c.payment_id
      LEFT JOIN LATERAL (
        SELECT d.made_on AS on_day FROM debit_items i JOIN debit_files f ON f.id = i.file_id JOIN debit_batches d ON d.id = f.batch_id
         WHERE i.payable_id = a.payable_id AND i.payment_no = p.payment_no
        UNION ALL
        SELECT shanghai_date(d.created_at) FROM agreement_debits d WHERE d.payment_no = p.payment_no AND d.attempts = 1
        LIMIT 1) asked ON true
     WHERE a.taken_back_fen < a.amount_fen
    UNION ALL
    SELECT t.business_date, -p.amount_fen
      FROM bill JOIN ledger_transactions t ON t.kind = 'balance-applied'
       AND t.reference = 'payable:' || bill.payable_id
      JOIN ledger_postings p ON p.transaction_id = t.id AND p.account_code = 'receivable'
  ), day AS (
    SELECT d::date AS on_day, bill.*, dunning_rule('lateFee', d::date) AS rule,
           bill.amount_fen - bill.paid_fen + coalesce((SELECT sum(fen) FROM paid WHERE paid.on_day >= d::date), 0)::bigint AS outstanding
      FROM bill, generate_series(bill.due_on + 1, p_today, '1 day') d WHERE bill.live
  ), rated AS (
    SELECT on_day, outstanding, rule, amount_fen, CASE
             WHEN NOT (rule ->> 'enabled')::boolean THEN 0
             WHEN category = 'residential' THEN (rule ->> 'residentPpm')::bigint
             WHEN extract(year FROM on_day) > extract(year FROM due_on) THEN (rule ->> 'otherCrossYearPpm')::bigint
             ELSE (rule ->> 'otherPpm')::bigint END AS ppm
      FROM day WHERE outstanding > 0
  ), stretch AS (
    SELECT *, on_day - (row_number() OVER (PARTITION BY outstanding, ppm ORDER BY on_day))::integer AS run FROM rated WHERE ppm > 0
  ), part AS (
    SELECT min(on_day) AS from_day, max(on_day) AS to_day, outstanding, ppm, count(*) AS day_count FROM stretch GROUP BY outstanding, ppm, run
  ), total AS (
    SELECT coalesce(sum(outstanding * ppm * day_count), 0) AS micro, coalesce(sum(day_count), 0)::integer AS day_count,
           coalesce(jsonb_agg(jsonb_build_object('from', from_day, 'to', to_day, 'outstandingFen', outstanding, 'ppm', ppm) ORDER BY from_day), '[]') AS parts
      FROM part
  ), last_rule AS (
    SELECT rule, amount_fen FROM rated WHERE ppm > 0 ORDER BY on_day DESC LIMIT 1
  )
  SELECT CASE WHEN t.micro = 0 THEN 0 ELSE LEAST(
           GREATEST(round(t.micro / 1000000.0)::bigint, (r.rule ->> 'minimumFen')::bigint),
           coalesce(r.amount_fen * (r.rule ->> 'capPercent')::bigint / 100, 9223372036854775807)) END,
         t.day_count, t.parts, coalesce((SELECT NOT live OR paid_fen = amount_fen FROM bill), true)
    FROM total t LEFT JOIN last_rule r ON true
$$;

-- Somebody goes until it is done: one visit of a command is open at a time.
ALTER TABLE field_orders DROP CONSTRAINT field_orders_status_check, DROP CONSTRAINT field_orders_command_id_key;
ALTER TABLE field_orders ADD CONSTRAINT field_orders_status_check CHECK (status IN ('open', 'done', 'failed', 'withdrawn'));
CREATE UNIQUE INDEX field_orders_one_open ON field_orders (command_id) WHERE status = 'open';
CREATE INDEX field_orders_command_id_id_idx ON field_orders (command_id, id);
