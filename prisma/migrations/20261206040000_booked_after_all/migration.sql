-- What two persons set aside because we lacked it, and what is booked after all, stands on the source's account twice. The day of their decision is
-- compared again then, and says so.

CREATE INDEX reconciliation_differences_adjusted_idx ON reconciliation_differences (reference) WHERE class = 'missing-here' AND status = 'resolved' AND resolution = 'adjust';

-- Makes the days due again on which a payment or a refund was set aside that is booked now.
CREATE FUNCTION look_again_where_adjusted(p_source text, p_kind text, p_reference text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_day date;
BEGIN
  FOR v_day IN
    SELECT y.day FROM reconciliation_differences d JOIN reconciliation_days y ON y.id = d.day_id
     WHERE d.reference = p_reference AND d.class = 'missing-here' AND d.status = 'resolved' AND d.resolution = 'adjust' AND d.kind = p_kind AND y.source = p_source
     ORDER BY y.day
  LOOP
    PERFORM reopen_day(p_source, v_day, now());
  END LOOP;
END
$$;

-- As before; whatever day it is booked on.
CREATE OR REPLACE FUNCTION look_again_at_late_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM look_again_at(late.source, late.clearing_on) FROM (
    SELECT DISTINCT source, clearing_on FROM fresh WHERE clearing_on < shanghai_date(now()) AND origin <> 'reconciliation' ORDER BY 1, 2) late;
  -- Hardly ever is there one: asked at once of all that came, not of each.
  PERFORM look_again_where_adjusted(source, 'payment', trade_no) FROM fresh
    WHERE EXISTS (SELECT FROM reconciliation_differences d WHERE d.reference = trade_no AND d.class = 'missing-here' AND d.status = 'resolved' AND d.resolution = 'adjust');
  RETURN NULL;
END
$$;

-- As before.
CREATE OR REPLACE FUNCTION finish_refund(p_refund_no text, p_channel_refund_no text, p_at timestamptz DEFAULT NULL, p_on date DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_refund refunds := lock_refund(p_refund_no);
  v_source text;
  v_day date;
BEGIN
  IF v_refund.status = 'succeeded' THEN
    RETURN 'repeat';
  ELSIF v_refund.status <> 'pending' THEN
    -- Told failed or refused before, and now the money has left after all: the books may not say so before a person has looked.
    RETURN queue_odd_refund(p_refund_no, 'refund-conflict',
      jsonb_build_object('was', v_refund.status, 'gatewayRefundNo', p_channel_refund_no, 'at', p_at));
  END IF;
  SELECT source INTO v_source FROM collections WHERE id = v_refund.collection_id;
  v_day := coalesce(p_on, CASE v_refund.way WHEN 'payout' THEN shanghai_date(coalesce(p_at, now())) ELSE clearing_day(v_source, coalesce(p_at, now())) END);
  PERFORM post_transaction('refund-succeeded', p_refund_no, v_day,
    ARRAY[refund_account(v_refund.way), CASE v_refund.way WHEN 'payout' THEN 'bank' ELSE source_account(v_source) END],
    ARRAY[NULL, NULL]::bigint[], ARRAY[v_refund.amount_fen, -v_refund.amount_fen]);
  UPDATE refunds SET status = 'succeeded', finished_at = now(), channel_refund_no = p_channel_refund_no, next_query_at = NULL WHERE id = v_refund.id;
  INSERT INTO outbox_messages (kind, dedupe_key, payload)
    SELECT 'refund-succeeded', 'refund-succeeded:' || p_refund_no,
           jsonb_build_object('refundNo', p_refund_no, 'paymentNo', p.payment_no, 'personId', p.person_id, 'amountFen', v_refund.amount_fen)
      FROM payments p WHERE p.id = v_refund.payment_id
    ON CONFLICT (dedupe_key) DO NOTHING;
  PERFORM note_refund(p_refund_no, 'refund-succeeded', jsonb_build_object('channelRefundNo', p_channel_refund_no));
  IF v_refund.way <> 'payout' THEN
    PERFORM look_again_at(v_source, v_day);
    PERFORM look_again_where_adjusted(v_source, 'refund', p_refund_no);
    PERFORM look_again_where_adjusted(v_source, 'refund', 'reversal:' || trade_no) FROM collections WHERE id = v_refund.collection_id;
  END IF;
  RETURN 'succeeded';
END
$$;

-- What was set aside on that day as theirs alone and is ours by now: adjusting it takes back what was moved.
CREATE FUNCTION explain_booked_after_all(p_day_id bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE outcome o SET class = 'state', decided = 'adjust'
    FROM reconciliation_differences d
   WHERE d.day_id = p_day_id AND (d.kind, d.reference, d.copy) = (o.kind, o.reference, o.copy)
     -- A payment that is ours on a day further away is 'state' already.
     AND (o.class = 'day-cut' OR o.class = 'state' AND o.kind = 'payment' AND o.ours_count = 0 AND o.collection_id IS NOT NULL AND o.decided IS NULL)
     AND d.class = 'missing-here' AND d.status = 'resolved' AND d.resolution = 'adjust';
  INSERT INTO outcome (kind, class, reference, copy, channel, ours_count, ours_fen, theirs_count, theirs_fen, collection_id, refund_id, file_id, line,
      ours_known_fen, theirs_known_fen, decided)
    SELECT DISTINCT ON (d.kind, d.reference, d.copy % 1000) d.kind, 'state', d.reference, d.copy % 1000, d.channel, 0, 0, 0, 0, b.collection_id, b.refund_id, d.file_id, d.line, b.fen, d.theirs_fen, 'adjust'
      FROM reconciliation_differences d JOIN reconciliation_days y ON y.id = d.day_id
      CROSS JOIN LATERAL (
        SELECT c.id AS collection_id, NULL::bigint AS refund_id, c.amount_fen AS fen FROM collections c
         WHERE d.kind = 'payment' AND (c.source, c.trade_no) = (y.source, d.reference)
        UNION ALL
        (SELECT f.collection_id, f.id, -f.amount_fen FROM collections c JOIN refunds f ON f.collection_id = c.id
          WHERE d.kind = 'refund' AND c.source = y.source AND f.status = 'succeeded' AND f.way <> 'payout' AND f.amount_fen = -d.theirs_fen
            AND (f.refund_no = d.reference OR f.way = 'reversal' AND c.trade_no = substr(d.reference, length('reversal:') + 1) AND d.reference LIKE 'reversal:%')
          ORDER BY f.id LIMIT 1)) b
     WHERE d.day_id = p_day_id AND d.class = 'missing-here' AND d.status = 'resolved' AND d.resolution = 'adjust'
       AND NOT EXISTS (SELECT FROM outcome o WHERE (o.kind, o.reference, o.copy) = (d.kind, d.reference, d.copy % 1000))
     ORDER BY d.kind, d.reference, d.copy % 1000, d.copy DESC;
END
$$;

-- As before; first what was set aside the other way round.
CREATE OR REPLACE FUNCTION explain_returned(p_day_id bigint, p_files bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM explain_booked_after_all(p_day_id);
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

-- Of a source with one channel every line is that channel's; a partner's line says its own.
CREATE FUNCTION channel_of_line(p_source text, p_place text) RETURNS text LANGUAGE sql STABLE
  RETURN CASE split_part(p_source, ':', 1) WHEN 'acquirer' THEN 'pos' WHEN 'debit-bank' THEN 'bank-debit' WHEN 'shift' THEN 'counter' WHEN 'cash-box' THEN 'kiosk' WHEN 'card' THEN 'recharge-card'
    ELSE (SELECT CASE WHEN p_place = ANY (p.channels) THEN p_place WHEN cardinality(p.channels) = 1 THEN p.channels[1] END FROM partners p WHERE partner_source(p) = p_source) END;

-- As before; what is ours on a day further away is told, and a line that says whose it is goes to that channel.
CREATE OR REPLACE FUNCTION explain_missing(p_source text, p_day date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Ours on another day. If that day's own file has it too, they have listed it twice.
  UPDATE outcome o SET collection_id = c.id, channel = p.channel, other_day = c.clearing_on, ours_known_fen = c.amount_fen,
         class = CASE WHEN c.amount_fen <> o.theirs_fen THEN 'amount'
                      WHEN EXISTS (SELECT FROM statement_files f JOIN statement_rows r ON r.file_id = f.id
                                    WHERE f.source = p_source AND f.day = c.clearing_on AND counts_now(f) AND r.kind = 'payment' AND r.trade_no = c.trade_no)
                      THEN 'duplicate'
                      -- What is further away than a neighbour day is no matter of the hour at which a day is cut.
                      WHEN abs(c.clearing_on - p_day) > 1 THEN 'state' ELSE 'day-cut' END
    FROM collections c LEFT JOIN payments p ON p.id = c.payment_id
   WHERE o.kind = 'payment' AND o.class = 'missing-here' AND c.source = p_source AND c.trade_no = o.reference;
  UPDATE outcome o SET refund_id = f.id, collection_id = f.collection_id, ours_known_fen = -f.amount_fen, other_day = t.business_date, channel = p.channel,
         class = CASE WHEN f.status <> 'succeeded' OR f.way = 'payout' THEN 'state' WHEN f.amount_fen <> -o.theirs_fen THEN 'amount'
                      WHEN f.way = 'reversal' AND lists_reversal(p_source, t.business_date, c.trade_no, f.amount_fen) THEN 'duplicate' ELSE 'day-cut' END
    FROM refunds f JOIN collections c ON c.id = f.collection_id LEFT JOIN payments p ON p.id = c.payment_id
    LEFT JOIN ledger_transactions t ON t.kind = 'refund-succeeded' AND t.reference = f.refund_no
   WHERE o.kind = 'refund' AND o.class = 'missing-here' AND c.source = p_source
     AND (f.refund_no = o.reference OR f.way = 'reversal' AND 'reversal:' || c.trade_no = o.reference AND (
           -- Of parts that have one number, the one of that sum, unless its own day's file has that one already.
           f.amount_fen = c.amount_fen OR f.amount_fen = -o.theirs_fen AND NOT lists_reversal(p_source, t.business_date, c.trade_no, f.amount_fen)));
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
   WHERE o.class = 'missing-there' AND r.kind = o.kind AND o.reference = CASE o.kind WHEN 'refund' THEN r.number ELSE r.trade_no END
     -- Not by another part, nor by one that is ours on that day.
     AND (o.reference NOT LIKE 'reversal:%' OR r.amount_fen = -o.ours_fen AND NOT EXISTS (
           SELECT FROM refunds f JOIN ledger_transactions t ON t.kind = 'refund-succeeded' AND t.reference = f.refund_no
            WHERE f.collection_id = o.collection_id AND f.amount_fen = r.amount_fen AND t.business_date = r.day));
  UPDATE outcome o SET class = 'amount' WHERE o.class = 'day-cut' AND coalesce(o.ours_known_fen, o.ours_fen) <> coalesce(o.theirs_known_fen, o.theirs_fen);
  -- To which of the channels a row belongs that only they have: its order tells, or the line.
  UPDATE outcome o SET channel = p.channel FROM payments p WHERE o.channel IS NULL AND p.payment_no = o.order_no;
  UPDATE outcome o SET channel = channel_of_line(p_source, r.place)
    FROM statement_rows r WHERE o.channel IS NULL AND o.kind IN ('payment', 'refund') AND (r.file_id, r.line) = (o.file_id, o.line);
  UPDATE outcome SET channel = 'unattributed' WHERE channel IS NULL;
END
$$;

-- A top-up that was turned down leaves its bank reference free for the one that is right.
DROP INDEX partner_top_ups_bank_reference_key;
CREATE UNIQUE INDEX partner_top_ups_bank_reference_key ON partner_top_ups (bank_reference) WHERE status <> 'rejected';
