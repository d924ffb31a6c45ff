-- A debit that the customer asked for by a text message: told by the asking, recorded as that channel's.
ALTER TABLE agreement_debits ADD COLUMN channel text;

-- Makes a household's debit due at once, at the word of the person who signed its agreement and for exactly what was quoted.
-- Where the wallet wants its customers told days ahead, only a debit that was told of and may be made today. Returns the wallet, or
-- null: then it cannot be done by agreement now, and the customer pays otherwise.
CREATE FUNCTION debit_at_word(
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
