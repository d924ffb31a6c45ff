-- Any debit of a calendar month, also one that had failed, was paid otherwise or was asked for by text message, kept every later bill of the
-- month waiting until the next, overdue. An agreement has one debit under way at a time instead; a bill that comes later has one of its own.
DROP INDEX "agreement_debits_agreement_id_cycle_key";
CREATE INDEX "agreement_debits_agreement_id_cycle_idx" ON "agreement_debits"("agreement_id", "cycle");
CREATE UNIQUE INDEX agreement_debits_one_under_way ON agreement_debits (agreement_id) WHERE status IN ('planned', 'noticed', 'debiting');

-- The next debit of every active agreement that has something to pay and none under way: one statement, however many. A wallet of
-- `p_once_a_cycle` debits once a cycle: what comes after its success is the next cycle's. What stood in a debit of this cycle that is over is
-- not tried again in it: the customer has been told so, or given it back.
DROP FUNCTION plan_debits(text, timestamptz);
CREATE FUNCTION plan_debits(p_cycle text, p_now timestamptz, p_once_a_cycle text[]) RETURNS bigint LANGUAGE sql AS $$
  WITH planned AS (
    INSERT INTO agreement_debits (agreement_id, cycle, payable_ids, amount_fen, next_at, created_at)
      SELECT a.id, p_cycle, array_agg(y.id ORDER BY y.id), sum(y.amount_fen - y.paid_fen), p_now, p_now
        FROM agreements a JOIN payables y ON y.holder_period_id = a.holder_period_id
       WHERE a.status = 'active' AND y.kind IN ('bill', 'late-fee') AND y.status = 'open' AND y.paid_fen < y.amount_fen
         AND NOT EXISTS (SELECT FROM agreement_debits d WHERE d.agreement_id = a.id AND d.status IN ('planned', 'noticed', 'debiting'))
         AND NOT EXISTS (SELECT FROM agreement_debits d WHERE d.agreement_id = a.id AND d.cycle = p_cycle
                            AND (d.status = 'succeeded' AND a.gateway = ANY (p_once_a_cycle) OR d.status IN ('succeeded', 'failed') AND y.id = ANY (d.payable_ids)))
       GROUP BY a.id
      ON CONFLICT DO NOTHING
      RETURNING id
  )
  SELECT count(*) FROM planned
$$;

-- As before, but that only a debit under way stands against one at a word.
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
  SELECT * INTO v_debit FROM agreement_debits WHERE agreement_id = v_agreement.id AND status IN ('planned', 'noticed', 'debiting') FOR NO KEY UPDATE;
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
