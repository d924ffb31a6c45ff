-- Only money that lies free is credited to a household that a person names: what has paid a bill stays with it, and is given back by a refund
-- after which that bill is owed again. It was recorded as credited, and nothing moved.

-- Credits the money to a holder's balance: out of suspense, or from the balance it fell into. Where nobody is named it stays where it lies,
-- and only the decision is recorded.
CREATE OR REPLACE FUNCTION credit_odd_payment(p_id bigint, p_holder bigint, p_by text, p_note text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_odd odd_payments := lock_odd_payment(p_id);
  v_line record;
  v_amount bigint;
  v_left bigint := v_odd.amount_fen;
  v_there bigint; -- lies with the named household already
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
  v_there := (SELECT coalesce(sum(amount_fen - taken_back_fen), 0) FROM allocations WHERE collection_id = v_odd.collection_id AND holder_period_id = p_holder);
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
  IF p_holder IS NOT NULL AND v_left > v_there THEN
    PERFORM refuse('odd-payment-on-bill');
  END IF;
  IF v_amounts <> '{}' THEN
    PERFORM post_transaction('odd-credited', 'odd:' || p_id, shanghai_date(now()), v_accounts, v_holders, v_amounts);
  END IF;
  PERFORM close_odd_payment(p_id, 'credit', p_by, p_note, jsonb_build_object('creditedFen', v_odd.amount_fen - v_left));
END
$$;
