-- A file with a difference that had been adjusted could never be withdrawn again: its money would have been booked a second time. Now its adjustments
-- are booked back with it, by the same two persons. What a partner's file had settled on its word alone, before only the bank's credit did, is
-- booked back as well.

-- What is to be booked back with a file: what was adjusted for its lines, on its day or on one beside it. If another counts in its place, only
-- what that one does not have as often.
CREATE FUNCTION adjusted_for_file(p_file_id bigint) RETURNS SETOF reconciliation_differences LANGUAGE sql STABLE AS $$
  SELECT d.* FROM statement_files f JOIN reconciliation_days y ON y.source = f.source AND y.day BETWEEN f.day - 1 AND f.day + 1
    JOIN reconciliation_differences d ON d.day_id = y.id
   WHERE f.id = p_file_id AND f.status = 'accepted' AND d.status = 'resolved' AND d.resolution = 'adjust'
     AND CASE WHEN counts_now(f)
         THEN d.file_id = f.id OR y.day = f.day AND EXISTS (SELECT FROM statement_rows r WHERE (r.file_id, r.kind) = (f.id, d.kind)
                                              AND d.reference = CASE r.kind WHEN 'refund' THEN refund_key(r) ELSE r.trade_no END)
         ELSE d.file_id = f.id AND d.copy % 1000 > (SELECT count(*) FROM statement_files n JOIN statement_rows r ON r.file_id = n.id
            WHERE (n.source, n.day, n.part) = (f.source, f.day, f.part) AND counts_now(n) AND r.kind = d.kind
              AND d.reference = CASE r.kind WHEN 'refund' THEN refund_key(r) ELSE r.trade_no END) END
$$;

-- Moves what they have more, or less, than we between the source's account and the account of differences. What was booked back with a file may
-- be set aside once more.
CREATE OR REPLACE FUNCTION adjust_difference(p_difference reconciliation_differences) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_source text := (SELECT source FROM reconciliation_days WHERE id = p_difference.day_id);
  v_times integer := jsonb_array_length(coalesce(p_difference.detail -> 'bookedBack', '[]'));
  v_more bigint := coalesce(p_difference.theirs_fen, 0) - coalesce(CASE p_difference.class WHEN 'duplicate' THEN 0 ELSE p_difference.ours_fen END, 0)
    -- What was moved before, when less was known of it.
    - (SELECT coalesce(sum((d.detail ->> 'adjustedFen')::bigint), 0) FROM reconciliation_differences d JOIN reconciliation_days y ON y.id = d.day_id
        WHERE (y.id = p_difference.day_id OR y.source = v_source AND p_difference.detail ->> 'decided' = 'adjust') AND (d.kind, d.reference) = (p_difference.kind, p_difference.reference) AND d.copy % 1000 = p_difference.copy % 1000
          AND d.id <> p_difference.id AND d.status = 'resolved' AND d.resolution = 'adjust');
BEGIN
  IF v_more = 0 THEN
    PERFORM refuse('difference-action');
  END IF;
  PERFORM post_transaction('difference-adjusted', 'difference:' || p_difference.id || CASE WHEN v_times > 0 THEN ':' || v_times + 1 ELSE '' END, shanghai_date(now()),
    ARRAY[source_account(v_source), 'reconciliation-differences'], ARRAY[NULL, NULL]::bigint[], ARRAY[v_more, -v_more]);
  UPDATE reconciliation_differences SET detail = detail || jsonb_build_object('adjustedFen', v_more) WHERE id = p_difference.id;
  RETURN 'adjusted';
END
$$;

-- Books an adjustment back, as a correction of today. The difference vanishes with its file; who had decided it stays on record.
CREATE FUNCTION book_back_adjustment(p_difference reconciliation_differences, p_decision statement_file_decisions) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_source text := (SELECT source FROM reconciliation_days WHERE id = p_difference.day_id);
  v_before jsonb := coalesce(p_difference.detail -> 'bookedBack', '[]');
  v_fen bigint := (p_difference.detail ->> 'adjustedFen')::bigint;
BEGIN
  PERFORM post_transaction('difference-adjusted', 'difference:' || p_difference.id || ':back:' || jsonb_array_length(v_before) + 1, shanghai_date(now()),
    ARRAY[source_account(v_source), 'reconciliation-differences'], ARRAY[NULL, NULL]::bigint[], ARRAY[-v_fen, v_fen]);
  UPDATE reconciliation_differences SET resolution = 'vanished', decided_by = 'system', decided_at = now(), reason = NULL, proposed_by = NULL, proposed_at = NULL,
         detail = detail - 'adjustedFen' - 'result' || jsonb_build_object('bookedBack', v_before || jsonb_build_array(jsonb_build_object(
           'fen', v_fen, 'proposedBy', p_difference.proposed_by, 'decidedBy', p_difference.decided_by, 'reason', p_difference.reason, 'decisionId', p_decision.id)))
   WHERE id = p_difference.id;
END
$$;

DROP FUNCTION propose_file_decision(bigint, text, text);

