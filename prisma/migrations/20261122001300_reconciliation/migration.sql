-- 对账: every fen of ours is found again in a file from outside, or becomes a difference that somebody decides.
-- Matching reads; what it finds is written in one transaction. Money moves only in the functions of the last part, through the
-- payments' own, and each difference is decided once.

ALTER TABLE statement_files
  ADD CONSTRAINT statement_files_status_check CHECK (status IN ('stored', 'accepted', 'refused')),
  ADD CONSTRAINT statement_files_refusal_check CHECK ((status = 'refused') = (refusal IS NOT NULL));
-- The pieces are compressed already.
ALTER TABLE statement_chunks ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE statement_rows
  ADD CONSTRAINT statement_rows_kind_check CHECK (kind IN ('payment', 'refund', 'fee', 'other')),
  ADD CONSTRAINT statement_rows_state_check CHECK (state IN ('done', 'open', 'failed'));
ALTER TABLE reconciliation_days ADD CONSTRAINT reconciliation_days_status_check
  CHECK (status IN ('waiting', 'running', 'matched', 'differences', 'refused', 'no-file', 'failed'));
ALTER TABLE reconciliation_differences
  ADD CONSTRAINT reconciliation_differences_kind_check CHECK (kind IN ('payment', 'refund', 'total')),
  ADD CONSTRAINT reconciliation_differences_class_check
    CHECK (class IN ('missing-here', 'missing-there', 'amount', 'state', 'day-cut', 'duplicate')),
  ADD CONSTRAINT reconciliation_differences_resolution_check CHECK (
    (status IN ('open', 'proposed')) = (decided_at IS NULL) AND (status <> 'resolved' OR resolution IS NOT NULL)),
  -- Whoever proposes that money moves does not decide it.
  ADD CONSTRAINT reconciliation_differences_four_eyes_check CHECK (
    status <> 'resolved' OR resolution NOT IN ('post', 'adjust', 'reverse')
    OR (proposed_by IS NOT NULL AND decided_by IS NOT NULL AND proposed_by <> decided_by AND reason IS NOT NULL));
ALTER TABLE source_settlements
  ADD CONSTRAINT source_settlements_sum_check CHECK (paid_fen - refunded_fen - fee_fen = net_fen),
  ADD CONSTRAINT source_settlements_transaction_fkey FOREIGN KEY (transaction_id) REFERENCES ledger_transactions (id);

CREATE INDEX reconciliation_days_due_idx ON reconciliation_days (next_try_at) WHERE next_try_at IS NOT NULL;
CREATE INDEX reconciliation_differences_collection_idx ON reconciliation_differences (collection_id) WHERE collection_id IS NOT NULL;
-- Rows of one business day lie together on the disk: a block range index finds them and costs settlement next to nothing.
CREATE INDEX ledger_transactions_day_idx ON ledger_transactions USING brin (business_date) WITH (pages_per_range = 16);
CREATE INDEX ledger_transactions_refund_day_idx ON ledger_transactions (business_date) WHERE kind = 'refund-succeeded';

------------------------------------------------------------------------------------------------------------------------
-- Matching

-- What names a refund in a file. A reversal (冲正) has often no number but that of the payment it undoes.
CREATE FUNCTION refund_key(p_row statement_rows) RETURNS text LANGUAGE sql IMMUTABLE
  RETURN coalesce(p_row.refund_no, 'reversal:' || p_row.trade_no);

