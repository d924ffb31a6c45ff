-- Payouts of the time before: those that the bank has paid leave its account now, those that wait for it become the debt they are.
-- What was posted stays posted; these are transactions of today.

SELECT post_transaction('payout-corrected', f.refund_no, shanghai_date(now()), ARRAY['payouts', 'bank'], ARRAY[NULL, NULL]::bigint[],
    ARRAY[f.amount_fen, -f.amount_fen])
  FROM refunds f
 WHERE f.way = 'payout' AND f.status = 'succeeded' AND EXISTS (
   SELECT FROM ledger_transactions t JOIN ledger_postings p ON p.transaction_id = t.id
    WHERE t.kind = 'refund-succeeded' AND t.reference = f.refund_no AND p.account_code = 'payouts' AND p.amount_fen < 0)
 ORDER BY f.id;

SELECT post_transaction('payout-corrected', f.refund_no, shanghai_date(now()), ARRAY['refunds-in-flight', 'payouts'], ARRAY[NULL, NULL]::bigint[],
    ARRAY[f.amount_fen, -f.amount_fen])
  FROM refunds f
 WHERE f.way = 'payout' AND f.status = 'pending' AND EXISTS (
   SELECT FROM ledger_transactions t JOIN ledger_postings p ON p.transaction_id = t.id
    WHERE t.kind = 'refund-requested' AND t.reference = f.refund_no AND p.account_code = 'refunds-in-flight')
 ORDER BY f.id;
