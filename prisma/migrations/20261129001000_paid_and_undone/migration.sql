-- A pay code whose answer was lost is undone at the gateway (撤销). Its file may then show the payment and its reversal, or only one of
-- them yet. See docs/decisions/0009: an order is posted by itself as long as nobody has asked for its money back, and what was asked
-- back and has gone back is undone here exactly once.

CREATE INDEX payment_events_reversal_idx ON payment_events (at) WHERE kind = 'reversal-asked';

CREATE FUNCTION is_asked_back(p_payment_id bigint) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM payment_events WHERE payment_id = p_payment_id AND kind = 'reversal-asked');

-- Whether a line of a file undoes, whole, what we asked back.
CREATE FUNCTION undoes_pay_code(p_row statement_rows) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM payments p
    WHERE p.payment_no = p_row.order_no AND p.product = 'codepay' AND p.amount_fen = p_row.amount_fen AND is_asked_back(p.id));

-- What names a refund in a file. A reversal (冲正, 撤销) has often no number but that of the payment it undoes; Alipay gives it one that
-- we do not know beforehand, where our own refunds have ours (R and the day).
CREATE OR REPLACE FUNCTION refund_key(p_row statement_rows) RETURNS text LANGUAGE sql STABLE
  RETURN CASE WHEN p_row.refund_no IS NULL OR p_row.refund_no NOT LIKE 'R2%' AND undoes_pay_code(p_row)
              THEN 'reversal:' || p_row.trade_no ELSE p_row.refund_no END;

-- What the files show as paid and as undone, on this day and its neighbours, and the books never had: no money, on either side.
CREATE FUNCTION undone_there(p_source text, p_day date, p_files bigint[]) RETURNS TABLE (trade_no text, amount_fen bigint, channel text)
  LANGUAGE sql STABLE AS $$
  WITH asked AS (
    SELECT DISTINCT p.payment_no, p.channel, p.amount_fen FROM payment_events e JOIN payments p ON p.id = e.payment_id
     WHERE e.kind = 'reversal-asked' AND e.at >= p_day - 2 AND e.at < p_day + 3 AND NOT EXISTS (SELECT FROM collections c WHERE c.payment_id = p.id)
  ), line AS (
    SELECT r.trade_no, r.kind, a.amount_fen, a.channel
      FROM asked a JOIN statement_rows r ON r.order_no = a.payment_no AND r.amount_fen = a.amount_fen AND r.state = 'done'
     WHERE r.file_id = ANY (p_files || ARRAY(
       SELECT id FROM statement_files WHERE source = p_source AND status = 'accepted' AND day BETWEEN p_day - 1 AND p_day + 1 AND part <> 'fund-flow'))
  )
  SELECT trade_no, min(amount_fen), min(channel) FROM line GROUP BY trade_no HAVING bool_or(kind = 'payment') AND bool_or(kind = 'refund')
$$;

CREATE OR REPLACE FUNCTION compare_statement(p_source text, p_day date, p_files bigint[])
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
    -- Of what was undone there the order is ours, and the sum; no money.
    SELECT coalesce(o.channel, u.channel) AS channel, o.id AS collection_id, coalesce(o.amount_fen, u.amount_fen) AS ours_fen,
           t.amount_fen AS theirs_fen, t.fee_milli, t.file_id, t.line, t.order_no,
           coalesce(t.trade_no, o.trade_no) AS reference,
           CASE WHEN o.id IS NULL AND u.trade_no IS NOT NULL THEN 'matched'
                WHEN o.id IS NULL THEN 'missing-here' WHEN t.line IS NULL THEN 'missing-there'
                WHEN o.amount_fen <> t.amount_fen THEN 'amount' ELSE 'matched' END AS class
      FROM once t FULL JOIN ours o ON o.trade_no = t.trade_no
      LEFT JOIN undone_there(p_source, p_day, p_files) u ON u.trade_no = t.trade_no
  )
  SELECT 'payment', q.class, CASE WHEN q.class <> 'matched' THEN q.reference END, 1, q.channel,
         count(q.ours_fen), coalesce(sum(q.ours_fen), 0)::bigint, count(q.line), coalesce(sum(q.theirs_fen), 0)::bigint, coalesce(sum(q.fee_milli), 0),
         min(q.collection_id), NULL::bigint, min(q.file_id), min(q.line), min(q.order_no)
    FROM pair q GROUP BY q.class, q.channel, CASE WHEN q.class <> 'matched' THEN q.reference END
  UNION ALL
  SELECT 'payment', 'duplicate', t.trade_no, (row_number() OVER (PARTITION BY t.trade_no ORDER BY t.file_id, t.line))::integer + 1, NULL,
         0, 0, 1, t.amount_fen, t.fee_milli, NULL, NULL, t.file_id, t.line, t.order_no
    FROM theirs t JOIN repeated r USING (trade_no) WHERE t.file_id * 4294967296 + t.line <> r.first;

  -- A refund is ours on the day on which the books say it left. Whatever the file says of it, it has one number.
  RETURN QUERY
  WITH theirs AS (
    SELECT *, row_number() OVER (PARTITION BY number ORDER BY file_id, line) AS copy
      FROM (SELECT r.*, refund_key(r) AS number FROM statement_rows r WHERE r.file_id = ANY (p_files) AND r.kind = 'refund') named
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
    SELECT o.id, o.collection_id, coalesce(o.channel, u.channel) AS channel, coalesce(o.amount_fen, u.amount_fen) AS ours_fen,
           t.amount_fen AS theirs_fen, t.fee_milli, t.file_id, t.line, t.order_no,
           coalesce(t.number, o.number) AS reference, coalesce(t.copy, 1)::integer AS copy,
           CASE WHEN t.copy > 1 THEN 'duplicate'
                WHEN t.line IS NULL THEN 'missing-there'
                WHEN o.id IS NULL AND u.trade_no IS NOT NULL THEN 'matched'
                WHEN o.id IS NULL AND t.state <> 'done' THEN 'none'
                WHEN o.id IS NULL THEN 'missing-here'
                WHEN t.state <> 'done' THEN 'state'
                WHEN o.amount_fen <> t.amount_fen THEN 'amount' ELSE 'matched' END AS class
      FROM theirs t FULL JOIN ours o ON o.number = t.number AND t.copy = 1
      LEFT JOIN undone_there(p_source, p_day, p_files) u ON t.copy = 1 AND t.number = 'reversal:' || u.trade_no
  )
  SELECT 'refund', q.class, CASE WHEN q.class <> 'matched' THEN q.reference END, q.copy, q.channel,
         count(q.ours_fen), coalesce(-sum(q.ours_fen), 0)::bigint, count(q.line), coalesce(-sum(q.theirs_fen), 0)::bigint, coalesce(sum(q.fee_milli), 0),
         min(q.collection_id), min(q.id), min(q.file_id), min(q.line), min(q.order_no)
    FROM pair q WHERE q.class <> 'none' GROUP BY q.class, q.channel, q.copy, CASE WHEN q.class <> 'matched' THEN q.reference END;
