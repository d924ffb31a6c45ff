-- 代扣: mandates, and the batches of debits that go to banks as files.

CREATE SEQUENCE debit_numbers;
CREATE SEQUENCE mandate_numbers;
CREATE SEQUENCE debit_batch_numbers MAXVALUE 999999 CYCLE;

ALTER TABLE debit_banks
  ADD CONSTRAINT debit_banks_code_check CHECK (code ~ '^[A-Z0-9]{2,8}$'),
  ADD CONSTRAINT debit_banks_utility_check CHECK (utility_code ~ '^[A-Z0-9]{2,12}$');
ALTER TABLE debit_mandates
  ADD CONSTRAINT debit_mandates_holder_fkey FOREIGN KEY (holder_period_id) REFERENCES holder_periods (id),
  ADD CONSTRAINT debit_mandates_status_check CHECK (status IN ('active', 'suspended', 'ended')),
  ADD CONSTRAINT debit_mandates_signed_at_check CHECK (signed_at IN ('hall', 'counter')),
  ADD CONSTRAINT debit_mandates_ended_check CHECK ((status = 'ended') = (ended_at IS NOT NULL));
ALTER TABLE debit_files
  ADD CONSTRAINT debit_files_status_check CHECK (status IN ('planned', 'written', 'sent', 'answered', 'refused', 'expired')),
  ADD CONSTRAINT debit_files_rows_check CHECK (rows BETWEEN 1 AND 1000),
  ADD CONSTRAINT debit_files_written_check CHECK (status = 'planned' OR status = 'expired' OR content_enc IS NOT NULL);
ALTER TABLE debit_items
  ADD CONSTRAINT debit_items_payable_fkey FOREIGN KEY (payable_id) REFERENCES payables (id),
  ADD CONSTRAINT debit_items_amount_check CHECK (amount_fen > 0),
  ADD CONSTRAINT debit_items_status_check CHECK (status IN ('out', 'told', 'taken', 'failed', 'unknown')),
  ADD CONSTRAINT debit_items_taken_check CHECK (status <> 'taken' OR (bank_serial IS NOT NULL AND payment_no IS NOT NULL));

-- A household has one mandate that lives.
CREATE UNIQUE INDEX debit_mandates_one_live ON debit_mandates (holder_period_id) WHERE status <> 'ended';
-- A bill is out at most once. What is unknown stays out: a second try could debit it a second time.
CREATE UNIQUE INDEX debit_items_one_open ON debit_items (payable_id) WHERE status IN ('out', 'told', 'unknown');
CREATE INDEX debit_items_failed ON debit_items (payable_id, mandate_id) WHERE status = 'failed';

-- Which bills of a bank's mandates may be debited today: open, not locked, nobody is paying them, not out already, and what
-- the bank answered before allows another try.
CREATE FUNCTION debit_candidates(p_bank text, p_on date, p_now timestamptz)
RETURNS TABLE (payable_id bigint, holder_period_id bigint, mandate_id bigint, amount_fen bigint, month text) LANGUAGE sql STABLE AS $$
  SELECT y.id, y.holder_period_id, m.id, y.amount_fen - y.paid_fen, replace(b.month, '-', '')
    FROM debit_mandates m
    JOIN holder_periods h ON h.id = m.holder_period_id AND (h.to_date IS NULL OR h.to_date > p_on)
    JOIN payables y ON y.holder_period_id = m.holder_period_id AND y.status = 'open' AND y.kind = 'bill' AND y.paid_fen < y.amount_fen
    JOIN bills b ON b.payable_id = y.id AND b.live
   WHERE m.bank_code = p_bank AND m.status = 'active' AND m.effective_from <= p_on
     AND (y.locked_until IS NULL OR y.locked_until <= p_now)
     AND NOT EXISTS (SELECT FROM debit_items i WHERE i.payable_id = y.id AND i.status IN ('out', 'told', 'unknown'))
     AND NOT EXISTS (SELECT FROM debit_items i WHERE i.payable_id = y.id AND i.mandate_id = m.id AND i.status = 'failed'
                        AND (i.retry_on IS NULL OR i.retry_on > p_on))
     AND NOT EXISTS (SELECT FROM payment_items i JOIN payments p ON p.id = i.payment_id
                      WHERE i.payable_id = y.id AND p.status IN ('created', 'pending') AND p.expires_at > p_now)
