-- A bill is out at one place at a time. Who else of the household was paying it, and a payment past its time of which nobody knows what became,
-- kept neither the bank nor the wallet from taking it as well; and a text message could promise a bill that the bank had been asked for.

-- Somebody, whoever it is, has begun to pay it, and it is not known yet what became of that.
CREATE FUNCTION is_being_paid(p_payable bigint) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM payment_items i JOIN payments p ON p.id = i.payment_id WHERE i.payable_id = p_payable AND p.status IN ('created', 'pending'));

-- A bank has been asked for it, and has not answered or its answer is not booked yet.
CREATE FUNCTION is_at_bank(p_payable bigint) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM debit_items i WHERE i.payable_id = p_payable AND i.status IN ('out', 'told', 'unknown'));

-- Which bills of a bank's mandates, and late fees of them, may be debited today: open, not locked, nobody is paying them (a payment is under way
-- until it is known what became of it, however late that is), not out already, and what the bank answered before allows another try.
CREATE OR REPLACE FUNCTION debit_candidates(p_bank text, p_on date, p_now timestamptz)
RETURNS TABLE (payable_id bigint, holder_period_id bigint, mandate_id bigint, amount_fen bigint, month text) LANGUAGE sql STABLE AS $$
  SELECT y.id, y.holder_period_id, m.id, y.amount_fen - y.paid_fen, replace(b.month, '-', '')
    FROM debit_mandates m
    JOIN holder_periods h ON h.id = m.holder_period_id AND (h.to_date IS NULL OR h.to_date > p_on)
    JOIN payables y ON y.holder_period_id = m.holder_period_id AND y.status = 'open' AND y.kind IN ('bill', 'late-fee') AND y.paid_fen < y.amount_fen
    JOIN (SELECT payable_id, month FROM bills WHERE live UNION ALL SELECT f.payable_id, b.month FROM late_fees f JOIN bills b ON b.id = f.bill_id) b
      ON b.payable_id = y.id
   WHERE m.bank_code = p_bank AND m.status = 'active' AND m.effective_from <= p_on
     AND (y.locked_until IS NULL OR y.locked_until <= p_now)
     AND NOT is_at_bank(y.id)
     AND NOT EXISTS (SELECT FROM debit_items i WHERE i.payable_id = y.id AND i.mandate_id = m.id AND i.status = 'failed'
                        AND (i.retry_on IS NULL OR i.retry_on > p_on))
     AND NOT is_being_paid(y.id)
$$;

-- Begins a debit: its payment is written down before the wallet hears of it. Only while the agreement stands, only within
-- the days told, only what is still owed, nobody is paying and no bank has been asked for, never more than was told. Returns what there is to send.
CREATE OR REPLACE FUNCTION begin_debit(p_debit_id bigint, p_payment_no text, p_channel text, p_description text, p_today date, p_now timestamptz, p_expires_at timestamptz)
RETURNS TABLE (outcome text, amount_fen bigint) LANGUAGE plpgsql AS $$
DECLARE
  v_agreement agreements;
  v_debit agreement_debits;
  v_payables bigint[];
  v_amounts bigint[];
  v_refusal text;