-- The detail against our collections and refunds, by number. What agrees is added up by channel; every other line stays alone.
-- `copy` is above 1 for a number that stands in the files more than once.
CREATE FUNCTION compare_statement(p_source text, p_day date, p_files bigint[])
  RETURNS TABLE (kind text, class text, reference text, copy integer, channel text, ours_count bigint, ours_fen bigint, theirs_count bigint,
                 theirs_fen bigint, fee_milli numeric, collection_id bigint, refund_id bigint, file_id bigint, line integer, order_no text)
  LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH theirs AS (
    SELECT r.kind, r.state, r.file_id, r.line, r.trade_no, r.order_no, r.amount_fen, r.fee_milli
      FROM statement_rows r WHERE r.file_id = ANY (p_files) AND r.kind = 'payment' AND r.state = 'done'
  ), repeated AS MATERIALIZED (
    SELECT trade_no, min(file_id * 4294967296 + line) AS first FROM theirs GROUP BY trade_no HAVING count(*) > 1
  ), once AS (
    SELECT t.* FROM theirs t LEFT JOIN repeated r USING (trade_no) WHERE r.trade_no IS NULL OR t.file_id * 4294967296 + t.line = r.first
  ), ours AS (
    SELECT c.id, c.trade_no, c.amount_fen, p.channel FROM collections c LEFT JOIN payments p ON p.id = c.payment_id
     WHERE c.source = p_source AND c.clearing_on = p_day
  ), pair AS (
    SELECT o.channel, o.id AS collection_id, o.amount_fen AS ours_fen, t.amount_fen AS theirs_fen, t.fee_milli, t.file_id, t.line, t.order_no,
           coalesce(t.trade_no, o.trade_no) AS reference,
           CASE WHEN o.id IS NULL THEN 'missing-here' WHEN t.line IS NULL THEN 'missing-there'
                WHEN o.amount_fen <> t.amount_fen THEN 'amount' ELSE 'matched' END AS class
      FROM once t FULL JOIN ours o ON o.trade_no = t.trade_no
  )
  SELECT 'payment', q.class, CASE WHEN q.class <> 'matched' THEN q.reference END, 1, q.channel,
         count(q.collection_id), coalesce(sum(q.ours_fen), 0)::bigint, count(q.line), coalesce(sum(q.theirs_fen), 0)::bigint, coalesce(sum(q.fee_milli), 0),
         min(q.collection_id), NULL::bigint, min(q.file_id), min(q.line), min(q.order_no)
    FROM pair q GROUP BY q.class, q.channel, CASE WHEN q.class <> 'matched' THEN q.reference END
  UNION ALL
  SELECT 'payment', 'duplicate', t.trade_no, (row_number() OVER (PARTITION BY t.trade_no ORDER BY t.file_id, t.line))::integer + 1, NULL,
         0, 0, 1, t.amount_fen, t.fee_milli, NULL, NULL, t.file_id, t.line, t.order_no
    FROM theirs t JOIN repeated r USING (trade_no) WHERE t.file_id * 4294967296 + t.line <> r.first;

  -- A refund is ours on the day on which the books say it left. Whatever the file says of it, it has one number.
  RETURN QUERY
  WITH theirs AS (
    SELECT r.*, refund_key(r) AS number, row_number() OVER (PARTITION BY refund_key(r) ORDER BY r.file_id, r.line) AS copy
      FROM statement_rows r WHERE r.file_id = ANY (p_files) AND r.kind = 'refund'
  ), ours AS (
    -- A reversal goes by the payment it undoes, unless they have given it a number of its own.
    SELECT f.id, f.amount_fen, c.id AS collection_id, p.channel,
           CASE WHEN f.way = 'reversal' AND NOT EXISTS (SELECT FROM theirs WHERE theirs.refund_no = f.refund_no) THEN 'reversal:' || c.trade_no ELSE f.refund_no END AS number
      FROM ledger_transactions t JOIN refunds f ON f.refund_no = t.reference JOIN collections c ON c.id = f.collection_id
      LEFT JOIN payments p ON p.id = c.payment_id
     WHERE t.kind = 'refund-succeeded' AND t.business_date = p_day AND c.source = p_source AND f.way <> 'payout'
       -- Undone because they never had it: no file will show it.
       AND NOT EXISTS (SELECT FROM reconciliation_differences d WHERE d.collection_id = c.id AND d.resolution = 'reverse')
  ), pair AS (
    SELECT o.id, o.collection_id, o.channel, o.amount_fen AS ours_fen, t.amount_fen AS theirs_fen, t.fee_milli, t.file_id, t.line, t.order_no,
           coalesce(t.number, o.number) AS reference, coalesce(t.copy, 1)::integer AS copy,
           CASE WHEN t.copy > 1 THEN 'duplicate'
                WHEN t.line IS NULL THEN 'missing-there'
                WHEN o.id IS NULL AND t.state <> 'done' THEN 'none'
                WHEN o.id IS NULL THEN 'missing-here'
                WHEN t.state <> 'done' THEN 'state'
                WHEN o.amount_fen <> t.amount_fen THEN 'amount' ELSE 'matched' END AS class
      FROM theirs t FULL JOIN ours o ON o.number = t.number AND t.copy = 1
  )
  SELECT 'refund', q.class, CASE WHEN q.class <> 'matched' THEN q.reference END, q.copy, q.channel,
         count(q.id), coalesce(-sum(q.ours_fen), 0)::bigint, count(q.line), coalesce(-sum(q.theirs_fen), 0)::bigint, coalesce(sum(q.fee_milli), 0),
         min(q.collection_id), min(q.id), min(q.file_id), min(q.line), min(q.order_no)
    FROM pair q WHERE q.class <> 'none' GROUP BY q.class, q.channel, q.copy, CASE WHEN q.class <> 'matched' THEN q.reference END;
