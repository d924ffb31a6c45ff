-- A refund by transfer: once a second person has agreed to it we owe it (`payouts`), and when finance confirms the transfer it leaves
-- the bank account. Until now the debt stayed on the books for ever, and the bank account too high.

UPDATE ledger_accounts SET name_zh = '应付退款（待转账）', name_en = 'Refunds owed by bank transfer' WHERE code = 'payouts';

-- Where a refund stands that has been released and has not left.
CREATE FUNCTION refund_account(p_way text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE p_way WHEN 'payout' THEN 'payouts' ELSE 'refunds-in-flight' END;

-- As before, on the account of its way.
CREATE OR REPLACE FUNCTION take_back(p_collection_id bigint, p_amount_fen bigint, p_kind text, p_reference text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_line record;
  v_amount bigint;
  v_left bigint := p_amount_fen;
  v_taken jsonb := '[]';
  v_accounts text[] := ARRAY[(SELECT refund_account(way) FROM refunds WHERE refund_no = p_reference)];
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

-- The money has left, at `p_at` as the gateway states it: its day (or `p_on`, of a reversal) is the one it has in the source's
-- file. A payout has left the bank account, whatever the money came through. A repeat changes nothing.
CREATE OR REPLACE FUNCTION finish_refund(p_refund_no text, p_channel_refund_no text, p_at timestamptz DEFAULT NULL, p_on date DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
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
    ARRAY[refund_account(v_refund.way), CASE v_refund.way WHEN 'payout' THEN 'bank' ELSE source_account(v_source) END],
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
CREATE OR REPLACE FUNCTION fail_refund(p_refund_no text, p_reason text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_refund refunds := lock_refund(p_refund_no);
  v_line record;
  v_back bigint;
  v_accounts text[] := ARRAY[refund_account(v_refund.way)];
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