$$;

-- Chooses, numbers and locks the bills of one batch, and plans its files of at most `p_max_rows` rows. Nothing to debit: no batch.
CREATE FUNCTION start_debit_batch(
  p_bank text, p_on date, p_now timestamptz, p_deadline timestamptz, p_by text, p_max_rows integer,
  OUT batch_id bigint, OUT batch_no text, OUT rows integer, OUT total_fen bigint, OUT files integer
) LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
  v_active boolean;
  v_holders bigint[];
BEGIN
  -- One run of a bank at a time.
  SELECT active INTO v_active FROM debit_banks WHERE code = p_bank FOR UPDATE;
  IF v_active IS NOT TRUE THEN
    PERFORM refuse('debit-bank-not-active');
  END IF;
  rows := 0;
  files := 0;
  total_fen := 0;
  SELECT array_agg(DISTINCT c.holder_period_id) INTO v_holders FROM debit_candidates(p_bank, p_on, p_now) c;
  IF v_holders IS NULL THEN
    RETURN;
  END IF;
  INSERT INTO customer_balances (holder_period_id) SELECT unnest(v_holders) ORDER BY 1 ON CONFLICT DO NOTHING;
  PERFORM lock_holders(v_holders);
  batch_no := lpad(nextval('debit_batch_numbers')::text, 6, '0');
  WITH choice AS MATERIALIZED (
    -- Looked at again under the locks: whoever was paying has paid by now.
    SELECT c.*, (row_number() OVER (ORDER BY c.payable_id) - 1) AS n
      FROM debit_candidates(p_bank, p_on, p_now) c WHERE c.holder_period_id = ANY (v_holders)
  ), batch AS (
    INSERT INTO debit_batches (bank_code, batch_no, made_on, deadline, rows, total_fen, created_by)
      SELECT p_bank, batch_no, p_on, p_deadline, count(*), sum(c.amount_fen), p_by FROM choice c HAVING count(*) > 0
      RETURNING id, debit_batches.rows, debit_batches.total_fen
  ), part AS (
    SELECT n / p_max_rows AS part, lpad((n / p_max_rows + 1)::text, 3, '0') AS file_no, count(*) AS rows, sum(c.amount_fen) AS total
      FROM choice c GROUP BY 1
  ), file AS (
    INSERT INTO debit_files (batch_id, file_no, name, rows, total_fen)
      SELECT batch.id, file_no, format('DKREQ_%s_%s_%s_%s.txt', p_bank, to_char(p_on, 'YYYYMMDD'), batch_no, file_no), part.rows, part.total
        FROM part, batch
      RETURNING id, file_no
  ), item AS (
    INSERT INTO debit_items (debit_no, file_id, bank_code, seq, mandate_id, payable_id, holder_period_id, amount_fen, month)
      SELECT 'DK' || lpad(nextval('debit_numbers')::text, 20, '0'), file.id, p_bank, n % p_max_rows + 1, c.mandate_id, c.payable_id,
             c.holder_period_id, c.amount_fen, c.month
        FROM choice c JOIN part ON part.part = n / p_max_rows JOIN file ON file.file_no = part.file_no
  ), locked AS (
    UPDATE payables SET locked_until = p_deadline, locked_for = 'debit-batch:' || p_bank || '-' || batch_no
      FROM choice c WHERE payables.id = c.payable_id
  )
  SELECT batch.id, batch.rows, batch.total_fen, (SELECT count(*) FROM part) INTO batch_id, rows, total_fen, files FROM batch;
  IF NOT FOUND THEN
    rows := 0;
    total_fen := 0;
    files := 0;
  END IF;
