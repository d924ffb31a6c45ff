-- What a bank took by a file that had been released by hand ("it took nothing") was only a refused arrival: the money was in no book. And what its
-- day file has, and we lack, could be booked to no bill.

ALTER TABLE "debit_files" ADD COLUMN "released_at" TIMESTAMPTZ(3);

UPDATE debit_files f SET released_at = answered_at
 WHERE f.status = 'refused' AND f.file_code = '2006' AND f.content_enc IS NOT NULL
   AND NOT EXISTS (SELECT FROM debit_arrivals a WHERE a.name = replace(f.name, 'DKREQ', 'DKRES') AND a.outcome = 'taken');

-- A bill is out at most once. What is told may be of an earlier file, which had been released before.
DROP INDEX debit_items_one_open;
CREATE UNIQUE INDEX debit_items_one_open ON debit_items (payable_id) WHERE status IN ('out', 'unknown');

DROP FUNCTION release_debit_file(bigint, text);

-- The bank refused the file whole, or has said that it took nothing of it (`p_by_hand`): its bills are free for the next batch. False when the file
-- has been answered or released meanwhile.
CREATE FUNCTION release_debit_file(p_file bigint, p_code text, p_by_hand boolean DEFAULT false) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF NOT lock_open_debit_file(p_file) THEN
    RETURN false;
  END IF;
  PERFORM unlock_debits(ARRAY(SELECT id FROM debit_items WHERE file_id = p_file AND status IN ('out', 'unknown')));
  -- The epoch as the day of the next try: at once, and not one of the bill's own tries.
  UPDATE debit_items SET status = 'failed', code = p_code, retry_on = '1970-01-01' WHERE file_id = p_file AND status IN ('out', 'unknown');
  UPDATE debit_files SET status = 'refused', file_code = p_code, answered_at = now(), taken_rows = 0, taken_fen = 0,
         released_at = CASE WHEN p_by_hand THEN now() END
   WHERE id = p_file;
  RETURN true;
END
$$;

-- Writes down what the bank answered, row by row; booking follows. Files that were given up take their result as well, and so do those that were
-- released by hand: what the bank has taken after all is booked, the rest stays as released. False when the file has been answered or refused by
-- the bank meanwhile.
CREATE OR REPLACE FUNCTION store_debit_result(
  p_file bigint, p_clearing_on date, p_seqs integer[], p_codes text[], p_serials text[], p_times timestamptz[], p_remarks text[]
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM debit_files WHERE id = p_file AND (status NOT IN ('answered', 'refused') OR status = 'refused' AND released_at IS NOT NULL) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE debit_items i SET status = 'told', code = r.code, bank_serial = nullif(r.serial, ''), decided_at = r.at, remark = nullif(r.remark, ''), retry_on = NULL
    FROM unnest(p_seqs, p_codes, p_serials, p_times, p_remarks) AS r (seq, code, serial, at, remark)
   WHERE i.file_id = p_file AND i.seq = r.seq AND (i.status IN ('out', 'unknown') OR i.status = 'failed' AND r.code = '0000');
  UPDATE debit_files f SET status = 'answered', answered_at = now(), file_code = '0000', clearing_on = p_clearing_on,
         taken_rows = r.rows, taken_fen = r.total
    FROM (SELECT count(*) AS rows, coalesce(sum(amount_fen), 0) AS total FROM debit_items WHERE file_id = p_file AND code = '0000') r
   WHERE f.id = p_file;
  RETURN true;
END
$$;

-- Shows finance what a bank has taken by a file of which it was said that nothing had been taken. What became balance is queued as surplus already.
CREATE FUNCTION queue_late_debit(p_payment_no text, p_detail jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO odd_payments (kind, payment_id, collection_id, amount_fen, detail)
    SELECT 'late-success', p.id, c.id, c.amount_fen, jsonb_build_object('tradeNo', c.trade_no) || p_detail
      FROM payments p JOIN collections c ON c.payment_id = p.id
     WHERE p.payment_no = p_payment_no AND NOT EXISTS (SELECT FROM odd_payments o WHERE o.collection_id = c.id)
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
    -- The money has changed hands: it is booked whatever became of the bills.
    RETURN (SELECT result FROM receive_payment(
      'P' || to_char(v_day.day, 'YYYYMMDD') || lpad(floor(random() * 1e14)::bigint::text, 14, '0'),
      coalesce(v_row.place, (SELECT channels[1] FROM partners WHERE id = v_quote.partner_id)), v_source, v_row.trade_no, 'agency', NULL, '电费',
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

-- A refund that left there and is not known here, and a reversal, which undoes our payment: on the day of the file that has it, whatever time
-- of day stands at it there.
CREATE OR REPLACE FUNCTION book_missing_refund(p_difference reconciliation_differences, p_by text, p_reason text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_day reconciliation_days := (SELECT y FROM reconciliation_days y WHERE id = p_difference.day_id);
  v_row statement_rows;
  v_collection collections;
BEGIN
  SELECT * INTO STRICT v_row FROM statement_rows WHERE file_id = p_difference.file_id AND line = p_difference.line;
  -- What a debit bank gives back has a number of its own, and names the debit that it gives back.
  SELECT * INTO v_collection FROM collections WHERE source = v_day.source AND trade_no = coalesce(
    (SELECT i.bank_serial FROM debit_items i WHERE i.debit_no = v_row.order_no AND v_day.source = 'debit-bank:' || i.bank_code), v_row.trade_no);
  IF NOT FOUND THEN
    PERFORM refuse('difference-not-bookable');
  END IF;
  IF p_difference.reference LIKE 'reversal:%' THEN
    RETURN reverse_collection(v_day.source, v_row.trade_no, 'R' || to_char(v_row.at AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD') || lpad(floor(random() * 1e14)::bigint::text, 14, '0'),
      v_row.amount_fen, NULL, p_by, p_reason, v_day.day);
  END IF;
  PERFORM request_refund(v_row.refund_no, v_collection.id, v_row.amount_fen, 'gateway', 'pending', p_reason, p_by);
  RETURN finish_refund(v_row.refund_no, v_row.refund_no, v_row.at, v_day.day);
END
$$;
