-- 充值卡: sold, their value is a liability; redeemed, it moves to the bill or to the holder's balance. Nothing of it is ever income.

CREATE SEQUENCE card_batch_numbers MAXVALUE 999998;
CREATE SEQUENCE card_exchange_numbers;
CREATE SEQUENCE card_sale_numbers;

ALTER TABLE card_batches
  ADD CONSTRAINT card_batches_face_check CHECK (face_fen BETWEEN 100 AND 10000000),
  ADD CONSTRAINT card_batches_count_check CHECK (count BETWEEN 1 AND 10000),
  ADD CONSTRAINT card_batches_status_check CHECK (status IN ('requested', 'generated', 'rejected')),
  ADD CONSTRAINT card_batches_four_eyes_check CHECK (decided_by <> requested_by),
  ADD CONSTRAINT card_batches_decided_check CHECK ((status = 'requested') = (decided_by IS NULL)),
  ADD CONSTRAINT card_batches_exported_check CHECK (exported_at IS NULL OR export IS NULL);
ALTER TABLE cards
  ADD CONSTRAINT cards_serial_check CHECK (serial ~ '^[0-9]{15}$'),
  ADD CONSTRAINT cards_status_check CHECK (status IN ('printed', 'active', 'redeemed', 'void', 'exchanged')),
  ADD CONSTRAINT cards_redeemed_check CHECK ((status = 'redeemed') = (payment_no IS NOT NULL)),
  ADD CONSTRAINT cards_sold_check CHECK (status IN ('printed', 'void') OR sale_id IS NOT NULL);
ALTER TABLE card_sales
  ADD CONSTRAINT card_sales_amount_check CHECK (amount_fen > 0 AND voided_fen BETWEEN 0 AND amount_fen AND paid_fen >= 0);

-- A card that has been redeemed, taken back or exchanged stays so: money has moved.
CREATE FUNCTION cards_keep_their_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status IN ('redeemed', 'void', 'exchanged') AND NEW.status <> OLD.status THEN
    RAISE EXCEPTION 'card % is %', OLD.serial, OLD.status USING ERRCODE = 'check_violation', CONSTRAINT = 'cards_end';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER cards_end BEFORE UPDATE OF status ON cards FOR EACH ROW EXECUTE FUNCTION cards_keep_their_end();

