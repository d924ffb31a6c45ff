-- Whoever had sold cards could also tell that their buyer had paid: one person alone could hand over value and find it paid for.

-- The buyer has paid: the bank has the money. Another person than the seller says so.
CREATE OR REPLACE FUNCTION settle_card_sale(p_sale_no text, p_reference text, p_by text, p_on date) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_sale card_sales;
  v_due bigint;
BEGIN
  SELECT * INTO v_sale FROM card_sales WHERE sale_no = p_sale_no FOR UPDATE;
  v_due := v_sale.amount_fen - v_sale.voided_fen - v_sale.paid_fen;
  IF v_sale.id IS NULL THEN
    PERFORM refuse('card-sale-not-found');
  ELSIF v_sale.paid_on IS NOT NULL OR v_due <= 0 THEN
    PERFORM refuse('card-sale-settled');
  ELSIF v_sale.sold_by = p_by THEN
    PERFORM refuse('cards-four-eyes');
  END IF;
  UPDATE card_sales SET paid_fen = paid_fen + v_due, paid_on = p_on, bank_reference = p_reference, paid_by = p_by WHERE id = v_sale.id;
  PERFORM post_transaction('card-sale-paid', p_sale_no, p_on, ARRAY['bank', 'card-sales'], ARRAY[NULL, NULL]::bigint[], ARRAY[v_due, -v_due]);
  RETURN v_due;
END
$$;
