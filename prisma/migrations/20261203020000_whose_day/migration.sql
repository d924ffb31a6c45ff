-- A partner's file none of whose lines is ours on its day was taken for that day's: one unknown line was enough, and could even be booked there by
-- itself. Whether it is this day's is now a difference of its own, which two persons decide. The judgement of whose day lines are was made on arrays
-- of a whole file, and looked for every payment of a day in every line. And a difference that a corrected file has as well was judged, and booked, by
-- the line of the file before it, so that a reversal which only the corrected one has was not seen.

------------------------------------------------------------------------------------------------------------------------
-- Whose day lines are

-- Of a file's payments, those that count on one day, by our books or by their date.
CREATE TYPE lines_of_day AS (day date, lines bigint, booked bigint, first integer);

-- Whether a file is the one of its part that counts: accepted, and judged last.
CREATE FUNCTION counts_now(p_file statement_files) RETURNS boolean LANGUAGE sql STABLE
  RETURN p_file.status = 'accepted'
    AND NOT EXISTS (SELECT FROM statement_files later WHERE (later.source, later.day, later.part, later.status) = (p_file.source, p_file.day, p_file.part, 'accepted')
                       AND later.judged_at > p_file.judged_at);

-- The day whose lines these are rather than `p_day`'s, and the first of them: none of them counts on `p_day`, and several, and most, count on that
-- day. One alone may be a payment near midnight, and is left to matching; where the books of `p_day` have nothing, none of that day's may be missing.
CREATE FUNCTION day_of_counts(p_source text, p_day date, p_days lines_of_day[]) RETURNS TABLE (place integer, day date) LANGUAGE sql STABLE AS $$
  SELECT d.first, d.day FROM unnest(p_days) d
   WHERE d.day <> p_day AND NOT EXISTS (SELECT FROM unnest(p_days) own WHERE own.day = p_day)
     AND d.lines > 1 AND d.lines * 2 > (SELECT sum(lines) FROM unnest(p_days))
     AND (EXISTS (SELECT FROM collections c WHERE c.source = p_source AND c.clearing_on = p_day)
       OR d.booked = (SELECT count(*) FROM collections c WHERE c.source = p_source AND c.clearing_on = d.day))
$$;

-- Of lines that are not kept yet. `p_by_date`: the source's clearing day is the date of its lines.
CREATE OR REPLACE FUNCTION day_of_lines(p_source text, p_day date, p_by_date boolean, p_trades text[], p_dates date[]) RETURNS TABLE (place int, day date)
LANGUAGE sql STABLE AS $$
  SELECT * FROM day_of_counts(p_source, p_day, ARRAY(
    SELECT ROW (l.day, count(*), count(DISTINCT l.id), min(l.place))::lines_of_day
      FROM (SELECT n.place, c.id, coalesce(c.clearing_on, CASE WHEN p_by_date THEN n.dated END) AS day
              FROM unnest(p_trades, p_dates) WITH ORDINALITY AS n (trade_no, dated, place)
              LEFT JOIN collections c ON c.source = p_source AND c.trade_no = n.trade_no) l
     GROUP BY l.day))
$$;

-- Of a file that is kept.
CREATE FUNCTION day_of_file(p_file_id bigint, p_by_date boolean) RETURNS TABLE (line int, day date) LANGUAGE plpgsql STABLE SET work_mem = '96MB' AS $$
#variable_conflict use_column
DECLARE
  v_file statement_files;
BEGIN
  SELECT * INTO STRICT v_file FROM statement_files WHERE id = p_file_id;
  RETURN QUERY SELECT * FROM day_of_counts(v_file.source, v_file.day, ARRAY(
    SELECT ROW (l.day, count(*), count(DISTINCT l.id), min(l.line))::lines_of_day
      FROM (SELECT r.line, c.id, coalesce(c.clearing_on, CASE WHEN p_by_date THEN shanghai_date(r.at) END) AS day
              FROM statement_rows r LEFT JOIN collections c ON c.source = v_file.source AND c.trade_no = r.trade_no
             WHERE r.file_id = p_file_id AND r.kind = 'payment') l
     GROUP BY l.day));
