-- A payment near midnight was offered to be reversed before the next day's file had been read, and could be reversed although that file has it.
-- Running a day again overwrote what two persons had decided or what had been booked.

------------------------------------------------------------------------------------------------------------------------
-- What was decided stays

-- By which decision money that they lacked was undone or set aside here; null where none was. Should it come all the same, that is news.
CREATE FUNCTION undone_by(p_kind text, p_collection_id bigint, p_refund_id bigint) RETURNS text LANGUAGE sql STABLE
  RETURN (SELECT d.resolution FROM reconciliation_differences d
           WHERE d.collection_id = p_collection_id AND d.kind = p_kind AND (p_kind = 'payment' OR d.refund_id = p_refund_id)
             AND d.class = 'missing-there' AND d.status = 'resolved' AND d.resolution IN ('reverse', 'adjust') LIMIT 1);

-- Says more of what one side lacks: it may stand on a neighbour day, or be known here in another state.
CREATE OR REPLACE FUNCTION explain_missing(p_source text, p_day date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Ours on another day. If that day's own file has it too, they have listed it twice.
  UPDATE outcome o SET collection_id = c.id, channel = p.channel, other_day = c.clearing_on, ours_known_fen = c.amount_fen,
         class = CASE WHEN c.amount_fen <> o.theirs_fen THEN 'amount'
                      WHEN EXISTS (SELECT FROM statement_files f JOIN statement_rows r ON r.file_id = f.id
                                    WHERE f.source = p_source AND f.day = c.clearing_on AND f.status = 'accepted' AND r.kind = 'payment' AND r.trade_no = c.trade_no)
                      THEN 'duplicate' ELSE 'day-cut' END
    FROM collections c LEFT JOIN payments p ON p.id = c.payment_id
   WHERE o.kind = 'payment' AND o.class = 'missing-here' AND c.source = p_source AND c.trade_no = o.reference;
  UPDATE outcome o SET refund_id = f.id, collection_id = f.collection_id, ours_known_fen = -f.amount_fen, other_day = t.business_date, channel = p.channel,
         class = CASE WHEN f.status <> 'succeeded' OR f.way = 'payout' THEN 'state' WHEN f.amount_fen <> -o.theirs_fen THEN 'amount' ELSE 'day-cut' END
    FROM refunds f JOIN collections c ON c.id = f.collection_id LEFT JOIN payments p ON p.id = c.payment_id
    LEFT JOIN ledger_transactions t ON t.kind = 'refund-succeeded' AND t.reference = f.refund_no
   WHERE o.kind = 'refund' AND o.class = 'missing-here' AND c.source = p_source
     AND (f.refund_no = o.reference OR f.way = 'reversal' AND 'reversal:' || c.trade_no = o.reference);
  -- Undone or set aside on its own day, because that day's file lacked it.
  UPDATE outcome o SET class = 'state', decided = u.decision, ours_known_fen = CASE u.decision WHEN 'adjust' THEN o.ours_known_fen END
    FROM (SELECT kind, reference, copy, undone_by(kind, collection_id, refund_id) AS decision FROM outcome
           WHERE collection_id IS NOT NULL AND ours_count = 0 AND class <> 'matched') u
   WHERE (u.kind, u.reference, u.copy) = (o.kind, o.reference, o.copy) AND u.decision IS NOT NULL;
  -- Theirs on a neighbour day.
  UPDATE outcome o SET class = CASE WHEN r.state = 'done' THEN 'day-cut' ELSE 'state' END, other_day = r.day, file_id = r.file_id, line = r.line,
         theirs_known_fen = CASE o.kind WHEN 'refund' THEN -r.amount_fen ELSE r.amount_fen END
    FROM (SELECT f.day, r.*, refund_key(r) AS number FROM statement_files f JOIN statement_rows r ON r.file_id = f.id
           WHERE f.source = p_source AND f.status = 'accepted' AND f.day BETWEEN p_day - 1 AND p_day + 1 AND f.day <> p_day AND f.part <> 'fund-flow'
             AND EXISTS (SELECT FROM outcome WHERE class = 'missing-there')) r
   WHERE o.class = 'missing-there' AND r.kind = o.kind AND o.reference = CASE o.kind WHEN 'refund' THEN r.number ELSE r.trade_no END;
  UPDATE outcome o SET class = 'amount' WHERE o.class = 'day-cut' AND coalesce(o.ours_known_fen, o.ours_fen) <> coalesce(o.theirs_known_fen, o.theirs_fen);
  -- To which of the channels a row belongs that only they have: its order tells.
  UPDATE outcome o SET channel = p.channel FROM payments p WHERE o.channel IS NULL AND p.payment_no = o.order_no;
  UPDATE outcome SET channel = 'unattributed' WHERE channel IS NULL;
END
$$;

-- What was undone or set aside because this day's file lacked it, and which a later file of the day has after all. It agrees with the
-- collection, so it is in no sum a second time; only the decision has no ground any more.
CREATE FUNCTION explain_returned(p_day_id bigint, p_files bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM reconciliation_differences WHERE day_id = p_day_id AND class = 'missing-there' AND status = 'resolved' AND resolution IN ('reverse', 'adjust');
  IF NOT FOUND THEN
    RETURN; -- nothing to look for among a million lines
  END IF;
  INSERT INTO outcome (kind, class, reference, copy, channel, ours_count, ours_fen, theirs_count, theirs_fen, collection_id, refund_id, file_id, line,
      order_no, ours_known_fen, theirs_known_fen, decided)
    SELECT DISTINCT ON (d.id) d.kind, 'state', d.reference, 1, d.channel, 0, 0, 0, 0, d.collection_id, d.refund_id, r.file_id, r.line, r.order_no,
           CASE d.resolution WHEN 'adjust' THEN d.ours_fen END, CASE d.kind WHEN 'refund' THEN -r.amount_fen ELSE r.amount_fen END, d.resolution
      FROM reconciliation_differences d JOIN statement_rows r ON r.file_id = ANY (p_files) AND r.kind = d.kind AND r.state = 'done'
     WHERE d.day_id = p_day_id AND d.kind IN ('payment', 'refund') AND d.class = 'missing-there' AND d.status = 'resolved'
       AND d.resolution IN ('reverse', 'adjust') AND d.reference = CASE d.kind WHEN 'refund' THEN refund_key(r) ELSE r.trade_no END
       AND NOT EXISTS (SELECT FROM outcome o WHERE o.kind = d.kind AND o.reference = d.reference)
     ORDER BY d.id, r.file_id, r.line;
END
$$;

-- Writes down what was found. A difference that is known already is the same difference; one that is gone is closed.
CREATE OR REPLACE FUNCTION record_differences(p_day_id bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- What was decided by two persons, or booked, stays as it is. Facts that have changed since are a difference of their own beside it.
  LOOP
    UPDATE outcome o SET copy = o.copy + 1000
      FROM reconciliation_differences d
     WHERE d.day_id = p_day_id AND (d.kind, d.reference, d.copy) = (o.kind, o.reference, o.copy) AND o.class NOT IN ('matched', 'day-cut')
       AND d.status = 'resolved' AND d.resolution NOT IN ('explained', 'vanished')
       AND (d.class, d.ours_fen, d.theirs_fen) IS DISTINCT FROM (
         o.class, CASE WHEN o.ours_count > 0 THEN o.ours_fen ELSE o.ours_known_fen END, CASE WHEN o.theirs_count > 0 THEN o.theirs_fen ELSE o.theirs_known_fen END);
    EXIT WHEN NOT FOUND;
  END LOOP;
  INSERT INTO reconciliation_differences AS d (day_id, kind, reference, copy, class, channel, ours_fen, theirs_fen, collection_id, refund_id, file_id, line, detail,
      status, resolution, decided_by, decided_at)
    SELECT p_day_id, o.kind, o.reference, o.copy, o.class, o.channel,
           CASE WHEN o.ours_count > 0 THEN o.ours_fen ELSE o.ours_known_fen END, CASE WHEN o.theirs_count > 0 THEN o.theirs_fen ELSE o.theirs_known_fen END,
           o.collection_id, o.refund_id, o.file_id, o.line, jsonb_strip_nulls(jsonb_build_object('orderNo', o.order_no, 'otherDay', o.other_day, 'decided', o.decided)),
           CASE o.class WHEN 'day-cut' THEN 'resolved' ELSE 'open' END, CASE o.class WHEN 'day-cut' THEN 'explained' END,
           CASE o.class WHEN 'day-cut' THEN 'system' END, CASE o.class WHEN 'day-cut' THEN now() END
      FROM outcome o WHERE o.class <> 'matched'
    ON CONFLICT (day_id, kind, reference, copy) DO UPDATE
      SET class = excluded.class, channel = excluded.channel, ours_fen = excluded.ours_fen, theirs_fen = excluded.theirs_fen,
          collection_id = excluded.collection_id, refund_id = excluded.refund_id, file_id = excluded.file_id, line = excluded.line,
          detail = d.detail || excluded.detail, status = excluded.status, resolution = excluded.resolution, reason = NULL,
          proposed_by = NULL, proposed_at = NULL, decided_by = excluded.decided_by, decided_at = excluded.decided_at
    WHERE d.resolution = 'vanished'
       OR (d.status <> 'resolved' OR d.resolution = 'explained')
          AND (d.class, d.ours_fen, d.theirs_fen) IS DISTINCT FROM (excluded.class, excluded.ours_fen, excluded.theirs_fen);
  UPDATE reconciliation_differences d SET status = 'resolved', resolution = 'vanished', decided_by = 'system', decided_at = now()
   WHERE d.day_id = p_day_id AND d.status IN ('open', 'proposed')
     AND NOT EXISTS (SELECT FROM outcome o WHERE (o.kind, o.reference, o.copy) = (d.kind, d.reference, d.copy));
END
$$;

-- Once this day is known, what the days before and after lacked may be explained by it, also what somebody has proposed to do about it.
CREATE OR REPLACE FUNCTION explain_neighbours(p_source text, p_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_days bigint[];
BEGIN
  WITH told AS (
    UPDATE reconciliation_differences d
       SET class = 'day-cut', theirs_fen = o.theirs_fen, status = 'resolved', resolution = 'explained', decided_by = 'system', decided_at = now(),
           reason = NULL, proposed_by = NULL, proposed_at = NULL, detail = d.detail || jsonb_build_object('otherDay', p_day)
      FROM reconciliation_days y, outcome o
     WHERE y.id = d.day_id AND y.source = p_source AND y.day <> p_day AND y.day BETWEEN p_day - 1 AND p_day + 1
       AND d.class = 'missing-there' AND d.status IN ('open', 'proposed') AND o.class = 'day-cut' AND (o.kind, o.reference) = (d.kind, d.reference)
       AND d.ours_fen = o.theirs_fen
    RETURNING d.day_id
  ), undone AS (
    -- Paid before midnight, undone after it.
    UPDATE reconciliation_differences d
       SET status = 'resolved', resolution = 'explained', decided_by = 'system', decided_at = now(),
           reason = NULL, proposed_by = NULL, proposed_at = NULL, detail = d.detail || jsonb_build_object('otherDay', p_day)
      FROM reconciliation_days y, undone_there(p_source, p_day, '{}') u
     WHERE y.id = d.day_id AND y.source = p_source AND y.day <> p_day AND y.day BETWEEN p_day - 1 AND p_day + 1
       AND d.class = 'missing-here' AND d.status IN ('open', 'proposed') AND d.reference IN (u.trade_no, 'reversal:' || u.trade_no)
    RETURNING d.day_id
  )
  SELECT array_agg(DISTINCT day_id) INTO v_days FROM (SELECT day_id FROM told UNION SELECT day_id FROM undone) explained;
  PERFORM refresh_day(id) FROM unnest(v_days) AS id;
END
$$;

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
         status = CASE WHEN open_differences(p_day_id) > 0 THEN 'differences' ELSE 'matched' END
   WHERE y.id = p_day_id;
  DROP TABLE outcome;
END
$$;

------------------------------------------------------------------------------------------------------------------------
-- What may be done

-- Why a payment that only we have may not be undone: the next day's file may have it, as long as that has not been read; or a file has it.
CREATE FUNCTION why_not_undoable(p_difference reconciliation_differences) RETURNS text LANGUAGE sql STABLE
  RETURN (SELECT CASE
      WHEN NOT EXISTS (SELECT FROM statement_files f WHERE f.source = y.source AND f.day = y.day + 1 AND f.status = 'accepted' AND f.part NOT IN ('fund-flow', 'credit'))
        THEN 'difference-next-day'
      WHEN EXISTS (SELECT FROM statement_files f JOIN statement_rows r ON r.file_id = f.id
                    WHERE f.source = y.source AND f.status = 'accepted' AND f.part NOT IN ('fund-flow', 'credit') AND f.day BETWEEN y.day - 1 AND y.day + 3
                      AND r.kind = 'payment' AND r.trade_no = p_difference.reference
                      -- Of several files of a part the one that was judged last counts.
                      AND NOT EXISTS (SELECT FROM statement_files later WHERE (later.source, later.day, later.part, later.status) = (f.source, f.day, f.part, 'accepted')
                                         AND later.judged_at > f.judged_at))
        THEN 'difference-found-there' END
    FROM reconciliation_days y WHERE y.id = p_difference.day_id);

DROP FUNCTION difference_actions(text, text, bigint);

-- What may be done about a difference; the first is what is suggested. A lost message is looked at, and never acted upon late. Nothing is undone
-- before the next day's file has been read.
CREATE FUNCTION difference_actions(p_difference reconciliation_differences) RETURNS text[] LANGUAGE sql STABLE
  RETURN CASE
    WHEN p_difference.kind IN ('total', 'message') THEN '{accept}'::text[]
    WHEN p_difference.class = 'missing-here' THEN '{post,adjust,accept}'::text[]
    WHEN p_difference.class = 'missing-there' AND p_difference.kind = 'payment' AND why_not_undoable(p_difference) IS NULL THEN '{reverse,adjust,accept}'::text[]
    WHEN p_difference.class IN ('missing-there', 'amount', 'duplicate') OR p_difference.detail ? 'decided' THEN '{adjust,accept}'::text[]
    ELSE '{accept}'::text[] END;

CREATE OR REPLACE FUNCTION propose_resolution(p_id bigint, p_action text, p_by text, p_reason text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_difference reconciliation_differences := lock_difference(p_id);
BEGIN
  IF v_difference.status = 'proposed' THEN
    PERFORM refuse('difference-proposed');
  ELSIF p_action = 'reverse' AND (v_difference.kind, v_difference.class) = ('payment', 'missing-there') AND why_not_undoable(v_difference) IS NOT NULL THEN
    PERFORM refuse(why_not_undoable(v_difference));
  ELSIF p_action <> ALL (difference_actions(v_difference)) THEN
    PERFORM refuse('difference-action');
  END IF;
  UPDATE reconciliation_differences SET status = 'proposed', resolution = p_action, reason = p_reason, proposed_by = p_by, proposed_at = now() WHERE id = p_id;
END
$$;

-- Moves what they have more, or less, than we between the source's account and the account of differences.
CREATE OR REPLACE FUNCTION adjust_difference(p_difference reconciliation_differences) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_source text := (SELECT source FROM reconciliation_days WHERE id = p_difference.day_id);
  v_more bigint := coalesce(p_difference.theirs_fen, 0) - coalesce(CASE p_difference.class WHEN 'duplicate' THEN 0 ELSE p_difference.ours_fen END, 0)
    -- What was moved before, when less was known of it.
    - (SELECT coalesce(sum((d.detail ->> 'adjustedFen')::bigint), 0) FROM reconciliation_differences d JOIN reconciliation_days y ON y.id = d.day_id
        WHERE (y.id = p_difference.day_id OR y.source = v_source AND p_difference.detail ->> 'decided' = 'adjust') AND (d.kind, d.reference) = (p_difference.kind, p_difference.reference) AND d.copy % 1000 = p_difference.copy % 1000
          AND d.id <> p_difference.id AND d.status = 'resolved' AND d.resolution = 'adjust');
BEGIN
  IF v_more = 0 THEN
    PERFORM refuse('difference-action');
  END IF;
  PERFORM post_transaction('difference-adjusted', 'difference:' || p_difference.id, shanghai_date(now()),
    ARRAY[source_account(v_source), 'reconciliation-differences'], ARRAY[NULL, NULL]::bigint[], ARRAY[v_more, -v_more]);
  UPDATE reconciliation_differences SET detail = detail || jsonb_build_object('adjustedFen', v_more) WHERE id = p_difference.id;
  RETURN 'adjusted';
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

-- A refund that left there and is not known here, and a reversal, which undoes our payment: on the day of the file that has it, whatever time
-- of day stands at it there.
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
  RETURN finish_refund(v_row.refund_no, v_row.refund_no, v_row.at, v_day.day);
END
$$;

-- Whether anything of a payment has gone back there is asked for each payment that only they have.
CREATE INDEX statement_rows_refund_idx ON statement_rows (trade_no) WHERE kind = 'refund';