BEGIN
  SELECT a.* INTO v_agreement FROM agreements a JOIN agreement_debits d ON d.agreement_id = a.id WHERE d.id = p_debit_id FOR NO KEY UPDATE OF a;
  SELECT * INTO v_debit FROM agreement_debits WHERE id = p_debit_id FOR NO KEY UPDATE;
  IF v_agreement.status <> 'active' OR v_debit.status <> 'noticed' OR p_today < v_debit.first_on THEN
    RETURN QUERY SELECT 'not-due', 0::bigint;
    RETURN;
  END IF;
  IF p_today > v_debit.last_on THEN
    UPDATE agreement_debits d SET status = 'failed', failure_reason = coalesce(d.failure_reason, 'TOO_LATE'), next_at = NULL, finished_at = p_now WHERE d.id = p_debit_id;
    PERFORM tell_debit_failed(p_debit_id);
    RETURN QUERY SELECT 'too-late', 0::bigint;
    RETURN;
  END IF;
  PERFORM lock_holders(ARRAY[v_agreement.holder_period_id]);
  IF EXISTS (SELECT FROM payables y WHERE y.id = ANY (v_debit.payable_ids) AND y.status = 'open' AND y.paid_fen < y.amount_fen AND is_being_paid(y.id)) THEN
    -- Somebody of the household is paying just now: looked at again later, nothing is sent.
    UPDATE agreement_debits d SET next_at = p_now + interval '1 hour', failure_reason = 'payment-in-progress' WHERE d.id = p_debit_id;
    RETURN QUERY SELECT 'payment-in-progress', 0::bigint;
    RETURN;
  END IF;
  -- The oldest first, as far as the told sum goes.
  SELECT array_agg(id ORDER BY id), array_agg(least(owed, v_debit.amount_fen - before) ORDER BY id) INTO v_payables, v_amounts
    FROM (SELECT y.id, y.amount_fen - y.paid_fen AS owed,
                 coalesce(sum(y.amount_fen - y.paid_fen) OVER (ORDER BY y.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
            FROM payables y WHERE y.id = ANY (v_debit.payable_ids) AND y.status = 'open' AND y.paid_fen < y.amount_fen
             AND NOT is_at_bank(y.id)) item
   WHERE before < v_debit.amount_fen;
  IF v_payables IS NULL AND EXISTS (SELECT FROM payables y WHERE y.id = ANY (v_debit.payable_ids) AND y.status = 'open' AND y.paid_fen < y.amount_fen) THEN
    -- A bank has been asked for all of it and may still say that it has taken it: looked at again later, nothing is sent.
    UPDATE agreement_debits d SET next_at = p_now + interval '1 hour', failure_reason = 'payable-locked' WHERE d.id = p_debit_id;
    RETURN QUERY SELECT 'payable-locked', 0::bigint;
    RETURN;
  END IF;
  IF v_payables IS NULL THEN
    UPDATE agreement_debits d SET status = 'skipped', next_at = NULL, finished_at = p_now WHERE d.id = p_debit_id;
    RETURN QUERY SELECT 'nothing-owed', 0::bigint;
    RETURN;
  END IF;
  BEGIN
    PERFORM start_payment(p_payment_no, v_agreement.person_id, p_channel, v_agreement.gateway, 'agreement', p_description, p_now, p_expires_at,
      p_now + interval '1 minute', NULL, v_payables, v_amounts, '{}', '{}', 'debit:' || p_debit_id || ':' || v_debit.attempts + 1);
  EXCEPTION WHEN SQLSTATE 'HALL0' THEN
    -- It may not be paid just now: looked at again later, nothing is sent.
    GET STACKED DIAGNOSTICS v_refusal = MESSAGE_TEXT;
    UPDATE agreement_debits d SET next_at = p_now + interval '1 hour', failure_reason = v_refusal WHERE d.id = p_debit_id;
    RETURN QUERY SELECT v_refusal, 0::bigint;
    RETURN;
  END;
  UPDATE agreement_debits d SET status = 'debiting', attempts = d.attempts + 1, payment_no = p_payment_no, failure_reason = NULL, next_at = p_now + interval '1 minute'
   WHERE d.id = p_debit_id;
  RETURN QUERY SELECT 'begun', (SELECT sum(amount)::bigint FROM unnest(v_amounts) AS amount);
END
$$;

-- Makes a household's debit due at once, at the word of the person who signed its agreement and for exactly what was quoted.
-- Where the wallet wants its customers told days ahead, only a debit that was told of and may be made today; nothing that is at a bank or being paid.
-- Returns the wallet, or null: then it cannot be done by agreement now, and the customer pays otherwise.
CREATE OR REPLACE FUNCTION debit_at_word(
  p_person_id uuid, p_holder_period_id bigint, p_payables bigint[], p_total_fen bigint, p_cycle text, p_today date, p_last_on date,
  p_at_once text[], p_channel text, p_now timestamptz
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_agreement agreements;
  v_debit agreement_debits;
BEGIN
  SELECT * INTO v_agreement FROM agreements
   WHERE holder_period_id = p_holder_period_id AND person_id = p_person_id AND status = 'active' FOR NO KEY UPDATE;
  IF v_agreement.id IS NULL THEN
    RETURN NULL;
  END IF;
  IF EXISTS (SELECT FROM unnest(p_payables) AS id WHERE is_at_bank(id) OR is_being_paid(id)) THEN
    RETURN NULL; -- less than was quoted would go, or the same twice
  END IF;
  SELECT * INTO v_debit FROM agreement_debits WHERE agreement_id = v_agreement.id AND (cycle = p_cycle OR status IN ('planned', 'noticed', 'debiting'))
   ORDER BY status IN ('planned', 'noticed', 'debiting') DESC, id DESC LIMIT 1 FOR NO KEY UPDATE;
  IF v_debit.id IS NULL AND v_agreement.gateway = ANY (p_at_once) THEN
    INSERT INTO agreement_debits (agreement_id, cycle, payable_ids, amount_fen, status, first_on, last_on, next_at, created_at, channel)
      VALUES (v_agreement.id, p_cycle, p_payables, p_total_fen, 'noticed', p_today, p_last_on, p_now, p_now, p_channel);
    RETURN v_agreement.gateway;
  END IF;
  IF v_debit.status NOT IN ('planned', 'noticed') OR v_debit.amount_fen < p_total_fen
     -- What else stands in it must be paid already, or another sum than was quoted would go.
     OR (SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM payables WHERE id = ANY (v_debit.payable_ids) AND status = 'open' AND paid_fen < amount_fen)
        IS DISTINCT FROM (SELECT array_agg(id ORDER BY id) FROM unnest(p_payables) AS id) THEN
    RETURN NULL;
  END IF;
  IF v_agreement.gateway = ANY (p_at_once) THEN
    UPDATE agreement_debits SET status = 'noticed', first_on = p_today, last_on = greatest(last_on, p_last_on), next_at = p_now, channel = p_channel WHERE id = v_debit.id;
  ELSIF v_debit.status = 'noticed' AND p_today BETWEEN v_debit.first_on AND v_debit.last_on THEN
    UPDATE agreement_debits SET next_at = p_now, channel = p_channel WHERE id = v_debit.id;
  ELSE
    RETURN NULL;
  END IF;
  RETURN v_agreement.gateway;
END
$$;
