-- A partner that gave back a part of a payment, or gave it back in parts, could not be followed: its refund could only be dismissed, the bill stayed
-- paid in full, and more stood on the books than we were paid for.

-- What a collection's money has paid as a balance is taken off those bills again: it has gone from us, wherever it is.
CREATE FUNCTION find_money_again(p_collection_id bigint) RETURNS void LANGUAGE sql AS $$
  SELECT unapply_balances(holder_period_id, account_code, sum(amount_fen - taken_back_fen)::bigint) FROM allocations
   WHERE collection_id = p_collection_id AND account_code IN ('customer-balance', 'customer-prepaid') AND taken_back_fen < amount_fen
   GROUP BY holder_period_id, account_code
$$;

-- As before. A reversal is of the whole: one in part is no repeat of it, and leaves too little for it.
CREATE OR REPLACE FUNCTION reverse_collection(
  p_source text, p_trade_no text, p_reversal_no text, p_amount_fen bigint, p_on date, p_by text, p_reason text, p_clears_on date DEFAULT NULL
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_collection collections;
  v_reversal refunds;
BEGIN
  PERFORM lock_trade(p_source, p_trade_no);
  SELECT * INTO v_collection FROM collections WHERE source = p_source AND trade_no = p_trade_no;
  IF NOT FOUND THEN
    INSERT INTO reversal_marks (source, trade_no, reversal_no, amount_fen, reason) VALUES (p_source, p_trade_no, p_reversal_no, p_amount_fen, p_reason)
      ON CONFLICT DO NOTHING;
    RETURN 'unseen';
  END IF;
  SELECT * INTO v_reversal FROM refunds f WHERE f.collection_id = v_collection.id AND f.way = 'reversal' AND f.amount_fen = v_collection.amount_fen
     AND f.status IN ('pending', 'succeeded');
  IF v_reversal.status = 'succeeded' THEN
    RETURN 'repeat';
  ELSIF v_collection.amount_fen <> p_amount_fen THEN
    PERFORM refuse('reversal-amount');
  ELSIF v_collection.clearing_on <> p_on THEN
    PERFORM refuse('reversal-other-day');
  END IF;
  IF v_reversal.id IS NULL THEN
    IF p_on IS NULL THEN
      PERFORM lock_payments(ARRAY[v_collection.payment_id]);
      PERFORM find_money_again(v_collection.id);
    END IF;
    PERFORM request_refund(p_reversal_no, v_collection.id, v_collection.amount_fen, 'reversal', 'pending', p_reason, p_by);
  END IF;
  PERFORM finish_refund(coalesce(v_reversal.refund_no, p_reversal_no), p_trade_no, NULL, coalesce(p_on, p_clears_on));
  RETURN 'reversed';
END
$$;

-- A person has confirmed that the partner gave money back: the whole payment is undone, or a part of it becomes a refund, on the clearing day of the
-- partner's refund, where its day file has it too.
CREATE OR REPLACE FUNCTION link_partner_refund(p_odd odd_payments, p_payment_id bigint, p_by text, p_note text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_on date := p_odd.detail ->> 'clearingOn';
  v_refund_no text := 'R' || to_char(v_on, 'YYYYMMDD') || lpad(floor(random() * 1e14)::bigint::text, 14, '0');
  v_collection collections;
BEGIN
  SELECT * INTO v_collection FROM collections WHERE id = p_odd.collection_id AND payment_id = p_payment_id AND amount_fen >= p_odd.amount_fen;
  IF NOT FOUND THEN
    PERFORM refuse('odd-payment-not-linkable');
  ELSIF v_collection.amount_fen = p_odd.amount_fen THEN
    RETURN reverse_collection(v_collection.source, v_collection.trade_no, v_refund_no, v_collection.amount_fen, NULL, p_by, p_note, v_on);
  END IF;
  PERFORM lock_trade(v_collection.source, v_collection.trade_no);
  PERFORM lock_payments(ARRAY[p_payment_id]);
  PERFORM find_money_again(v_collection.id);
  PERFORM request_refund(v_refund_no, v_collection.id, p_odd.amount_fen, 'reversal', 'pending', p_note, p_by);
  RETURN finish_refund(v_refund_no, v_collection.trade_no, NULL, v_on);
END
$$;

-- The sum that such a decision moves by a person's choice. Money that stays where it lies, and a refund whose payment and sum the gateway
-- or partner itself has stated, is nobody's choice, but a part of a payment is: which refund is meant is not told by its sum. What has left of the
-- same payment before counts: a large sum in small parts is a large sum. Locked as by whoever refunds: the trade, its payment, and only then the collection.
CREATE OR REPLACE FUNCTION chosen_fen(p_odd odd_payments, p_decision jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_payment_id bigint;
BEGIN
  IF p_decision ->> 'action' = 'credit' THEN
    RETURN CASE WHEN p_decision ->> 'holderPeriodId' IS NULL THEN 0 ELSE p_odd.amount_fen END;
  ELSIF p_odd.kind IN ('unknown-refund', 'refund-conflict') THEN
    RETURN 0;
  ELSIF p_odd.kind = 'partner-refund' THEN
    PERFORM lock_trade(source, trade_no), lock_payments(ARRAY[payment_id]) FROM collections WHERE id = p_odd.collection_id;
    RETURN (SELECT CASE amount_fen WHEN p_odd.amount_fen THEN 0 ELSE p_odd.amount_fen + refunded_fen END FROM collections WHERE id = p_odd.collection_id);
  ELSIF p_odd.kind <> 'foreign-refund' THEN
    RETURN p_odd.amount_fen;
  END IF;
  SELECT id INTO v_payment_id FROM payments WHERE payment_no = p_decision ->> 'paymentNo';
  PERFORM lock_payments(ARRAY[v_payment_id]);
  RETURN (p_decision ->> 'amountFen')::bigint + (SELECT coalesce(sum(refunded_fen), 0) FROM collections WHERE payment_id = v_payment_id);
END
$$;

------------------------------------------------------------------------------------------------------------------------
-- In the partner's day file

-- As before; parts of one payment have one number, in the file and here, and each is held against the one of its sum.
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

  -- A refund is ours on the day on which the books say it left. Whatever the file says of it, it has one number; what was given back in parts has the
  -- same for each of them.
  RETURN QUERY
  WITH named AS (
    SELECT r.*, refund_key(r) AS number FROM statement_rows r WHERE r.file_id = ANY (p_files) AND r.kind = 'refund'
  ), theirs AS (
    SELECT *, row_number() OVER (PARTITION BY number, amount_fen ORDER BY file_id, line) AS nth FROM named
  ), booked AS (
    -- A reversal goes by the payment it undoes, unless they have given it a number of its own.
    SELECT f.id, f.amount_fen, c.id AS collection_id, p.channel,
           CASE WHEN f.way = 'reversal' AND NOT EXISTS (SELECT FROM named WHERE named.refund_no = f.refund_no) THEN 'reversal:' || c.trade_no ELSE f.refund_no END AS number
      FROM ledger_transactions t JOIN refunds f ON f.refund_no = t.reference JOIN collections c ON c.id = f.collection_id
      LEFT JOIN payments p ON p.id = c.payment_id
     WHERE t.kind = 'refund-succeeded' AND t.business_date = p_day AND c.source = p_source AND f.way <> 'payout'
       -- Undone because they never had it: no file will show it.
       AND NOT EXISTS (SELECT FROM reconciliation_differences d WHERE d.collection_id = c.id AND d.resolution = 'reverse')
  ), ours AS (
    SELECT *, row_number() OVER (PARTITION BY number, amount_fen ORDER BY id) AS nth FROM booked
  ), met AS (
    -- Counted on each side, what agrees in its sum first: so it meets again below, and what is left over meets in the order of the sums.
    SELECT number, amount_fen, nth, t.file_id, t.line, t.state, t.fee_milli, t.order_no, o.id, o.collection_id, o.channel,
           (count(t.line) OVER w)::integer AS their_copy, (count(o.id) OVER w)::integer AS our_copy
      FROM theirs t FULL JOIN ours o USING (number, amount_fen, nth)
    WINDOW w AS (PARTITION BY number ORDER BY t.line IS NULL OR o.id IS NULL, amount_fen, nth ROWS UNBOUNDED PRECEDING)
  ), pair AS (
    SELECT o.id, o.collection_id, coalesce(o.channel, u.channel) AS channel, coalesce(o.amount_fen, u.amount_fen) AS ours_fen,
           t.amount_fen AS theirs_fen, t.fee_milli, t.file_id, t.line, t.order_no,
           coalesce(t.number, o.number) AS reference, coalesce(t.their_copy, o.our_copy) AS copy,
           -- Another sum for the same payment is another part of it, the same sum is listed twice.
           CASE WHEN o.id IS NULL AND t.their_copy > 1 AND (t.nth > 1 OR t.number NOT LIKE 'reversal:%') THEN 'duplicate'
                WHEN t.line IS NULL THEN 'missing-there'
                WHEN o.id IS NULL AND u.trade_no IS NOT NULL THEN 'matched'
                WHEN o.id IS NULL AND t.state <> 'done' THEN 'none'
                WHEN o.id IS NULL THEN 'missing-here'
                WHEN t.state <> 'done' THEN 'state'
                WHEN o.amount_fen <> t.amount_fen THEN 'amount' ELSE 'matched' END AS class
      FROM (SELECT * FROM met WHERE line IS NOT NULL) t FULL JOIN (SELECT * FROM met WHERE id IS NOT NULL) o ON o.number = t.number AND o.our_copy = t.their_copy
      LEFT JOIN undone_there(p_source, p_day, p_files) u ON t.their_copy = 1 AND t.number = 'reversal:' || u.trade_no
  )
  SELECT 'refund', q.class, CASE WHEN q.class <> 'matched' THEN q.reference END, q.copy, q.channel,
         count(q.ours_fen), coalesce(-sum(q.ours_fen), 0)::bigint, count(q.line), coalesce(-sum(q.theirs_fen), 0)::bigint, coalesce(sum(q.fee_milli), 0),
         min(q.collection_id), min(q.id), min(q.file_id), min(q.line), min(q.order_no)
    FROM pair q WHERE q.class <> 'none' GROUP BY q.class, q.channel, q.copy, CASE WHEN q.class <> 'matched' THEN q.reference END;
END
$$;

-- Whether the file that counts for a day has a reversal of this sum of the payment.
CREATE FUNCTION lists_reversal(p_source text, p_day date, p_trade_no text, p_amount_fen bigint) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM statement_rows r JOIN statement_files f ON f.id = r.file_id
                  WHERE r.kind = 'refund' AND r.trade_no = p_trade_no AND r.amount_fen = p_amount_fen AND r.state = 'done'
                    AND f.source = p_source AND f.day = p_day AND f.part <> 'fund-flow' AND counts_now(f));

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
  -- To which of the channels a row belongs that only they have: its order tells.
  UPDATE outcome o SET channel = p.channel FROM payments p WHERE o.channel IS NULL AND p.payment_no = o.order_no;
  UPDATE outcome SET channel = 'unattributed' WHERE channel IS NULL;
END
$$;
