-- A payment that a day's file lacked was explained by the file of the day beside it, and stayed explained when a corrected file there had it no longer:
-- the money was missing, and nothing said so. Only the file that counts explains, and what it no longer has is looked for again.

-- Says more of what one side lacks: it may stand on a neighbour day, or be known here in another state.
CREATE OR REPLACE FUNCTION explain_missing(p_source text, p_day date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Ours on another day. If that day's own file has it too, they have listed it twice.
  UPDATE outcome o SET collection_id = c.id, channel = p.channel, other_day = c.clearing_on, ours_known_fen = c.amount_fen,
         class = CASE WHEN c.amount_fen <> o.theirs_fen THEN 'amount'
                      WHEN EXISTS (SELECT FROM statement_files f JOIN statement_rows r ON r.file_id = f.id
                                    WHERE f.source = p_source AND f.day = c.clearing_on AND counts_now(f) AND r.kind = 'payment' AND r.trade_no = c.trade_no)
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
           WHERE f.source = p_source AND counts_now(f) AND f.day BETWEEN p_day - 1 AND p_day + 1 AND f.day <> p_day AND f.part <> 'fund-flow'
             AND EXISTS (SELECT FROM outcome WHERE class = 'missing-there')) r
   WHERE o.class = 'missing-there' AND r.kind = o.kind AND o.reference = CASE o.kind WHEN 'refund' THEN r.number ELSE r.trade_no END;
  UPDATE outcome o SET class = 'amount' WHERE o.class = 'day-cut' AND coalesce(o.ours_known_fen, o.ours_fen) <> coalesce(o.theirs_known_fen, o.theirs_fen);
  -- To which of the channels a row belongs that only they have: its order tells.
  UPDATE outcome o SET channel = p.channel FROM payments p WHERE o.channel IS NULL AND p.payment_no = o.order_no;
  UPDATE outcome SET channel = 'unattributed' WHERE channel IS NULL;
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
  -- What this day's file explained there, and the one that counts now no longer has, is looked for again.
  PERFORM reopen_day(y.source, y.day, now()) FROM reconciliation_days y
   WHERE y.source = p_source AND y.day IN (p_day - 1, p_day + 1) AND EXISTS (
     SELECT FROM reconciliation_differences d LEFT JOIN collections c ON c.id = d.collection_id
      WHERE d.day_id = y.id AND (d.class, d.status, d.resolution) = ('day-cut', 'resolved', 'explained') AND d.detail ->> 'otherDay' = p_day::text
        -- Ours there, theirs here.
        AND CASE d.kind WHEN 'payment' THEN c.clearing_on = y.day ELSE EXISTS (
              SELECT FROM refunds f JOIN ledger_transactions t ON t.kind = 'refund-succeeded' AND t.reference = f.refund_no
               WHERE f.id = d.refund_id AND t.business_date = y.day) END
        AND NOT EXISTS (SELECT FROM outcome o WHERE (o.kind, o.reference) = (d.kind, d.reference) AND o.theirs_count > 0));
END
$$;

-- What the files show as paid and as undone, on this day and its neighbours, and the books never had: no money, on either side.
CREATE OR REPLACE FUNCTION undone_there(p_source text, p_day date, p_files bigint[]) RETURNS TABLE (trade_no text, amount_fen bigint, channel text)
  LANGUAGE sql STABLE AS $$
  WITH asked AS (
    SELECT DISTINCT p.payment_no, p.channel, p.amount_fen FROM payment_events e JOIN payments p ON p.id = e.payment_id
     WHERE e.kind = 'reversal-asked' AND e.at >= p_day - 2 AND e.at < p_day + 3 AND NOT EXISTS (SELECT FROM collections c WHERE c.payment_id = p.id)
  ), line AS (
    SELECT r.trade_no, r.kind, a.amount_fen, a.channel
      FROM asked a JOIN statement_rows r ON r.order_no = a.payment_no AND r.amount_fen = a.amount_fen AND r.state = 'done'
     WHERE r.file_id = ANY (p_files || ARRAY(
       SELECT f.id FROM statement_files f WHERE f.source = p_source AND counts_now(f) AND f.day BETWEEN p_day - 1 AND p_day + 1 AND f.part <> 'fund-flow'))
  )
  SELECT trade_no, min(amount_fen), min(channel) FROM line GROUP BY trade_no HAVING bool_or(kind = 'payment') AND bool_or(kind = 'refund')
$$;
