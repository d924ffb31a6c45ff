-- One entry on the bank's account could prove two things: two payouts were confirmed by one transfer, two bills were cleared by one slip, two card
-- sales paid by one credit. What leaves is one transfer each; what comes may pay for several, but for no more than came.

-- Whoever books by a reference of the bank's holds it until the end.
CREATE FUNCTION lock_bank_reference(p_reference text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('bank-reference:' || p_reference, 0));
END
$$;

CREATE INDEX refunds_transfers_idx ON refunds (channel_refund_no) WHERE way = 'payout';

-- As before, by a transfer that no other payout has left by, also none that came back.
CREATE OR REPLACE FUNCTION confirm_payout(p_refund_no text, p_bank_reference text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_refund refunds := lock_refund(p_refund_no);
BEGIN
  PERFORM lock_bank_reference(p_bank_reference);
  IF v_refund.way <> 'payout' OR v_refund.status <> 'pending' THEN
    PERFORM refuse('refund-not-payable');
  ELSIF EXISTS (SELECT FROM payout_returns WHERE refund_id = v_refund.id AND outcome = 'waiting') THEN
    PERFORM refuse('payout-return-waits');
  ELSIF EXISTS (SELECT FROM refunds WHERE way = 'payout' AND channel_refund_no = p_bank_reference) THEN
    PERFORM refuse('bank-reference-used');
  END IF;
  RETURN finish_refund(p_refund_no, p_bank_reference);
END
$$;

-- What the bank credited in all under a paper's number, where it paid for several bills.
ALTER TABLE "counter_takings" ADD COLUMN "credited_fen" BIGINT;
ALTER TABLE counter_takings ADD CONSTRAINT counter_takings_credited_check CHECK (credited_fen >= amount_fen);

-- Which paper it is, however it was typed: a transfer by its number at the bank, a cheque by its bank and number.
CREATE FUNCTION paper_no(p_tender text, p_bank text, p_reference text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE p_tender WHEN 'cheque' THEN regexp_replace(p_bank, '\s', '', 'g') || ' ' ELSE '' END || upper(regexp_replace(p_reference, '\s', '', 'g'));
CREATE INDEX counter_takings_cleared_idx ON counter_takings (paper_no(tender, bank, reference)) WHERE status = 'cleared';

-- The same of card sales.
ALTER TABLE "card_sales" ADD COLUMN "credited_fen" BIGINT;
CREATE INDEX "card_sales_bank_reference_idx" ON "card_sales"("bank_reference");

-- The buyer has paid: the bank has the money. Another person than the seller says so. A credit that other sales have been paid by must have been large
-- enough for all of them; what was said of it first counts.
DROP FUNCTION settle_card_sale(text, text, text, date);
CREATE FUNCTION settle_card_sale(p_sale_no text, p_reference text, p_by text, p_on date, p_credited_fen bigint DEFAULT NULL) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_sale card_sales;
  v_due bigint;
  v_used bigint;
  v_told bigint;
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
  PERFORM lock_bank_reference(p_reference);
  SELECT coalesce(sum(paid_fen), 0), min(credited_fen) INTO v_used, v_told FROM card_sales WHERE bank_reference = p_reference;
  IF v_used + v_due > coalesce(v_told, p_credited_fen, v_due) THEN
    PERFORM refuse('card-payment-used');
  END IF;
  UPDATE card_sales SET paid_fen = paid_fen + v_due, paid_on = p_on, bank_reference = p_reference, credited_fen = coalesce(v_told, p_credited_fen), paid_by = p_by WHERE id = v_sale.id;
  PERFORM post_transaction('card-sale-paid', p_sale_no, p_on, ARRAY['bank', 'card-sales'], ARRAY[NULL, NULL]::bigint[], ARRAY[v_due, -v_due]);
  RETURN v_due;
END
$$;
