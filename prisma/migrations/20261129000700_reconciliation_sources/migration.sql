-- Sources that have no file of money: the SMS operator's messages are matched by number, and counted sources (shifts, cash boxes,
-- cards) come as count sheets that the matching of files reads like any other.

ALTER TABLE statement_rows DROP CONSTRAINT statement_rows_kind_check,
  ADD CONSTRAINT statement_rows_kind_check CHECK (kind IN ('payment', 'refund', 'fee', 'message', 'other'));
ALTER TABLE reconciliation_differences DROP CONSTRAINT reconciliation_differences_kind_check,
  ADD CONSTRAINT reconciliation_differences_kind_check CHECK (kind IN ('payment', 'refund', 'message', 'total'));

-- What came in from phones, beside what the operator carried: second, phone and text must agree. A message moves no money.
CREATE FUNCTION compare_messages(p_day date, p_files bigint[])
  RETURNS TABLE (kind text, class text, reference text, copy integer, channel text, ours_count bigint, ours_fen bigint, theirs_count bigint,
                 theirs_fen bigint, fee_milli numeric, file_id bigint, line integer) LANGUAGE sql AS $$
  WITH theirs AS (
    SELECT r.trade_no, r.file_id, r.line, row_number() OVER (PARTITION BY r.trade_no ORDER BY r.file_id, r.line)::integer AS copy
      FROM statement_rows r WHERE r.file_id = ANY (p_files) AND r.kind = 'message'
  ), ours AS (
    SELECT to_char(sent_at AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDDHH24MISS') || '-' || left(encode(phone_hash, 'hex'), 16) || '-' || digest AS trade_no
      FROM sms_inbound WHERE sent_at >= p_day::timestamp AT TIME ZONE 'Asia/Shanghai' AND sent_at < (p_day + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'
  ), pair AS (
    SELECT coalesce(t.trade_no, o.trade_no) AS reference, coalesce(t.copy, 1) AS copy, o.trade_no AS ours, t.file_id, t.line,
           CASE WHEN t.copy > 1 THEN 'duplicate' WHEN o.trade_no IS NULL THEN 'missing-here' WHEN t.line IS NULL THEN 'missing-there' ELSE 'matched' END AS class
      FROM theirs t FULL JOIN ours o ON o.trade_no = t.trade_no AND t.copy = 1
  )
  SELECT 'message', class, CASE WHEN class <> 'matched' THEN reference END, copy, 'sms', count(ours), 0::bigint, count(line), 0::bigint, 0::numeric,
         min(file_id), min(line) FROM pair GROUP BY class, copy, CASE WHEN class <> 'matched' THEN reference END
  UNION ALL
  -- What the operator charges for what it carried to phones.
  SELECT 'message', 'matched', NULL, 1, 'sms', 0, 0, 0, 0, sum(r.fee_milli), NULL, NULL
    FROM statement_rows r WHERE r.file_id = ANY (p_files) AND r.kind = 'fee' HAVING count(*) > 0
$$;

CREATE OR REPLACE FUNCTION match_day(p_day_id bigint, p_files bigint[], p_settled jsonb) RETURNS void LANGUAGE plpgsql SET work_mem = '96MB' AS $$
DECLARE
  v_day reconciliation_days;
BEGIN
  SELECT * INTO STRICT v_day FROM reconciliation_days WHERE id = p_day_id FOR UPDATE;
  CREATE TEMPORARY TABLE outcome ON COMMIT DROP AS
    SELECT *, NULL::date AS other_day, NULL::bigint AS ours_known_fen, NULL::bigint AS theirs_known_fen
      FROM compare_statement(v_day.source, v_day.day, p_files);
  IF v_day.source LIKE 'sms-operator:%' THEN
    INSERT INTO outcome (kind, class, reference, copy, channel, ours_count, ours_fen, theirs_count, theirs_fen, fee_milli, file_id, line)
      SELECT * FROM compare_messages(v_day.day, p_files);
  END IF;
  PERFORM explain_missing(v_day.source, v_day.day);
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

-- A lost message is looked at, and never acted upon late.
CREATE OR REPLACE FUNCTION difference_actions(p_kind text, p_class text, p_collection_id bigint) RETURNS text[] LANGUAGE sql IMMUTABLE
  RETURN CASE
    WHEN p_kind IN ('total', 'message') THEN '{accept}'::text[]
    WHEN p_class = 'missing-here' THEN '{post,adjust,accept}'::text[]
    WHEN p_class = 'missing-there' AND p_kind = 'payment' THEN '{reverse,adjust,accept}'::text[]
    WHEN p_class IN ('missing-there', 'amount', 'duplicate') THEN '{adjust,accept}'::text[]
    ELSE '{accept}'::text[] END;
