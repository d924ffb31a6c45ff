-- A partner that gave back a part of a payment, or gave it back in parts, could not be followed: its refund could only be dismissed, the bill stayed
-- paid in full, and more stood on the books than we were paid for.

-- What a collection's money has paid as a balance is taken off those bills again: it has gone from us, wherever it is.
CREATE FUNCTION find_money_again(p_collection_id bigint) RETURNS void LANGUAGE sql AS $$
  SELECT unapply_balances(holder_period_id, account_code, sum(amount_fen - taken_back_fen)::bigint) FROM allocations
   WHERE collection_id = p_collection_id AND account_code IN ('customer-balance', 'customer-prepaid') AND taken_back_fen < amount_fen
   GROUP BY holder_period_id, account_code
$$;

-- As before. A reversal is of the whole: one in part is no repeat of it, and leaves too little for it.
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
  SELECT * INTO v_reversal FROM refunds f WHERE f.collection_id = v_collection.id AND f.way = 'reversal' AND f.amount_fen = v_collection.amount_fen
     AND f.status IN ('pending', 'succeeded');
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
      PERFORM find_money_again(v_collection.id);
    END IF;
    PERFORM request_refund(p_reversal_no, v_collection.id, v_collection.amount_fen, 'reversal', 'pending', p_reason, p_by);
  END IF;
  PERFORM finish_refund(coalesce(v_reversal.refund_no, p_reversal_no), p_trade_no, NULL, coalesce(p_on, p_clears_on));
  RETURN 'reversed';
END
$$;

-- A person has confirmed that the partner gave money back: the whole payment is undone, or a part of it becomes a refund, on the clearing day of the
-- partner's refund, where its day file has it too.
CREATE OR REPLACE FUNCTION link_partner_refund(p_odd odd_payments, p_payment_id bigint, p_by text, p_note text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_on date := p_odd.detail ->> 'clearingOn';
  v_refund_no text := 'R' || to_char(v_on, 'YYYYMMDD') || lpad(floor(random() * 1e14)::bigint::text, 14, '0');
  v_collection collections;
BEGIN
  SELECT * INTO v_collection FROM collections WHERE id = p_odd.collection_id AND payment_id = p_payment_id AND amount_fen >= p_odd.amount_fen;
  IF NOT FOUND THEN
    PERFORM refuse('odd-payment-not-linkable');
  ELSIF v_collection.amount_fen = p_odd.amount_fen THEN
    RETURN reverse_collection(v_collection.source, v_collection.trade_no, v_refund_no, v_collection.amount_fen, NULL, p_by, p_note, v_on);
  END IF;
  PERFORM lock_payments(ARRAY[p_payment_id]);
  PERFORM find_money_again(v_collection.id);
  PERFORM request_refund(v_refund_no, v_collection.id, p_odd.amount_fen, 'reversal', 'pending', p_note, p_by);
  RETURN finish_refund(v_refund_no, v_collection.trade_no, NULL, v_on);
END
$$;

-- The sum that such a decision moves by a person's choice. Money that stays where it lies, and a refund whose payment and sum the gateway
-- or partner itself has stated, is nobody's choice, but a part of a payment is: which refund is meant is not told by its sum. What has left of the
-- same payment before counts: a large sum in small parts is a large sum.
CREATE OR REPLACE FUNCTION chosen_fen(p_odd odd_payments, p_decision jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_payment_id bigint;
BEGIN
  IF p_decision ->> 'action' = 'credit' THEN
    RETURN CASE WHEN p_decision ->> 'holderPeriodId' IS NULL THEN 0 ELSE p_odd.amount_fen END;
  ELSIF p_odd.kind IN ('unknown-refund', 'refund-conflict') THEN
    RETURN 0;
  ELSIF p_odd.kind = 'partner-refund' THEN
    RETURN (SELECT CASE amount_fen WHEN p_odd.amount_fen THEN 0 ELSE p_odd.amount_fen + refunded_fen END FROM collections WHERE id = p_odd.collection_id FOR NO KEY UPDATE);
  ELSIF p_odd.kind <> 'foreign-refund' THEN
    RETURN p_odd.amount_fen;
  END IF;
  SELECT id INTO v_payment_id FROM payments WHERE payment_no = p_decision ->> 'paymentNo';
  PERFORM lock_payments(ARRAY[v_payment_id]);
  RETURN (p_decision ->> 'amountFen')::bigint + (SELECT coalesce(sum(refunded_fen), 0) FROM collections WHERE payment_id = v_payment_id);
END
$$;
