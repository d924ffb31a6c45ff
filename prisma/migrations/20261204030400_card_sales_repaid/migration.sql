-- Cards that their buyer had paid for and brought back left the buyer's money with us: nothing could pay it out.

-- CreateTable
CREATE TABLE "card_sale_repayments" (
    "id" BIGSERIAL NOT NULL,
    "sale_id" BIGINT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "bank_reference" TEXT NOT NULL,
    "repaid_by" TEXT NOT NULL,
    "repaid_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "card_sale_repayments_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "card_sale_repayments_bank_reference_key" ON "card_sale_repayments"("bank_reference");

-- CreateIndex
CREATE INDEX "card_sale_repayments_sale_id_idx" ON "card_sale_repayments"("sale_id");

-- AddForeignKey
ALTER TABLE "card_sale_repayments" ADD CONSTRAINT "card_sale_repayments_sale_id_fkey" FOREIGN KEY ("sale_id") REFERENCES "card_sales"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "card_sales" ADD COLUMN "repaid_fen" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE card_sales ADD CONSTRAINT card_sales_repaid_check CHECK (repaid_fen BETWEEN 0 AND paid_fen);
ALTER TABLE card_sale_repayments ADD CONSTRAINT card_sale_repayments_amount_check CHECK (amount_fen > 0);

-- What a sale's buyer has paid for cards that came back, and has not been paid back yet.
CREATE FUNCTION card_sale_credit(p_sale card_sales) RETURNS bigint LANGUAGE sql IMMUTABLE
  RETURN GREATEST(0, p_sale.paid_fen - p_sale.repaid_fen - (p_sale.amount_fen - p_sale.voided_fen));

-- It has been transferred back. Whoever sold these cards, said that they were paid for, or took any of them back says nothing of it: nobody's word alone
-- brings money out.
CREATE FUNCTION repay_card_sale(p_sale_no text, p_reference text, p_by text, p_on date) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_sale card_sales;
  v_credit bigint;
  v_id bigint;
BEGIN
  SELECT * INTO v_sale FROM card_sales WHERE sale_no = p_sale_no FOR UPDATE;
  v_credit := card_sale_credit(v_sale);
  IF v_sale.id IS NULL THEN
    PERFORM refuse('card-sale-not-found');
  ELSIF v_credit = 0 THEN
    PERFORM refuse('card-sale-owed-nothing');
  ELSIF p_by IN (v_sale.sold_by, v_sale.paid_by) OR EXISTS (SELECT FROM cards WHERE sale_id = v_sale.id AND status = 'void' AND voided_by = p_by) THEN
    PERFORM refuse('cards-four-eyes');
  END IF;
  PERFORM lock_bank_reference(p_reference);
  IF EXISTS (SELECT FROM refunds WHERE way = 'payout' AND channel_refund_no = p_reference)
     OR EXISTS (SELECT FROM card_sale_repayments WHERE bank_reference = p_reference) THEN
    PERFORM refuse('card-payment-used');
  END IF;
  UPDATE card_sales SET repaid_fen = repaid_fen + v_credit WHERE id = v_sale.id;
  INSERT INTO card_sale_repayments (sale_id, amount_fen, bank_reference, repaid_by, repaid_on) VALUES (v_sale.id, v_credit, p_reference, p_by, p_on) RETURNING id INTO v_id;
  PERFORM post_transaction('card-sale-repaid', p_sale_no || ':' || v_id, p_on, ARRAY['card-sales', 'bank'], ARRAY[NULL, NULL]::bigint[], ARRAY[v_credit, -v_credit]);
  RETURN v_credit;
END
$$;

-- And no refund leaves by that transfer either.
CREATE OR REPLACE FUNCTION confirm_payout(p_refund_no text, p_bank_reference text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_refund refunds := lock_refund(p_refund_no);
BEGIN
  PERFORM lock_bank_reference(p_bank_reference);
  IF v_refund.way <> 'payout' OR v_refund.status <> 'pending' THEN
    PERFORM refuse('refund-not-payable');
  ELSIF EXISTS (SELECT FROM payout_returns WHERE refund_id = v_refund.id AND outcome = 'waiting') THEN
    PERFORM refuse('payout-return-waits');
  ELSIF EXISTS (SELECT FROM refunds WHERE way = 'payout' AND channel_refund_no = p_bank_reference)
     OR EXISTS (SELECT FROM card_sale_repayments WHERE bank_reference = p_bank_reference) THEN
    PERFORM refuse('bank-reference-used');
  END IF;
  RETURN finish_refund(p_refund_no, p_bank_reference);
END
$$;
