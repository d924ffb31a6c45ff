-- A reversal that somebody else carries out (a card voided at the acquirer) takes the money back before they are asked: once it has gone
-- back there, the books may not find that it pays another bill, or was refunded, meanwhile.

-- Takes back what `reverse_collection` will book as gone. Asked for again it changes nothing.
CREATE FUNCTION reserve_reversal(p_source text, p_trade_no text, p_reversal_no text, p_amount_fen bigint, p_by text, p_reason text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_collection collections;
BEGIN
  PERFORM lock_trade(p_source, p_trade_no);
  SELECT * INTO v_collection FROM collections WHERE source = p_source AND trade_no = p_trade_no;
  IF NOT FOUND THEN
    PERFORM refuse('payment-not-found');
  ELSIF v_collection.amount_fen <> p_amount_fen THEN
    PERFORM refuse('reversal-amount');
  END IF;
  IF NOT EXISTS (SELECT FROM refunds WHERE collection_id = v_collection.id AND way = 'reversal' AND status IN ('pending', 'succeeded')) THEN
    PERFORM request_refund(p_reversal_no, v_collection.id, p_amount_fen, 'reversal', 'pending', p_reason, p_by);
  END IF;
END
$$;

-- They have refused: the money goes back where it was. False when it had gone back already, whatever they say now.
CREATE FUNCTION release_reversal(p_source text, p_trade_no text, p_reason text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_reversal refunds;
BEGIN
  PERFORM lock_trade(p_source, p_trade_no);
  SELECT f.* INTO v_reversal FROM refunds f JOIN collections c ON c.id = f.collection_id
   WHERE c.source = p_source AND c.trade_no = p_trade_no AND f.way = 'reversal' AND f.status IN ('pending', 'succeeded');
  IF v_reversal.status = 'pending' THEN
    PERFORM fail_refund(v_reversal.refund_no, p_reason);
  END IF;
  RETURN v_reversal.status IS DISTINCT FROM 'succeeded';
END
$$;

-- 冲正: undoes money received, whole and within its clearing day (`p_on`; null where a later day is allowed, which is then `p_clears_on`).
-- A trade never seen is remembered, and blocked should it arrive later. What was reserved is booked under the number it has.
-- Answers 'reversed', 'repeat' or 'unseen'.
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
  SELECT * INTO v_reversal FROM refunds f WHERE f.collection_id = v_collection.id AND f.way = 'reversal' AND f.status IN ('pending', 'succeeded');
  IF v_reversal.status = 'succeeded' THEN
    RETURN 'repeat';
  ELSIF v_collection.amount_fen <> p_amount_fen THEN
    PERFORM refuse('reversal-amount');
  ELSIF v_collection.clearing_on <> p_on THEN
    PERFORM refuse('reversal-other-day');
  END IF;
  IF v_reversal.id IS NULL THEN
    PERFORM request_refund(p_reversal_no, v_collection.id, v_collection.amount_fen, 'reversal', 'pending', p_reason, p_by);
  END IF;
  PERFORM finish_refund(coalesce(v_reversal.refund_no, p_reversal_no), p_trade_no, NULL, coalesce(p_on, p_clears_on));
  RETURN 'reversed';
END
$$;

-- Voids that were under way: reserved now. One whose money is used already stays as it was, and is asked about again.
DO $$
DECLARE
  v_sale record;
BEGIN
  FOR v_sale IN
    SELECT s.id, s.void_reason, s.voided_by, c.source, c.trade_no, c.amount_fen
      FROM pos_sales s JOIN payments p ON p.payment_no = s.payment_no JOIN collections c ON c.payment_id = p.id
     WHERE s.status = 'voiding' ORDER BY s.id
  LOOP
    BEGIN
      PERFORM reserve_reversal(v_sale.source, v_sale.trade_no,
        'R' || to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD') || lpad(floor(random() * 1e14)::bigint::text, 14, '0'),
        v_sale.amount_fen, 'staff:' || v_sale.voided_by, coalesce(v_sale.void_reason, ''));
    EXCEPTION WHEN SQLSTATE 'HALL0' THEN
      RAISE WARNING 'void of card sale % cannot be reserved: %', v_sale.id, SQLERRM;
    END;
  END LOOP;
END
$$;