-- Sells a run of printed cards: from now on they can be redeemed, and the utility owes their value.
CREATE FUNCTION sell_cards(p_from text, p_to text, p_buyer text, p_by text, p_on date,
  OUT sale_no text, OUT cards integer, OUT amount_fen bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
  v_ids bigint[];
  v_sale bigint;
BEGIN
  SELECT array_agg(c.id), count(*), sum(c.face_fen) INTO v_ids, cards, amount_fen
    FROM (SELECT * FROM cards c WHERE c.serial BETWEEN p_from AND p_to ORDER BY c.id FOR UPDATE) c WHERE c.status <> 'void';
  IF v_ids IS NULL THEN
    PERFORM refuse('cards-not-found');
  ELSIF EXISTS (SELECT FROM cards c WHERE c.id = ANY (v_ids) AND (c.status <> 'printed' OR c.expires_on < p_on)) THEN
    PERFORM refuse('cards-not-for-sale');
  ELSIF EXISTS (SELECT FROM cards c JOIN card_batches b ON b.id = c.batch_id WHERE c.id = ANY (v_ids) AND b.exported_at IS NULL) THEN
    PERFORM refuse('cards-not-printed');
  END IF;
  sale_no := 'KS' || to_char(p_on, 'YYYYMMDD') || lpad(nextval('card_sale_numbers')::text, 8, '0');
  INSERT INTO card_sales (sale_no, buyer, count, amount_fen, sold_by) VALUES (sale_no, p_buyer, cards, amount_fen, p_by) RETURNING id INTO v_sale;
  UPDATE cards c SET status = 'active', sale_id = v_sale WHERE c.id = ANY (v_ids);
  PERFORM post_transaction('cards-sold', sale_no, p_on, ARRAY['card-sales', 'recharge-cards'], ARRAY[NULL, NULL]::bigint[], ARRAY[amount_fen, -amount_fen]);
END
$$;

-- The buyer has paid: the bank has the money.
CREATE FUNCTION settle_card_sale(p_sale_no text, p_reference text, p_by text, p_on date) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_sale card_sales;
  v_due bigint;
BEGIN
  SELECT * INTO v_sale FROM card_sales WHERE sale_no = p_sale_no FOR UPDATE;
  v_due := v_sale.amount_fen - v_sale.voided_fen - v_sale.paid_fen;
  IF NOT FOUND THEN
    PERFORM refuse('card-sale-not-found');
  ELSIF v_sale.paid_on IS NOT NULL OR v_due <= 0 THEN
    PERFORM refuse('card-sale-settled');
  END IF;
  UPDATE card_sales SET paid_fen = paid_fen + v_due, paid_on = p_on, bank_reference = p_reference, paid_by = p_by WHERE id = v_sale.id;
  PERFORM post_transaction('card-sale-paid', p_sale_no, p_on, ARRAY['bank', 'card-sales'], ARRAY[NULL, NULL]::bigint[], ARRAY[v_due, -v_due]);
  RETURN v_due;
END
$$;

-- Takes cards out of use: unsold ones (spoilt, lost at the printer), or sold ones that their buyer has brought back, then
-- by another person than the seller. What has been redeemed stays redeemed: the whole run is refused.
CREATE FUNCTION void_cards(p_from text, p_to text, p_by text, p_on date, OUT voided integer, OUT amount_fen bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
  v_ids bigint[];
  v_sale record;
BEGIN
  SELECT array_agg(c.id), count(*) INTO v_ids, voided
    FROM (SELECT * FROM cards c WHERE c.serial BETWEEN p_from AND p_to ORDER BY c.id FOR UPDATE) c WHERE c.status <> 'void';
  amount_fen := 0;
  IF v_ids IS NULL THEN
    PERFORM refuse('cards-not-found');
  ELSIF EXISTS (SELECT FROM cards c WHERE c.id = ANY (v_ids) AND c.status NOT IN ('printed', 'active')) THEN
    PERFORM refuse('cards-used');
  ELSIF EXISTS (SELECT FROM cards c JOIN card_sales s ON s.id = c.sale_id WHERE c.id = ANY (v_ids) AND s.sold_by = p_by) THEN
    PERFORM refuse('cards-four-eyes');
  END IF;
  FOR v_sale IN SELECT s.id, s.sale_no, sum(c.face_fen)::bigint AS amount, min(c.serial) AS first
    FROM cards c JOIN card_sales s ON s.id = c.sale_id WHERE c.id = ANY (v_ids) GROUP BY s.id, s.sale_no ORDER BY s.id
  LOOP
    UPDATE card_sales SET voided_fen = voided_fen + v_sale.amount WHERE id = v_sale.id;
    PERFORM post_transaction('cards-voided', v_sale.sale_no || ':' || v_sale.first, p_on, ARRAY['recharge-cards', 'card-sales'],
      ARRAY[NULL, NULL]::bigint[], ARRAY[v_sale.amount, -v_sale.amount]);
    amount_fen := amount_fen + v_sale.amount;
  END LOOP;
  UPDATE cards c SET status = 'void', voided_by = p_by WHERE c.id = ANY (v_ids);
END
$$;

-- Counts a wrong try of a person, and of a card where there is one; the fifth within an hour locks the person for an hour, the
-- fifth in a row the card for a day.
CREATE FUNCTION count_wrong_card_try(p_subject text, p_card bigint, p_now timestamptz) RETURNS void LANGUAGE sql AS $$
  UPDATE card_tries SET wrong_tries = CASE WHEN window_start < p_now - interval '1 hour' THEN 1 ELSE wrong_tries + 1 END,
         window_start = CASE WHEN window_start < p_now - interval '1 hour' THEN p_now ELSE window_start END,
         locked_until = CASE WHEN window_start >= p_now - interval '1 hour' AND wrong_tries + 1 >= 5 THEN p_now + interval '1 hour' ELSE locked_until END
   WHERE subject = p_subject;
  UPDATE cards SET wrong_tries = wrong_tries + 1,
         locked_until = CASE WHEN (wrong_tries + 1) % 5 = 0 THEN p_now + interval '1 day' ELSE locked_until END
   WHERE id = p_card
$$;