END
$$;

-- Says more of what one side lacks: it may stand on a neighbour day, or be known here in another state.
CREATE FUNCTION explain_missing(p_source text, p_day date) RETURNS void LANGUAGE plpgsql AS $$
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

-- What we have posted for a source and a day: the first of the three ways.
CREATE FUNCTION ledger_of_day(p_source text, p_day date) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(p.amount_fen), 0)::bigint
    FROM ledger_transactions t JOIN ledger_postings p ON p.transaction_id = t.id
   WHERE t.business_date = p_day AND p.account_code = source_account(p_source)
     AND (t.kind = 'collection' AND starts_with(t.reference, p_source || ':')
       OR t.kind = 'refund-succeeded' AND EXISTS (
         SELECT FROM refunds f JOIN collections c ON c.id = f.collection_id WHERE f.refund_no = t.reference AND c.source = p_source AND f.way <> 'payout'))
$$;

-- Totals that do not agree with each other: postings against collections, settled sum against detail and books.
CREATE FUNCTION compare_totals(p_source text, p_day date, p_settled jsonb)
  RETURNS TABLE (reference text, ours_fen bigint, theirs_fen bigint) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT 'ledger', ledger_of_day(p_source, p_day), (
      SELECT coalesce(sum(amount_fen), 0)::bigint FROM collections WHERE source = p_source AND clearing_on = p_day) - (
      SELECT coalesce(sum(f.amount_fen), 0)::bigint FROM ledger_transactions t JOIN refunds f ON f.refund_no = t.reference JOIN collections c ON c.id = f.collection_id
       WHERE t.kind = 'refund-succeeded' AND t.business_date = p_day AND c.source = p_source AND f.way <> 'payout')
  UNION ALL
  SELECT 'settled-paid', coalesce(sum(o.theirs_fen), 0)::bigint, (p_settled ->> 'paidFen')::bigint
    FROM outcome o WHERE o.kind = 'payment' AND p_settled IS NOT NULL
  HAVING p_settled IS NOT NULL
  UNION ALL
  -- A refund leaves when the settled file says so, which may be after the day on which it stands in the detail.
  SELECT 'settled-refunded', coalesce(-sum(o.ours_fen), 0)::bigint, (p_settled ->> 'refundedFen')::bigint
    FROM outcome o WHERE o.kind = 'refund' AND p_settled IS NOT NULL
  HAVING p_settled IS NOT NULL;
END
$$;

