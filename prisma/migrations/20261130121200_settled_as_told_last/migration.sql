-- The first settled total of a day was booked, and no later one: what the bank had credited meanwhile, or a corrected file told, stayed out of the
-- bank's account for ever, and nothing said so any more once the files agreed.

ALTER TABLE "source_settlements" ADD COLUMN "no" INTEGER NOT NULL DEFAULT 1;
DROP INDEX "source_settlements_source_day_key";
CREATE UNIQUE INDEX "source_settlements_source_day_no_key" ON "source_settlements"("source", "day", "no");

-- Posts the settled total of a source and a day: Dr bank, Dr fees, Cr what the source owed us. Told otherwise later, what is more or less of it
-- follows, as a correction on the day on which that is known.
CREATE OR REPLACE FUNCTION post_settlement(p_source text, p_day date, p_settled jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_no integer;
  v_paid bigint;
  v_refunded bigint;
  v_fee bigint;
  v_transaction bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('settlement:' || p_source || ':' || p_day, 0));
  SELECT count(*) + 1, (p_settled ->> 'paidFen')::bigint - coalesce(sum(paid_fen), 0), (p_settled ->> 'refundedFen')::bigint - coalesce(sum(refunded_fen), 0),
         (p_settled ->> 'feeFen')::bigint - coalesce(sum(fee_fen), 0)
    INTO v_no, v_paid, v_refunded, v_fee FROM source_settlements WHERE source = p_source AND day = p_day;
  IF v_paid = v_refunded AND v_fee = 0 THEN
    RETURN false; -- nothing moves
  END IF;
  v_transaction := post_transaction('source-settled', p_source || ':' || p_day || CASE WHEN v_no > 1 THEN ':' || v_no ELSE '' END,
    CASE WHEN v_no > 1 THEN shanghai_date(now()) ELSE p_day END,
    ARRAY['bank', 'gateway-fees', source_account(p_source)], ARRAY[NULL, NULL, NULL]::bigint[],
    ARRAY[v_paid - v_refunded - v_fee, v_fee, v_refunded - v_paid]);
  INSERT INTO source_settlements (source, day, no, paid_fen, refunded_fen, fee_fen, net_fen, transaction_id)
    VALUES (p_source, p_day, v_no, v_paid, v_refunded, v_fee, v_paid - v_refunded - v_fee, v_transaction);
  RETURN true;
END
$$;
