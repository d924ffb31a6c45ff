-- Odd money above what one person may give back alone is moved by two: refunds count under the lock as everywhere, and what a person
-- chooses (the account to be credited, the payment to be linked, the sum of a refund made in the portal) waits for a second one.

ALTER TABLE "odd_payments" ADD COLUMN "proposal" JSONB, ADD COLUMN "proposed_by" TEXT, ADD COLUMN "proposed_at" TIMESTAMPTZ(3);

ALTER TABLE odd_payments
  ADD CONSTRAINT odd_payments_proposal_check CHECK ((proposal IS NULL) = (proposed_by IS NULL) AND (proposal IS NULL) = (proposed_at IS NULL)),
  ADD CONSTRAINT odd_payments_four_eyes_check CHECK (status = 'open' OR resolved_by <> proposed_by);

-- What waits for a second person is decided by that person, not otherwise.
CREATE OR REPLACE FUNCTION lock_odd_payment(p_id bigint) RETURNS odd_payments LANGUAGE plpgsql AS $$
DECLARE
  v_odd odd_payments;
BEGIN
  SELECT * INTO v_odd FROM odd_payments WHERE id = p_id FOR UPDATE;
  IF NOT FOUND THEN
    PERFORM refuse('odd-payment-not-found');
  ELSIF v_odd.status <> 'open' THEN
    PERFORM refuse('odd-payment-resolved');
  ELSIF v_odd.proposal IS NOT NULL THEN
    PERFORM refuse('odd-payment-proposed');
  END IF;
  RETURN v_odd;
END
$$;

DROP FUNCTION refund_odd_payment(bigint, text, text, text, text, text);

-- Sends the money back to its payer, a surplus from the balance it became. It waits for a second person where the money's refunds come to
-- more than one may give back alone.
CREATE FUNCTION refund_odd_payment(p_id bigint, p_refund_no text, p_way text, p_status text, p_by text, p_note text, p_alone_up_to_fen bigint)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_odd odd_payments := lock_odd_payment(p_id);
BEGIN
  PERFORM refuse_unless_money(v_odd);
  PERFORM request_refund(p_refund_no, v_odd.collection_id, v_odd.amount_fen, p_way, p_status, p_note, p_by,
    p_alone_up_to_fen => p_alone_up_to_fen, p_balance_account => CASE v_odd.kind WHEN 'surplus' THEN 'customer-balance' END);
  PERFORM close_odd_payment(p_id, 'refund', p_by, p_note, jsonb_build_object('refundNo', p_refund_no));
END
$$;

-- Credits or links, as `p_decision` says: { action, note, holderPeriodId | paymentNo, refundNo, amountFen }.
CREATE FUNCTION carry_out_odd_decision(p_id bigint, p_decision jsonb, p_by text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF p_decision ->> 'action' = 'credit' THEN
    PERFORM credit_odd_payment(p_id, (p_decision ->> 'holderPeriodId')::bigint, p_by, p_decision ->> 'note');
    RETURN 'credited';
  END IF;
  RETURN link_odd_payment(p_id, p_decision ->> 'paymentNo', p_by, p_decision ->> 'note', p_decision ->> 'refundNo', (p_decision ->> 'amountFen')::bigint);
END
$$;

-- The sum that such a decision moves by a person's choice. Money that stays where it lies, and a refund whose payment and sum the gateway
-- itself has stated, is nobody's choice. What has left of the same payment before counts: a large sum in small parts is a large sum.
CREATE FUNCTION chosen_fen(p_odd odd_payments, p_decision jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_payment_id bigint;
BEGIN
  IF p_decision ->> 'action' = 'credit' THEN
    RETURN CASE WHEN p_decision ->> 'holderPeriodId' IS NULL THEN 0 ELSE p_odd.amount_fen END;
  ELSIF p_odd.kind IN ('unknown-refund', 'refund-conflict') THEN
    RETURN 0;
  ELSIF p_odd.kind <> 'foreign-refund' THEN
    RETURN p_odd.amount_fen;
  END IF;
  SELECT id INTO v_payment_id FROM payments WHERE payment_no = p_decision ->> 'paymentNo';
  PERFORM lock_payments(ARRAY[v_payment_id]);
  RETURN (p_decision ->> 'amountFen')::bigint + (SELECT coalesce(sum(refunded_fen), 0) FROM collections WHERE payment_id = v_payment_id);
END
$$;

-- One person decides. Above the limit the decision is tried, undone again and written down: only what can be done is proposed.
CREATE FUNCTION decide_odd_payment(p_id bigint, p_decision jsonb, p_by text, p_alone_up_to_fen bigint) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_odd odd_payments := lock_odd_payment(p_id);
  v_alone boolean := chosen_fen(v_odd, p_decision) <= p_alone_up_to_fen;
  v_result text;
BEGIN
  BEGIN
    v_result := carry_out_odd_decision(p_id, p_decision, p_by);
    IF v_alone IS NOT TRUE THEN
      RAISE EXCEPTION USING ERRCODE = 'HALL1', MESSAGE = 'odd-payment-to-be-proposed';
    END IF;
    RETURN v_result;
  EXCEPTION WHEN SQLSTATE 'HALL1' THEN
    NULL;
  END;
  UPDATE odd_payments SET proposal = p_decision, proposed_by = p_by, proposed_at = now() WHERE id = p_id;
  INSERT INTO payment_events (payment_id, kind, detail)
    SELECT payment_id, 'odd-proposed', jsonb_build_object('oddId', id, 'kind', kind, 'resolution', p_decision ->> 'action', 'by', p_by)
      FROM odd_payments WHERE id = p_id AND payment_id IS NOT NULL;
  RETURN 'proposed';
END
$$;

-- The second person says yes or no to what the first has proposed. No: it may be proposed anew.
CREATE FUNCTION decide_odd_proposal(p_id bigint, p_approve boolean, p_by text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_odd odd_payments;
  v_result text := 'rejected';
BEGIN
  SELECT * INTO v_odd FROM odd_payments WHERE id = p_id FOR UPDATE;
  IF NOT FOUND THEN
    PERFORM refuse('odd-payment-not-found');
  ELSIF v_odd.status <> 'open' THEN
    PERFORM refuse('odd-payment-resolved');
  ELSIF v_odd.proposal IS NULL THEN
    PERFORM refuse('odd-payment-not-proposed');
  ELSIF p_approve AND v_odd.proposed_by = p_by THEN
    PERFORM refuse('four-eyes');
  END IF;
  UPDATE odd_payments SET proposal = NULL, proposed_by = NULL, proposed_at = NULL WHERE id = p_id;
  IF p_approve THEN
    v_result := carry_out_odd_decision(p_id, v_odd.proposal, p_by);
    UPDATE odd_payments SET proposal = v_odd.proposal, proposed_by = v_odd.proposed_by, proposed_at = v_odd.proposed_at WHERE id = p_id;
  ELSE
    INSERT INTO payment_events (payment_id, kind, detail)
      SELECT v_odd.payment_id, 'odd-rejected', jsonb_build_object('oddId', p_id, 'kind', v_odd.kind, 'by', p_by) WHERE v_odd.payment_id IS NOT NULL;
  END IF;
  RETURN v_result;
END
$$;
