-- A refund or void at UnionPay after 23:00 stands in the file of the next clearing day, as a payment does, and was booked a day before it.

-- The money has left, at `p_at` as the gateway states it: its day (or `p_on`, of a reversal) is the one it has in the source's
-- file. A payout has left the bank account, whatever the money came through. A repeat changes nothing.
CREATE OR REPLACE FUNCTION finish_refund(p_refund_no text, p_channel_refund_no text, p_at timestamptz DEFAULT NULL, p_on date DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_refund refunds := lock_refund(p_refund_no);
  v_source text;
BEGIN
  IF v_refund.status = 'succeeded' THEN
    RETURN 'repeat';
  ELSIF v_refund.status <> 'pending' THEN
    -- Told failed or refused before, and now the money has left after all: the books may not say so before a person has looked.
    RETURN queue_odd_refund(p_refund_no, 'refund-conflict',
      jsonb_build_object('was', v_refund.status, 'gatewayRefundNo', p_channel_refund_no, 'at', p_at));
  END IF;
  SELECT source INTO v_source FROM collections WHERE id = v_refund.collection_id;
  PERFORM post_transaction('refund-succeeded', p_refund_no,
    coalesce(p_on, CASE v_refund.way WHEN 'payout' THEN shanghai_date(coalesce(p_at, now())) ELSE clearing_day(v_source, coalesce(p_at, now())) END),
    ARRAY[refund_account(v_refund.way), CASE v_refund.way WHEN 'payout' THEN 'bank' ELSE source_account(v_source) END],
    ARRAY[NULL, NULL]::bigint[], ARRAY[v_refund.amount_fen, -v_refund.amount_fen]);
  UPDATE refunds SET status = 'succeeded', finished_at = now(), channel_refund_no = p_channel_refund_no, next_query_at = NULL WHERE id = v_refund.id;
  INSERT INTO outbox_messages (kind, dedupe_key, payload)
    SELECT 'refund-succeeded', 'refund-succeeded:' || p_refund_no,
           jsonb_build_object('refundNo', p_refund_no, 'paymentNo', p.payment_no, 'personId', p.person_id, 'amountFen', v_refund.amount_fen)
      FROM payments p WHERE p.id = v_refund.payment_id
    ON CONFLICT (dedupe_key) DO NOTHING;
  PERFORM note_refund(p_refund_no, 'refund-succeeded', jsonb_build_object('channelRefundNo', p_channel_refund_no));
  RETURN 'succeeded';
END
$$;
