-- Payments: what rows may say, and the functions by which money moves.
--
-- Locks are always taken in this order, so that no two of these functions wait for each other in a circle:
--   1. inbox rows (skipped when another worker has them), 2. odd payments, 3. payments by id (for money of no known order
--   its collection), 4. holders by id.
-- A holder's customer_balances row is the lock of that holder's money: payables, balances and allocations of a holder
-- change only under it. Functions raise SQLSTATE 'HALL0' with an error code as message for what callers must be told.

------------------------------------------------------------------------------------------------------------------------
-- Constraints

ALTER TABLE payables
  ADD CONSTRAINT payables_status_check CHECK (status IN ('open', 'void')),
  ADD CONSTRAINT payables_paid_check CHECK (paid_fen BETWEEN 0 AND amount_fen),
  ADD CONSTRAINT payables_credit_account_fkey FOREIGN KEY (credit_account) REFERENCES ledger_accounts (code);
ALTER TABLE payments
  ADD CONSTRAINT payments_status_check CHECK (status IN ('created', 'pending', 'settled', 'closed', 'failed')),
  ADD CONSTRAINT payments_amount_check CHECK (amount_fen > 0);
ALTER TABLE payment_items ADD CONSTRAINT payment_items_amount_check CHECK (amount_fen > 0);
ALTER TABLE collections
  ADD CONSTRAINT collections_amount_check CHECK (amount_fen > 0),
  ADD CONSTRAINT collections_refundable_check CHECK (refunded_fen BETWEEN 0 AND amount_fen);
ALTER TABLE allocations
  ADD CONSTRAINT allocations_amount_check CHECK (amount_fen > 0),
  ADD CONSTRAINT allocations_taken_back_check CHECK (taken_back_fen BETWEEN 0 AND amount_fen);
ALTER TABLE refunds
  ADD CONSTRAINT refunds_status_check CHECK (status IN ('awaiting-approval', 'pending', 'succeeded', 'failed', 'rejected')),
  ADD CONSTRAINT refunds_way_check CHECK (way IN ('gateway', 'payout', 'reversal')),
  ADD CONSTRAINT refunds_amount_check CHECK (amount_fen > 0),
  ADD CONSTRAINT refunds_four_eyes_check CHECK (approved_by <> requested_by),
  ADD CONSTRAINT refunds_payout_approved_check
    CHECK (way <> 'payout' OR approved_by IS NOT NULL OR status IN ('awaiting-approval', 'rejected'));
ALTER TABLE odd_payments
  ADD CONSTRAINT odd_payments_status_check CHECK (status IN ('open', 'resolved')),
  ADD CONSTRAINT odd_payments_resolution_check CHECK (
    (status = 'open' AND resolution IS NULL)
    OR (status = 'resolved' AND resolution IN ('credit', 'refund', 'link', 'dismiss') AND resolved_by IS NOT NULL AND resolved_at IS NOT NULL));
ALTER TABLE inbox_messages
  ADD CONSTRAINT inbox_messages_status_check CHECK (status IN ('stored', 'handled', 'failed')),
  ADD CONSTRAINT inbox_messages_kind_check CHECK (kind IN ('payment', 'refund', 'agreement', 'other'));
ALTER TABLE outbox_messages
  ADD CONSTRAINT outbox_messages_status_check CHECK (status IN ('waiting', 'sent', 'dead'));

-- What the sweeps look for.
CREATE INDEX payments_next_query_at_idx ON payments (next_query_at) WHERE next_query_at IS NOT NULL;
CREATE INDEX refunds_next_query_at_idx ON refunds (next_query_at) WHERE next_query_at IS NOT NULL;
CREATE INDEX inbox_messages_unhandled_idx ON inbox_messages (id) WHERE status <> 'handled';
CREATE INDEX outbox_messages_waiting_idx ON outbox_messages (next_at) WHERE status = 'waiting';
CREATE INDEX payables_open_idx ON payables (holder_period_id) WHERE status = 'open' AND paid_fen < amount_fen;
-- One message leaves at most one entry in the queue, however often it is handled.
CREATE UNIQUE INDEX odd_payments_inbox_id_key ON odd_payments (inbox_id) WHERE inbox_id IS NOT NULL;
CREATE INDEX odd_payments_collection_id_idx ON odd_payments (collection_id);
CREATE SEQUENCE receipt_numbers;

CREATE TRIGGER payment_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Where something is payable there is a balance row: it is the lock (see above), and settlement need not make it.
CREATE FUNCTION ensure_customer_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO customer_balances (holder_period_id)
    SELECT DISTINCT holder_period_id FROM inserted
     WHERE NOT EXISTS (SELECT FROM customer_balances b WHERE b.holder_period_id = inserted.holder_period_id)
     ORDER BY 1
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
CREATE TRIGGER payables_customer_balances AFTER INSERT ON payables
  REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION ensure_customer_balances();

-- The same table as `transitions` in modules/payments/payment.ts, a test compares the two.
CREATE FUNCTION check_payment_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.status, NEW.status) NOT IN (
    ('created', 'pending'), ('created', 'settled'), ('created', 'closed'), ('created', 'failed'),
    ('pending', 'settled'), ('pending', 'closed'), ('pending', 'failed'),
    ('closed', 'settled'), ('failed', 'settled')
  ) THEN
    RAISE EXCEPTION 'payment % may not go from % to %', OLD.payment_no, OLD.status, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_transition';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER payments_transition BEFORE UPDATE OF status ON payments
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION check_payment_transition();

------------------------------------------------------------------------------------------------------------------------
-- Locks and errors

