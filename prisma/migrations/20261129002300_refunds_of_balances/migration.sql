-- A refund of a balance is of that balance alone: of the holder it is owed to and the account it lies on, also when a second
-- person agrees days later. What others have asked for meanwhile, and nobody has decided, is no longer there to be asked for.

ALTER TABLE "refunds" ADD COLUMN "balance_account" TEXT, ADD COLUMN "balance_holder_id" BIGINT;

ALTER TABLE refunds
  ADD CONSTRAINT refunds_balance_check
    CHECK (balance_account IN ('customer-balance', 'customer-prepaid') AND (balance_holder_id IS NULL OR balance_account IS NOT NULL)),
  ADD CONSTRAINT refunds_balance_holder_fkey FOREIGN KEY (balance_holder_id) REFERENCES holder_periods (id);
CREATE INDEX refunds_awaiting_idx ON refunds (collection_id) WHERE status = 'awaiting-approval';

-- What refunds that wait for a second person will take of a holder's balance, all or those of one collection. A refund of no balance
-- in particular takes balances first: as much as it could.
CREATE FUNCTION asked_of_balance(p_holder bigint, p_account text, p_collection_id bigint DEFAULT NULL) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(LEAST(asked.fen, lies.fen)), 0)::bigint
    FROM (SELECT collection_id, sum(amount_fen) AS fen FROM refunds
           WHERE status = 'awaiting-approval' AND (p_collection_id IS NULL OR collection_id = p_collection_id)
             AND coalesce(balance_account, p_account) = p_account AND coalesce(balance_holder_id, p_holder) = p_holder
           GROUP BY collection_id) asked,
         LATERAL (SELECT coalesce(sum(amount_fen - taken_back_fen), 0) AS fen FROM allocations a
                   WHERE a.collection_id = asked.collection_id AND a.holder_period_id = p_holder AND a.account_code = p_account) lies
$$;

-- What of a collection still lies on a balance, of one holder or of all, and may be asked back.
CREATE FUNCTION balance_left(p_collection_id bigint, p_account text, p_holder bigint DEFAULT NULL) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(GREATEST(0, LEAST(fen - asked_of_balance(holder, p_account, p_collection_id), pool_of(holder, p_account) - asked_of_balance(holder, p_account)))), 0)::bigint
    FROM (SELECT holder_period_id AS holder, sum(amount_fen - taken_back_fen) AS fen FROM allocations
           WHERE collection_id = p_collection_id AND account_code = p_account AND taken_back_fen < amount_fen
             AND (p_holder IS NULL OR holder_period_id = p_holder)
           GROUP BY holder_period_id) lies
$$;

-- Takes `p_amount_fen` of a collection away from where it went: balances and suspense first, then payables, the last one
-- first, a bill whose money goes is owed again. A refund of a balance (`p_reference` is its number) takes that one first, and
-- nothing else: only where the money has left already, the books must follow it wherever it is.
-- Returns what was taken, for a failed refund to be restored by. The caller has locked the payment and its holders.
CREATE OR REPLACE FUNCTION take_back(p_collection_id bigint, p_amount_fen bigint, p_kind text, p_reference text) RETURNS jsonb LANGUAGE plpgsql AS $$
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
    SELECT a.*, a.account_code = coalesce(f.balance_account, a.account_code)
             AND a.holder_period_id IS NOT DISTINCT FROM coalesce(f.balance_holder_id, a.holder_period_id) AS meant
      FROM allocations a JOIN refunds f ON f.refund_no = p_reference
     WHERE a.collection_id = p_collection_id AND a.taken_back_fen < a.amount_fen ORDER BY meant DESC, a.payable_id IS NOT NULL, a.id DESC
  LOOP
    EXIT WHEN v_left = 0 OR NOT v_line.meant AND p_kind = 'refund-requested';
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

DROP FUNCTION return_surplus(text, bigint, bigint, text, text, text, text, text, bigint);
DROP FUNCTION request_refund(text, bigint, bigint, text, text, text, text, text, bigint);

-- Requests a refund. `awaiting-approval` only reserves the sum; `pending` also takes it back and makes it due to be sent, unless the
-- money's refunds then come to more than one person may give back alone. With `p_balance_account` of what lies on that balance,
-- of one holder or of all: a bill that has been paid stays paid.
-- Returns its number: that of the earlier refund when the same request comes again after a crash took its answer away.
CREATE FUNCTION request_refund(
  p_refund_no text, p_collection_id bigint, p_amount_fen bigint, p_way text, p_status text, p_reason text, p_requested_by text,
  p_request_key text DEFAULT NULL, p_alone_up_to_fen bigint DEFAULT NULL, p_balance_account text DEFAULT NULL, p_balance_holder bigint DEFAULT NULL
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_payment_id bigint := (SELECT payment_id FROM collections WHERE id = p_collection_id);
  v_earlier text;
  v_refunded_fen bigint;
BEGIN
  PERFORM lock_payments(ARRAY[v_payment_id]);
  PERFORM FROM collections WHERE id = p_collection_id FOR NO KEY UPDATE;
  SELECT refund_no INTO v_earlier FROM refunds WHERE request_key = p_request_key;
  IF FOUND THEN
    RETURN v_earlier;
  END IF;
  IF p_balance_account IS NOT NULL AND p_amount_fen > balance_left(p_collection_id, p_balance_account, p_balance_holder) THEN
    PERFORM refuse('refund-balance-used');
  END IF;
  UPDATE collections SET refunded_fen = refunded_fen + p_amount_fen
   WHERE id = p_collection_id AND refunded_fen + p_amount_fen <= amount_fen RETURNING payment_id, refunded_fen INTO v_payment_id, v_refunded_fen;
  IF NOT FOUND THEN
    PERFORM refuse('refund-too-large');
  END IF;
  INSERT INTO refunds (refund_no, payment_id, collection_id, amount_fen, status, way, reason, requested_by, request_key, balance_account, balance_holder_id)
    VALUES (p_refund_no, v_payment_id, p_collection_id, p_amount_fen, 'awaiting-approval', p_way, p_reason, p_requested_by, p_request_key,
            p_balance_account, p_balance_holder);
  PERFORM note_refund(p_refund_no, 'refund-requested', jsonb_build_object('by', p_requested_by, 'way', p_way));
  IF p_status = 'pending' AND (p_alone_up_to_fen IS NULL OR v_refunded_fen <= p_alone_up_to_fen) THEN
    PERFORM release_refund(p_refund_no, NULL);
  END IF;
  RETURN p_refund_no;
END
$$;

-- Sends the money back to its payer, a surplus from the balance it became. Whether a second person must approve is the caller's rule.
CREATE OR REPLACE FUNCTION refund_odd_payment(p_id bigint, p_refund_no text, p_way text, p_status text, p_by text, p_note text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_odd odd_payments := lock_odd_payment(p_id);
BEGIN
  PERFORM refuse_unless_money(v_odd);
  PERFORM request_refund(p_refund_no, v_odd.collection_id, v_odd.amount_fen, p_way, p_status, p_note, p_by,
    p_balance_account => CASE v_odd.kind WHEN 'surplus' THEN 'customer-balance' END);
  PERFORM close_odd_payment(p_id, 'refund', p_by, p_note, jsonb_build_object('refundNo', p_refund_no));
END
$$;
