-- A kiosk tells of its notes up to seven days later, a bank of its debits and a gateway of its payments when they can. Booked on a day that had been
-- compared already, such money was never looked at: the day stayed green, with fen in the books that no count and no file was held against.

-- Money was booked on a day that is over. If that day has been worked at, it is due again. A match that goes on waits for this transaction, and sees it.
CREATE FUNCTION look_again_at(p_source text, p_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_started timestamptz;
BEGIN
  IF p_day >= shanghai_date(now()) THEN
    RETURN;
  END IF;
  SELECT started_at INTO v_started FROM reconciliation_days WHERE (source, day) = (p_source, p_day) FOR KEY SHARE;
  IF v_started IS NOT NULL THEN
    PERFORM reopen_day(p_source, p_day, now());
  END IF;
END
$$;

-- What reconciliation books itself, of the very day, is compared in the same run.
CREATE FUNCTION look_again_at_late_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM look_again_at(late.source, late.clearing_on) FROM (
    SELECT DISTINCT source, clearing_on FROM fresh WHERE clearing_on < shanghai_date(now()) AND origin <> 'reconciliation' ORDER BY 1, 2) late;
  RETURN NULL;
END
$$;

CREATE TRIGGER collections_reopen_their_day AFTER INSERT ON collections
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION look_again_at_late_days();

-- As before; a refund that is told later than its day was compared makes that day due again too.
CREATE OR REPLACE FUNCTION finish_refund(p_refund_no text, p_channel_refund_no text, p_at timestamptz DEFAULT NULL, p_on date DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_refund refunds := lock_refund(p_refund_no);
  v_source text;
  v_day date;
BEGIN
  IF v_refund.status = 'succeeded' THEN
    RETURN 'repeat';
  ELSIF v_refund.status <> 'pending' THEN
    -- Told failed or refused before, and now the money has left after all: the books may not say so before a person has looked.
    RETURN queue_odd_refund(p_refund_no, 'refund-conflict',
      jsonb_build_object('was', v_refund.status, 'gatewayRefundNo', p_channel_refund_no, 'at', p_at));
  END IF;
  SELECT source INTO v_source FROM collections WHERE id = v_refund.collection_id;
  v_day := coalesce(p_on, CASE v_refund.way WHEN 'payout' THEN shanghai_date(coalesce(p_at, now())) ELSE clearing_day(v_source, coalesce(p_at, now())) END);
  PERFORM post_transaction('refund-succeeded', p_refund_no, v_day,
    ARRAY[refund_account(v_refund.way), CASE v_refund.way WHEN 'payout' THEN 'bank' ELSE source_account(v_source) END],
    ARRAY[NULL, NULL]::bigint[], ARRAY[v_refund.amount_fen, -v_refund.amount_fen]);
  UPDATE refunds SET status = 'succeeded', finished_at = now(), channel_refund_no = p_channel_refund_no, next_query_at = NULL WHERE id = v_refund.id;
  INSERT INTO outbox_messages (kind, dedupe_key, payload)
    SELECT 'refund-succeeded', 'refund-succeeded:' || p_refund_no,
           jsonb_build_object('refundNo', p_refund_no, 'paymentNo', p.payment_no, 'personId', p.person_id, 'amountFen', v_refund.amount_fen)
      FROM payments p WHERE p.id = v_refund.payment_id
    ON CONFLICT (dedupe_key) DO NOTHING;
  PERFORM note_refund(p_refund_no, 'refund-succeeded', jsonb_build_object('channelRefundNo', p_channel_refund_no));
  IF v_refund.way <> 'payout' THEN
    PERFORM look_again_at(v_source, v_day);
  END IF;
  RETURN 'succeeded';
END
$$;