CREATE FUNCTION open_differences(p_day_id bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT count(*) FROM reconciliation_differences WHERE day_id = p_day_id AND status IN ('open', 'proposed')
$$;

CREATE FUNCTION refresh_day(p_day_id bigint) RETURNS void LANGUAGE sql AS $$
  UPDATE reconciliation_days SET status = CASE WHEN open_differences(id) > 0 THEN 'differences' ELSE 'matched' END
   WHERE id = p_day_id AND status IN ('matched', 'differences')
$$;

-- Writes down what was found. A difference that is known already is the same difference; one that is gone is closed.
CREATE FUNCTION record_differences(p_day_id bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO reconciliation_differences AS d (day_id, kind, reference, copy, class, channel, ours_fen, theirs_fen, collection_id, refund_id, file_id, line, detail,
      status, resolution, decided_by, decided_at)
    SELECT p_day_id, o.kind, o.reference, o.copy, o.class, o.channel,
           CASE WHEN o.ours_count > 0 THEN o.ours_fen ELSE o.ours_known_fen END, CASE WHEN o.theirs_count > 0 THEN o.theirs_fen ELSE o.theirs_known_fen END,
           o.collection_id, o.refund_id, o.file_id, o.line, jsonb_strip_nulls(jsonb_build_object('orderNo', o.order_no, 'otherDay', o.other_day)),
           CASE o.class WHEN 'day-cut' THEN 'resolved' ELSE 'open' END, CASE o.class WHEN 'day-cut' THEN 'explained' END,
           CASE o.class WHEN 'day-cut' THEN 'system' END, CASE o.class WHEN 'day-cut' THEN now() END
      FROM outcome o WHERE o.class <> 'matched'
    ON CONFLICT (day_id, kind, reference, copy) DO UPDATE
      SET class = excluded.class, channel = excluded.channel, ours_fen = excluded.ours_fen, theirs_fen = excluded.theirs_fen,
          collection_id = excluded.collection_id, refund_id = excluded.refund_id, file_id = excluded.file_id, line = excluded.line,
          detail = d.detail || excluded.detail, status = excluded.status, resolution = excluded.resolution, reason = NULL,
          proposed_by = NULL, proposed_at = NULL, decided_by = excluded.decided_by, decided_at = excluded.decided_at
    WHERE (d.class, d.ours_fen, d.theirs_fen) IS DISTINCT FROM (excluded.class, excluded.ours_fen, excluded.theirs_fen)
       OR d.resolution = 'vanished';
  UPDATE reconciliation_differences d SET status = 'resolved', resolution = 'vanished', decided_by = 'system', decided_at = now()
   WHERE d.day_id = p_day_id AND d.status IN ('open', 'proposed')
     AND NOT EXISTS (SELECT FROM outcome o WHERE (o.kind, o.reference, o.copy) = (d.kind, d.reference, d.copy));
END
$$;

-- Once this day is known, what the days before and after lacked may be explained by it.
CREATE FUNCTION explain_neighbours(p_source text, p_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_days bigint[];
BEGIN
  WITH told AS (
    UPDATE reconciliation_differences d
       SET class = 'day-cut', theirs_fen = o.theirs_fen, status = 'resolved', resolution = 'explained', decided_by = 'system', decided_at = now(),
           detail = d.detail || jsonb_build_object('otherDay', p_day)
      FROM reconciliation_days y, outcome o
     WHERE y.id = d.day_id AND y.source = p_source AND y.day <> p_day AND y.day BETWEEN p_day - 1 AND p_day + 1
       AND d.class = 'missing-there' AND d.status = 'open' AND o.class = 'day-cut' AND (o.kind, o.reference) = (d.kind, d.reference)
       AND d.ours_fen = o.theirs_fen
    RETURNING d.day_id
  )
  SELECT array_agg(DISTINCT day_id) INTO v_days FROM told;
  PERFORM refresh_day(id) FROM unnest(v_days) AS id;
END
$$;

-- Matches a day: three ways, every difference classed. Doing it again with the same files and books changes nothing.
CREATE FUNCTION match_day(p_day_id bigint, p_files bigint[], p_settled jsonb) RETURNS void LANGUAGE plpgsql SET work_mem = '96MB' AS $$
DECLARE
  v_day reconciliation_days;
BEGIN
  SELECT * INTO STRICT v_day FROM reconciliation_days WHERE id = p_day_id FOR UPDATE;
  CREATE TEMPORARY TABLE outcome ON COMMIT DROP AS
    SELECT *, NULL::date AS other_day, NULL::bigint AS ours_known_fen, NULL::bigint AS theirs_known_fen
      FROM compare_statement(v_day.source, v_day.day, p_files);
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

------------------------------------------------------------------------------------------------------------------------
-- Money

-- Posts the settled total of a source and a day, the first time it is told: Dr bank, Dr fees, Cr what the source owed us.
CREATE FUNCTION post_settlement(p_source text, p_day date, p_settled jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_paid bigint := (p_settled ->> 'paidFen')::bigint;
  v_refunded bigint := (p_settled ->> 'refundedFen')::bigint;
  v_fee bigint := (p_settled ->> 'feeFen')::bigint;
  v_transaction bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('settlement:' || p_source || ':' || p_day, 0));
  IF (v_paid = 0 AND v_refunded = 0 AND v_fee = 0) OR EXISTS (SELECT FROM source_settlements WHERE source = p_source AND day = p_day) THEN
    RETURN false;
  END IF;
  IF v_paid = v_refunded AND v_fee = 0 THEN
    RETURN false; -- nothing moves
  END IF;
  v_transaction := post_transaction('source-settled', p_source || ':' || p_day, p_day,
    ARRAY['bank', 'gateway-fees', source_account(p_source)], ARRAY[NULL, NULL, NULL]::bigint[],
    ARRAY[v_paid - v_refunded - v_fee, v_fee, v_refunded - v_paid]);
  INSERT INTO source_settlements (source, day, paid_fen, refunded_fen, fee_fen, net_fen, transaction_id)
    VALUES (p_source, p_day, v_paid, v_refunded, v_fee, v_paid - v_refunded - v_fee, v_transaction);
  RETURN true;
END
$$;

-- What a partner was told of this account for this sum, on the clearing day or the day before.
CREATE FUNCTION quote_of_row(p_day reconciliation_days, p_row statement_rows) RETURNS partner_quotes LANGUAGE sql STABLE AS $$
  SELECT q.* FROM partner_quotes q JOIN partners p ON p.id = q.partner_id
   WHERE p.code = split_part(p_day.source, ':', 2) AND NOT p.prefunded AND q.account_no = p_row.account_no AND q.amount_fen = p_row.amount_fen
     AND shanghai_date(q.created_at) BETWEEN p_day.day - 1 AND p_day.day
   ORDER BY q.created_at DESC LIMIT 1
$$;

-- The same question for a partner's payment: its request never reached us, so there is no order, only what was quoted.
CREATE FUNCTION why_not_receivable(p_day reconciliation_days, p_row statement_rows) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_quote partner_quotes := quote_of_row(p_day, p_row);
BEGIN
  RETURN CASE
    WHEN v_quote.quote_id IS NULL THEN 'no-quote'
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

-- Why a payment that only they have may not be posted without a person; null when it may. Account, amount, quote and clearing
-- day must agree, and no posting, reversal or refund of it may exist.
CREATE FUNCTION why_not_postable(p_difference reconciliation_differences) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_day reconciliation_days;
  v_row statement_rows;
  v_payment payments;
BEGIN
  SELECT * INTO v_day FROM reconciliation_days WHERE id = p_difference.day_id;
  SELECT * INTO v_row FROM statement_rows WHERE file_id = p_difference.file_id AND line = p_difference.line;
  SELECT * INTO v_payment FROM payments WHERE payment_no = v_row.order_no;
  IF v_day.source LIKE 'partner:%' AND p_difference.kind = 'payment' AND p_difference.class = 'missing-here' THEN
    RETURN why_not_receivable(v_day, v_row);
  END IF;
  RETURN CASE
    WHEN p_difference.kind <> 'payment' OR p_difference.class <> 'missing-here' OR v_row.state IS DISTINCT FROM 'done' THEN 'not-a-payment'
    WHEN v_payment.id IS NULL THEN 'unknown-order'
    WHEN v_payment.gateway <> split_part(v_day.source, ':', 1) THEN 'other-gateway'
    WHEN v_payment.amount_fen <> v_row.amount_fen THEN 'other-amount'
    WHEN v_payment.status NOT IN ('created', 'pending') THEN 'payment-' || v_payment.status
    WHEN clearing_day(v_day.source, v_row.at) <> v_day.day THEN 'other-day'
    WHEN v_row.at NOT BETWEEN v_payment.created_at - interval '2 minutes' AND v_payment.expires_at + interval '2 minutes' THEN 'outside-its-time'
    WHEN EXISTS (SELECT FROM collections WHERE payment_id = v_payment.id) THEN 'posted-otherwise'
    WHEN EXISTS (SELECT FROM refunds WHERE payment_id = v_payment.id) THEN 'refunded'
    WHEN EXISTS (SELECT FROM reversal_marks WHERE source = v_day.source AND trade_no = v_row.trade_no) THEN 'reversed'
    WHEN EXISTS (SELECT FROM odd_payments WHERE payment_id = v_payment.id AND status = 'open') THEN 'odd-payment-open'
    WHEN EXISTS (
      SELECT FROM statement_files f JOIN statement_rows r ON r.file_id = f.id
       WHERE f.source = v_day.source AND f.status = 'accepted' AND f.day BETWEEN v_day.day AND v_day.day + 1 AND r.kind = 'refund' AND r.trade_no = v_row.trade_no) THEN 'refunded-there'
    WHEN EXISTS (
      SELECT FROM payment_items i JOIN payables y ON y.id = i.payable_id
       WHERE i.payment_id = v_payment.id AND (y.status <> 'open' OR y.amount_fen - y.paid_fen < i.amount_fen)) THEN 'quote-changed'
    WHEN v_row.account_no IS NOT NULL AND NOT EXISTS (
      SELECT FROM payment_items i JOIN payables y ON y.id = i.payable_id JOIN holder_periods h ON h.id = y.holder_period_id JOIN supply_accounts s ON s.id = h.account_id
       WHERE i.payment_id = v_payment.id AND s.account_no = v_row.account_no) THEN 'other-account'
    END;
END
$$;

-- Books the payment a difference speaks of. Without an order of ours the money lies in `unidentified`, in the queue of odd payments.
CREATE FUNCTION book_missing_payment(p_difference reconciliation_differences) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_day reconciliation_days := (SELECT y FROM reconciliation_days y WHERE id = p_difference.day_id);
  v_source text := v_day.source;
  v_row statement_rows;
  v_quote partner_quotes;
BEGIN
  SELECT * INTO STRICT v_row FROM statement_rows WHERE file_id = p_difference.file_id AND line = p_difference.line;
  v_quote := quote_of_row(v_day, v_row);
  IF v_source LIKE 'partner:%' AND v_quote.quote_id IS NOT NULL THEN
    -- The money has changed hands: it is booked whatever became of the bills.
    RETURN (SELECT result FROM receive_payment(
      'P' || to_char(v_day.day, 'YYYYMMDD') || lpad(floor(random() * 1e14)::bigint::text, 14, '0'),
      coalesce(v_row.place, (SELECT channels[1] FROM partners WHERE id = v_quote.partner_id)), v_source, v_row.trade_no, 'agency', NULL, '电费',
      v_quote.payables, v_quote.amounts, '{}', '{}', v_row.at, v_day.day, 'reconciliation', false, jsonb_build_object('quoteId', v_quote.quote_id, 'line', v_row.line)));
  ELSIF EXISTS (SELECT FROM payments WHERE payment_no = v_row.order_no) THEN
    RETURN settle_collection(v_row.order_no, v_source, v_row.trade_no, v_row.amount_fen, v_row.at, 'reconciliation');
  END IF;
  RETURN (SELECT result FROM settle_many(ARRAY[ROW (NULL, NULL, v_source, coalesce(v_row.order_no, v_row.trade_no), v_row.trade_no, v_row.amount_fen, v_row.at,
    'reconciliation', NULL)::settlement]));
END
$$;

-- A refund that left there and is not known here.
-- A reversal there undoes our payment here.
CREATE FUNCTION book_missing_refund(p_difference reconciliation_differences, p_by text, p_reason text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_source text := (SELECT source FROM reconciliation_days WHERE id = p_difference.day_id);
  v_row statement_rows;
  v_collection bigint;
BEGIN
  SELECT * INTO STRICT v_row FROM statement_rows WHERE file_id = p_difference.file_id AND line = p_difference.line;
  SELECT id INTO v_collection FROM collections WHERE source = v_source AND trade_no = v_row.trade_no;
  IF NOT FOUND THEN
    PERFORM refuse('difference-not-bookable');
  END IF;
  IF v_row.refund_no IS NULL THEN
    RETURN reverse_collection(v_source, v_row.trade_no, 'R' || to_char(v_row.at AT TIME ZONE 'Asia/Shanghai', 'YYYYMMDD') || lpad(floor(random() * 1e14)::bigint::text, 14, '0'),
      v_row.amount_fen, NULL, p_by, p_reason);
  END IF;
  PERFORM request_refund(v_row.refund_no, v_collection, v_row.amount_fen, 'gateway', 'pending', p_reason, p_by);
  RETURN finish_refund(v_row.refund_no, v_row.refund_no, v_row.at);
END
$$;

CREATE FUNCTION lock_difference(p_id bigint) RETURNS reconciliation_differences LANGUAGE plpgsql AS $$
DECLARE
  v_difference reconciliation_differences;
BEGIN
  SELECT * INTO v_difference FROM reconciliation_differences WHERE id = p_id FOR UPDATE;
  IF NOT FOUND THEN
    PERFORM refuse('difference-not-found');
  ELSIF v_difference.status = 'resolved' THEN
    PERFORM refuse('difference-resolved');
  END IF;
  RETURN v_difference;
END
$$;

-- Posts by itself what may be posted by itself; otherwise says why not. Returns what became of it.
CREATE FUNCTION post_by_itself(p_id bigint) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_difference reconciliation_differences := lock_difference(p_id);
  v_reason text;
  v_result text;
BEGIN
  -- The payment first, so that what is looked at is what is booked.
  PERFORM lock_payments(ARRAY(SELECT p.id FROM statement_rows r JOIN payments p ON p.payment_no = r.order_no
                               WHERE r.file_id = v_difference.file_id AND r.line = v_difference.line));
  v_reason := why_not_postable(v_difference);
  IF v_reason IS NOT NULL OR v_difference.status <> 'open' THEN
    UPDATE reconciliation_differences SET detail = detail || jsonb_build_object('notPosted', v_reason)
     WHERE id = p_id AND detail ->> 'notPosted' IS DISTINCT FROM v_reason;
    RETURN v_reason;
  END IF;
  v_result := book_missing_payment(v_difference);
  UPDATE reconciliation_differences SET status = 'resolved', resolution = 'posted-automatically', decided_by = 'system', decided_at = now(),
         detail = (detail - 'notPosted') || jsonb_build_object('result', v_result) WHERE id = p_id;
  UPDATE reconciliation_days SET posted_count = posted_count + 1 WHERE id = v_difference.day_id;
  RETURN 'posted';
END
$$;

-- What may be done about a difference; the first is what is suggested.
CREATE FUNCTION difference_actions(p_kind text, p_class text, p_collection_id bigint) RETURNS text[] LANGUAGE sql IMMUTABLE
  RETURN CASE
    WHEN p_kind = 'total' THEN '{accept}'::text[]
    WHEN p_class = 'missing-here' THEN '{post,adjust,accept}'::text[]
    WHEN p_class = 'missing-there' AND p_kind = 'payment' THEN '{reverse,adjust,accept}'::text[]
    WHEN p_class IN ('missing-there', 'amount', 'duplicate') THEN '{adjust,accept}'::text[]
    ELSE '{accept}'::text[] END;

CREATE FUNCTION needs_four_eyes(p_class text, p_action text) RETURNS boolean LANGUAGE sql IMMUTABLE
  RETURN p_action <> 'accept' OR p_class IN ('missing-here', 'missing-there', 'amount');

CREATE FUNCTION propose_resolution(p_id bigint, p_action text, p_by text, p_reason text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_difference reconciliation_differences := lock_difference(p_id);
BEGIN
  IF v_difference.status = 'proposed' THEN
    PERFORM refuse('difference-proposed');
  ELSIF p_action <> ALL (difference_actions(v_difference.kind, v_difference.class, v_difference.collection_id)) THEN
    PERFORM refuse('difference-action');
  END IF;
  IF needs_four_eyes(v_difference.class, p_action) THEN
    UPDATE reconciliation_differences SET status = 'proposed', resolution = p_action, reason = p_reason, proposed_by = p_by, proposed_at = now() WHERE id = p_id;
  ELSE
    UPDATE reconciliation_differences SET status = 'resolved', resolution = p_action, reason = p_reason, proposed_by = p_by, proposed_at = now(),
           decided_by = p_by, decided_at = now() WHERE id = p_id;
    PERFORM refresh_day(v_difference.day_id);
  END IF;
END
$$;

-- Moves what they have more, or less, than we between the source's account and the account of differences.
CREATE FUNCTION adjust_difference(p_difference reconciliation_differences) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_source text := (SELECT source FROM reconciliation_days WHERE id = p_difference.day_id);
  v_more bigint := coalesce(p_difference.theirs_fen, 0) - coalesce(CASE p_difference.class WHEN 'duplicate' THEN 0 ELSE p_difference.ours_fen END, 0);
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
CREATE FUNCTION decide_resolution(p_id bigint, p_approve boolean, p_by text, p_reversal_no text) RETURNS text LANGUAGE plpgsql AS $$
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
