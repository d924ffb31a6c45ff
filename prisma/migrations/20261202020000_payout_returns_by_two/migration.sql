-- That a payout came back was booked by one person, without any word of the bank's, and the payer was not told. Now one person reports it,
-- with the bank's reference where money came back; another confirms it; only then is it booked, and the payer hears of it.

-- CreateTable
CREATE TABLE "payout_returns" (
    "id" BIGSERIAL NOT NULL,
    "refund_id" BIGINT NOT NULL,
    "bank_reference" TEXT,
    "reason" TEXT NOT NULL,
    "was" TEXT NOT NULL,
    "outcome" TEXT NOT NULL DEFAULT 'waiting',
    "reported_by" TEXT NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "payout_returns_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "payout_returns_refund_id_idx" ON "payout_returns"("refund_id");

-- AddForeignKey
ALTER TABLE "payout_returns" ADD CONSTRAINT "payout_returns_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refunds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE payout_returns
  ADD CONSTRAINT payout_returns_outcome_check CHECK (outcome IN ('waiting', 'confirmed', 'rejected')),
  ADD CONSTRAINT payout_returns_decided_check CHECK ((outcome = 'waiting') = (decided_by IS NULL) AND (outcome = 'waiting') = (decided_at IS NULL)),
  ADD CONSTRAINT payout_returns_four_eyes_check CHECK (decided_by <> reported_by),
  ADD CONSTRAINT payout_returns_reference_check CHECK (was = 'pending' OR was = 'succeeded' AND bank_reference IS NOT NULL);
-- One report at a time, and one entry on the bank's account is one return.
CREATE UNIQUE INDEX payout_returns_waiting_key ON payout_returns (refund_id) WHERE outcome = 'waiting';
CREATE UNIQUE INDEX payout_returns_reference_key ON payout_returns (bank_reference) WHERE outcome <> 'rejected';

DROP FUNCTION return_payout(text, text);

-- Somebody has it from the bank that a payout was not carried out, or that its money has come back. Nothing is booked yet.
CREATE FUNCTION report_payout_return(p_refund_no text, p_bank_reference text, p_reason text, p_by text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_refund refunds := lock_refund(p_refund_no);
BEGIN
  IF v_refund.way <> 'payout' OR v_refund.status NOT IN ('pending', 'succeeded') THEN
    PERFORM refuse('refund-not-payable');
  ELSIF v_refund.status = 'succeeded' AND p_bank_reference IS NULL THEN
    PERFORM refuse('bank-reference-needed');
  ELSIF EXISTS (SELECT FROM payout_returns WHERE refund_id = v_refund.id AND outcome = 'waiting') THEN
    PERFORM refuse('payout-return-waits');
  ELSIF EXISTS (SELECT FROM payout_returns WHERE bank_reference = p_bank_reference AND outcome <> 'rejected') THEN
    PERFORM refuse('bank-reference-used');
  END IF;
  BEGIN
    INSERT INTO payout_returns (refund_id, bank_reference, reason, was, reported_by) VALUES (v_refund.id, p_bank_reference, p_reason, v_refund.status, p_by);
  EXCEPTION WHEN unique_violation THEN
    -- Of two at once that name one entry of the bank's, the first has it.
    PERFORM refuse('bank-reference-used');
  END;
  PERFORM note_refund(p_refund_no, 'payout-return-reported', jsonb_strip_nulls(jsonb_build_object('by', p_by, 'bankReference', p_bank_reference)));
END
$$;

-- The second person, about the very report they have read. Confirmed, the money is on the bank account again where it had left, the payout is no longer owed, the money lies where
-- it was taken from, a person decides anew where it goes, and the payer is told.
CREATE FUNCTION decide_payout_return(p_refund_no text, p_return_id bigint, p_confirm boolean, p_by text, p_note text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_refund refunds := lock_refund(p_refund_no);
  v_return payout_returns;
BEGIN
  SELECT * INTO v_return FROM payout_returns WHERE (id, refund_id) = (p_return_id, v_refund.id) AND outcome = 'waiting';
  IF NOT FOUND THEN
    PERFORM refuse('payout-return-not-waiting');
  ELSIF v_return.reported_by = p_by THEN
    PERFORM refuse('four-eyes');
  ELSIF p_confirm AND v_refund.status <> v_return.was THEN
    PERFORM refuse('refund-not-payable');
  END IF;
  UPDATE payout_returns SET outcome = CASE WHEN p_confirm THEN 'confirmed' ELSE 'rejected' END, decided_by = p_by, decided_at = now(), note = p_note
   WHERE id = v_return.id;
  IF NOT p_confirm THEN
    PERFORM note_refund(p_refund_no, 'payout-return-rejected', jsonb_build_object('by', p_by));
    RETURN;
  END IF;
  IF v_refund.status = 'succeeded' THEN
    PERFORM post_transaction('payout-returned', p_refund_no, shanghai_date(now()),
      ARRAY['bank', 'payouts'], ARRAY[NULL, NULL]::bigint[], ARRAY[v_refund.amount_fen, -v_refund.amount_fen]);
    UPDATE refunds SET status = 'pending', finished_at = NULL WHERE id = v_refund.id;
  END IF;
  PERFORM fail_refund(p_refund_no, v_return.reason);
  INSERT INTO outbox_messages (kind, dedupe_key, payload)
    SELECT 'payout-returned', 'payout-returned:' || p_refund_no,
           jsonb_build_object('refundNo', p_refund_no, 'paymentNo', p.payment_no, 'personId', p.person_id, 'amountFen', v_refund.amount_fen)
      FROM payments p WHERE p.id = v_refund.payment_id
    ON CONFLICT (dedupe_key) DO NOTHING;
END
$$;

-- Finance has transferred an approved payout. While a return of it waits for its second person, nobody knows whether it was carried out.
CREATE FUNCTION confirm_payout(p_refund_no text, p_bank_reference text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_refund refunds := lock_refund(p_refund_no);
BEGIN
  IF v_refund.way <> 'payout' OR v_refund.status <> 'pending' THEN
    PERFORM refuse('refund-not-payable');
  ELSIF EXISTS (SELECT FROM payout_returns WHERE refund_id = v_refund.id AND outcome = 'waiting') THEN
    PERFORM refuse('payout-return-waits');
  END IF;
  RETURN finish_refund(p_refund_no, p_bank_reference);
END
$$;
