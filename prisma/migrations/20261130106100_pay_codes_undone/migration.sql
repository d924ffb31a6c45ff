-- A pay code whose money was asked back and then told as paid: money in and money out are booked together, and whoever else books the money
-- in (a notification, a charge whose answer was slow) does not end the asking before the money is booked out again.

-- Once the gateway has said that it has undone the code, whose money it had: both, or neither.
CREATE FUNCTION settle_and_undo(
  p_payment_no text, p_source text, p_trade_no text, p_amount_fen bigint, p_paid_at timestamptz, p_reversal_no text, p_reason text, p_clears_on date
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_result text;
BEGIN
  PERFORM lock_trade(p_source, p_trade_no);
  v_result := settle_collection(p_payment_no, p_source, p_trade_no, p_amount_fen, p_paid_at, 'query');
  -- A conflict is of another order or another sum, which is for a person to look at.
  IF v_result <> 'conflict' THEN
    PERFORM reverse_collection(p_source, p_trade_no, p_reversal_no, p_amount_fen, NULL, 'system', p_reason, p_clears_on);
  END IF;
  RETURN v_result;
END
$$;

-- Written down before the reversal is sent, unless the money is on the books already: then nothing is asked back. Held against whoever is
-- settling the payment at this moment.
CREATE FUNCTION ask_reversal(p_payment_no text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_payment_id bigint;
BEGIN
  SELECT id INTO v_payment_id FROM payments WHERE payment_no = p_payment_no AND status <> 'settled' FOR NO KEY UPDATE;
  IF FOUND THEN
    INSERT INTO payment_events (payment_id, kind, detail) VALUES (v_payment_id, 'reversal-asked', '{}');
  END IF;
  RETURN v_payment_id IS NOT NULL;
END
$$;

CREATE FUNCTION keep_asking_for_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF is_asked_back(NEW.id) AND NOT EXISTS (SELECT FROM refunds WHERE payment_id = NEW.id AND way = 'reversal' AND status = 'succeeded') THEN
    NEW.next_query_at := coalesce(OLD.next_query_at, 'epoch');
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER payments_keep_asking BEFORE UPDATE OF status, next_query_at ON payments FOR EACH ROW
  WHEN (NEW.product = 'codepay' AND NEW.status = 'settled' AND NEW.next_query_at IS NULL AND (OLD.status <> 'settled' OR OLD.next_query_at IS NOT NULL))
  EXECUTE FUNCTION keep_asking_for_reversal();
