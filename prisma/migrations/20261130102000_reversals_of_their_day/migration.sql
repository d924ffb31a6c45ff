-- A reversal of which no clearing day is demanded (a pay code undone at its wallet, a card voided past its cut-off, a cheque that bounced) is
-- booked on the day that the hall states, which is the one it has in the source's file, and not on the day that the database's clock shows.

DROP FUNCTION reverse_collection(text, text, text, bigint, date, text, text);

-- 冲正: undoes money received, whole and within its clearing day (`p_on`; null where a later day is allowed, which is then `p_clears_on`).
-- A trade never seen is remembered, and blocked should it arrive later. Answers 'reversed', 'repeat' or 'unseen'.
CREATE FUNCTION reverse_collection(
  p_source text, p_trade_no text, p_reversal_no text, p_amount_fen bigint, p_on date, p_by text, p_reason text, p_clears_on date DEFAULT NULL
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_collection collections;
BEGIN
  PERFORM lock_trade(p_source, p_trade_no);
  SELECT * INTO v_collection FROM collections WHERE source = p_source AND trade_no = p_trade_no;
  IF NOT FOUND THEN
    INSERT INTO reversal_marks (source, trade_no, reversal_no, amount_fen, reason) VALUES (p_source, p_trade_no, p_reversal_no, p_amount_fen, p_reason)
      ON CONFLICT DO NOTHING;
    RETURN 'unseen';
  END IF;
  IF EXISTS (SELECT FROM refunds f WHERE f.collection_id = v_collection.id AND f.way = 'reversal' AND f.status = 'succeeded') THEN
    RETURN 'repeat';
  ELSIF v_collection.amount_fen <> p_amount_fen THEN
    PERFORM refuse('reversal-amount');
  ELSIF v_collection.clearing_on <> p_on THEN
    PERFORM refuse('reversal-other-day');
  END IF;
  PERFORM request_refund(p_reversal_no, v_collection.id, v_collection.amount_fen, 'reversal', 'pending', p_reason, p_by);
  PERFORM finish_refund(p_reversal_no, p_trade_no, NULL, coalesce(p_on, p_clears_on));
  RETURN 'reversed';
END
$$;
