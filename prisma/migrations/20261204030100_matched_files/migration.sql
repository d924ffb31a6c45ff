-- A payment that a day's file lacks may be reversed once the next day's file is known. A file that had been brought for that day counted as known before
-- anybody had compared it: in between another day's file, brought by mistake, let money be reversed that the right file has.

-- The files that the day was last matched with; none once it is to be looked at again.
ALTER TABLE "reconciliation_days" ADD COLUMN "matched_files" BIGINT[] NOT NULL DEFAULT '{}';
UPDATE reconciliation_days y SET matched_files = ARRAY(
    SELECT f.id FROM statement_files f WHERE (f.source, f.day) = (y.source, y.day) AND counts_now(f) AND f.part NOT IN ('fund-flow', 'credit') AND f.judged_at <= y.finished_at)
 WHERE y.status IN ('matched', 'differences', 'waiting') AND y.finished_at IS NOT NULL;

-- As before, and it is known with which files.
CREATE OR REPLACE FUNCTION match_day(p_day_id bigint, p_files bigint[], p_settled jsonb) RETURNS void LANGUAGE plpgsql SET work_mem = '96MB' AS $$
DECLARE
  v_day reconciliation_days;
BEGIN
  SELECT * INTO STRICT v_day FROM reconciliation_days WHERE id = p_day_id FOR UPDATE;
  CREATE TEMPORARY TABLE outcome ON COMMIT DROP AS
    SELECT *, NULL::date AS other_day, NULL::bigint AS ours_known_fen, NULL::bigint AS theirs_known_fen, NULL::text AS decided
      FROM compare_statement(v_day.source, v_day.day, p_files);
  IF v_day.source LIKE 'sms-operator:%' THEN
    INSERT INTO outcome (kind, class, reference, copy, channel, ours_count, ours_fen, theirs_count, theirs_fen, fee_milli, file_id, line)
      SELECT * FROM compare_messages(v_day.day, p_files);
  END IF;
  -- No money is more or less by it, and it is asked of each file anew.
  IF is_of_any_day(v_day.source, v_day.day, p_files) THEN
    INSERT INTO outcome (kind, class, reference, copy, channel, ours_count, ours_fen, theirs_count, theirs_fen)
      SELECT 'total', 'state', 'whose-day:' || id, 1, 'all', 0, 0, 0, 0 FROM unnest(p_files) AS id;
  END IF;
  PERFORM explain_missing(v_day.source, v_day.day);
  PERFORM explain_returned(p_day_id, p_files);
  INSERT INTO outcome (kind, class, reference, copy, channel, ours_count, ours_fen, theirs_count, theirs_fen)
    SELECT 'total', 'amount', t.reference, 1, 'all', 1, t.ours_fen, 1, t.theirs_fen FROM compare_totals(v_day.source, v_day.day, p_settled) t
     WHERE t.ours_fen <> t.theirs_fen;
  PERFORM record_differences(p_day_id);
  PERFORM explain_neighbours(v_day.source, v_day.day);

  DELETE FROM reconciliation_channels WHERE day_id = p_day_id;
  INSERT INTO reconciliation_channels (day_id, channel, ours_count, ours_fen, theirs_count, theirs_fen, matched_count, matched_fen)
    SELECT p_day_id, channel, sum(ours_count), sum(ours_fen), sum(theirs_count), sum(theirs_fen),
           coalesce(sum(ours_count) FILTER (WHERE class = 'matched'), 0), coalesce(sum(ours_fen) FILTER (WHERE class = 'matched'), 0)
      FROM outcome WHERE kind <> 'total' GROUP BY channel;
  UPDATE reconciliation_days y
     SET (ours_count, ours_fen, theirs_count, theirs_fen, matched_count, matched_fen) = (
           SELECT coalesce(sum(ours_count), 0), coalesce(sum(ours_fen), 0), coalesce(sum(theirs_count), 0), coalesce(sum(theirs_fen), 0),
                  coalesce(sum(matched_count), 0), coalesce(sum(matched_fen), 0)
             FROM reconciliation_channels WHERE day_id = p_day_id),
         ledger_fen = ledger_of_day(v_day.source, v_day.day),
         settled_fen = (p_settled ->> 'netFen')::bigint,
         fee_fen = coalesce((p_settled ->> 'feeFen')::bigint, (SELECT round(sum(fee_milli) / 1000) FROM outcome)::bigint),
         matched_files = p_files,
         status = CASE WHEN open_differences(p_day_id) > 0 THEN 'differences' ELSE 'matched' END
   WHERE y.id = p_day_id;
  DROP TABLE outcome;
END
$$;

-- A file has arrived: its day is due again, at ten in the morning after it as ever, or now, and proves nothing until then. Days that are not over are
-- planned in their time.
CREATE OR REPLACE FUNCTION reopen_day(p_source text, p_day date, p_at timestamptz) RETURNS void LANGUAGE sql AS $$
  INSERT INTO reconciliation_days AS y (source, day, next_try_at, file_at)
    SELECT p_source, p_day, greatest(p_at, (p_day + 1 + time '10:00') AT TIME ZONE 'Asia/Shanghai'), clock_timestamp() WHERE p_day < shanghai_date(p_at)
    ON CONFLICT (source, day) DO UPDATE SET next_try_at = least(y.next_try_at, excluded.next_try_at), file_at = excluded.file_at, attempts = 0, matched_files = '{}'
$$;

-- Why a payment that only we have may not be undone: the next day's file may have it, as long as that has not been matched, or may be another day's; or
-- a file has it.
CREATE OR REPLACE FUNCTION why_not_undoable(p_difference reconciliation_differences) RETURNS text LANGUAGE sql STABLE
  RETURN (SELECT CASE
      WHEN NOT EXISTS (SELECT FROM reconciliation_days n JOIN statement_files f ON f.id = ANY (n.matched_files) AND counts_now(f)
                        WHERE n.source = y.source AND n.day = y.day + 1
                          AND NOT EXISTS (SELECT FROM reconciliation_differences d WHERE d.day_id = n.id AND d.kind = 'total' AND d.reference = 'whose-day:' || f.id
                                             AND d.status IN ('open', 'proposed')))
         -- A day on which nothing moved has no file at all: it is known to be empty when it has been matched without one and three more days have passed.
         AND NOT EXISTS (SELECT FROM reconciliation_days n WHERE n.source = y.source AND n.day = y.day + 1 AND n.status = 'matched' AND y.day + 4 <= shanghai_date(now())
                            AND NOT EXISTS (SELECT FROM statement_files f WHERE (f.source, f.day) = (n.source, n.day) AND counts_now(f) AND f.part NOT IN ('fund-flow', 'credit')))
        THEN 'difference-next-day'
      WHEN EXISTS (SELECT FROM statement_files f JOIN statement_rows r ON r.file_id = f.id
                    WHERE f.source = y.source AND counts_now(f) AND f.part NOT IN ('fund-flow', 'credit') AND f.day BETWEEN y.day - 1 AND y.day + 3
                      AND r.kind = 'payment' AND r.trade_no = p_difference.reference)
        THEN 'difference-found-there' END
    FROM reconciliation_days y WHERE y.id = p_difference.day_id);
