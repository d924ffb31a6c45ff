-- References on file become as `compared_reference` has them since full-width characters and every space count: what is typed is compared with them as they
-- stand. One that two had been booked by stays as it was typed at the later (the view `booked_bank_entries` shows both).
UPDATE card_sales SET bank_reference = compared_reference(bank_reference) WHERE bank_reference <> compared_reference(bank_reference);
UPDATE refunds SET channel_refund_no = compared_reference(channel_refund_no) WHERE way = 'payout' AND channel_refund_no <> compared_reference(channel_refund_no);
UPDATE partner_top_ups t SET bank_reference = compared_reference(bank_reference)
 WHERE bank_reference <> compared_reference(bank_reference) AND (status = 'rejected' OR NOT EXISTS (
   SELECT FROM partner_top_ups o WHERE o.id <> t.id AND o.status <> 'rejected' AND compared_reference(o.bank_reference) = compared_reference(t.bank_reference)
      AND (o.id < t.id OR o.bank_reference = compared_reference(o.bank_reference))));
UPDATE payout_returns t SET bank_reference = compared_reference(bank_reference)
 WHERE bank_reference <> compared_reference(bank_reference) AND (outcome = 'rejected' OR NOT EXISTS (
   SELECT FROM payout_returns o WHERE o.id <> t.id AND o.outcome <> 'rejected' AND compared_reference(o.bank_reference) = compared_reference(t.bank_reference)
      AND (o.id < t.id OR o.bank_reference = compared_reference(o.bank_reference))));
UPDATE card_sale_repayments t SET bank_reference = compared_reference(bank_reference)
 WHERE bank_reference <> compared_reference(bank_reference) AND NOT EXISTS (
   SELECT FROM card_sale_repayments o WHERE o.id <> t.id AND compared_reference(o.bank_reference) = compared_reference(t.bank_reference)
      AND (o.id < t.id OR o.bank_reference = compared_reference(o.bank_reference)));

-- As before; the terms of a date are asked for once, not of every line, while messages wait for the closing.
CREATE OR REPLACE FUNCTION reckon_partner_day(p_partner partners, p_day date, p_on date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_day partner_days;
  v_sum record;
  v_commission bigint;
  v_more bigint;
  v_reference text := 'agent:' || p_partner.code || ':' || p_day;
  v_posted integer;
BEGIN
  SELECT * INTO STRICT v_day FROM partner_days WHERE partner_id = p_partner.id AND clearing_on = p_day FOR NO KEY UPDATE;
  SELECT coalesce(sum(payments), 0) AS payments, coalesce(sum(reversals), 0) AS reversals, coalesce(sum(net), 0)::bigint AS net,
         coalesce(sum(CASE WHEN p_partner.prefunded THEN net * commission_on(p_partner.id, collected_on) ELSE 0 END), 0) AS millionths
    INTO v_sum
    FROM (SELECT collected_on, count(*) FILTER (WHERE kind = '1') AS payments, count(*) FILTER (WHERE kind = '2') AS reversals,
                 sum(CASE kind WHEN '1' THEN amount_fen ELSE -amount_fen END) AS net
            FROM partner_day_lines(p_partner, p_day) GROUP BY collected_on) AS of_date;
  v_commission := round(v_sum.millionths / 1000000)::bigint;
  v_more := v_commission - coalesce(v_day.commission_fen, 0);
  UPDATE partner_days SET payments = v_sum.payments, reversals = v_sum.reversals, net_fen = v_sum.net, commission_fen = v_commission
   WHERE partner_id = p_partner.id AND clearing_on = p_day;
  IF v_more <> 0 THEN
    SELECT count(*) INTO v_posted FROM ledger_transactions
     WHERE kind = 'agent-commission' AND (reference = v_reference OR reference LIKE v_reference || ':%');
    PERFORM post_transaction('agent-commission', v_reference || CASE WHEN v_posted > 0 THEN ':' || v_posted + 1 ELSE '' END, p_on,
      ARRAY['agent-commission', 'agent-prefund'], ARRAY[NULL, NULL]::bigint[], ARRAY[v_more, -v_more]);
    UPDATE partner_prefunds SET balance_fen = balance_fen + v_more WHERE partner_id = p_partner.id;
  END IF;
END
$$;
