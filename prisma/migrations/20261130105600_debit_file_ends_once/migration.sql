-- A debit file ends once: a result being taken and a release at the same moment wait for each other, and the second changes nothing.

DROP FUNCTION store_debit_result(bigint, date, integer[], text[], text[], timestamptz[], text[]);
DROP FUNCTION release_debit_file(bigint, text);

-- Locks a file that may still be answered; false when it has been answered or released.
CREATE FUNCTION lock_open_debit_file(p_file bigint) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM debit_files WHERE id = p_file AND status NOT IN ('answered', 'refused') FOR UPDATE;
  RETURN FOUND;
END
$$;

-- Writes down what the bank answered, row by row; booking follows. Files that were given up take their result as well. False when the file
-- has been answered or released meanwhile.
CREATE FUNCTION store_debit_result(
  p_file bigint, p_clearing_on date, p_seqs integer[], p_codes text[], p_serials text[], p_times timestamptz[], p_remarks text[]
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF NOT lock_open_debit_file(p_file) THEN
    RETURN false;
  END IF;
  UPDATE debit_items i SET status = 'told', code = r.code, bank_serial = nullif(r.serial, ''), decided_at = r.at, remark = nullif(r.remark, '')
    FROM unnest(p_seqs, p_codes, p_serials, p_times, p_remarks) AS r (seq, code, serial, at, remark)
   WHERE i.file_id = p_file AND i.seq = r.seq AND i.status IN ('out', 'unknown');
  UPDATE debit_files f SET status = 'answered', answered_at = now(), file_code = '0000', clearing_on = p_clearing_on,
         taken_rows = r.rows, taken_fen = r.total
    FROM (SELECT count(*) AS rows, coalesce(sum(amount_fen), 0) AS total FROM debit_items WHERE file_id = p_file AND code = '0000') r
   WHERE f.id = p_file;
  RETURN true;
END
$$;

-- The bank refused the file whole, or has said that it took nothing of it: its bills are free for the next batch. False when the file has been
-- answered or released meanwhile.
CREATE FUNCTION release_debit_file(p_file bigint, p_code text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF NOT lock_open_debit_file(p_file) THEN
    RETURN false;
  END IF;
  PERFORM unlock_debits(ARRAY(SELECT id FROM debit_items WHERE file_id = p_file AND status IN ('out', 'unknown')));
  -- The epoch as the day of the next try: at once, and not one of the bill's own tries.
  UPDATE debit_items SET status = 'failed', code = p_code, retry_on = '1970-01-01' WHERE file_id = p_file AND status IN ('out', 'unknown');
  UPDATE debit_files SET status = 'refused', file_code = p_code, answered_at = now(), taken_rows = 0, taken_fen = 0 WHERE id = p_file;
  RETURN true;
END
$$;
