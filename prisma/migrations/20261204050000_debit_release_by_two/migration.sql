-- One supervisor alone could say that a bank had taken nothing of a file: its bills went out again although the bank might still collect them.

ALTER TABLE "debit_files"
  ADD COLUMN "release_asked_by" TEXT,
  ADD COLUMN "release_asked_at" TIMESTAMPTZ(3),
  ADD COLUMN "release_reason" TEXT,
  ADD COLUMN "released_by" TEXT;

ALTER TABLE debit_files
  ADD CONSTRAINT debit_files_release_asked_check
    CHECK ((release_asked_by IS NULL) = (release_asked_at IS NULL) AND (release_asked_by IS NULL) = (release_reason IS NULL)),
  -- Those of before the upgrade have one name only, in the audit log.
  ADD CONSTRAINT debit_files_four_eyes_check
    CHECK (released_by IS NULL OR released_at IS NOT NULL AND release_asked_by IS NOT NULL AND released_by <> release_asked_by);

DROP FUNCTION release_debit_file(bigint, text, boolean);

-- Nothing was taken of the file: its bills are free for the next batch. False when the file has been answered or released meanwhile. What
-- somebody had asked of it is past.
CREATE FUNCTION release_debit_file(p_file bigint, p_code text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF NOT lock_open_debit_file(p_file) THEN
    RETURN false;
  END IF;
  PERFORM unlock_debits(ARRAY(SELECT id FROM debit_items WHERE file_id = p_file AND status IN ('out', 'unknown')));
  -- The epoch as the day of the next try: at once, and not one of the bill's own tries.
  UPDATE debit_items SET status = 'failed', code = p_code, retry_on = '1970-01-01' WHERE file_id = p_file AND status IN ('out', 'unknown');
  UPDATE debit_files SET status = 'refused', file_code = p_code, answered_at = now(), taken_rows = 0, taken_fen = 0,
         release_asked_by = NULL, release_asked_at = NULL, release_reason = NULL
   WHERE id = p_file;
  RETURN true;
END
$$;

-- A file that may be released by hand: locked, its deadline past, no result.
CREATE FUNCTION lock_expired_debit_file(p_file bigint) RETURNS debit_files LANGUAGE plpgsql AS $$
DECLARE
  v_file debit_files;
BEGIN
  SELECT * INTO v_file FROM debit_files WHERE id = p_file FOR UPDATE;
  IF v_file.status IN ('answered', 'refused') THEN
    PERFORM refuse('debit-file-answered');
  ELSIF v_file.status <> 'expired' THEN
    PERFORM refuse('debit-file-not-expired');
  END IF;
  RETURN v_file;
END
$$;

-- One person says that the bank took nothing of a file; until another confirms it, nothing changes.
CREATE FUNCTION ask_debit_release(p_file bigint, p_by text, p_reason text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_file debit_files := lock_expired_debit_file(p_file);
BEGIN
  IF v_file.release_asked_by IS NOT NULL THEN
    PERFORM refuse('debit-release-waits');
  END IF;
  UPDATE debit_files SET release_asked_by = p_by, release_asked_at = now(), release_reason = p_reason WHERE id = p_file;
END
$$;

-- Another confirms it, and the bills are free; or rejects it.
CREATE FUNCTION decide_debit_release(p_file bigint, p_approve boolean, p_by text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_file debit_files := lock_expired_debit_file(p_file);
BEGIN
  IF v_file.release_asked_by IS NULL THEN
    PERFORM refuse('debit-release-not-asked');
  ELSIF v_file.release_asked_by = p_by THEN
    PERFORM refuse('debit-release-four-eyes');
  END IF;
  IF NOT p_approve THEN
    UPDATE debit_files SET release_asked_by = NULL, release_asked_at = NULL, release_reason = NULL WHERE id = p_file;
    RETURN;
  END IF;
  PERFORM release_debit_file(p_file, '2006');
  UPDATE debit_files SET released_at = now(), released_by = p_by, release_asked_by = v_file.release_asked_by,
         release_asked_at = v_file.release_asked_at, release_reason = v_file.release_reason
   WHERE id = p_file;
END
$$;

-- Writes down what the bank answered, row by row; booking follows. Files that were given up take their result as well, and so do those that were
-- released by hand: what the bank has taken after all is booked, the rest stays as released. A release that was only asked for is past. False when
-- the file has been answered or refused by the bank meanwhile.
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
  UPDATE debit_files SET release_asked_by = NULL, release_asked_at = NULL, release_reason = NULL WHERE id = p_file AND released_at IS NULL;
  RETURN true;
END
$$;