END
$$;

------------------------------------------------------------------------------------------------------------------------
-- What nothing vouches for

-- Whether a partner's file has payments, and none of them is ours on this day, nor dated on it where the date is the clearing day: it may be any
-- day's. Asked while the day is matched, of what was compared.
CREATE FUNCTION is_of_any_day(p_source text, p_day date, p_files bigint[]) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  RETURN p_source ~ '^(partner|agent):'
    AND EXISTS (SELECT FROM outcome WHERE kind = 'payment' AND theirs_count > 0)
    AND NOT EXISTS (SELECT FROM outcome WHERE kind = 'payment' AND theirs_count > 0 AND ours_count > 0)
    AND NOT EXISTS (SELECT FROM partners p JOIN statement_rows r ON r.file_id = ANY (p_files) AND r.kind = 'payment' AND shanghai_date(r.at) = p_day
                     WHERE p.code = split_part(p_source, ':', 2) AND p.cut_off = '24:00');
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
         status = CASE WHEN open_differences(p_day_id) > 0 THEN 'differences' ELSE 'matched' END
   WHERE y.id = p_day_id;
  DROP TABLE outcome;
END
$$;

-- Writes down what was found. A difference that is known already is the same difference, by the file that counts now; one
-- that is gone is closed.
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
  -- What is asked of it, and booked, is asked of the file that counts now; what was proposed of the line of another is asked anew.
  UPDATE reconciliation_differences d SET file_id = o.file_id, line = o.line, detail = d.detail - 'orderNo' || jsonb_strip_nulls(jsonb_build_object('orderNo', o.order_no)),
         status = 'open', resolution = NULL, reason = NULL, proposed_by = NULL, proposed_at = NULL
    FROM outcome o
   WHERE d.day_id = p_day_id AND (o.kind, o.reference, o.copy) = (d.kind, d.reference, d.copy) AND d.status IN ('open', 'proposed')
     AND o.file_id IS NOT NULL AND (o.file_id, o.line) IS DISTINCT FROM (d.file_id, d.line);
  UPDATE reconciliation_differences d SET status = 'resolved', resolution = 'vanished', decided_by = 'system', decided_at = now()
   WHERE d.day_id = p_day_id AND d.status IN ('open', 'proposed')
     AND NOT EXISTS (SELECT FROM outcome o WHERE (o.kind, o.reference, o.copy) = (d.kind, d.reference, d.copy));
END
$$;

-- Why a partner's payment may not be posted without a person. Its date must fit the clearing day; and what was quoted in the two hours before that
-- day began may have been paid on either, so that one of the file's lines must be ours on this one.
CREATE OR REPLACE FUNCTION why_not_receivable(p_day reconciliation_days, p_row statement_rows) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_quote partner_quotes := quote_of_row(p_day, p_row);
  v_cut_off time;
