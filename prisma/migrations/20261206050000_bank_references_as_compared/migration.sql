-- References of the bank's are taken in capitals and without spaces, so that one entry on its account counts once however it is typed. Those on file
-- become as they are compared; one that two had been booked by stays as it was typed at the later.
CREATE FUNCTION pg_temp.as_compared(p_reference text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT upper(regexp_replace(p_reference, '\s', '', 'g')) $$;

UPDATE card_sales SET bank_reference = pg_temp.as_compared(bank_reference) WHERE bank_reference <> pg_temp.as_compared(bank_reference);
UPDATE refunds SET channel_refund_no = pg_temp.as_compared(channel_refund_no) WHERE way = 'payout' AND channel_refund_no <> pg_temp.as_compared(channel_refund_no);
UPDATE partner_top_ups t SET bank_reference = pg_temp.as_compared(bank_reference)
 WHERE bank_reference <> pg_temp.as_compared(bank_reference) AND (status = 'rejected' OR NOT EXISTS (
   SELECT FROM partner_top_ups o WHERE o.id <> t.id AND o.status <> 'rejected' AND pg_temp.as_compared(o.bank_reference) = pg_temp.as_compared(t.bank_reference)
      AND (o.id < t.id OR o.bank_reference = pg_temp.as_compared(o.bank_reference))));
UPDATE payout_returns t SET bank_reference = pg_temp.as_compared(bank_reference)
 WHERE bank_reference <> pg_temp.as_compared(bank_reference) AND (outcome = 'rejected' OR NOT EXISTS (
   SELECT FROM payout_returns o WHERE o.id <> t.id AND o.outcome <> 'rejected' AND pg_temp.as_compared(o.bank_reference) = pg_temp.as_compared(t.bank_reference)
      AND (o.id < t.id OR o.bank_reference = pg_temp.as_compared(o.bank_reference))));
UPDATE card_sale_repayments t SET bank_reference = pg_temp.as_compared(bank_reference)
 WHERE bank_reference <> pg_temp.as_compared(bank_reference) AND NOT EXISTS (
   SELECT FROM card_sale_repayments o WHERE o.id <> t.id AND pg_temp.as_compared(o.bank_reference) = pg_temp.as_compared(t.bank_reference)
      AND (o.id < t.id OR o.bank_reference = pg_temp.as_compared(o.bank_reference)));
