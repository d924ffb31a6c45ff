-- A payment that its gateway does not decide is told to people, once, however long it goes on being asked about.
CREATE UNIQUE INDEX odd_payments_undecided_idx ON odd_payments (payment_id) WHERE kind = 'undecided';

-- Whose fate is known meanwhile waits for nobody any more. Answers how many were.
CREATE FUNCTION end_undecided(p_by text, p_now timestamptz) RETURNS integer LANGUAGE sql AS $$
  WITH ended AS (
    UPDATE odd_payments o SET status = 'resolved', resolution = 'dismiss', resolved_by = p_by, resolved_at = p_now, note = p.status
      FROM payments p WHERE p.id = o.payment_id AND p.status NOT IN ('created', 'pending') AND o.kind = 'undecided' AND o.status = 'open'
    RETURNING o.id)
  SELECT count(*)::integer FROM ended
$$;

-- As before; that nobody knew what became of the order is no reason against the file that does.
CREATE OR REPLACE FUNCTION why_not_postable(p_difference reconciliation_differences) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_day reconciliation_days;
  v_row statement_rows;
  v_payment payments;
BEGIN
  SELECT * INTO v_day FROM reconciliation_days WHERE id = p_difference.day_id;
  SELECT * INTO v_row FROM statement_rows WHERE file_id = p_difference.file_id AND line = p_difference.line;
  SELECT * INTO v_payment FROM payments WHERE payment_no = v_row.order_no;
  IF v_day.source LIKE 'partner:%' AND p_difference.kind = 'payment' AND p_difference.class = 'missing-here' THEN
    RETURN why_not_receivable(v_day, v_row);
  ELSIF p_difference.kind = 'refund' AND p_difference.class = 'missing-here' THEN
    RETURN why_not_reversible(v_day, v_row);
  END IF;
  RETURN CASE
    WHEN p_difference.kind <> 'payment' OR p_difference.class <> 'missing-here' OR v_row.state IS DISTINCT FROM 'done' THEN 'not-a-payment'
    WHEN v_payment.id IS NULL THEN 'unknown-order'
    WHEN v_payment.gateway <> split_part(v_day.source, ':', 1) THEN 'other-gateway'
    WHEN v_payment.amount_fen <> v_row.amount_fen THEN 'other-amount'
    -- Its money was asked back. It may be on its way already, in a later file.
    WHEN is_asked_back(v_payment.id) THEN 'reversal-asked'
    WHEN v_payment.status NOT IN ('created', 'pending') THEN 'payment-' || v_payment.status
    WHEN clearing_day(v_day.source, v_row.at) <> v_day.day THEN 'other-day'
    WHEN v_row.at NOT BETWEEN v_payment.created_at - interval '2 minutes' AND v_payment.expires_at + interval '2 minutes' THEN 'outside-its-time'
    WHEN EXISTS (SELECT FROM collections WHERE payment_id = v_payment.id) THEN 'posted-otherwise'
    WHEN EXISTS (SELECT FROM refunds WHERE payment_id = v_payment.id) THEN 'refunded'
    WHEN EXISTS (SELECT FROM reversal_marks WHERE source = v_day.source AND trade_no = v_row.trade_no) THEN 'reversed'
    WHEN EXISTS (SELECT FROM odd_payments WHERE payment_id = v_payment.id AND status = 'open' AND kind <> 'undecided') THEN 'odd-payment-open'
    WHEN EXISTS (
      SELECT FROM statement_files f JOIN statement_rows r ON r.file_id = f.id
       WHERE f.source = v_day.source AND f.status = 'accepted' AND f.day BETWEEN v_day.day AND v_day.day + 1 AND r.kind = 'refund' AND r.trade_no = v_row.trade_no) THEN 'refunded-there'
    WHEN EXISTS (
      SELECT FROM payment_items i JOIN payables y ON y.id = i.payable_id
       WHERE i.payment_id = v_payment.id AND (y.status <> 'open' OR y.amount_fen - y.paid_fen < i.amount_fen)) THEN 'quote-changed'
    WHEN v_row.account_no IS NOT NULL AND NOT EXISTS (
      SELECT FROM payment_items i JOIN payables y ON y.id = i.payable_id JOIN holder_periods h ON h.id = y.holder_period_id JOIN supply_accounts s ON s.id = h.account_id
       WHERE i.payment_id = v_payment.id AND s.account_no = v_row.account_no) THEN 'other-account'
    END;
END
$$;
