-- A large sum given back needs a second person, also when it is asked for in parts: what was given back of the same money counts.

DROP FUNCTION request_refund(text, bigint, bigint, text, text, text, text, text);
DROP FUNCTION return_surplus(text, bigint, bigint, text, text, text, text, text);

-- Requests a refund. `awaiting-approval` only reserves the sum; `pending` also takes it back and makes it due to be sent, unless the
-- money's refunds then come to more than one person may give back alone.
-- Returns its number: that of the earlier refund when the same request comes again after a crash took its answer away.
CREATE FUNCTION request_refund(
  p_refund_no text, p_collection_id bigint, p_amount_fen bigint, p_way text, p_status text, p_reason text, p_requested_by text,
  p_request_key text DEFAULT NULL, p_alone_up_to_fen bigint DEFAULT NULL
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
  UPDATE collections SET refunded_fen = refunded_fen + p_amount_fen
   WHERE id = p_collection_id AND refunded_fen + p_amount_fen <= amount_fen RETURNING payment_id, refunded_fen INTO v_payment_id, v_refunded_fen;
  IF NOT FOUND THEN
    PERFORM refuse('refund-too-large');
  END IF;
  INSERT INTO refunds (refund_no, payment_id, collection_id, amount_fen, status, way, reason, requested_by, request_key)
    VALUES (p_refund_no, v_payment_id, p_collection_id, p_amount_fen, 'awaiting-approval', p_way, p_reason, p_requested_by, p_request_key);
  PERFORM note_refund(p_refund_no, 'refund-requested', jsonb_build_object('by', p_requested_by, 'way', p_way));
  IF p_status = 'pending' AND (p_alone_up_to_fen IS NULL OR v_refunded_fen <= p_alone_up_to_fen) THEN
    PERFORM release_refund(p_refund_no, NULL);
  END IF;
  RETURN p_refund_no;
END
$$;

CREATE FUNCTION return_surplus(
  p_refund_no text, p_collection_id bigint, p_amount_fen bigint, p_way text, p_status text, p_reason text, p_requested_by text, p_request_key text,
  p_alone_up_to_fen bigint
) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_payments(ARRAY(SELECT payment_id FROM collections WHERE id = p_collection_id));
  IF NOT EXISTS (SELECT FROM refunds WHERE request_key = p_request_key) AND p_amount_fen > (
    SELECT coalesce(sum(LEAST(a.amount_fen - a.taken_back_fen, pool_of(a.holder_period_id, 'customer-balance'))), 0)
      FROM allocations a WHERE a.collection_id = p_collection_id AND a.account_code = 'customer-balance') THEN
    PERFORM refuse('refund-balance-used');
  END IF;
  RETURN request_refund(p_refund_no, p_collection_id, p_amount_fen, p_way, p_status, p_reason, p_requested_by, p_request_key, p_alone_up_to_fen);
END
$$;