BEGIN
  SELECT cut_off INTO v_cut_off FROM partners WHERE id = v_quote.partner_id;
  RETURN CASE
    WHEN v_quote.quote_id IS NULL THEN 'no-quote'
    WHEN shanghai_date(p_row.at) NOT BETWEEN p_day.day - CASE v_cut_off WHEN '24:00' THEN 0 ELSE 1 END AND p_day.day THEN 'other-day'
    WHEN v_quote.created_at < (p_day.day - 1 + v_cut_off) AT TIME ZONE 'Asia/Shanghai' AND v_cut_off <> '24:00' AND NOT EXISTS (
      SELECT FROM statement_rows r JOIN collections c ON c.source = p_day.source AND c.trade_no = r.trade_no AND c.clearing_on = p_day.day
       WHERE r.file_id = p_row.file_id AND r.kind = 'payment') THEN 'whose-day'
    WHEN NOT EXISTS (SELECT FROM partners p WHERE p.id = v_quote.partner_id AND coalesce(p_row.place, p.channels[1]) = ANY (p.channels)) THEN 'other-channel'
    WHEN EXISTS (SELECT FROM partner_messages m WHERE m.partner_id = v_quote.partner_id AND m.trade IN ('pay', 'reverse') AND m.trade_key = p_row.trade_no) THEN 'answered-otherwise'
    WHEN EXISTS (SELECT FROM collections WHERE source = p_day.source AND trade_no = p_row.trade_no) THEN 'posted-otherwise'
    WHEN EXISTS (SELECT FROM reversal_marks WHERE source = p_day.source AND trade_no = p_row.trade_no) THEN 'reversed'
    WHEN EXISTS (
      SELECT FROM statement_rows r WHERE r.file_id = p_row.file_id AND r.kind = 'refund' AND r.trade_no = p_row.trade_no) THEN 'refunded-there'
    WHEN EXISTS (
      SELECT FROM unnest(v_quote.payables, v_quote.amounts) AS item (id, amount) LEFT JOIN payables y USING (id)
       WHERE y.status IS DISTINCT FROM 'open' OR y.amount_fen - y.paid_fen < item.amount OR y.locked_until > now()) THEN 'quote-changed'
    END;
END
$$;

-- Why a payment that only we have may not be undone: the next day's file may have it, as long as that has not been read, or may be another day's; or a
-- file has it.
CREATE OR REPLACE FUNCTION why_not_undoable(p_difference reconciliation_differences) RETURNS text LANGUAGE sql STABLE
  RETURN (SELECT CASE
      WHEN NOT EXISTS (SELECT FROM statement_files f WHERE f.source = y.source AND f.day = y.day + 1 AND counts_now(f) AND f.part NOT IN ('fund-flow', 'credit')
                          AND NOT EXISTS (SELECT FROM reconciliation_days n JOIN reconciliation_differences d ON d.day_id = n.id AND d.kind = 'total' AND d.reference = 'whose-day:' || f.id
                                           WHERE n.source = f.source AND n.day = f.day AND d.status IN ('open', 'proposed')))
         -- A day on which nothing moved has no file at all: it is known to be empty when it has been matched without one and three more days have passed.
         AND NOT EXISTS (SELECT FROM reconciliation_days n WHERE n.source = y.source AND n.day = y.day + 1 AND n.status = 'matched' AND y.day + 4 <= shanghai_date(now()))
        THEN 'difference-next-day'
      WHEN EXISTS (SELECT FROM statement_files f JOIN statement_rows r ON r.file_id = f.id
                    WHERE f.source = y.source AND counts_now(f) AND f.part NOT IN ('fund-flow', 'credit') AND f.day BETWEEN y.day - 1 AND y.day + 3
                      AND r.kind = 'payment' AND r.trade_no = p_difference.reference)
        THEN 'difference-found-there' END
    FROM reconciliation_days y WHERE y.id = p_difference.day_id);

-- What a partner was told of this account for this sum, so that it can have been paid on this clearing day: a quote binds for two hours,
-- and partners' files name no time of day, so it was given within that day, from cut-off to cut-off, or in the two hours before. Nobody paid
-- on a quote given after the day on which they paid.
CREATE OR REPLACE FUNCTION quote_of_row(p_day reconciliation_days, p_row statement_rows) RETURNS partner_quotes LANGUAGE sql STABLE AS $$
  SELECT q.* FROM partner_quotes q JOIN partners p ON p.id = q.partner_id
   WHERE p.code = split_part(p_day.source, ':', 2) AND NOT p.prefunded AND q.account_no = p_row.account_no AND q.amount_fen = p_row.amount_fen
     AND q.created_at >= (p_day.day - 1 + p.cut_off) AT TIME ZONE 'Asia/Shanghai' - interval '2 hours'
     AND q.created_at < LEAST((p_day.day + p.cut_off) AT TIME ZONE 'Asia/Shanghai', (shanghai_date(p_row.at) + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
   ORDER BY q.created_at DESC LIMIT 1
$$;
