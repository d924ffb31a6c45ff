-- Paid and undone at the gateway before we knew that it was paid: a pay code whose answer was lost, and which we then closed.
-- The file shows it twice, the payment and its reversal (WeChat: SUCCESS and REVOKED; Alipay: a trade and its refund without a number
-- of ours). Here stands a closed order and no money. Both lines together are nothing, as they are here: they agree.
CREATE FUNCTION paid_and_undone(p_source text, p_files bigint[]) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(DISTINCT paid.trade_no), '{}')
    FROM statement_rows back
    JOIN payments p ON p.payment_no = back.order_no AND p.status IN ('closed', 'failed')
    JOIN statement_rows paid ON paid.file_id = ANY (p_files) AND paid.kind = 'payment' AND paid.state = 'done'
         AND paid.trade_no = back.trade_no AND paid.amount_fen = back.amount_fen
   WHERE back.file_id = ANY (p_files) AND back.kind = 'refund' AND back.state = 'done'
     AND NOT EXISTS (SELECT FROM collections c WHERE c.source = p_source AND c.trade_no = back.trade_no)
     AND NOT EXISTS (SELECT FROM refunds f WHERE f.refund_no = back.refund_no)
$$;

CREATE OR REPLACE FUNCTION compare_statement(p_source text, p_day date, p_files bigint[])
  RETURNS TABLE (kind text, class text, reference text, copy integer, channel text, ours_count bigint, ours_fen bigint, theirs_count bigint,
                 theirs_fen bigint, fee_milli numeric, collection_id bigint, refund_id bigint, file_id bigint, line integer, order_no text)
  LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_undone text[] := paid_and_undone(p_source, p_files);
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
    SELECT coalesce(o.channel, u.channel) AS channel, o.id AS collection_id, coalesce(o.amount_fen, u.amount_fen) AS ours_fen, t.amount_fen AS theirs_fen, t.fee_milli, t.file_id, t.line, t.order_no,
           coalesce(t.trade_no, o.trade_no) AS reference,
           o.id IS NOT NULL OR u.channel IS NOT NULL AS is_ours,
           CASE WHEN o.id IS NULL AND u.channel IS NOT NULL THEN 'matched'
                WHEN o.id IS NULL THEN 'missing-here' WHEN t.line IS NULL THEN 'missing-there'
                WHEN o.amount_fen <> t.amount_fen THEN 'amount' ELSE 'matched' END AS class
      FROM once t FULL JOIN ours o ON o.trade_no = t.trade_no
      -- Ours is the order, closed; the sum is theirs, and goes out again below.
      LEFT JOIN LATERAL (SELECT p.channel, t.amount_fen FROM payments p WHERE t.trade_no = ANY (v_undone) AND p.payment_no = t.order_no) u ON true
  )
  SELECT 'payment', q.class, CASE WHEN q.class <> 'matched' THEN q.reference END, 1, q.channel,
         count(*) FILTER (WHERE q.is_ours), coalesce(sum(q.ours_fen), 0)::bigint, count(q.line), coalesce(sum(q.theirs_fen), 0)::bigint, coalesce(sum(q.fee_milli), 0),
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
    SELECT o.id, o.collection_id, coalesce(o.channel, u.channel) AS channel, coalesce(o.amount_fen, u.amount_fen) AS ours_fen,
           o.id IS NOT NULL OR u.channel IS NOT NULL AS is_ours, t.amount_fen AS theirs_fen, t.fee_milli, t.file_id, t.line, t.order_no,
           coalesce(t.number, o.number) AS reference, coalesce(t.copy, 1)::integer AS copy,
           CASE WHEN t.copy > 1 THEN 'duplicate'
                WHEN t.line IS NULL THEN 'missing-there'
                WHEN o.id IS NULL AND u.channel IS NOT NULL THEN 'matched'
                WHEN o.id IS NULL AND t.state <> 'done' THEN 'none'
                WHEN o.id IS NULL THEN 'missing-here'
                WHEN t.state <> 'done' THEN 'state'
                WHEN o.amount_fen <> t.amount_fen THEN 'amount' ELSE 'matched' END AS class
      FROM theirs t FULL JOIN ours o ON o.number = t.number AND t.copy = 1
      LEFT JOIN LATERAL (SELECT p.channel, t.amount_fen FROM payments p WHERE t.copy = 1 AND t.trade_no = ANY (v_undone) AND p.payment_no = t.order_no) u ON true
  )
  SELECT 'refund', q.class, CASE WHEN q.class <> 'matched' THEN q.reference END, q.copy, q.channel,
         count(*) FILTER (WHERE q.is_ours), coalesce(-sum(q.ours_fen), 0)::bigint, count(q.line), coalesce(-sum(q.theirs_fen), 0)::bigint, coalesce(sum(q.fee_milli), 0),
         min(q.collection_id), min(q.id), min(q.file_id), min(q.line), min(q.order_no)
    FROM pair q WHERE q.class <> 'none' GROUP BY q.class, q.channel, q.copy, CASE WHEN q.class <> 'matched' THEN q.reference END;
END
$$;