CREATE FUNCTION refuse(p_code text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'HALL0', MESSAGE = p_code;
END
$$;

CREATE FUNCTION lock_holders(p_holders bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM customer_balances WHERE holder_period_id = ANY (p_holders) ORDER BY holder_period_id FOR NO KEY UPDATE;
END
$$;

-- Locks payments and every holder whose money they pay for or have paid.
CREATE FUNCTION lock_payments(p_ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM payments WHERE id = ANY (p_ids) ORDER BY id FOR NO KEY UPDATE;
  PERFORM lock_holders(ARRAY(
    SELECT y.holder_period_id FROM payment_items i JOIN payables y ON y.id = i.payable_id WHERE i.payment_id = ANY (p_ids)
    UNION
    SELECT a.holder_period_id FROM collections c JOIN allocations a ON a.collection_id = c.id
     WHERE c.payment_id = ANY (p_ids) AND a.holder_period_id IS NOT NULL));
END
$$;

-- The ledger account that money of a source such as 'wechat-pay:1900000001' or 'shift:GT20261122-01' is debited to: what
-- the source owes us (an asset), or what we owed it and have now used up (a prefund, a sold card).
CREATE FUNCTION source_account(p_source text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE split_part(p_source, ':', 1)
    WHEN 'partner' THEN 'partner-clearing'
    WHEN 'agent' THEN 'agent-prefund'
    WHEN 'acquirer' THEN 'acquirer-clearing'
    WHEN 'debit-bank' THEN 'debit-bank-clearing'
    WHEN 'shift' THEN 'till'
    WHEN 'cash-box' THEN 'cash-box'
    WHEN 'card' THEN 'recharge-cards'
    ELSE 'gateway:' || split_part(p_source, ':', 1) END;

------------------------------------------------------------------------------------------------------------------------
-- Parts of the functions below

-- What a payment message says when it tells of a success.
CREATE FUNCTION paid_outcome(p_parsed jsonb, OUT is_paid boolean, OUT trade_no text, OUT amount_fen bigint, OUT paid_at timestamptz) LANGUAGE sql STABLE AS $$
  SELECT p_parsed #>> '{outcome,status}' = 'paid', p_parsed #>> '{outcome,tradeNo}',
         (p_parsed #>> '{outcome,amountFen}')::bigint, (p_parsed #>> '{outcome,paidAt}')::timestamptz
$$;

-- Everything in which a message contradicts our settings (found by its gateway's parser) or the order it names.
CREATE FUNCTION mismatches(p_message inbox_messages, p_payment payments) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY(SELECT jsonb_array_elements_text(p_message.parsed -> 'mismatches'))
      || CASE WHEN p_message.kind = 'payment' AND (p_message.parsed #>> '{outcome,amountFen}')::bigint <> p_payment.amount_fen THEN '{amount}'::text[] ELSE '{}' END
      || CASE WHEN p_payment.gateway <> split_part(p_message.source, ':', 1) THEN '{gateway}'::text[] ELSE '{}' END
$$;

-- How much of an allocation's account is still there to be taken: balances may have been used since.
CREATE FUNCTION pool_of(p_holder bigint, p_account text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CASE p_account
    WHEN 'customer-balance' THEN (SELECT balance_fen FROM customer_balances WHERE holder_period_id = p_holder)
    WHEN 'customer-prepaid' THEN (SELECT prepaid_fen FROM customer_balances WHERE holder_period_id = p_holder)
    ELSE 9223372036854775807 END
$$;

-- How much an allocation can take again. A bill paid otherwise meanwhile, or reversed, has no room.
CREATE FUNCTION room_of(p_allocation allocations) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN p_allocation.payable_id IS NULL THEN 9223372036854775807
              ELSE (SELECT CASE status WHEN 'open' THEN amount_fen - paid_fen ELSE 0 END FROM payables WHERE id = p_allocation.payable_id) END
$$;

-- Takes money out of an allocation, or puts it back when negative: the allocation, its payable and its holder's balance.
CREATE FUNCTION move_allocation(p_id bigint, p_taken_fen bigint) RETURNS void LANGUAGE sql AS $$
  UPDATE allocations SET taken_back_fen = taken_back_fen + p_taken_fen WHERE id = p_id;
  UPDATE payables y SET paid_fen = paid_fen - p_taken_fen FROM allocations a WHERE a.id = p_id AND y.id = a.payable_id;
  UPDATE customer_balances b
     SET balance_fen = balance_fen - CASE a.account_code WHEN 'customer-balance' THEN p_taken_fen ELSE 0 END,
         prepaid_fen = prepaid_fen - CASE a.account_code WHEN 'customer-prepaid' THEN p_taken_fen ELSE 0 END
    FROM allocations a
   WHERE a.id = p_id AND b.holder_period_id = a.holder_period_id AND a.account_code IN ('customer-balance', 'customer-prepaid')
$$;

CREATE FUNCTION allocate_to_balance(p_collection_id bigint, p_holder bigint, p_amount_fen bigint) RETURNS void LANGUAGE sql AS $$
  INSERT INTO allocations (collection_id, holder_period_id, account_code, amount_fen, moved)
    SELECT p_collection_id, p_holder, 'customer-balance', p_amount_fen, true WHERE p_amount_fen > 0;
  UPDATE customer_balances SET balance_fen = balance_fen + p_amount_fen WHERE holder_period_id = p_holder AND p_amount_fen > 0
$$;

-- The refund, after its payment, its holders and itself have been locked.
CREATE FUNCTION lock_refund(p_refund_no text) RETURNS refunds LANGUAGE plpgsql AS $$
DECLARE
  v_refund refunds;
BEGIN
  SELECT * INTO v_refund FROM refunds WHERE refund_no = p_refund_no;
  IF NOT FOUND THEN
    PERFORM refuse('refund-not-found');
  END IF;
  PERFORM lock_payments(ARRAY[v_refund.payment_id]);
  PERFORM FROM collections WHERE id = v_refund.collection_id FOR NO KEY UPDATE;
  SELECT * INTO v_refund FROM refunds WHERE refund_no = p_refund_no FOR NO KEY UPDATE;
  RETURN v_refund;
END
$$;

CREATE FUNCTION note_refund(p_refund_no text, p_kind text, p_detail jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO payment_events (payment_id, kind, detail)
    SELECT payment_id, p_kind, jsonb_build_object('refundNo', refund_no, 'amountFen', amount_fen) || p_detail
      FROM refunds WHERE refund_no = p_refund_no AND payment_id IS NOT NULL
$$;

------------------------------------------------------------------------------------------------------------------------
-- A payment begins

-- Writes down a payment before the gateway hears of it, or, where the gateway need not hear of it because the payer's own
-- client brings the signed order along, together with that (`p_action`). Every item must be open, owe at least that much,
-- and belong to a household the person is bound to; nobody is named where the payer stands at a counter or a machine. The same person is not asked twice: an open payment for the same
-- thing is refused with 'payment-in-progress', its number in DETAIL; so is a second pay code while the first is uncertain. The same request again (its answer was lost) changes
-- nothing. Returns the number of the payment that this request began.
-- Its statements find a handful of rows by key, whatever the arguments: they are planned once.
CREATE FUNCTION start_payment(
  p_payment_no text, p_person_id uuid, p_channel text, p_gateway text, p_product text, p_description text,
  p_now timestamptz, p_expires_at timestamptz, p_next_query_at timestamptz, p_return_url text,
  p_payables bigint[], p_amounts bigint[], p_prepaid_holders bigint[], p_prepaid_amounts bigint[], p_request_key text DEFAULT NULL,
  p_action jsonb DEFAULT NULL, p_answer jsonb DEFAULT NULL
) RETURNS text LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_payment_id bigint;
  v_running text;
  v_payable integer;
  v_too_large boolean;
  v_locked boolean;
  v_total bigint := (SELECT sum(amount) FROM unnest(p_amounts || p_prepaid_amounts) AS amount);
BEGIN
  IF p_prepaid_holders <> '{}' THEN
    INSERT INTO customer_balances (holder_period_id) SELECT unnest(p_prepaid_holders) ORDER BY 1 ON CONFLICT DO NOTHING;
  END IF;
  PERFORM lock_holders(p_prepaid_holders || ARRAY(SELECT holder_period_id FROM payables WHERE id = ANY (p_payables)));
  SELECT payment_no INTO v_running FROM payments WHERE request_key = p_request_key;
  IF FOUND THEN
    RETURN v_running;
  END IF;
  SELECT count(DISTINCT y.id) FILTER (
           WHERE y.status = 'open' AND y.kind <> 'prepayment'
             AND (p_person_id IS NULL OR EXISTS (SELECT FROM bindings b WHERE b.person_id = p_person_id AND b.holder_period_id = y.holder_period_id AND b.removed_at IS NULL))),
         bool_or(item.amount > y.amount_fen - y.paid_fen), bool_or(y.locked_until > p_now)
    INTO v_payable, v_too_large, v_locked
    FROM unnest(p_payables, p_amounts) AS item (id, amount) JOIN payables y USING (id);
  IF v_payable <> cardinality(p_payables) THEN
    PERFORM refuse('payable-not-payable');
  END IF;
  IF v_too_large THEN
    PERFORM refuse('amount-too-large');
  END IF;
  IF v_locked THEN
    PERFORM refuse('payable-locked');
  END IF;
  SELECT p.payment_no INTO v_running
    FROM payments p JOIN payment_items i ON i.payment_id = p.id JOIN payables y ON y.id = i.payable_id
   WHERE p.person_id = p_person_id AND p.status IN ('created', 'pending')
     AND (y.id = ANY (p_payables) OR y.kind = 'prepayment' AND y.holder_period_id = ANY (p_prepaid_holders))
   LIMIT 1;
  IF v_running IS NULL AND p_product = 'codepay' THEN
    SELECT p.payment_no INTO v_running
      FROM payments p JOIN payment_items i ON i.payment_id = p.id JOIN payables y ON y.id = i.payable_id
     WHERE p.product = 'codepay' AND p.status IN ('created', 'pending')
       AND (y.id = ANY (p_payables) OR y.kind = 'prepayment' AND y.holder_period_id = ANY (p_prepaid_holders))
     LIMIT 1;
  END IF;
  IF v_running IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'HALL0', MESSAGE = 'payment-in-progress', DETAIL = v_running;
  END IF;

  WITH payment AS (
    INSERT INTO payments (payment_no, person_id, channel, gateway, product, amount_fen, description, created_at, expires_at, next_query_at,
        return_url, request_key, payer_action, status)
      VALUES (p_payment_no, p_person_id, p_channel, p_gateway, p_product, v_total, p_description, p_now, p_expires_at, p_next_query_at,
        p_return_url, p_request_key, p_action, CASE WHEN p_action IS NULL THEN 'created' ELSE 'pending' END)
      RETURNING id
  ), item AS (
    INSERT INTO payment_items (payment_id, payable_id, amount_fen)
      SELECT payment.id, item.id, amount FROM payment, unnest(p_payables, p_amounts) AS item (id, amount)
  ), event AS (
    INSERT INTO payment_events (payment_id, kind, detail)
      SELECT id, 'created', jsonb_build_object('channel', p_channel, 'gateway', p_gateway, 'product', p_product, 'amountFen', v_total) FROM payment
      UNION ALL SELECT id, 'gateway-answered', p_answer FROM payment WHERE p_action IS NOT NULL
  )
  SELECT id INTO v_payment_id FROM payment;
  IF p_prepaid_holders <> '{}' THEN
    WITH prepayment AS (
      INSERT INTO payables (kind, holder_period_id, amount_fen, credit_account, created_at)
        SELECT 'prepayment', holder, amount, 'customer-prepaid', p_now FROM unnest(p_prepaid_holders, p_prepaid_amounts) AS item (holder, amount)
        RETURNING id, amount_fen
    )
    INSERT INTO payment_items (payment_id, payable_id, amount_fen) SELECT v_payment_id, id, amount_fen FROM prepayment;
  END IF;
  RETURN p_payment_no;
END
$$;

-- Several starts in one transaction: one round trip and one flush to disk serve many callers. What is refused to one of them
-- is told in `refusal` and `detail` and undone alone. All locks are taken first, in the one order of all functions here.
CREATE FUNCTION start_payments(p_starts jsonb) RETURNS TABLE (payment_no text, refusal text, detail text) LANGUAGE plpgsql AS $$
DECLARE
  v_start record;
BEGIN
  PERFORM lock_holders(ARRAY(
    SELECT y.holder_period_id FROM jsonb_array_elements(p_starts) s, jsonb_array_elements(s -> 'payables') payable
      JOIN payables y ON y.id = payable::bigint
    UNION
    SELECT holder::bigint FROM jsonb_array_elements(p_starts) s, jsonb_array_elements(s -> 'prepaid_holders') holder));
  FOR v_start IN
    SELECT * FROM jsonb_to_recordset(p_starts) AS s (
      payment_no text, person_id uuid, channel text, gateway text, product text, description text, now timestamptz, expires_at timestamptz,
      next_query_at timestamptz, return_url text, payables bigint[], amounts bigint[], prepaid_holders bigint[], prepaid_amounts bigint[],
      request_key text, action jsonb, answer jsonb)
  LOOP
    BEGIN
      payment_no := start_payment(
        v_start.payment_no, v_start.person_id, v_start.channel, v_start.gateway, v_start.product, v_start.description, v_start.now,
        v_start.expires_at, v_start.next_query_at, v_start.return_url, v_start.payables, v_start.amounts, v_start.prepaid_holders,
        v_start.prepaid_amounts, v_start.request_key, v_start.action, v_start.answer);
      refusal := NULL;
      detail := NULL;
    EXCEPTION WHEN SQLSTATE 'HALL0' THEN
      GET STACKED DIAGNOSTICS refusal = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
      payment_no := NULL;
    END;
    RETURN NEXT;
  END LOOP;
END
$$;

-- What the gateway answered to a start. A notification may have been quicker: a settled payment stays settled.
CREATE FUNCTION record_start(
  p_payment_no text, p_status text, p_action jsonb, p_reason text, p_next_query_at timestamptz, p_detail jsonb
) RETURNS void LANGUAGE sql AS $$
  UPDATE payments
     SET status = p_status, payer_action = coalesce(p_action, payer_action), failure_reason = p_reason, next_query_at = p_next_query_at,
         closed_at = CASE WHEN p_status = 'failed' THEN now() END
   WHERE payment_no = p_payment_no AND status IN ('created', 'pending');
  INSERT INTO payment_events (payment_id, kind, detail) SELECT id, 'gateway-answered', p_detail FROM payments WHERE payment_no = p_payment_no
$$;

------------------------------------------------------------------------------------------------------------------------
-- Money comes in

-- One success told by a gateway.
CREATE TYPE settlement AS (
  inbox_id      bigint,       -- the message that told it, null when a query did
  payment_id    bigint,       -- null: the source names an order unknown to us
  source        text,
  order_no      text,
  trade_no      text,
  amount_fen    bigint,
  paid_at       timestamptz,
  origin        text,         -- notification | query | staff
  collection_id bigint        -- set when staff link money that has lain in `unidentified`
);

CREATE TYPE settlement_result AS (
  inbox_id   bigint,
  payment_no text,
  -- settled | repeat | unknown-payment | second-success | late-success | underpaid | surplus | conflict
  result     text
);

-- The day in whose file a gateway shows a payment: Beijing's, but UnionPay's clearing day ends at 23:00.
CREATE FUNCTION clearing_day(p_source text, p_paid_at timestamptz) RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
  RETURN shanghai_date(p_paid_at + CASE split_part(p_source, ':', 1) WHEN 'unionpay' THEN interval '1 hour' ELSE interval '0' END);

-- Settles messages of which no two touch the same payment, holder or trade. All of it is one statement: the money, where
-- it went, the books, the receipt, the timeline and the message to the payer are there together or not at all.
CREATE FUNCTION settle_round(p_messages settlement[]) RETURNS SETOF settlement_result LANGUAGE sql AS $$
  WITH message AS (
    SELECT m.*, p.payment_no, p.person_id, p.status AS payment_status, m.source || ':' || m.trade_no AS reference,
           coalesce(p.clearing_on, clearing_day(m.source, m.paid_at)) AS clearing_on
      FROM unnest(p_messages) AS m LEFT JOIN payments p ON p.id = m.payment_id
  ), collected AS (
    -- The one place where money is counted in: once per (source, trade number), whoever tells it and how often.
    INSERT INTO collections (payment_id, source, trade_no, order_no, amount_fen, paid_at, clearing_on, origin)
      SELECT payment_id, source, trade_no, order_no, amount_fen, paid_at, clearing_on, origin FROM message WHERE collection_id IS NULL
      ON CONFLICT (source, trade_no) DO NOTHING
      RETURNING id, source, trade_no
  ), linked AS (
    UPDATE collections c SET payment_id = m.payment_id FROM message m WHERE c.id = m.collection_id
      RETURNING c.id, c.source, c.trade_no
  ), fresh AS (
    SELECT m.inbox_id, m.payment_id, m.payment_no, m.person_id, m.payment_status, m.source, m.trade_no, m.amount_fen AS money,
           m.clearing_on, m.origin, m.reference, c.id AS collection_id,
           m.payment_status <> 'settled' AS first_success,
           CASE WHEN m.collection_id IS NULL THEN 'collection' ELSE 'collection-linked' END AS kind,
           CASE WHEN m.collection_id IS NULL THEN source_account(m.source) ELSE 'unidentified' END AS debit_account,
           nextval('ledger_transactions_id_seq') AS transaction_id
      FROM message m JOIN (SELECT * FROM collected UNION ALL SELECT * FROM linked) c USING (source, trade_no)
  ), item AS (
    -- How much of the money reaches each item when the items are filled in order, and how much room is left there.
    SELECT f.collection_id, f.money, i.payable_id, y.holder_period_id, y.credit_account,
           LEAST(i.amount_fen, GREATEST(0, f.money - (sum(i.amount_fen) OVER earlier - i.amount_fen)))::bigint AS reached,
           CASE WHEN f.first_success AND y.status = 'open' THEN y.amount_fen - y.paid_fen ELSE 0 END AS room,
           sum(i.amount_fen) OVER (PARTITION BY f.collection_id)::bigint AS asked,
           row_number() OVER earlier AS place
      FROM fresh f JOIN payment_items i USING (payment_id) JOIN payables y ON y.id = i.payable_id
    WINDOW earlier AS (PARTITION BY f.collection_id ORDER BY i.id)
  ), share AS (
    -- What has no room (paid meanwhile, reversed, a second success, more than was asked) is surplus of that item's holder.
    SELECT *, LEAST(reached, room) AS applied,
           reached - LEAST(reached, room) + CASE WHEN place = 1 THEN GREATEST(0, money - asked) ELSE 0 END AS surplus
      FROM item
  ), line AS (
    SELECT collection_id, payable_id, holder_period_id, credit_account AS account, applied AS amount FROM share WHERE applied > 0
    UNION ALL
    SELECT collection_id, NULL, holder_period_id, 'customer-balance', sum(surplus)::bigint FROM share
     GROUP BY collection_id, holder_period_id HAVING sum(surplus) > 0
    UNION ALL
    SELECT collection_id, NULL, NULL, 'unidentified', money FROM fresh WHERE payment_id IS NULL
  ), verdict AS (
    SELECT f.collection_id, coalesce(s.surplus, 0) AS surplus, CASE
             WHEN f.payment_id IS NULL THEN 'unknown-payment'
             WHEN NOT f.first_success THEN 'second-success'
             WHEN f.payment_status IN ('closed', 'failed') THEN 'late-success'
             WHEN f.money < s.asked THEN 'underpaid'
             WHEN s.surplus > 0 THEN 'surplus'
             ELSE 'settled' END AS result
      FROM fresh f LEFT JOIN (
        SELECT collection_id, sum(surplus)::bigint AS surplus, max(asked) AS asked FROM share GROUP BY collection_id) s USING (collection_id)
  ), pay_payables AS (
    UPDATE payables y SET paid_fen = y.paid_fen + s.applied FROM share s WHERE y.id = s.payable_id AND s.applied > 0
  ), fill_balances AS (
    UPDATE customer_balances b SET balance_fen = b.balance_fen + l.balance, prepaid_fen = b.prepaid_fen + l.prepaid
      FROM (SELECT holder_period_id, coalesce(sum(amount) FILTER (WHERE account = 'customer-balance'), 0)::bigint AS balance,
                   coalesce(sum(amount) FILTER (WHERE account = 'customer-prepaid'), 0)::bigint AS prepaid
              FROM line WHERE account IN ('customer-balance', 'customer-prepaid') GROUP BY holder_period_id) l
     WHERE b.holder_period_id = l.holder_period_id
  ), clear_unidentified AS (
    UPDATE allocations a SET taken_back_fen = a.amount_fen FROM linked WHERE a.collection_id = linked.id AND a.account_code = 'unidentified'
  ), allocate AS (
    INSERT INTO allocations (collection_id, payable_id, holder_period_id, account_code, amount_fen)
      SELECT collection_id, payable_id, holder_period_id, account, amount FROM line
  ), transaction AS (
    INSERT INTO ledger_transactions (id, kind, reference, business_date)
      SELECT transaction_id, kind, reference, clearing_on FROM fresh
  ), postings AS (
    INSERT INTO ledger_postings (transaction_id, account_code, holder_period_id, amount_fen)
      SELECT transaction_id, debit_account, NULL, money FROM fresh
      UNION ALL
      SELECT f.transaction_id, l.account, l.holder_period_id, -l.amount FROM fresh f JOIN line l USING (collection_id)
  ), settle_payments AS (
    UPDATE payments p SET status = 'settled', settled_at = coalesce(p.settled_at, now()), next_query_at = NULL
      FROM fresh f WHERE p.id = f.payment_id
  ), receipt AS (
    INSERT INTO receipts (receipt_no, collection_id, check_code)
      SELECT 'SJ' || to_char(shanghai_date(now()), 'YYYYMMDD') || lpad(nextval('receipt_numbers')::text, 8, '0'), collection_id,
             replace(gen_random_uuid()::text, '-', '')
        FROM fresh WHERE payment_id IS NOT NULL
  ), outbox AS (
    INSERT INTO outbox_messages (kind, dedupe_key, payload)
      SELECT 'payment-credited', 'payment-credited:' || reference,
             jsonb_build_object('paymentNo', payment_no, 'personId', person_id, 'amountFen', money, 'surplusFen', v.surplus)
        FROM fresh JOIN verdict v USING (collection_id) WHERE payment_id IS NOT NULL
      ON CONFLICT (dedupe_key) DO NOTHING
  ), told_again AS (
    -- Money already counted in. The same trade with another sum or for another order is for a person to look at.
    SELECT m.inbox_id, m.payment_id, m.payment_no, m.origin, m.trade_no, m.amount_fen, c.id AS collection_id,
           CASE WHEN c.amount_fen <> m.amount_fen OR c.payment_id <> m.payment_id THEN 'conflict' ELSE 'repeat' END AS result
      FROM message m LEFT JOIN collections c USING (source, trade_no)
     WHERE m.collection_id IS NULL AND NOT EXISTS (SELECT FROM collected WHERE collected.trade_no = m.trade_no AND collected.source = m.source)
  ), odd AS (
    INSERT INTO odd_payments (kind, payment_id, collection_id, inbox_id, amount_fen, detail)
      SELECT v.result, f.payment_id, f.collection_id, f.inbox_id, CASE WHEN v.result = 'surplus' THEN v.surplus ELSE f.money END,
             jsonb_build_object('tradeNo', f.trade_no, 'surplusFen', v.surplus)
        FROM fresh f JOIN verdict v USING (collection_id) WHERE v.result <> 'settled' AND f.kind = 'collection'
      UNION ALL
      SELECT r.result, r.payment_id, r.collection_id, r.inbox_id, r.amount_fen, jsonb_build_object('tradeNo', r.trade_no)
        FROM told_again r
       WHERE r.result = 'conflict' AND NOT EXISTS (
         SELECT FROM odd_payments o WHERE o.kind = 'conflict' AND o.collection_id = r.collection_id AND o.payment_id = r.payment_id)
      ON CONFLICT DO NOTHING
  ), event AS (
    INSERT INTO payment_events (payment_id, kind, detail)
      SELECT f.payment_id, v.result,
             jsonb_build_object('origin', f.origin, 'inboxId', f.inbox_id, 'tradeNo', f.trade_no, 'amountFen', f.money, 'surplusFen', v.surplus)
        FROM fresh f JOIN verdict v USING (collection_id) WHERE f.payment_id IS NOT NULL
      UNION ALL
      SELECT r.payment_id, r.result, jsonb_build_object('origin', r.origin, 'inboxId', r.inbox_id, 'tradeNo', r.trade_no, 'amountFen', r.amount_fen)
        FROM told_again r WHERE r.payment_id IS NOT NULL AND r.inbox_id IS NOT NULL
  )
  SELECT f.inbox_id, f.payment_no, v.result FROM fresh f JOIN verdict v USING (collection_id)
  UNION ALL
  SELECT inbox_id, payment_no, result FROM told_again
$$;

-- Settles any number of messages. Those that touch the same payment, holder or trade wait for the next round, in order.
-- The caller has locked the payments.
CREATE FUNCTION settle_many(p_messages settlement[]) RETURNS SETOF settlement_result LANGUAGE plpgsql AS $$
DECLARE
  v_left settlement[] := p_messages;
  v_round settlement[];
BEGIN
  WHILE v_left IS NOT NULL LOOP
    WITH message AS (
      SELECT * FROM unnest(v_left) WITH ORDINALITY
        AS m (inbox_id, payment_id, source, order_no, trade_no, amount_fen, paid_at, origin, collection_id, place)
    ), touches AS (
      SELECT place, 'trade ' || source || trade_no AS what FROM message
      UNION ALL
      SELECT place, 'payment ' || payment_id FROM message WHERE payment_id IS NOT NULL
      UNION ALL
      SELECT place, 'holder ' || y.holder_period_id
        FROM message JOIN payment_items i USING (payment_id) JOIN payables y ON y.id = i.payable_id
    ), ready AS (
      SELECT place, bool_and(place = first) AS is_ready
        FROM (SELECT place, min(place) OVER (PARTITION BY what) AS first FROM touches) t GROUP BY place
    )
    SELECT array_agg(v_left[place] ORDER BY place) FILTER (WHERE is_ready),
           array_agg(v_left[place] ORDER BY place) FILTER (WHERE NOT is_ready)
      INTO v_round, v_left FROM ready;
    RETURN QUERY SELECT * FROM settle_round(v_round);
  END LOOP;
END
$$;

-- Books a success that the gateway's own query stated, what it says is authoritative, also where the sum differs from the
-- order. Calling it again changes nothing.
CREATE FUNCTION settle_collection(
  p_payment_no text, p_source text, p_trade_no text, p_amount_fen bigint, p_paid_at timestamptz, p_origin text
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_payment_id bigint;
BEGIN
  SELECT id INTO STRICT v_payment_id FROM payments WHERE payment_no = p_payment_no;
  PERFORM lock_payments(ARRAY[v_payment_id]);
  RETURN (SELECT result FROM settle_many(ARRAY[ROW (
    NULL, v_payment_id, p_source, p_payment_no, p_trade_no, p_amount_fen, p_paid_at, p_origin, NULL)::settlement]));
END
$$;

------------------------------------------------------------------------------------------------------------------------
-- Inbound messages

-- A success told by a notification that contradicts its order. Nothing is booked: the gateway is queried, and staff see it.
CREATE FUNCTION queue_contradiction(p_inbox_id bigint, p_payment_id bigint, p_parsed jsonb, p_mismatches text[]) RETURNS text LANGUAGE sql AS $$
  INSERT INTO payment_events (payment_id, kind, detail)
    SELECT p_payment_id, 'contradiction', jsonb_build_object('inboxId', p_inbox_id, 'mismatches', p_mismatches, 'amountFen', p_parsed #> '{outcome,amountFen}')
     WHERE p_payment_id IS NOT NULL;
  UPDATE payments SET next_query_at = 'epoch' WHERE id = p_payment_id; -- due at once, whatever the clock
  INSERT INTO odd_payments (kind, payment_id, inbox_id, amount_fen, detail)
    VALUES ('wrong-' || p_mismatches[1], p_payment_id, p_inbox_id, (p_parsed #>> '{outcome,amountFen}')::bigint,
            jsonb_build_object('mismatches', p_mismatches, 'orderNo', p_parsed ->> 'paymentNo', 'tradeNo', p_parsed #> '{outcome,tradeNo}'))
    ON CONFLICT DO NOTHING;
  SELECT 'wrong-' || p_mismatches[1]
$$;

-- A notification that tells of no success is a hint: ask the gateway.
CREATE FUNCTION heed_hint(p_inbox_id bigint, p_payment_id bigint, p_parsed jsonb) RETURNS text LANGUAGE sql AS $$
  UPDATE payments SET next_query_at = 'epoch' WHERE id = p_payment_id AND status IN ('created', 'pending');
  INSERT INTO payment_events (payment_id, kind, detail)
    SELECT p_payment_id, 'hint', jsonb_build_object('inboxId', p_inbox_id, 'status', p_parsed #> '{outcome,status}') WHERE p_payment_id IS NOT NULL;
  SELECT 'hint'::text
$$;

-- A message about a refund: the money has left, will not leave, or somebody must look.
CREATE FUNCTION handle_refund_message(p_inbox_id bigint, p_source text, p_payment_id bigint, p_parsed jsonb, p_mismatches text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_refund_no text := p_parsed ->> 'refundNo';
  v_status text := p_parsed #>> '{outcome,status}';
  v_amount bigint := (p_parsed #>> '{outcome,amountFen}')::bigint;
  v_refund refunds;
  v_odd text;
  v_result text;
BEGIN
  SELECT * INTO v_refund FROM refunds WHERE refund_no = v_refund_no;
  v_odd := CASE
    WHEN v_refund_no IS NULL THEN 'foreign-refund' -- made by hand in the merchant's portal
    WHEN cardinality(p_mismatches) > 0 OR v_amount <> v_refund.amount_fen THEN 'wrong-refund'
    WHEN v_refund.id IS NULL THEN 'unknown-refund'
    WHEN NOT EXISTS (SELECT FROM collections c WHERE c.id = v_refund.collection_id AND c.source = p_source AND p_parsed ->> 'paymentNo' IN (c.order_no, ''))
      THEN 'wrong-refund'
    WHEN v_status = 'abnormal' THEN 'refund-abnormal' END;
  INSERT INTO payment_events (payment_id, kind, detail)
    SELECT p_payment_id, 'refund-notification',
           jsonb_build_object('inboxId', p_inbox_id, 'refundNo', v_refund_no, 'status', v_status, 'odd', v_odd)
     WHERE p_payment_id IS NOT NULL;
  IF v_odd IS NOT NULL THEN
    INSERT INTO odd_payments (kind, payment_id, collection_id, inbox_id, amount_fen, detail)
      VALUES (v_odd, p_payment_id, v_refund.collection_id, p_inbox_id, coalesce(v_amount, v_refund.amount_fen, 0),
              jsonb_build_object('refundNo', v_refund_no, 'orderNo', p_parsed -> 'paymentNo', 'source', p_source, 'status', v_status,
                                 'gatewayRefundNo', p_parsed #> '{outcome,gatewayRefundNo}', 'at', p_parsed #> '{outcome,at}',
                                 'reason', p_parsed #> '{outcome,reason}'))
      ON CONFLICT DO NOTHING;
    RETURN v_odd;
  END IF;
  v_result := CASE
    WHEN v_status = 'succeeded' THEN finish_refund(v_refund_no, p_parsed #>> '{outcome,gatewayRefundNo}', (p_parsed #>> '{outcome,at}')::timestamptz)
    WHEN v_status = 'failed' THEN fail_refund(v_refund_no, p_parsed #>> '{outcome,reason}')
    -- A gateway speaks of a refund that we hold ended or have not sent: only a person can tell what became of the money.
    WHEN v_refund.status IN ('awaiting-approval', 'failed', 'rejected') THEN queue_odd_refund(v_refund_no, 'refund-conflict', jsonb_build_object('was', v_refund.status))
    ELSE 'asked' END;
  IF v_result = 'asked' THEN
    UPDATE refunds SET next_query_at = 'epoch' WHERE id = v_refund.id AND status = 'pending' AND way = 'gateway';
  END IF;
  RETURN CASE v_result WHEN 'conflict' THEN 'refund-conflict' ELSE 'refund-' || v_status END;
END
$$;

-- Handles stored messages: one transaction for a micro-batch. Messages that another worker holds, or that are handled
-- already, are left out of the answer.
CREATE FUNCTION handle_inbox(p_ids bigint[]) RETURNS SETOF settlement_result LANGUAGE plpgsql AS $$
DECLARE
  v_ids bigint[];
  v_settlements settlement[];
  v_results settlement_result[] := '{}';
  v_message record;
BEGIN
  SELECT array_agg(id) INTO v_ids FROM (
    SELECT id FROM inbox_messages WHERE id = ANY (p_ids) AND status <> 'handled' ORDER BY id FOR NO KEY UPDATE SKIP LOCKED) claimed;
  -- Agreements before payments and holders, as when a debit begins.
  IF EXISTS (SELECT FROM inbox_messages WHERE id = ANY (v_ids) AND kind = 'agreement') THEN
    v_results := ARRAY(SELECT ROW (a.inbox_id, NULL, a.result)::settlement_result FROM handle_agreement_messages(v_ids) a);
  END IF;
  PERFORM lock_payments(ARRAY(
    SELECT p.id FROM inbox_messages i JOIN payments p ON p.payment_no = i.parsed ->> 'paymentNo' WHERE i.id = ANY (v_ids)));

  -- A success that agrees with its order in everything, or names no order of ours but is proved to be our money.
  SELECT array_agg(ROW (i.id, p.id, i.source, i.parsed ->> 'paymentNo', o.trade_no, o.amount_fen, o.paid_at, 'notification', NULL)::settlement ORDER BY i.id)
    INTO v_settlements
    FROM inbox_messages i LEFT JOIN payments p ON p.payment_no = i.parsed ->> 'paymentNo', paid_outcome(i.parsed) o
   WHERE i.id = ANY (v_ids) AND i.kind = 'payment' AND o.is_paid AND mismatches(i, p) = '{}';
  IF v_settlements IS NOT NULL THEN
    v_results := v_results || ARRAY(SELECT r FROM settle_many(v_settlements) r);
  END IF;

  IF cardinality(v_results) < cardinality(v_ids) THEN
    FOR v_message IN
      SELECT i.id, i.kind, i.source, i.parsed, i.parsed #>> '{outcome,status}' AS status, p.id AS payment_id, p.payment_no, mismatches(i, p) AS mismatches
        FROM inbox_messages i LEFT JOIN payments p ON p.payment_no = i.parsed ->> 'paymentNo'
       WHERE i.id = ANY (v_ids) AND NOT EXISTS (SELECT FROM unnest(v_results) r WHERE r.inbox_id = i.id) ORDER BY i.id
    LOOP
      v_results := v_results || ROW (v_message.id, v_message.payment_no, CASE
        WHEN v_message.kind = 'other' THEN 'ignored'
        WHEN v_message.kind = 'refund' THEN handle_refund_message(v_message.id, v_message.source, v_message.payment_id, v_message.parsed, v_message.mismatches)
        WHEN v_message.status = 'paid' THEN queue_contradiction(v_message.id, v_message.payment_id, v_message.parsed, v_message.mismatches)
        ELSE heed_hint(v_message.id, v_message.payment_id, v_message.parsed) END)::settlement_result;
    END LOOP;
  END IF;

  UPDATE inbox_messages i SET status = 'handled', handled_at = clock_timestamp(), attempts = i.attempts + 1, result = r.result
    FROM unnest(v_results) r WHERE i.id = r.inbox_id;
  RETURN QUERY SELECT * FROM unnest(v_results);
END
$$;

------------------------------------------------------------------------------------------------------------------------
-- Money goes back

-- Takes `p_amount_fen` of a collection away from where it went: balances and suspense first, then payables, the last one
-- first, a bill whose money goes is owed again. Returns what was taken, for a failed refund to be restored by.
-- The caller has locked the payment and its holders.
CREATE FUNCTION take_back(p_collection_id bigint, p_amount_fen bigint, p_kind text, p_reference text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_line record;
  v_amount bigint;
  v_left bigint := p_amount_fen;
  v_taken jsonb := '[]';
  v_accounts text[] := '{refunds-in-flight}';
  v_holders bigint[] := '{null}';
  v_amounts bigint[] := ARRAY[-p_amount_fen];
BEGIN
  PERFORM lock_holders(ARRAY(SELECT DISTINCT holder_period_id FROM allocations WHERE collection_id = p_collection_id AND holder_period_id IS NOT NULL));
  FOR v_line IN
    SELECT * FROM allocations WHERE collection_id = p_collection_id AND taken_back_fen < amount_fen ORDER BY payable_id IS NOT NULL, id DESC
  LOOP
    EXIT WHEN v_left = 0;
    v_amount := LEAST(v_left, v_line.amount_fen - v_line.taken_back_fen, pool_of(v_line.holder_period_id, v_line.account_code));
    CONTINUE WHEN v_amount = 0; -- the balance has been used for another bill meanwhile
    PERFORM move_allocation(v_line.id, v_amount);
    v_taken := v_taken || jsonb_build_object('allocationId', v_line.id, 'amountFen', v_amount);
    v_accounts := v_accounts || v_line.account_code;
    v_holders := v_holders || v_line.holder_period_id;
    v_amounts := v_amounts || v_amount;
    v_left := v_left - v_amount;
  END LOOP;
  IF v_left > 0 THEN
    PERFORM refuse('refund-balance-used');
  END IF;
  PERFORM post_transaction(p_kind, p_reference, shanghai_date(now()), v_accounts, v_holders, v_amounts);
  RETURN v_taken;
END
$$;

-- Requests a refund. `awaiting-approval` only reserves the sum, `pending` also takes it back and makes it due to be sent.
-- Returns its number: that of the earlier refund when the same request comes again after a crash took its answer away.
CREATE FUNCTION request_refund(
  p_refund_no text, p_collection_id bigint, p_amount_fen bigint, p_way text, p_status text, p_reason text, p_requested_by text,
  p_request_key text DEFAULT NULL
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_payment_id bigint := (SELECT payment_id FROM collections WHERE id = p_collection_id);
  v_earlier text;
BEGIN
  PERFORM lock_payments(ARRAY[v_payment_id]);
  PERFORM FROM collections WHERE id = p_collection_id FOR NO KEY UPDATE;
  SELECT refund_no INTO v_earlier FROM refunds WHERE request_key = p_request_key;
  IF FOUND THEN
    RETURN v_earlier;
  END IF;
  UPDATE collections SET refunded_fen = refunded_fen + p_amount_fen
   WHERE id = p_collection_id AND refunded_fen + p_amount_fen <= amount_fen RETURNING payment_id INTO v_payment_id;
  IF NOT FOUND THEN
    PERFORM refuse('refund-too-large');
  END IF;
  INSERT INTO refunds (refund_no, payment_id, collection_id, amount_fen, status, way, reason, requested_by, request_key)
    VALUES (p_refund_no, v_payment_id, p_collection_id, p_amount_fen, 'awaiting-approval', p_way, p_reason, p_requested_by, p_request_key);
  PERFORM note_refund(p_refund_no, 'refund-requested', jsonb_build_object('by', p_requested_by, 'way', p_way));
  IF p_status = 'pending' THEN
    PERFORM release_refund(p_refund_no, NULL);
  END IF;
  RETURN p_refund_no;
END
$$;

-- The payer takes a surplus back instead of leaving it on the balance. Only what still lies there from this collection: a bill
-- that has been paid stays paid.
CREATE FUNCTION return_surplus(
  p_refund_no text, p_collection_id bigint, p_amount_fen bigint, p_way text, p_status text, p_reason text, p_requested_by text, p_request_key text
) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_payments(ARRAY(SELECT payment_id FROM collections WHERE id = p_collection_id));
  IF NOT EXISTS (SELECT FROM refunds WHERE request_key = p_request_key) AND p_amount_fen > (
    SELECT coalesce(sum(LEAST(a.amount_fen - a.taken_back_fen, pool_of(a.holder_period_id, 'customer-balance'))), 0)
      FROM allocations a WHERE a.collection_id = p_collection_id AND a.account_code = 'customer-balance') THEN
    PERFORM refuse('refund-balance-used');
  END IF;
  RETURN request_refund(p_refund_no, p_collection_id, p_amount_fen, p_way, p_status, p_reason, p_requested_by, p_request_key);
END
$$;

-- Approved, or in need of no approval: the money is taken back and the refund is due to be sent.
CREATE FUNCTION release_refund(p_refund_no text, p_approved_by text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_refund refunds := lock_refund(p_refund_no);
BEGIN
  IF v_refund.status <> 'awaiting-approval' THEN
    PERFORM refuse('refund-not-awaiting-approval');
  ELSIF v_refund.requested_by = p_approved_by THEN
    PERFORM refuse('four-eyes');
  END IF;
  UPDATE refunds SET status = 'pending', approved_by = p_approved_by, released_at = now(),
         taken_back = take_back(v_refund.collection_id, v_refund.amount_fen, 'refund-requested', p_refund_no),
         next_query_at = CASE WHEN way = 'gateway' THEN 'epoch'::timestamptz END
   WHERE id = v_refund.id;
  IF p_approved_by IS NOT NULL THEN
    PERFORM note_refund(p_refund_no, 'refund-approved', jsonb_build_object('by', p_approved_by));
  END IF;
END
$$;

-- The second person says no: the reserved sum is free again.
CREATE FUNCTION reject_refund(p_refund_no text, p_rejected_by text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_refund refunds := lock_refund(p_refund_no);
BEGIN
  IF v_refund.status <> 'awaiting-approval' THEN
    PERFORM refuse('refund-not-awaiting-approval');
  END IF;
  UPDATE refunds SET status = 'rejected', finished_at = now() WHERE id = v_refund.id;
  UPDATE collections SET refunded_fen = refunded_fen - v_refund.amount_fen WHERE id = v_refund.collection_id;
  -- Money of no known order lies in suspense again: only the queue leads to it.
  INSERT INTO odd_payments (kind, collection_id, amount_fen, detail)
    SELECT 'refund-rejected', v_refund.collection_id, v_refund.amount_fen, jsonb_build_object('refundNo', p_refund_no) WHERE v_refund.payment_id IS NULL;
  PERFORM note_refund(p_refund_no, 'refund-rejected', jsonb_build_object('by', p_rejected_by));
END
$$;

-- Queues something odd about a refund, once per refund and kind.
CREATE FUNCTION queue_odd_refund(p_refund_no text, p_kind text, p_detail jsonb) RETURNS text LANGUAGE sql AS $$
  INSERT INTO odd_payments (kind, payment_id, collection_id, amount_fen, detail)
    SELECT p_kind, payment_id, collection_id, amount_fen, jsonb_build_object('refundNo', refund_no) || p_detail FROM refunds
     WHERE refund_no = p_refund_no
       AND NOT EXISTS (SELECT FROM odd_payments o WHERE o.collection_id = refunds.collection_id AND o.kind = p_kind AND o.detail ->> 'refundNo' = p_refund_no);
  SELECT 'conflict'
$$;

-- The money has left, at `p_at` as the gateway states it: its day (or `p_on`, of a reversal) is the one it has in the source's
-- file. A repeat changes nothing.
CREATE FUNCTION finish_refund(p_refund_no text, p_channel_refund_no text, p_at timestamptz DEFAULT NULL, p_on date DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_refund refunds := lock_refund(p_refund_no);
  v_source text;
BEGIN
  IF v_refund.status = 'succeeded' THEN
    RETURN 'repeat';
  ELSIF v_refund.status <> 'pending' THEN
    -- Told failed or refused before, and now the money has left after all: the books may not say so before a person has looked.
    RETURN queue_odd_refund(p_refund_no, 'refund-conflict',
      jsonb_build_object('was', v_refund.status, 'gatewayRefundNo', p_channel_refund_no, 'at', p_at));
  END IF;
  SELECT source INTO v_source FROM collections WHERE id = v_refund.collection_id;
  PERFORM post_transaction('refund-succeeded', p_refund_no, coalesce(p_on, shanghai_date(coalesce(p_at, now()))),
    ARRAY['refunds-in-flight', CASE v_refund.way WHEN 'payout' THEN 'payouts' ELSE source_account(v_source) END],
    ARRAY[NULL, NULL]::bigint[], ARRAY[v_refund.amount_fen, -v_refund.amount_fen]);
  UPDATE refunds SET status = 'succeeded', finished_at = now(), channel_refund_no = p_channel_refund_no, next_query_at = NULL WHERE id = v_refund.id;
  INSERT INTO outbox_messages (kind, dedupe_key, payload)
    SELECT 'refund-succeeded', 'refund-succeeded:' || p_refund_no,
           jsonb_build_object('refundNo', p_refund_no, 'paymentNo', p.payment_no, 'personId', p.person_id, 'amountFen', v_refund.amount_fen)
      FROM payments p WHERE p.id = v_refund.payment_id
    ON CONFLICT (dedupe_key) DO NOTHING;
  PERFORM note_refund(p_refund_no, 'refund-succeeded', jsonb_build_object('channelRefundNo', p_channel_refund_no));
  RETURN 'succeeded';
END
$$;

-- The gateway stated that the money will not leave: it goes back where it was. What has been paid otherwise meanwhile is
-- not paid twice: the money then becomes the holder's balance.
CREATE FUNCTION fail_refund(p_refund_no text, p_reason text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_refund refunds := lock_refund(p_refund_no);
  v_line record;
  v_back bigint;
  v_accounts text[] := '{refunds-in-flight}';
  v_holders bigint[] := '{null}';
  v_amounts bigint[] := ARRAY[v_refund.amount_fen];
BEGIN
  IF v_refund.status = 'succeeded' THEN
    RETURN queue_odd_refund(p_refund_no, 'refund-conflict', jsonb_build_object('was', v_refund.status, 'reason', p_reason));
  ELSIF v_refund.status <> 'pending' THEN
    RETURN 'repeat';
  END IF;
  FOR v_line IN
    SELECT a.*, t."amountFen" AS taken, room_of(a) AS room
      FROM jsonb_to_recordset(v_refund.taken_back) AS t ("allocationId" bigint, "amountFen" bigint) JOIN allocations a ON a.id = t."allocationId"
     ORDER BY a.id
  LOOP
    v_back := LEAST(v_line.taken, v_line.room);
    PERFORM move_allocation(v_line.id, -v_back);
    v_accounts := v_accounts || v_line.account_code || 'customer-balance'::text;
    v_holders := v_holders || v_line.holder_period_id || v_line.holder_period_id;
    v_amounts := v_amounts || -v_back || (v_back - v_line.taken);
    PERFORM allocate_to_balance(v_refund.collection_id, v_line.holder_period_id, v_line.taken - v_back);
  END LOOP;
  PERFORM post_transaction('refund-failed', p_refund_no, shanghai_date(now()), v_accounts, v_holders, v_amounts);
  UPDATE collections SET refunded_fen = refunded_fen - v_refund.amount_fen WHERE id = v_refund.collection_id;
  UPDATE refunds SET status = 'failed', finished_at = now(), failure_reason = p_reason, next_query_at = NULL WHERE id = v_refund.id;
  INSERT INTO odd_payments (kind, payment_id, collection_id, amount_fen, detail)
    VALUES ('refund-failed', v_refund.payment_id, v_refund.collection_id, v_refund.amount_fen, jsonb_build_object('refundNo', p_refund_no, 'reason', p_reason));
  PERFORM note_refund(p_refund_no, 'refund-failed', jsonb_build_object('reason', p_reason));
  RETURN 'failed';
END
$$;

------------------------------------------------------------------------------------------------------------------------
-- Money received: by a partner, at a desk, from a file. It is ours, or refused, in one transaction; no gateway is asked.

-- One at a time for each trade of a source, also before there is a row to lock.
CREATE FUNCTION lock_trade(p_source text, p_trade_no text) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtextextended(p_source || ':' || p_trade_no, 0))
$$;

-- Refuses unless everything can be paid right now. The caller has locked the holders.
CREATE FUNCTION refuse_unless_payable(p_payables bigint[], p_amounts bigint[], p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_item record;
BEGIN
  FOR v_item IN
    SELECT y.status = 'open' AND y.kind <> 'prepayment' AND y.paid_fen < y.amount_fen AS payable,
           item.amount > y.amount_fen - y.paid_fen AS too_large, coalesce(y.locked_until > p_at, false) AS locked
      FROM unnest(p_payables, p_amounts) AS item (id, amount) LEFT JOIN payables y USING (id)
  LOOP
    IF v_item.payable IS NOT TRUE THEN
      PERFORM refuse('payable-not-payable');
    ELSIF v_item.too_large THEN
      PERFORM refuse('amount-too-large');
    ELSIF v_item.locked THEN
      PERFORM refuse('payable-locked');
    END IF;
  END LOOP;
END
$$;

-- Books money that a source has received for us: payment, items, collection, postings, receipt. The same trade again changes
-- nothing and answers 'repeat' with the first payment's number, or 'conflict' where it names another sum. `p_strict` refuses
-- what cannot be paid right now (the money has not changed hands yet); otherwise it is ours already and is booked whatever
-- happened to the bill meanwhile, as any late success is.
CREATE FUNCTION receive_payment(
  p_payment_no text, p_channel text, p_source text, p_trade_no text, p_product text, p_person_id uuid, p_description text,
  p_payables bigint[], p_amounts bigint[], p_prepaid_holders bigint[], p_prepaid_amounts bigint[],
  p_paid_at timestamptz, p_clearing_on date, p_origin text, p_strict boolean, p_detail jsonb,
  OUT payment_no text, OUT result text, OUT collection_id bigint
) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  v_total bigint := (SELECT sum(amount) FROM unnest(p_amounts || p_prepaid_amounts) AS amount);
  v_payment_id bigint;
BEGIN
  PERFORM lock_trade(p_source, p_trade_no);
  SELECT p.payment_no, CASE WHEN c.amount_fen = v_total THEN 'repeat' ELSE 'conflict' END, c.id INTO payment_no, result, collection_id
    FROM collections c LEFT JOIN payments p ON p.id = c.payment_id WHERE c.source = p_source AND c.trade_no = p_trade_no;
  IF FOUND THEN
    RETURN;
  END IF;
  IF EXISTS (SELECT FROM reversal_marks m WHERE m.source = p_source AND m.trade_no = p_trade_no) THEN
    PERFORM refuse('reversed-before');
  END IF;
  INSERT INTO customer_balances (holder_period_id) SELECT unnest(p_prepaid_holders) ORDER BY 1 ON CONFLICT DO NOTHING;
  PERFORM lock_holders(p_prepaid_holders || ARRAY(SELECT y.holder_period_id FROM payables y WHERE y.id = ANY (p_payables)));
  IF p_strict THEN
    PERFORM refuse_unless_payable(p_payables, p_amounts, p_paid_at);
  END IF;

  WITH payment AS (
    INSERT INTO payments (payment_no, person_id, channel, gateway, product, amount_fen, description, created_at, expires_at, clearing_on)
      VALUES (p_payment_no, p_person_id, p_channel, split_part(p_source, ':', 1), p_product, v_total, p_description, p_paid_at, p_paid_at, p_clearing_on)
      RETURNING id
  ), item AS (
    INSERT INTO payment_items (payment_id, payable_id, amount_fen)
      SELECT payment.id, item.id, amount FROM payment, unnest(p_payables, p_amounts) AS item (id, amount)
  ), event AS (
    INSERT INTO payment_events (payment_id, kind, detail)
      SELECT id, 'received', jsonb_build_object('channel', p_channel, 'source', p_source, 'tradeNo', p_trade_no, 'amountFen', v_total) || p_detail FROM payment
  )
  SELECT id INTO v_payment_id FROM payment;
  WITH prepayment AS (
    INSERT INTO payables (kind, holder_period_id, amount_fen, credit_account, created_at)
      SELECT 'prepayment', holder, amount, 'customer-prepaid', p_paid_at FROM unnest(p_prepaid_holders, p_prepaid_amounts) AS item (holder, amount)
      RETURNING id, amount_fen
  )
  INSERT INTO payment_items (payment_id, payable_id, amount_fen) SELECT v_payment_id, id, amount_fen FROM prepayment;

  payment_no := p_payment_no;
  SELECT r.result INTO STRICT result FROM settle_round(ARRAY[ROW (
    NULL, v_payment_id, p_source, p_payment_no, p_trade_no, v_total, p_paid_at, p_origin, NULL)::settlement]) r;
  SELECT c.id INTO STRICT collection_id FROM collections c WHERE c.source = p_source AND c.trade_no = p_trade_no;
END
$$;

-- 冲正: undoes money received, whole and within its clearing day (`p_on`; null where a later day is allowed, such as a cheque
-- that bounced). A trade never seen is remembered, and blocked should it arrive later. Answers 'reversed', 'repeat' or 'unseen'.
CREATE FUNCTION reverse_collection(
  p_source text, p_trade_no text, p_reversal_no text, p_amount_fen bigint, p_on date, p_by text, p_reason text
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_collection collections;
BEGIN
  PERFORM lock_trade(p_source, p_trade_no);
  SELECT * INTO v_collection FROM collections WHERE source = p_source AND trade_no = p_trade_no;
  IF NOT FOUND THEN
    INSERT INTO reversal_marks (source, trade_no, reversal_no, amount_fen, reason) VALUES (p_source, p_trade_no, p_reversal_no, p_amount_fen, p_reason)
      ON CONFLICT DO NOTHING;
    RETURN 'unseen';
  END IF;
  IF EXISTS (SELECT FROM refunds f WHERE f.collection_id = v_collection.id AND f.way = 'reversal' AND f.status = 'succeeded') THEN
    RETURN 'repeat';
  ELSIF v_collection.amount_fen <> p_amount_fen THEN
    PERFORM refuse('reversal-amount');
  ELSIF v_collection.clearing_on <> p_on THEN
    PERFORM refuse('reversal-other-day');
  END IF;
  PERFORM request_refund(p_reversal_no, v_collection.id, v_collection.amount_fen, 'reversal', 'pending', p_reason, p_by);
  PERFORM finish_refund(p_reversal_no, p_trade_no, NULL, p_on);
  RETURN 'reversed';
END
$$;

------------------------------------------------------------------------------------------------------------------------
-- Bills and balances

-- Uses up a holder's surplus, then the prepayment, for payables that are open: 'balance-applied', once per payable.
CREATE FUNCTION apply_balances(p_payable_ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_line record;
  v_balance bigint;
  v_prepaid bigint;
BEGIN
  PERFORM lock_holders(ARRAY(SELECT DISTINCT holder_period_id FROM payables WHERE id = ANY (p_payable_ids)));
  FOR v_line IN
    SELECT y.id, y.holder_period_id, y.created_at, y.credit_account
      FROM payables y JOIN customer_balances b USING (holder_period_id)
     WHERE y.id = ANY (p_payable_ids) AND y.status = 'open' AND y.credit_account <> 'customer-prepaid' AND b.balance_fen + b.prepaid_fen > 0
     ORDER BY y.id
  LOOP
    SELECT LEAST(b.balance_fen, y.amount_fen - y.paid_fen), LEAST(b.prepaid_fen, y.amount_fen - y.paid_fen - LEAST(b.balance_fen, y.amount_fen - y.paid_fen))
      INTO v_balance, v_prepaid FROM payables y JOIN customer_balances b USING (holder_period_id) WHERE y.id = v_line.id;
    CONTINUE WHEN v_balance + v_prepaid = 0;
    UPDATE customer_balances SET balance_fen = balance_fen - v_balance, prepaid_fen = prepaid_fen - v_prepaid
     WHERE holder_period_id = v_line.holder_period_id;
    UPDATE payables SET paid_fen = paid_fen + v_balance + v_prepaid WHERE id = v_line.id;
    PERFORM post_transaction('balance-applied', 'payable:' || v_line.id, shanghai_date(now()),
      ARRAY['customer-balance', 'customer-prepaid', v_line.credit_account], array_fill(v_line.holder_period_id, ARRAY[3]),
      ARRAY[v_balance, v_prepaid, -v_balance - v_prepaid]);
  END LOOP;
END
$$;

-- Books issued bills: what is owed, and the income, then applies what the holder has with us. Bills that have been posted
-- are left alone. A bill of nothing has a payable of nothing and no place on the books.
CREATE FUNCTION post_bills(p_bill_ids bigint[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_payables bigint[];
BEGIN
  WITH bill AS MATERIALIZED (
    -- Numbers are taken beforehand, so that the parts below need not be joined.
    SELECT id, bill_no, holder_period_id, issued_at, total_fen, nextval('payables_id_seq') AS payable_id,
           nextval('ledger_transactions_id_seq') AS transaction_id
      FROM (SELECT * FROM bills WHERE id = ANY (p_bill_ids) AND kind = 'bill' AND payable_id IS NULL ORDER BY id FOR UPDATE) unposted
  ), payable AS (
    INSERT INTO payables (id, kind, holder_period_id, amount_fen, credit_account, created_at)
      SELECT payable_id, 'bill', holder_period_id, total_fen, 'receivable', issued_at FROM bill
  ), named AS (
    UPDATE bills SET payable_id = bill.payable_id FROM bill WHERE bills.id = bill.id
  ), transaction AS (
    INSERT INTO ledger_transactions (id, kind, reference, business_date)
      SELECT transaction_id, 'bill-issued', bill_no, shanghai_date(issued_at) FROM bill WHERE total_fen > 0
  ), postings AS (
    INSERT INTO ledger_postings (transaction_id, account_code, holder_period_id, amount_fen)
      SELECT transaction_id, 'receivable', holder_period_id, total_fen FROM bill WHERE total_fen > 0
      UNION ALL
      SELECT transaction_id, 'energy-income', NULL, -total_fen FROM bill WHERE total_fen > 0
  )
  SELECT array_agg(payable_id) INTO v_payables FROM bill;
  PERFORM apply_balances(v_payables);
  RETURN coalesce(cardinality(v_payables), 0);
END
$$;

-- Books the reversal of a bill. What had been paid of it becomes the holder's balance, refundable as before.
CREATE FUNCTION reverse_bill(p_reversal_id bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_reversal bills;
  v_original bills;
  v_payable payables;
  v_moved record;
BEGIN
  SELECT * INTO STRICT v_reversal FROM bills WHERE id = p_reversal_id AND kind = 'reversal';
  SELECT * INTO STRICT v_original FROM bills WHERE id = v_reversal.reverses_id;
  PERFORM lock_holders(ARRAY[v_original.holder_period_id]);
  SELECT * INTO STRICT v_payable FROM payables WHERE id = v_original.payable_id;
  IF v_payable.status = 'void' THEN
    RETURN;
  END IF;
  FOR v_moved IN SELECT id, collection_id, amount_fen - taken_back_fen AS amount FROM allocations
    WHERE payable_id = v_payable.id AND taken_back_fen < amount_fen ORDER BY id
  LOOP
    UPDATE allocations SET taken_back_fen = amount_fen WHERE id = v_moved.id;
    INSERT INTO allocations (collection_id, holder_period_id, account_code, amount_fen, moved)
      VALUES (v_moved.collection_id, v_payable.holder_period_id, 'customer-balance', v_moved.amount, true);
  END LOOP;
  UPDATE payables SET status = 'void', paid_fen = 0 WHERE id = v_payable.id;
  UPDATE customer_balances SET balance_fen = balance_fen + v_payable.paid_fen WHERE holder_period_id = v_payable.holder_period_id;
  IF v_original.total_fen > 0 THEN
    PERFORM post_transaction('bill-reversed', v_reversal.bill_no, shanghai_date(v_reversal.issued_at),
      ARRAY['energy-income', 'receivable', 'customer-balance'], ARRAY[NULL, v_payable.holder_period_id, v_payable.holder_period_id],
      ARRAY[v_payable.amount_fen, v_payable.paid_fen - v_payable.amount_fen, -v_payable.paid_fen]);
  END IF;
END
$$;

------------------------------------------------------------------------------------------------------------------------
-- Odd payments

CREATE FUNCTION lock_odd_payment(p_id bigint) RETURNS odd_payments LANGUAGE plpgsql AS $$
DECLARE
  v_odd odd_payments;
BEGIN
  SELECT * INTO v_odd FROM odd_payments WHERE id = p_id FOR UPDATE;
  IF NOT FOUND THEN
    PERFORM refuse('odd-payment-not-found');
  ELSIF v_odd.status <> 'open' THEN
    PERFORM refuse('odd-payment-resolved');
  END IF;
  RETURN v_odd;
END
$$;

-- Entries about money that came in can be credited or refunded, those about a message or a refund only be dismissed.
CREATE FUNCTION refuse_unless_money(p_odd odd_payments) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_odd.collection_id IS NULL OR p_odd.kind NOT IN ('unknown-payment', 'second-success', 'late-success', 'underpaid', 'surplus', 'refund-failed', 'refund-rejected') THEN
    PERFORM refuse('odd-payment-without-money');
  END IF;
END
$$;

CREATE FUNCTION close_odd_payment(p_id bigint, p_resolution text, p_by text, p_note text, p_detail jsonb) RETURNS void LANGUAGE sql AS $$
  UPDATE odd_payments SET status = 'resolved', resolution = p_resolution, resolved_by = p_by, resolved_at = now(), note = p_note, detail = detail || p_detail
   WHERE id = p_id;
  INSERT INTO payment_events (payment_id, kind, detail)
    SELECT payment_id, 'odd-resolved', jsonb_build_object('oddId', id, 'kind', kind, 'resolution', p_resolution, 'by', p_by)
      FROM odd_payments WHERE id = p_id AND payment_id IS NOT NULL
$$;

-- Credits the money to a holder's balance: out of suspense, or from the balance it fell into. Money that lies there
-- already stays, then only the decision is recorded.
CREATE FUNCTION credit_odd_payment(p_id bigint, p_holder bigint, p_by text, p_note text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_odd odd_payments := lock_odd_payment(p_id);
  v_line record;
  v_amount bigint;
  v_left bigint := v_odd.amount_fen;
  v_accounts text[] := '{}';
  v_holders bigint[] := '{}';
  v_amounts bigint[] := '{}';
BEGIN
  PERFORM refuse_unless_money(v_odd);
  PERFORM FROM payments WHERE id = v_odd.payment_id FOR NO KEY UPDATE;
  PERFORM FROM collections WHERE id = v_odd.collection_id FOR NO KEY UPDATE;
  INSERT INTO customer_balances (holder_period_id) SELECT p_holder WHERE p_holder IS NOT NULL ON CONFLICT DO NOTHING;
  PERFORM lock_holders(ARRAY(
    SELECT holder_period_id FROM allocations WHERE collection_id = v_odd.collection_id AND holder_period_id IS NOT NULL
    UNION SELECT p_holder WHERE p_holder IS NOT NULL));
  IF p_holder IS NULL AND EXISTS (SELECT FROM allocations WHERE collection_id = v_odd.collection_id AND account_code = 'unidentified' AND taken_back_fen < amount_fen) THEN
    PERFORM refuse('account-needed');
  END IF;
  FOR v_line IN
    SELECT * FROM allocations
     WHERE collection_id = v_odd.collection_id AND account_code IN ('unidentified', 'customer-balance') AND taken_back_fen < amount_fen
       AND holder_period_id IS DISTINCT FROM p_holder AND p_holder IS NOT NULL ORDER BY id DESC
  LOOP
    EXIT WHEN v_left = 0;
    v_amount := LEAST(v_left, v_line.amount_fen - v_line.taken_back_fen, pool_of(v_line.holder_period_id, v_line.account_code));
    CONTINUE WHEN v_amount = 0;
    PERFORM move_allocation(v_line.id, v_amount);
    PERFORM allocate_to_balance(v_odd.collection_id, p_holder, v_amount);
    v_accounts := v_accounts || v_line.account_code || 'customer-balance'::text;
    v_holders := v_holders || v_line.holder_period_id || p_holder;
    v_amounts := v_amounts || v_amount || -v_amount;
    v_left := v_left - v_amount;
  END LOOP;
  IF v_amounts <> '{}' THEN
    PERFORM post_transaction('odd-credited', 'odd:' || p_id, shanghai_date(now()), v_accounts, v_holders, v_amounts);
  END IF;
  PERFORM close_odd_payment(p_id, 'credit', p_by, p_note, jsonb_build_object('creditedFen', v_odd.amount_fen - v_left));
END
$$;

-- A refund that has left the gateway without our books: made by hand in the merchant's portal, or told failed before it
-- succeeded after all. A person has confirmed it: the money is taken back from where it lies, and is gone.
CREATE FUNCTION link_odd_refund(p_odd odd_payments, p_payment_id bigint, p_by text, p_note text, p_refund_no text, p_amount_fen bigint) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_refund_no text := p_odd.detail ->> 'refundNo';
  v_gateway_no text := coalesce(p_odd.detail ->> 'gatewayRefundNo', v_refund_no);
  v_at timestamptz := p_odd.detail ->> 'at';
  v_collection_id bigint;
  v_refund refunds;
BEGIN
  IF p_odd.kind = 'foreign-refund' THEN
    -- The message names neither number nor sum of its own: a person found the sum in the portal, and we give the number.
    PERFORM lock_payments(ARRAY[p_payment_id]);
    SELECT id INTO v_collection_id FROM collections
     WHERE payment_id = p_payment_id AND source = p_odd.detail ->> 'source' AND order_no = p_odd.detail ->> 'orderNo'
       AND refunded_fen + p_amount_fen <= amount_fen ORDER BY id DESC LIMIT 1;
    IF NOT FOUND OR p_refund_no IS NULL THEN
      PERFORM refuse('odd-payment-not-linkable');
    END IF;
    PERFORM request_refund(p_refund_no, v_collection_id, p_amount_fen, 'gateway', 'pending', p_note, p_by);
    RETURN finish_refund(p_refund_no, coalesce(v_gateway_no, p_refund_no), coalesce(v_at, p_odd.created_at));
  END IF;
  IF p_odd.kind = 'unknown-refund' THEN
    PERFORM lock_payments(ARRAY[p_payment_id]);
    SELECT id INTO v_collection_id FROM collections
     WHERE payment_id = p_payment_id AND source = p_odd.detail ->> 'source' AND order_no = p_odd.detail ->> 'orderNo'
       AND refunded_fen + p_odd.amount_fen <= amount_fen ORDER BY id DESC LIMIT 1;
    IF NOT FOUND OR p_odd.detail ->> 'status' IS DISTINCT FROM 'succeeded' THEN
      PERFORM refuse('odd-payment-not-linkable');
    END IF;
    PERFORM request_refund(v_refund_no, v_collection_id, p_odd.amount_fen, 'gateway', 'pending', p_note, p_by);
    RETURN finish_refund(v_refund_no, v_gateway_no, v_at);
  END IF;
  v_refund := lock_refund(v_refund_no);
  IF v_refund.payment_id IS DISTINCT FROM p_payment_id OR v_refund.way <> 'gateway' OR v_refund.status NOT IN ('awaiting-approval', 'failed', 'rejected') THEN
    PERFORM refuse('odd-payment-not-linkable');
  END IF;
  IF v_refund.status <> 'awaiting-approval' THEN
    UPDATE collections SET refunded_fen = refunded_fen + v_refund.amount_fen
     WHERE id = v_refund.collection_id AND refunded_fen + v_refund.amount_fen <= amount_fen;
    IF NOT FOUND THEN
      PERFORM refuse('refund-too-large');
    END IF;
  END IF;
  UPDATE refunds SET status = 'pending', finished_at = NULL, failure_reason = NULL,
         taken_back = take_back(v_refund.collection_id, v_refund.amount_fen, 'refund-reopened', v_refund_no)
   WHERE id = v_refund.id;
  RETURN finish_refund(v_refund_no, v_gateway_no, v_at);
END
$$;

-- The money of an order unknown to us belongs to this payment of ours: it settles it, as if it had named it. Refunds that
-- left without our books are linked to their payment likewise.
-- `p_refund_no` and `p_amount_fen` for a refund that was made in the gateway's portal, whose message tells neither.
CREATE FUNCTION link_odd_payment(
  p_id bigint, p_payment_no text, p_by text, p_note text, p_refund_no text DEFAULT NULL, p_amount_fen bigint DEFAULT NULL
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_odd odd_payments := lock_odd_payment(p_id);
  v_collection collections;
  v_payment_id bigint;
  v_result text;
BEGIN
  SELECT id INTO v_payment_id FROM payments WHERE payment_no = p_payment_no;
  IF NOT FOUND THEN
    PERFORM refuse('payment-not-found');
  END IF;
  IF v_odd.kind IN ('refund-conflict', 'unknown-refund', 'foreign-refund') THEN
    v_result := link_odd_refund(v_odd, v_payment_id, p_by, p_note, p_refund_no, p_amount_fen);
    PERFORM close_odd_payment(p_id, 'link', p_by, p_note, jsonb_build_object('paymentNo', p_payment_no, 'result', v_result));
    RETURN v_result;
  END IF;
  SELECT * INTO v_collection FROM collections WHERE id = v_odd.collection_id FOR NO KEY UPDATE;
  PERFORM lock_payments(ARRAY[v_payment_id]);
  IF v_odd.kind <> 'unknown-payment' OR v_collection.payment_id IS NOT NULL OR v_collection.refunded_fen > 0 OR NOT EXISTS (
    SELECT FROM allocations WHERE collection_id = v_collection.id AND account_code = 'unidentified' AND taken_back_fen = 0)
  THEN
    PERFORM refuse('odd-payment-not-linkable');
  END IF;
  SELECT result INTO v_result FROM settle_many(ARRAY[ROW (
    v_odd.inbox_id, v_payment_id, v_collection.source, v_collection.order_no, v_collection.trade_no, v_collection.amount_fen,
    v_collection.paid_at, 'staff', v_collection.id)::settlement]);
  PERFORM close_odd_payment(p_id, 'link', p_by, p_note, jsonb_build_object('paymentNo', p_payment_no, 'result', v_result));
  RETURN v_result;
END
$$;

-- Sends the money back to its payer. Whether a second person must approve is the caller's rule.
CREATE FUNCTION refund_odd_payment(p_id bigint, p_refund_no text, p_way text, p_status text, p_by text, p_note text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_odd odd_payments := lock_odd_payment(p_id);
BEGIN
  PERFORM refuse_unless_money(v_odd);
  PERFORM request_refund(p_refund_no, v_odd.collection_id, v_odd.amount_fen, p_way, p_status, p_note, p_by);
  PERFORM close_odd_payment(p_id, 'refund', p_by, p_note, jsonb_build_object('refundNo', p_refund_no));
END
$$;

CREATE FUNCTION dismiss_odd_payment(p_id bigint, p_by text, p_note text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_odd_payment(p_id);
  -- Money in suspense must end somewhere: at an account, at a payment or back at its payer.
  IF EXISTS (SELECT FROM odd_payments o JOIN allocations a USING (collection_id)
              WHERE o.id = p_id AND a.account_code = 'unidentified' AND a.taken_back_fen < a.amount_fen) THEN
    PERFORM refuse('odd-payment-holds-money');
  END IF;
  PERFORM close_odd_payment(p_id, 'dismiss', p_by, p_note, '{}');
END
$$;
