-- What we keep for a holder pays the bills that are due: nobody is charged a late fee, or cut off, over money we hold.
--
-- A bill used to meet the balance once, when it was issued. Money that came later lay beside an overdue bill.

ALTER TABLE payables ADD COLUMN balance_times integer NOT NULL DEFAULT 0;
UPDATE payables y SET balance_times = 1 FROM ledger_transactions t
 WHERE t.kind = 'balance-applied' AND t.reference = 'payable:' || y.id;

-- How the books name the n-th time a balance pays for a payable.
CREATE FUNCTION application_reference(p_payable_id bigint, p_time integer) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN 'payable:' || p_payable_id || CASE p_time WHEN 1 THEN '' ELSE ':' || p_time END;

-- What of a balance may pay bills by itself: not what somebody has asked back, nor what came on or after the clearing date `p_on` and
-- may still be reversed.
CREATE FUNCTION usable_balance(p_holder bigint, p_account text, p_on date) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT GREATEST(0, pool_of(p_holder, p_account) - asked_of_balance(p_holder, p_account) - coalesce((
    SELECT sum(a.amount_fen - a.taken_back_fen) FROM allocations a JOIN collections c ON c.id = a.collection_id
     WHERE a.holder_period_id = p_holder AND a.account_code = p_account AND c.clearing_on >= p_on), 0))::bigint
$$;

