-- What two persons have posted is not asked back any more.

-- Whether a pay code's money was asked back, and still is.
CREATE OR REPLACE FUNCTION is_asked_back(p_payment_id bigint) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM payment_events WHERE payment_id = p_payment_id AND kind = 'reversal-asked')
     AND NOT EXISTS (SELECT FROM payment_events WHERE payment_id = p_payment_id AND kind = 'reversal-given-up');

-- As long as some of the money is here: what was refunded otherwise has gone already.
CREATE OR REPLACE FUNCTION keep_asking_for_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF is_asked_back(NEW.id) AND EXISTS (SELECT FROM collections WHERE payment_id = NEW.id AND refunded_fen < amount_fen) THEN
    NEW.next_query_at := coalesce(OLD.next_query_at, 'epoch');
  END IF;
  RETURN NEW;
END
$$;

-- The second person decides what the first has proposed. What it does is done in the same transaction.
CREATE OR REPLACE FUNCTION decide_resolution(p_id bigint, p_approve boolean, p_by text, p_reversal_no text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_difference reconciliation_differences := lock_difference(p_id);
  v_result text := 'rejected';
BEGIN
  IF v_difference.status <> 'proposed' THEN
    PERFORM refuse('difference-not-proposed');
  ELSIF p_approve AND v_difference.proposed_by = p_by THEN
    PERFORM refuse('four-eyes');
  ELSIF NOT p_approve THEN
    UPDATE reconciliation_differences SET status = 'open', resolution = NULL, proposed_by = NULL, proposed_at = NULL,
           detail = detail || jsonb_build_object('rejectedBy', p_by) WHERE id = p_id;
    RETURN v_result;
  ELSIF v_difference.resolution = 'reverse' AND why_not_undoable(v_difference) IS NOT NULL THEN
    -- Files have come since it was proposed.
    PERFORM refuse(why_not_undoable(v_difference));
  END IF;
  IF v_difference.resolution = 'post' AND v_difference.kind = 'payment' THEN
    -- Two persons say that the money stayed: from here on nobody asks for it back, see decision 0009.
    INSERT INTO payment_events (payment_id, kind, detail)
      SELECT p.id, 'reversal-given-up', jsonb_build_object('differenceId', p_id) FROM statement_rows r JOIN payments p ON p.payment_no = r.order_no
       WHERE r.file_id = v_difference.file_id AND r.line = v_difference.line AND is_asked_back(p.id);
  END IF;
  v_result := CASE
    WHEN v_difference.resolution = 'post' AND v_difference.kind = 'payment' THEN book_missing_payment(v_difference)
    WHEN v_difference.resolution = 'post' THEN book_missing_refund(v_difference, v_difference.proposed_by, v_difference.reason)
    WHEN v_difference.resolution = 'reverse' THEN (
      SELECT reverse_collection(c.source, c.trade_no, p_reversal_no, c.amount_fen, NULL, v_difference.proposed_by, v_difference.reason)
        FROM collections c WHERE c.id = v_difference.collection_id)
    WHEN v_difference.resolution = 'adjust' THEN adjust_difference(v_difference)
    ELSE 'accepted' END;
  UPDATE reconciliation_differences SET status = 'resolved', decided_by = p_by, decided_at = now(), detail = detail || jsonb_build_object('result', v_result)
   WHERE id = p_id;
  PERFORM refresh_day(v_difference.day_id);
  RETURN v_result;
END
$$;

-- Why a payment that only we have may not be undone: the next day's file may have it, as long as that has not been read; or a file has it.
-- A day on which nothing moved has no file at all: it is known to be empty when it has been matched without one and three more days have passed.
CREATE OR REPLACE FUNCTION why_not_undoable(p_difference reconciliation_differences) RETURNS text LANGUAGE sql STABLE
  RETURN (SELECT CASE
      WHEN NOT EXISTS (SELECT FROM statement_files f WHERE f.source = y.source AND f.day = y.day + 1 AND f.status = 'accepted' AND f.part NOT IN ('fund-flow', 'credit'))
         AND NOT EXISTS (SELECT FROM reconciliation_days n WHERE n.source = y.source AND n.day = y.day + 1 AND n.status = 'matched' AND y.day + 4 <= shanghai_date(now()))
        THEN 'difference-next-day'
      WHEN EXISTS (SELECT FROM statement_files f JOIN statement_rows r ON r.file_id = f.id
                    WHERE f.source = y.source AND f.status = 'accepted' AND f.part NOT IN ('fund-flow', 'credit') AND f.day BETWEEN y.day - 1 AND y.day + 3
                      AND r.kind = 'payment' AND r.trade_no = p_difference.reference
                      -- Of several files of a part the one that was judged last counts.
                      AND NOT EXISTS (SELECT FROM statement_files later WHERE (later.source, later.day, later.part, later.status) = (f.source, f.day, f.part, 'accepted')
                                         AND later.judged_at > f.judged_at))
        THEN 'difference-found-there' END
    FROM reconciliation_days y WHERE y.id = p_difference.day_id);
