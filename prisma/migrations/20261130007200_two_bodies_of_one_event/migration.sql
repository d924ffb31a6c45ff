-- A message that says something else than the first of its event is kept beside it and never booked: one event is booked once. The
-- gateway is asked about its payment, and a person looks. (A sender signs and dates each try anew: other bytes that say the same are a
-- repeat.)
ALTER TABLE inbox_messages
  DROP CONSTRAINT inbox_messages_kind_check,
  ADD CONSTRAINT inbox_messages_kind_check CHECK (kind IN ('payment', 'refund', 'agreement', 'other', 'unreadable', 'differing'));

CREATE FUNCTION heed_differing(p_inbox_id bigint, p_source text, p_payment_id bigint, p_parsed jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_first bigint := (SELECT id FROM inbox_messages WHERE source = p_source AND event_id = p_parsed ->> 'eventId');
BEGIN
  INSERT INTO payment_events (payment_id, kind, detail)
    SELECT p_payment_id, 'differing-message', jsonb_build_object('inboxId', p_inbox_id, 'firstInboxId', v_first) WHERE p_payment_id IS NOT NULL;
  UPDATE payments SET next_query_at = 'epoch' WHERE id = p_payment_id AND status IN ('created', 'pending');
  INSERT INTO odd_payments (kind, payment_id, inbox_id, amount_fen, detail)
    VALUES ('differing-message', p_payment_id, p_inbox_id, coalesce((p_parsed #>> '{outcome,amountFen}')::bigint, 0),
            jsonb_build_object('source', p_source, 'eventId', p_parsed ->> 'eventId', 'firstInboxId', v_first,
                               'orderNo', p_parsed ->> 'paymentNo', 'tradeNo', p_parsed #>> '{outcome,tradeNo}'))
    ON CONFLICT DO NOTHING;
  RETURN 'differing-message';
END
$$;

-- Handles stored messages: one transaction for a micro-batch. Messages that another worker holds, or that are handled
-- already, are left out of the answer.
CREATE OR REPLACE FUNCTION handle_inbox(p_ids bigint[]) RETURNS SETOF settlement_result LANGUAGE plpgsql AS $$
DECLARE
  v_ids bigint[];
  v_settlements settlement[];
  v_results settlement_result[] := '{}';
  v_message record;
BEGIN
  SELECT array_agg(id) INTO v_ids FROM (
    SELECT id FROM inbox_messages WHERE id = ANY (p_ids) AND status <> 'handled' ORDER BY id FOR NO KEY UPDATE SKIP LOCKED) claimed;
  -- Agreements before payments and holders, as when a debit begins.
  IF EXISTS (SELECT FROM inbox_messages WHERE id = ANY (v_ids) AND kind = 'agreement') THEN
    v_results := ARRAY(SELECT ROW (a.inbox_id, NULL, a.result)::settlement_result FROM handle_agreement_messages(v_ids) a);
  END IF;
  PERFORM lock_payments(ARRAY(
    SELECT p.id FROM inbox_messages i JOIN payments p ON p.payment_no = i.parsed ->> 'paymentNo' WHERE i.id = ANY (v_ids)));

  -- A success that agrees with its order in everything, or names no order of ours but is proved to be our money.
  SELECT array_agg(ROW (i.id, p.id, i.source, i.parsed ->> 'paymentNo', o.trade_no, o.amount_fen, o.paid_at, 'notification', NULL)::settlement ORDER BY i.id)
    INTO v_settlements
    FROM inbox_messages i LEFT JOIN payments p ON p.payment_no = i.parsed ->> 'paymentNo', paid_outcome(i.parsed) o
   WHERE i.id = ANY (v_ids) AND i.kind = 'payment' AND o.is_paid AND mismatches(i, p) = '{}';
  IF v_settlements IS NOT NULL THEN
    v_results := v_results || ARRAY(SELECT r FROM settle_many(v_settlements) r);
  END IF;

  IF cardinality(v_results) < cardinality(v_ids) THEN
    FOR v_message IN
      SELECT i.id, i.kind, i.source, i.parsed, i.parsed #>> '{outcome,status}' AS status, p.id AS payment_id, p.payment_no, mismatches(i, p) AS mismatches
        FROM inbox_messages i LEFT JOIN payments p ON p.payment_no = i.parsed ->> 'paymentNo'
       WHERE i.id = ANY (v_ids) AND NOT EXISTS (SELECT FROM unnest(v_results) r WHERE r.inbox_id = i.id) ORDER BY i.id
    LOOP
      v_results := v_results || ROW (v_message.id, v_message.payment_no, CASE
        WHEN v_message.kind = 'other' THEN 'ignored'
        WHEN v_message.kind = 'differing' THEN heed_differing(v_message.id, v_message.source, v_message.payment_id, v_message.parsed)
        WHEN v_message.kind = 'unreadable' THEN queue_unreadable(v_message.id, v_message.source, v_message.payment_id, v_message.parsed)
        WHEN v_message.kind = 'refund' THEN handle_refund_message(v_message.id, v_message.source, v_message.payment_id, v_message.parsed, v_message.mismatches)
        WHEN v_message.status = 'paid' THEN queue_contradiction(v_message.id, v_message.payment_id, v_message.parsed, v_message.mismatches)
        ELSE heed_hint(v_message.id, v_message.payment_id, v_message.parsed) END)::settlement_result;
    END LOOP;
  END IF;

  UPDATE inbox_messages i SET status = 'handled', handled_at = clock_timestamp(), attempts = i.attempts + 1, result = r.result
    FROM unnest(v_results) r WHERE i.id = r.inbox_id;
  RETURN QUERY SELECT * FROM unnest(v_results);
END
$$;
