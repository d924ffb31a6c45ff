-- A payout the bank did not carry out, or whose money came back (account closed, name does not match): it is no longer owed as a
-- payout, the money lies where it was taken from, and a person decides anew. What had left the bank account is there again first.
CREATE FUNCTION return_payout(p_refund_no text, p_reason text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_refund refunds := lock_refund(p_refund_no);
BEGIN
  IF v_refund.way <> 'payout' OR v_refund.status NOT IN ('pending', 'succeeded') THEN
    PERFORM refuse('refund-not-payable');
  END IF;
  IF v_refund.status = 'succeeded' THEN
    PERFORM post_transaction('payout-returned', p_refund_no, shanghai_date(now()),
      ARRAY['bank', 'payouts'], ARRAY[NULL, NULL]::bigint[], ARRAY[v_refund.amount_fen, -v_refund.amount_fen]);
    UPDATE refunds SET status = 'pending', finished_at = NULL WHERE id = v_refund.id;
  END IF;
  RETURN fail_refund(p_refund_no, p_reason);
END
$$;
