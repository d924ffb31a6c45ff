-- A partner's line that names a way to pay which is not the partner's was booked by itself, for that way: a mobile bank's payment counted as
-- the post's. It waits for a person now.

-- The same question for a partner's payment: its request never reached us, so there is no order, only what was quoted.
CREATE OR REPLACE FUNCTION why_not_receivable(p_day reconciliation_days, p_row statement_rows) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_quote partner_quotes := quote_of_row(p_day, p_row);
BEGIN
  RETURN CASE
    WHEN v_quote.quote_id IS NULL THEN 'no-quote'
    WHEN NOT EXISTS (SELECT FROM partners p WHERE p.id = v_quote.partner_id AND coalesce(p_row.place, p.channels[1]) = ANY (p.channels)) THEN 'other-channel'
    WHEN EXISTS (SELECT FROM partner_messages m WHERE m.partner_id = v_quote.partner_id AND m.trade IN ('pay', 'reverse') AND m.trade_key = p_row.trade_no) THEN 'answered-otherwise'
    WHEN EXISTS (SELECT FROM collections WHERE source = p_day.source AND trade_no = p_row.trade_no) THEN 'posted-otherwise'
    WHEN EXISTS (SELECT FROM reversal_marks WHERE source = p_day.source AND trade_no = p_row.trade_no) THEN 'reversed'
    WHEN EXISTS (
      SELECT FROM statement_rows r WHERE r.file_id = p_row.file_id AND r.kind = 'refund' AND r.trade_no = p_row.trade_no) THEN 'refunded-there'
    WHEN EXISTS (
      SELECT FROM unnest(v_quote.payables, v_quote.amounts) AS item (id, amount) LEFT JOIN payables y USING (id)
       WHERE y.status IS DISTINCT FROM 'open' OR y.amount_fen - y.paid_fen < item.amount OR y.locked_until > now()) THEN 'quote-changed'
    END;
END
$$;

-- Books the payment a difference speaks of. Without an order of ours the money lies in `unidentified`, in the queue of odd payments.
CREATE OR REPLACE FUNCTION book_missing_payment(p_difference reconciliation_differences) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_day reconciliation_days := (SELECT y FROM reconciliation_days y WHERE id = p_difference.day_id);
  v_source text := v_day.source;
  v_row statement_rows;
  v_quote partner_quotes;
  v_item debit_items;
  v_result text;
BEGIN
  SELECT * INTO STRICT v_row FROM statement_rows WHERE file_id = p_difference.file_id AND line = p_difference.line;
  v_quote := quote_of_row(v_day, v_row);
  IF v_source LIKE 'partner:%' AND v_quote.quote_id IS NOT NULL THEN
    -- The money has changed hands: it is booked whatever became of the bills, by a way to pay that is the partner's.
    RETURN (SELECT result FROM receive_payment(
      'P' || to_char(v_day.day, 'YYYYMMDD') || lpad(floor(random() * 1e14)::bigint::text, 14, '0'),
      (SELECT CASE WHEN v_row.place = ANY (channels) THEN v_row.place ELSE channels[1] END FROM partners WHERE id = v_quote.partner_id), v_source, v_row.trade_no, 'agency', NULL, '电费',
      v_quote.payables, v_quote.amounts, '{}', '{}', v_row.at, v_day.day, 'reconciliation', false, jsonb_build_object('quoteId', v_quote.quote_id, 'line', v_row.line)));
  ELSIF v_source LIKE 'debit-bank:%' THEN
    -- Its day file names the debit, and so the bill, whatever became of the result.
    SELECT * INTO v_item FROM debit_items i WHERE v_source = 'debit-bank:' || i.bank_code AND i.debit_no = v_row.order_no AND i.amount_fen = v_row.amount_fen
       AND i.status <> 'taken' FOR UPDATE;
    IF FOUND THEN
      SELECT p.payment_no, p.result INTO v_item.payment_no, v_result FROM debit_mandates m, receive_payment(
        'P' || to_char(v_day.day, 'YYYYMMDD') || lpad(floor(random() * 1e14)::bigint::text, 14, '0'), 'bank-debit', v_source, v_row.trade_no, 'debit', m.person_id,
        left(v_item.month, 4) || '年' || right(v_item.month, 2)::integer || '月电费'
          || CASE WHEN EXISTS (SELECT FROM late_fees l WHERE l.payable_id = v_item.payable_id) THEN '违约金' ELSE '' END, ARRAY[v_item.payable_id], ARRAY[v_item.amount_fen], '{}', '{}', v_row.at, v_day.day,
        'reconciliation', false, jsonb_build_object('debitNo', v_item.debit_no, 'mandateNo', m.mandate_no)) p
       WHERE m.id = v_item.mandate_id;
      PERFORM unlock_debits(ARRAY[v_item.id]);
      UPDATE debit_items SET status = 'taken', code = '0000', bank_serial = v_row.trade_no, decided_at = v_row.at, retry_on = NULL, payment_no = v_item.payment_no
       WHERE id = v_item.id;
      RETURN v_result;
    END IF;
  END IF;
  IF EXISTS (SELECT FROM payments WHERE payment_no = v_row.order_no) THEN
    RETURN settle_collection(v_row.order_no, v_source, v_row.trade_no, v_row.amount_fen, v_row.at, 'reconciliation');
  END IF;
  RETURN (SELECT result FROM settle_many(ARRAY[ROW (NULL, NULL, v_source, coalesce(v_row.order_no, v_row.trade_no), v_row.trade_no, v_row.amount_fen, v_row.at,
    'reconciliation', NULL)::settlement]));
END
$$;
