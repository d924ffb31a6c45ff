-- A reversal that only they have was booked on the day of the database's clock when its payment had cleared on another day.

-- A refund that left there and is not known here; a reversal there undoes our payment here, on the day of the file that has it.
CREATE OR REPLACE FUNCTION book_missing_refund(p_difference reconciliation_differences, p_by text, p_reason text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_day reconciliation_days := (SELECT y FROM reconciliation_days y WHERE id = p_difference.day_id);
  v_row statement_rows;
  v_collection collections;
BEGIN
  SELECT * INTO STRICT v_row FROM statement_rows WHERE file_id = p_difference.file_id AND line = p_difference.line;
  SELECT * INTO v_collection FROM collections WHERE source = v_day.source AND trade_no = v_row.trade_no;
  IF NOT FOUND THEN
    PERFORM refuse('difference-not-bookable');
  END IF;
  IF p_difference.reference LIKE 'reversal:%' THEN
    RETURN reverse_collection(v_day.source, v_row.trade_no, 'R' || to_char(v_row.at AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD') || lpad(floor(random() * 1e14)::bigint::text, 14, '0'),
      v_row.amount_fen, NULL, p_by, p_reason, v_day.day);
  END IF;
  PERFORM request_refund(v_row.refund_no, v_collection.id, v_row.amount_fen, 'gateway', 'pending', p_reason, p_by);
  RETURN finish_refund(v_row.refund_no, v_row.refund_no, v_row.at);
END
$$;
