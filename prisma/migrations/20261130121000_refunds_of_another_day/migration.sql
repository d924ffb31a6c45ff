-- A partner's refund that cannot be taken back by itself (told a day later, of another sum, of money that is used) was counted in the answer, and
-- seen by nobody: the customer had the money again, and the bill stayed paid.

CREATE UNIQUE INDEX odd_payments_partner_refund_key ON odd_payments ((detail ->> 'source'), (detail ->> 'tradeNo'), amount_fen) WHERE kind = 'partner-refund';

-- Queues it for staff, once however often the partner lists it.
CREATE FUNCTION queue_partner_refund(p_partner_id bigint, p_trade_no text, p_amount_fen bigint, p_refunded_at timestamptz, p_on date) RETURNS void LANGUAGE sql AS $$
  INSERT INTO odd_payments (kind, payment_id, collection_id, amount_fen, detail)
    SELECT 'partner-refund', c.payment_id, c.id, p_amount_fen,
           jsonb_build_object('source', partner_source(p), 'tradeNo', p_trade_no, 'at', p_refunded_at, 'clearingOn', p_on, 'collectedFen', c.amount_fen)
      FROM partners p LEFT JOIN collections c ON c.source = partner_source(p) AND c.trade_no = p_trade_no
     WHERE p.id = p_partner_id
    ON CONFLICT DO NOTHING
$$;

-- A person has confirmed that the partner gave the whole payment back: it is undone on the clearing day of the partner's refund, where its day
-- file has it too.
CREATE FUNCTION link_partner_refund(p_odd odd_payments, p_payment_id bigint, p_by text, p_note text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_on date := p_odd.detail ->> 'clearingOn';
  v_collection collections;
BEGIN
  SELECT * INTO v_collection FROM collections WHERE id = p_odd.collection_id AND payment_id = p_payment_id AND amount_fen = p_odd.amount_fen;
  IF NOT FOUND THEN
    PERFORM refuse('odd-payment-not-linkable');
  END IF;
  RETURN reverse_collection(v_collection.source, v_collection.trade_no,
    'R' || to_char(v_on, 'YYYYMMDD') || lpad(floor(random() * 1e14)::bigint::text, 14, '0'), v_collection.amount_fen, NULL, p_by, p_note, v_on);
END
$$;

-- The money of an order unknown to us belongs to this payment of ours: it settles it, as if it had named it. Refunds that
-- left without our books are linked to their payment likewise.
-- `p_refund_no` and `p_amount_fen` for a refund that was made in the gateway's portal, whose message tells neither.
CREATE OR REPLACE FUNCTION link_odd_payment(
  p_id bigint, p_payment_no text, p_by text, p_note text, p_refund_no text DEFAULT NULL, p_amount_fen bigint DEFAULT NULL
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_odd odd_payments := lock_odd_payment(p_id);
  v_collection collections;
  v_payment_id bigint;
  v_result text;
BEGIN
  SELECT id INTO v_payment_id FROM payments WHERE payment_no = p_payment_no;
  IF NOT FOUND THEN
    PERFORM refuse('payment-not-found');
  END IF;
  IF v_odd.kind IN ('refund-conflict', 'unknown-refund', 'foreign-refund', 'partner-refund') THEN
    v_result := CASE v_odd.kind WHEN 'partner-refund' THEN link_partner_refund(v_odd, v_payment_id, p_by, p_note)
                ELSE link_odd_refund(v_odd, v_payment_id, p_by, p_note, p_refund_no, p_amount_fen) END;
    PERFORM close_odd_payment(p_id, 'link', p_by, p_note, jsonb_build_object('paymentNo', p_payment_no, 'result', v_result));
    RETURN v_result;
  END IF;
  SELECT * INTO v_collection FROM collections WHERE id = v_odd.collection_id FOR NO KEY UPDATE;
  PERFORM lock_payments(ARRAY[v_payment_id]);
  IF v_odd.kind <> 'unknown-payment' OR v_collection.payment_id IS NOT NULL OR v_collection.refunded_fen > 0 OR NOT EXISTS (
    SELECT FROM allocations WHERE collection_id = v_collection.id AND account_code = 'unidentified' AND taken_back_fen = 0)
  THEN
    PERFORM refuse('odd-payment-not-linkable');
  END IF;
  SELECT result INTO v_result FROM settle_many(ARRAY[ROW (
    v_odd.inbox_id, v_payment_id, v_collection.source, v_collection.order_no, v_collection.trade_no, v_collection.amount_fen,
    v_collection.paid_at, 'staff', v_collection.id)::settlement]);
  PERFORM close_odd_payment(p_id, 'link', p_by, p_note, jsonb_build_object('paymentNo', p_payment_no, 'result', v_result));
  RETURN v_result;
END
$$;

-- The sum that such a decision moves by a person's choice. Money that stays where it lies, and a refund whose payment and sum the gateway
-- or partner itself has stated, is nobody's choice. What has left of the same payment before counts: a large sum in small parts is a large sum.
CREATE OR REPLACE FUNCTION chosen_fen(p_odd odd_payments, p_decision jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_payment_id bigint;
BEGIN
  IF p_decision ->> 'action' = 'credit' THEN
    RETURN CASE WHEN p_decision ->> 'holderPeriodId' IS NULL THEN 0 ELSE p_odd.amount_fen END;
  ELSIF p_odd.kind IN ('unknown-refund', 'refund-conflict', 'partner-refund') THEN
    RETURN 0;
  ELSIF p_odd.kind <> 'foreign-refund' THEN
    RETURN p_odd.amount_fen;
  END IF;
  SELECT id INTO v_payment_id FROM payments WHERE payment_no = p_decision ->> 'paymentNo';
  PERFORM lock_payments(ARRAY[v_payment_id]);
  RETURN (p_decision ->> 'amountFen')::bigint + (SELECT coalesce(sum(refunded_fen), 0) FROM collections WHERE payment_id = v_payment_id);
END
$$;
