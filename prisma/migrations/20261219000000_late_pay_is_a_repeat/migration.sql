-- A payment that its partner's day file had posted, and whose own message came afterwards, was judged by the age of its quote and by limits:
-- refused, while a query said that it was paid. What is on the books is a repeat, and answered as such.

-- Null where nothing is booked under the message's number, or nobody got a receipt for it.
CREATE FUNCTION partner_payment_booked(p_partner partners, p_message partner_messages, OUT code text, OUT result jsonb) LANGUAGE sql STABLE AS $$
  SELECT CASE
      WHEN c.amount_fen <> (p_message.parsed ->> 'amountFen')::bigint OR NOT EXISTS (
        SELECT FROM payment_items i JOIN payables y ON y.id = i.payable_id JOIN holder_periods h ON h.id = y.holder_period_id
          JOIN supply_accounts s ON s.id = h.account_id WHERE i.payment_id = c.payment_id AND s.account_no = p_message.parsed ->> 'accountNo') THEN '2007'
      WHEN c.refunded_fen = c.amount_fen AND EXISTS (
        SELECT FROM refunds f WHERE f.collection_id = c.id AND f.way = 'reversal' AND f.status = 'succeeded') THEN partner_code('reversed-before')
      ELSE '0000' END,
    jsonb_build_object('receiptNo', r.receipt_no, 'paymentNo', p.payment_no, 'clearingOn', c.clearing_on, 'amountFen', c.amount_fen)
    FROM collections c JOIN receipts r ON r.collection_id = c.id LEFT JOIN payments p ON p.id = c.payment_id
   WHERE c.source = partner_source(p_partner) AND c.trade_no = p_message.trade_key
$$;

CREATE OR REPLACE FUNCTION partner_payment(p_partner partners, p_message partner_messages, p_payment_no text, OUT code text, OUT result jsonb)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  v_quote partner_quotes;
  v_amount bigint := (p_message.parsed ->> 'amountFen')::bigint;
  v_received record;
BEGIN
  SELECT b.code, b.result INTO code, result FROM partner_payment_booked(p_partner, p_message) b;
  IF code IS NOT NULL THEN
    RETURN;
  END IF;
  SELECT * INTO v_quote FROM partner_quotes q WHERE q.quote_id = p_message.parsed ->> 'quoteId' AND q.partner_id = p_partner.id;
  code := partner_payment_refusal(p_partner, p_message, v_quote);
  IF code IS NOT NULL THEN
    RETURN;
  END IF;
  BEGIN
    PERFORM reserve_for_partner(p_partner, p_message.clearing_on, v_amount);
    SELECT * INTO v_received FROM receive_payment(
      p_payment_no, p_message.channel, partner_source(p_partner), p_message.trade_key, 'agency', NULL, '电费', v_quote.payables, v_quote.amounts,
      '{}', '{}', p_message.received_at, p_message.clearing_on, 'partner', true,
      jsonb_build_object('partner', p_partner.code, 'terminal', p_message.terminal_no, 'quoteId', v_quote.quote_id));
  EXCEPTION WHEN SQLSTATE 'HALL0' THEN
    code := partner_code(SQLERRM);
    IF code IS NULL THEN
      RAISE;
    END IF;
    RETURN;
  END;
  code := CASE v_received.result WHEN 'conflict' THEN '2007' ELSE '0000' END;
  SELECT jsonb_build_object('receiptNo', r.receipt_no, 'paymentNo', v_received.payment_no, 'clearingOn', c.clearing_on, 'amountFen', c.amount_fen) INTO result
    FROM collections c JOIN receipts r ON r.collection_id = c.id WHERE c.id = v_received.collection_id;
END
$$;