-- One person asks that a file counts no longer, or again: which of the two is what they were shown.
CREATE FUNCTION propose_file_decision(p_file_id bigint, p_action text, p_by text, p_reason text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_file statement_files;
BEGIN
  SELECT * INTO v_file FROM statement_files WHERE id = p_file_id FOR UPDATE;
  -- A count is what the desk or the register says now: there is no other file to wait for. A fund-flow bill is judged by the time of each of
  -- its rows, and settles a day that its trade bill alone would match.
  IF v_file.status IS DISTINCT FROM (CASE p_action WHEN 'withdraw' THEN 'accepted' WHEN 'restore' THEN 'withdrawn' END) OR v_file.part IN ('count', 'fund-flow') THEN
    PERFORM refuse('file-not-withdrawable');
  ELSIF EXISTS (SELECT FROM statement_file_decisions WHERE file_id = p_file_id AND outcome = 'waiting') THEN
    PERFORM refuse('file-decision-waits');
  END IF;
  INSERT INTO statement_file_decisions (file_id, action, reason, proposed_by) VALUES (p_file_id, p_action, p_reason, p_by);
END
$$;

-- Another decides, about the very wish they have read. Bytes, lines and both decisions stay; what was found with the file is looked for anew, also
-- on the days beside it, and days whose own file was refused for it are tried again. Payments that were booked meanwhile stand, and are matched
-- with the file that comes.
CREATE OR REPLACE FUNCTION decide_file(p_file_id bigint, p_decision_id bigint, p_approve boolean, p_by text, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_file statement_files;
  v_day_id bigint;
  v_decision statement_file_decisions;
BEGIN
  SELECT * INTO v_decision FROM statement_file_decisions WHERE (id, file_id) = (p_decision_id, p_file_id) AND outcome = 'waiting' FOR UPDATE;
  SELECT * INTO v_file FROM statement_files WHERE id = p_file_id;
  IF v_decision.id IS NULL THEN
    PERFORM refuse('file-decision-not-waiting');
  ELSIF v_decision.proposed_by = p_by THEN
    PERFORM refuse('four-eyes');
  -- A run holds files in hand, from its first line to what it books last: none is taken from under it, nor what a run of the day beside it
  -- explains. The locks are the runs' own (`alone`).
  ELSIF p_approve AND EXISTS (SELECT FROM generate_series(-1, 1) n
                               WHERE NOT pg_try_advisory_xact_lock(hashtextextended('reconciliation:' || v_file.source || ':' || (v_file.day + n), 0))) THEN
    PERFORM refuse('day-running');
  END IF;
  UPDATE statement_file_decisions SET outcome = CASE WHEN p_approve THEN 'approved' ELSE 'rejected' END, decided_by = p_by, decided_at = now()
   WHERE id = v_decision.id;
  IF NOT p_approve THEN
    RETURN 'rejected';
  END IF;
  -- In the order in which a difference is decided: it first, its day after it.
  SELECT id INTO v_day_id FROM reconciliation_days WHERE (source, day) = (v_file.source, v_file.day);
  PERFORM FROM reconciliation_differences WHERE day_id = v_day_id AND (status IN ('open', 'proposed') OR resolution = 'adjust')
     OR file_id = p_file_id AND resolution = 'adjust' ORDER BY id FOR UPDATE;
  PERFORM FROM reconciliation_days WHERE id = v_day_id FOR UPDATE;
  IF v_decision.action = 'withdraw' THEN
    -- What was adjusted for a line of this file would stay booked, and be booked again with the line on its own day.
    PERFORM book_back_adjustment(d, v_decision) FROM adjusted_for_file(p_file_id) d;
    -- What was booked to the bank account by the word of this file alone is booked back until another has it. A partner's own file books nothing
    -- there as long as the bank's credit does, whatever the partner says that it owes.
    IF (v_file.totals ? 'creditedFen' OR v_file.totals ? 'settled' AND NOT (v_file.source LIKE 'partner:%' AND EXISTS (
          SELECT FROM statement_files f WHERE (f.source, f.day, f.part, f.status) = (v_file.source, v_file.day, 'credit', 'accepted'))))
      AND NOT EXISTS (SELECT FROM statement_files later WHERE (later.source, later.day, later.part, later.status) = (v_file.source, v_file.day, v_file.part, 'accepted')
                         AND later.judged_at > v_file.judged_at) THEN
      PERFORM post_settlement(v_file.source, v_file.day, '{"paidFen": 0, "refundedFen": 0, "feeFen": 0}');
    END IF;
  -- Its bytes have found their own day meanwhile: they count once.
  ELSIF v_file.row_count > 0 AND EXISTS (SELECT FROM statement_files f WHERE (f.source, f.part, f.sha256) = (v_file.source, v_file.part, v_file.sha256)
                                            AND f.day <> v_file.day AND counts_now(f)) THEN
    PERFORM refuse('file-counts-elsewhere');
  END IF;
  UPDATE statement_files SET status = CASE v_decision.action WHEN 'withdraw' THEN 'withdrawn' ELSE 'accepted' END,
         judged_at = CASE v_decision.action WHEN 'withdraw' THEN judged_at ELSE clock_timestamp() END WHERE id = p_file_id;
  UPDATE reconciliation_differences SET status = 'resolved', resolution = 'vanished', decided_by = 'system', decided_at = now(),
         reason = NULL, proposed_by = NULL, proposed_at = NULL
   WHERE day_id = v_day_id AND status IN ('open', 'proposed');
  DELETE FROM reconciliation_channels WHERE day_id = v_day_id;
  -- What it was matched with no longer counts: until it is looked at again, the day proves nothing.
  UPDATE reconciliation_days SET status = 'waiting', stage = NULL, problem = NULL, theirs_count = 0, theirs_fen = 0, matched_count = 0, matched_fen = 0,
         settled_fen = NULL, fee_fen = NULL WHERE id = v_day_id;
  PERFORM reopen_day(v_file.source, v_file.day, p_at);
  PERFORM reopen_day(y.source, y.day, p_at) FROM reconciliation_days y
   WHERE y.source = v_file.source AND y.day <> v_file.day
     AND (y.day BETWEEN v_file.day - 1 AND v_file.day + 1 OR y.status = 'refused' AND y.day BETWEEN v_file.day - 3 AND v_file.day + 3);
  RETURN v_decision.action;
END
$$;
