-- A cheque or transfer pays at once by its paper, before the bank has credited it. What of it was too much could be paid out meanwhile: the paper
-- then bounced, the money was gone, and the bounce itself was refused as more than what could still go back.

CREATE INDEX counter_takings_uncleared_idx ON counter_takings (payment_no) WHERE status = 'uncleared';

-- Whether the bank has yet to credit the paper that this payment was made by.
CREATE FUNCTION is_uncleared(p_payment_id bigint) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM payments p JOIN counter_takings t ON t.payment_no = p.payment_no WHERE p.id = p_payment_id AND t.status = 'uncleared');

-- As before. Of a paper that is not cleared nothing goes back but the whole, by its void or its bounce. Both of these hold the taking and then want the
-- payment, so it is only looked at here, under the payment's lock: whoever comes second finds what the first has done.
CREATE OR REPLACE FUNCTION request_refund(
  p_refund_no text, p_collection_id bigint, p_amount_fen bigint, p_way text, p_status text, p_reason text, p_requested_by text,
  p_request_key text DEFAULT NULL, p_alone_up_to_fen bigint DEFAULT NULL, p_balance_account text DEFAULT NULL, p_balance_holder bigint DEFAULT NULL
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_payment_id bigint := (SELECT payment_id FROM collections WHERE id = p_collection_id);
  v_earlier text;
  v_refunded_fen bigint;
BEGIN
  PERFORM lock_payments(ARRAY[v_payment_id]);
  PERFORM FROM collections WHERE id = p_collection_id FOR NO KEY UPDATE;
  SELECT refund_no INTO v_earlier FROM refunds WHERE request_key = p_request_key;
  IF FOUND THEN
    RETURN v_earlier;
  END IF;
  IF p_way <> 'reversal' AND is_uncleared(v_payment_id) THEN
    PERFORM refuse('paper-uncleared');
  END IF;
  IF p_balance_account IS NOT NULL AND p_amount_fen > balance_left(p_collection_id, p_balance_account, p_balance_holder) THEN
    PERFORM refuse('refund-balance-used');
  END IF;
  UPDATE collections SET refunded_fen = refunded_fen + p_amount_fen
   WHERE id = p_collection_id AND refunded_fen + p_amount_fen <= amount_fen RETURNING payment_id, refunded_fen INTO v_payment_id, v_refunded_fen;
  IF NOT FOUND THEN
    PERFORM refuse('refund-too-large');
  END IF;
  INSERT INTO refunds (refund_no, payment_id, collection_id, amount_fen, status, way, reason, requested_by, request_key, balance_account, balance_holder_id)
    VALUES (p_refund_no, v_payment_id, p_collection_id, p_amount_fen, 'awaiting-approval', p_way, p_reason, p_requested_by, p_request_key,
            p_balance_account, p_balance_holder);
  PERFORM note_refund(p_refund_no, 'refund-requested', jsonb_build_object('by', p_requested_by, 'way', p_way));
  IF p_status = 'pending' AND (p_alone_up_to_fen IS NULL OR v_refunded_fen <= p_alone_up_to_fen) THEN
    PERFORM release_refund(p_refund_no, NULL);
  END IF;
  RETURN p_refund_no;
END
$$;

-- As before; what was asked for before the paper was known not to be cleared waits like the rest.
CREATE OR REPLACE FUNCTION release_refund(p_refund_no text, p_approved_by text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_refund refunds := lock_refund(p_refund_no);
BEGIN
  IF v_refund.status <> 'awaiting-approval' THEN
    PERFORM refuse('refund-not-awaiting-approval');
  ELSIF v_refund.requested_by = p_approved_by THEN
    PERFORM refuse('four-eyes');
  ELSIF v_refund.way <> 'reversal' AND is_uncleared(v_refund.payment_id) THEN
    PERFORM refuse('paper-uncleared');
  END IF;
  UPDATE refunds SET status = 'pending', approved_by = p_approved_by, released_at = now(),
         taken_back = take_back(v_refund.collection_id, v_refund.amount_fen, 'refund-requested', p_refund_no),
         next_query_at = CASE WHEN way = 'gateway' THEN 'epoch'::timestamptz END
   WHERE id = v_refund.id;
  IF p_approved_by IS NOT NULL THEN
    PERFORM note_refund(p_refund_no, 'refund-approved', jsonb_build_object('by', p_approved_by));
  END IF;
END
$$;

-- What lies on a balance and may yet be taken from us again: by paper that is not cleared, or (with `p_on`) of that clearing date or a later one.
CREATE FUNCTION unsure_balance(p_holder bigint, p_account text, p_on date) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(a.amount_fen - a.taken_back_fen), 0)::bigint FROM allocations a JOIN collections c ON c.id = a.collection_id
   WHERE a.holder_period_id = p_holder AND a.account_code = p_account AND a.taken_back_fen < a.amount_fen
     AND (c.clearing_on >= p_on
       OR EXISTS (SELECT FROM payments p JOIN counter_takings t ON t.payment_no = p.payment_no WHERE p.id = c.payment_id AND t.status = 'uncleared'))
$$;

-- What of a balance may pay bills by itself: not what somebody has asked back, nor what may yet be taken from us again. Without a day only paper
-- that is not cleared is left alone: a bill that is issued meets what is there.
CREATE OR REPLACE FUNCTION usable_balance(p_holder bigint, p_account text, p_on date) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT GREATEST(0, pool_of(p_holder, p_account) - unsure_balance(p_holder, p_account, p_on)
    - CASE WHEN p_on IS NULL THEN 0 ELSE asked_of_balance(p_holder, p_account) END)::bigint
$$;

-- Uses up a holder's surplus, then the prepayment, for payables that are open. With `p_on` only what is usable on that day.
CREATE OR REPLACE FUNCTION apply_balances(p_payable_ids bigint[], p_on date DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
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
      FROM payables y,
      LATERAL (SELECT usable_balance(y.holder_period_id, 'customer-balance', p_on) AS balance,
                      usable_balance(y.holder_period_id, 'customer-prepaid', p_on) AS prepaid) has
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