END
$$;

-- Lets go of bills that a file has locked; a lock that somebody else has taken since stays.
CREATE FUNCTION unlock_debits(p_items bigint[]) RETURNS void LANGUAGE sql AS $$
  UPDATE payables SET locked_until = NULL, locked_for = NULL
    FROM debit_items i JOIN debit_files f ON f.id = i.file_id JOIN debit_batches b ON b.id = f.batch_id
   WHERE i.id = ANY (p_items) AND payables.id = i.payable_id AND payables.locked_for = 'debit-batch:' || b.bank_code || '-' || b.batch_no
$$;

-- Writes down what the bank answered, row by row; booking follows. Files that were given up take their result as well.
CREATE FUNCTION store_debit_result(
  p_file bigint, p_clearing_on date, p_seqs integer[], p_codes text[], p_serials text[], p_times timestamptz[], p_remarks text[]
) RETURNS void LANGUAGE sql AS $$
  UPDATE debit_items i SET status = 'told', code = r.code, bank_serial = nullif(r.serial, ''), decided_at = r.at, remark = nullif(r.remark, '')
    FROM unnest(p_seqs, p_codes, p_serials, p_times, p_remarks) AS r (seq, code, serial, at, remark)
   WHERE i.file_id = p_file AND i.seq = r.seq AND i.status IN ('out', 'unknown');
  UPDATE debit_files f SET status = 'answered', answered_at = now(), file_code = '0000', clearing_on = p_clearing_on,
         taken_rows = r.rows, taken_fen = r.total
    FROM (SELECT count(*) AS rows, coalesce(sum(amount_fen), 0) AS total FROM debit_items WHERE file_id = p_file AND code = '0000') r
   WHERE f.id = p_file
$$;

-- The bank refused the file whole, or has said that it took nothing of it: its bills are free for the next batch.
CREATE FUNCTION release_debit_file(p_file bigint, p_code text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM unlock_debits(ARRAY(SELECT id FROM debit_items WHERE file_id = p_file AND status IN ('out', 'unknown')));
  -- The epoch as the day of the next try: at once, and not one of the bill's own tries.
  UPDATE debit_items SET status = 'failed', code = p_code, retry_on = '1970-01-01' WHERE file_id = p_file AND status IN ('out', 'unknown');
  UPDATE debit_files SET status = 'refused', file_code = p_code, answered_at = now(), taken_rows = 0, taken_fen = 0 WHERE id = p_file;
END
$$;

-- No result by the deadline: the bills can be paid otherwise again, but stay out of further files.
CREATE FUNCTION expire_debit_files(p_now timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_files bigint[];
BEGIN
  SELECT array_agg(f.id) INTO v_files FROM debit_files f JOIN debit_batches b ON b.id = f.batch_id
   WHERE f.status IN ('planned', 'written', 'sent') AND b.deadline <= p_now;
  IF v_files IS NULL THEN
    RETURN 0;
  END IF;
  PERFORM FROM debit_files WHERE id = ANY (v_files) ORDER BY id FOR UPDATE;
  -- A file that was never written down never left the house: nothing of it is unknown.
  PERFORM release_debit_file(id, '2006') FROM debit_files WHERE id = ANY (v_files) AND status = 'planned';
  PERFORM unlock_debits(ARRAY(SELECT i.id FROM debit_items i JOIN debit_files f ON f.id = i.file_id
    WHERE f.id = ANY (v_files) AND f.status IN ('written', 'sent') AND i.status = 'out'));
  UPDATE debit_items i SET status = 'unknown' FROM debit_files f
   WHERE f.id = i.file_id AND f.id = ANY (v_files) AND f.status IN ('written', 'sent') AND i.status = 'out';
  UPDATE debit_files SET status = 'expired' WHERE id = ANY (v_files) AND status IN ('written', 'sent');
  RETURN cardinality(v_files);
END
$$;