END
$$;

-- Once this day is known, what the days before and after lacked may be explained by it.
CREATE OR REPLACE FUNCTION explain_neighbours(p_source text, p_day date) RETURNS void LANGUAGE plpgsql AS $$
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
  ), undone AS (
    -- Paid before midnight, undone after it.
    UPDATE reconciliation_differences d
       SET status = 'resolved', resolution = 'explained', decided_by = 'system', decided_at = now(), detail = d.detail || jsonb_build_object('otherDay', p_day)
      FROM reconciliation_days y, undone_there(p_source, p_day, '{}') u
     WHERE y.id = d.day_id AND y.source = p_source AND y.day <> p_day AND y.day BETWEEN p_day - 1 AND p_day + 1
       AND d.class = 'missing-here' AND d.status = 'open' AND d.reference IN (u.trade_no, 'reversal:' || u.trade_no)
    RETURNING d.day_id
  )
  SELECT array_agg(DISTINCT day_id) INTO v_days FROM (SELECT day_id FROM told UNION SELECT day_id FROM undone) explained;
  PERFORM refresh_day(id) FROM unnest(v_days) AS id;
END
$$;

-- Why a reversal that only they have may not be booked without a person: it must be the one we asked for, of the whole, on this day, and
-- nothing of the money may have gone back otherwise.
CREATE FUNCTION why_not_reversible(p_day reconciliation_days, p_row statement_rows) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_collection collections;
BEGIN
  SELECT * INTO v_collection FROM collections WHERE source = p_day.source AND trade_no = p_row.trade_no;
  RETURN CASE
    WHEN p_row.state IS DISTINCT FROM 'done' THEN 'not-a-payment'
    WHEN v_collection.id IS NULL THEN 'payment-not-here'
    WHEN NOT undoes_pay_code(p_row) THEN 'reversal-not-asked'
    WHEN v_collection.amount_fen <> p_row.amount_fen THEN 'other-amount'
    WHEN clearing_day(p_day.source, p_row.at) <> p_day.day THEN 'other-day'
    WHEN v_collection.refunded_fen > 0 THEN 'refunded'
    END;
END
$$;

CREATE OR REPLACE FUNCTION why_not_postable(p_difference reconciliation_differences) RETURNS text LANGUAGE plpgsql STABLE AS $$
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
  ELSIF p_difference.kind = 'refund' AND p_difference.class = 'missing-here' THEN
    RETURN why_not_reversible(v_day, v_row);
  END IF;
  RETURN CASE
    WHEN p_difference.kind <> 'payment' OR p_difference.class <> 'missing-here' OR v_row.state IS DISTINCT FROM 'done' THEN 'not-a-payment'
    WHEN v_payment.id IS NULL THEN 'unknown-order'
    WHEN v_payment.gateway <> split_part(v_day.source, ':', 1) THEN 'other-gateway'
    WHEN v_payment.amount_fen <> v_row.amount_fen THEN 'other-amount'
    -- Its money was asked back. It may be on its way already, in a later file.
    WHEN is_asked_back(v_payment.id) THEN 'reversal-asked'
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

-- A refund that left there and is not known here; a reversal there undoes our payment here, on the day on which both files have it.
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
      v_row.amount_fen, CASE WHEN v_collection.clearing_on = v_day.day THEN v_day.day END, p_by, p_reason);
  END IF;
  PERFORM request_refund(v_row.refund_no, v_collection.id, v_row.amount_fen, 'gateway', 'pending', p_reason, p_by);
  RETURN finish_refund(v_row.refund_no, v_row.refund_no, v_row.at);
END
$$;

-- Posts by itself what may be posted by itself; otherwise says why not. Returns what became of it.
CREATE OR REPLACE FUNCTION post_by_itself(p_id bigint) RETURNS text LANGUAGE plpgsql AS $$
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
  v_result := CASE v_difference.kind
    WHEN 'refund' THEN book_missing_refund(v_difference, 'system', 'pay-code-reversed') ELSE book_missing_payment(v_difference) END;
  UPDATE reconciliation_differences SET status = 'resolved', resolution = 'posted-automatically', decided_by = 'system', decided_at = now(),
         detail = (detail - 'notPosted') || jsonb_build_object('result', v_result) WHERE id = p_id;
  UPDATE reconciliation_days SET posted_count = posted_count + 1 WHERE id = v_difference.day_id;
  RETURN 'posted';
END
$$;