-- Uses up a holder's surplus, then the prepayment, for payables that are open. With `p_on` only what is usable on that day.
DROP FUNCTION apply_balances(bigint[]);
CREATE FUNCTION apply_balances(p_payable_ids bigint[], p_on date DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_line record;
  v_balance bigint;
  v_prepaid bigint;
  v_times integer;
BEGIN
  PERFORM lock_holders(ARRAY(SELECT DISTINCT holder_period_id FROM payables WHERE id = ANY (p_payable_ids)));
  FOR v_line IN
    SELECT y.id, y.holder_period_id, y.credit_account
      FROM payables y JOIN customer_balances b USING (holder_period_id)
     WHERE y.id = ANY (p_payable_ids) AND y.status = 'open' AND y.credit_account <> 'customer-prepaid' AND b.balance_fen + b.prepaid_fen > 0
     ORDER BY y.id
  LOOP
    SELECT LEAST(has.balance, y.amount_fen - y.paid_fen), LEAST(has.prepaid, y.amount_fen - y.paid_fen - LEAST(has.balance, y.amount_fen - y.paid_fen))
      INTO v_balance, v_prepaid
      FROM payables y JOIN customer_balances b USING (holder_period_id),
      LATERAL (SELECT CASE WHEN p_on IS NULL THEN b.balance_fen ELSE usable_balance(y.holder_period_id, 'customer-balance', p_on) END AS balance,
                      CASE WHEN p_on IS NULL THEN b.prepaid_fen ELSE usable_balance(y.holder_period_id, 'customer-prepaid', p_on) END AS prepaid) has
     WHERE y.id = v_line.id;
    CONTINUE WHEN v_balance + v_prepaid = 0;
    UPDATE customer_balances SET balance_fen = balance_fen - v_balance, prepaid_fen = prepaid_fen - v_prepaid
     WHERE holder_period_id = v_line.holder_period_id;
    UPDATE payables SET paid_fen = paid_fen + v_balance + v_prepaid, balance_times = balance_times + 1
     WHERE id = v_line.id RETURNING balance_times INTO v_times;
    PERFORM post_transaction('balance-applied', application_reference(v_line.id, v_times), coalesce(p_on, shanghai_date(now())),
      ARRAY['customer-balance', 'customer-prepaid', v_line.credit_account], array_fill(v_line.holder_period_id, ARRAY[3]),
      ARRAY[v_balance, v_prepaid, -v_balance - v_prepaid]);
  END LOOP;
END
$$;

-- The bills of a holder that kept money may pay on `p_on`. Left alone is what somebody is paying, however long its gateway has been silent,
-- and what lies at the bank.
CREATE FUNCTION due_for_balance(p_holder bigint, p_on date, p_now timestamptz) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
  SELECT y.id FROM payables y JOIN bills b ON b.payable_id = y.id AND b.live
   WHERE y.holder_period_id = p_holder AND y.kind = 'bill' AND y.status = 'open' AND y.paid_fen < y.amount_fen AND b.due_on <= p_on
     AND coalesce(y.locked_until <= p_now, true) AND NOT is_being_paid(y.id) AND NOT is_at_bank(y.id)
$$;

-- Whose kept money has such a bill before it; the longest due come first.
CREATE FUNCTION holders_with_due_balance(p_on date, p_now timestamptz, p_limit integer) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
  SELECT k.holder_period_id FROM customer_balances k JOIN payables y USING (holder_period_id) JOIN bills b ON b.payable_id = y.id AND b.live
   WHERE k.balance_fen + k.prepaid_fen > 0 AND y.kind = 'bill' AND y.status = 'open' AND y.paid_fen < y.amount_fen AND b.due_on <= p_on
     AND y.id IN (SELECT due_for_balance(k.holder_period_id, p_on, p_now))
     AND usable_balance(k.holder_period_id, 'customer-balance', p_on) + usable_balance(k.holder_period_id, 'customer-prepaid', p_on) > 0
   GROUP BY 1 ORDER BY min(b.due_on), 1 LIMIT p_limit
$$;

-- Pays them. What somebody has begun to pay meanwhile is seen, because it is looked at under the holder's lock.
CREATE FUNCTION apply_due_balance(p_holder bigint, p_on date, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_holders(ARRAY[p_holder]);
  PERFORM apply_balances(ARRAY(SELECT due_for_balance(p_holder, p_on, p_now)), p_on);
END
$$;

-- Takes what a balance paid for bills off them again, the latest first, until `p_needed` lies on it: for money that has gone from us
-- already, such as a cheque that bounced. What is left over pays again on the next due day.
CREATE FUNCTION unapply_balances(p_holder bigint, p_account text, p_needed bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_line record;
BEGIN
  IF pool_of(p_holder, p_account) >= p_needed THEN
    RETURN;
  END IF;
  FOR v_line IN
    SELECT t.reference, split_part(t.reference, ':', 2)::bigint AS payable_id, all_of.accounts, all_of.amounts, all_of.balance, all_of.prepaid
      FROM ledger_postings used JOIN ledger_transactions t ON t.id = used.transaction_id AND t.kind = 'balance-applied',
      LATERAL (SELECT array_agg(p.account_code ORDER BY p.id) AS accounts, array_agg(-p.amount_fen ORDER BY p.id) AS amounts,
                      coalesce(sum(p.amount_fen) FILTER (WHERE p.account_code = 'customer-balance'), 0)::bigint AS balance,
                      coalesce(sum(p.amount_fen) FILTER (WHERE p.account_code = 'customer-prepaid'), 0)::bigint AS prepaid
                 FROM ledger_postings p WHERE p.transaction_id = t.id) all_of
     WHERE used.holder_period_id = p_holder AND used.account_code = p_account AND used.amount_fen > 0
       AND NOT EXISTS (SELECT FROM ledger_transactions u WHERE u.kind = 'balance-unapplied' AND u.reference = t.reference)
     ORDER BY t.id DESC
  LOOP
    EXIT WHEN pool_of(p_holder, p_account) >= p_needed;
    UPDATE payables SET paid_fen = paid_fen - v_line.balance - v_line.prepaid
     WHERE id = v_line.payable_id AND status = 'open' AND paid_fen >= v_line.balance + v_line.prepaid;
    CONTINUE WHEN NOT FOUND; -- the bill was reversed, and what had been paid of it became balance
    UPDATE customer_balances SET balance_fen = balance_fen + v_line.balance, prepaid_fen = prepaid_fen + v_line.prepaid
     WHERE holder_period_id = p_holder;
    PERFORM post_transaction('balance-unapplied', v_line.reference, shanghai_date(now()),
      v_line.accounts, array_fill(p_holder, ARRAY[cardinality(v_line.accounts)]), v_line.amounts);
  END LOOP;
END
$$;

-- As before; where a later day is allowed the money has gone from us already: it is found where a bill has used it meanwhile. Who only asks
-- for it back is refused as ever (`refund-balance-used`).
CREATE OR REPLACE FUNCTION reverse_collection(
  p_source text, p_trade_no text, p_reversal_no text, p_amount_fen bigint, p_on date, p_by text, p_reason text, p_clears_on date DEFAULT NULL
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_collection collections;
  v_reversal refunds;
BEGIN
  PERFORM lock_trade(p_source, p_trade_no);
  SELECT * INTO v_collection FROM collections WHERE source = p_source AND trade_no = p_trade_no;
  IF NOT FOUND THEN
    INSERT INTO reversal_marks (source, trade_no, reversal_no, amount_fen, reason) VALUES (p_source, p_trade_no, p_reversal_no, p_amount_fen, p_reason)
      ON CONFLICT DO NOTHING;
    RETURN 'unseen';
  END IF;
  SELECT * INTO v_reversal FROM refunds f WHERE f.collection_id = v_collection.id AND f.way = 'reversal' AND f.status IN ('pending', 'succeeded');
  IF v_reversal.status = 'succeeded' THEN
    RETURN 'repeat';
  ELSIF v_collection.amount_fen <> p_amount_fen THEN
    PERFORM refuse('reversal-amount');
  ELSIF v_collection.clearing_on <> p_on THEN
    PERFORM refuse('reversal-other-day');
  END IF;
  IF v_reversal.id IS NULL THEN
    IF p_on IS NULL THEN
      PERFORM lock_payments(ARRAY[v_collection.payment_id]);
      PERFORM unapply_balances(a.holder_period_id, a.account_code, sum(a.amount_fen - a.taken_back_fen)::bigint) FROM allocations a
        WHERE a.collection_id = v_collection.id AND a.account_code IN ('customer-balance', 'customer-prepaid') AND a.taken_back_fen < a.amount_fen
        GROUP BY a.holder_period_id, a.account_code;
    END IF;
    PERFORM request_refund(p_reversal_no, v_collection.id, v_collection.amount_fen, 'reversal', 'pending', p_reason, p_by);
  END IF;
  PERFORM finish_refund(coalesce(v_reversal.refund_no, p_reversal_no), p_trade_no, NULL, coalesce(p_on, p_clears_on));
  RETURN 'reversed';
END
$$;

-- As before, with every time a balance paid.
CREATE OR REPLACE FUNCTION late_fee_of(p_bill_id bigint, p_today date, OUT fee_fen bigint, OUT days integer, OUT parts jsonb, OUT cleared boolean)
LANGUAGE sql STABLE AS $$
  WITH bill AS (
    SELECT b.id, b.due_on, b.live, y.id AS payable_id, y.amount_fen, y.paid_fen, y.balance_times, a.category
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
    -- Kept money pays on the day after it came, and is no later for that.
    SELECT t.business_date - (t.kind = 'balance-applied')::integer, -p.amount_fen
      FROM bill JOIN ledger_transactions t ON t.kind IN ('balance-applied', 'balance-unapplied')
       AND t.reference IN (SELECT application_reference(bill.payable_id, n) FROM generate_series(1, bill.balance_times) n)
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
