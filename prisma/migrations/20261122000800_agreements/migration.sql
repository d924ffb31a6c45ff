-- Auto-pay agreements and their monthly debits.
--
-- Locks: agreements by id, then their debits, then holders (and so payments), as everywhere else.

ALTER TABLE agreements
  ADD CONSTRAINT agreements_status_check CHECK (status IN ('signing', 'active', 'ending', 'ended')),
  ADD CONSTRAINT agreements_active_check CHECK (status <> 'active' OR gateway_agreement_no IS NOT NULL AND signed_at IS NOT NULL),
  ADD CONSTRAINT agreements_end_check CHECK ((status IN ('ending', 'ended')) = (end_reason IS NOT NULL));
ALTER TABLE agreement_debits
  ADD CONSTRAINT agreement_debits_status_check
    CHECK (status IN ('planned', 'noticed', 'debiting', 'succeeded', 'failed', 'skipped', 'cancelled')),
  ADD CONSTRAINT agreement_debits_amount_check CHECK (amount_fen > 0),
  ADD CONSTRAINT agreement_debits_days_check CHECK (status <> 'noticed' OR first_on IS NOT NULL),
  ADD CONSTRAINT agreement_debits_payment_check CHECK (status NOT IN ('debiting', 'succeeded') OR payment_no IS NOT NULL);

-- A household is debited by one agreement, whoever of its people signed it.
CREATE UNIQUE INDEX agreements_one_active_idx ON agreements (holder_period_id) WHERE status = 'active';
CREATE INDEX agreements_next_query_at_idx ON agreements (next_query_at) WHERE next_query_at IS NOT NULL;
CREATE INDEX agreement_debits_due_idx ON agreement_debits (next_at) WHERE status IN ('planned', 'noticed');
CREATE INDEX agreement_debits_flying_idx ON agreement_debits (payment_no) WHERE status = 'debiting';

-- What has not been sent is not sent any more; what is under way ends as the wallet says.
CREATE FUNCTION cancel_debits(p_agreements bigint[], p_now timestamptz) RETURNS void LANGUAGE sql AS $$
  UPDATE agreement_debits SET status = 'cancelled', next_at = NULL, finished_at = p_now
   WHERE agreement_id = ANY (p_agreements) AND status IN ('planned', 'noticed')
$$;

-- The wallet says what became of an agreement: its message, or its answer to our question.
CREATE FUNCTION record_agreement(p_agreement_no text, p_gateway text, p_state text, p_gateway_no text, p_at timestamptz, p_now timestamptz)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_agreement agreements;
  v_other boolean;
BEGIN
  SELECT * INTO v_agreement FROM agreements WHERE agreement_no = p_agreement_no AND gateway = p_gateway FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN 'unknown-agreement';
  END IF;
  IF p_state = 'ended' THEN
    PERFORM cancel_debits(ARRAY[v_agreement.id], p_now);
    UPDATE agreements SET status = 'ended', ended_at = coalesce(p_at, p_now), end_reason = coalesce(end_reason, 'wallet'), next_query_at = NULL
     WHERE id = v_agreement.id AND status <> 'ended';
    RETURN 'agreement-ended';
  END IF;
  IF v_agreement.status = 'active' THEN
    UPDATE agreements SET next_query_at = p_now + interval '1 day' WHERE id = v_agreement.id;
    RETURN 'agreement-active';
  END IF;
  -- Given up here, or signed after a second one: the wallet is asked to end it.
  IF v_agreement.status = 'ending' OR v_agreement.status = 'ended' AND v_agreement.end_reason <> 'not-signed' THEN
    UPDATE agreements SET status = 'ending', gateway_agreement_no = p_gateway_no, ended_at = NULL, next_query_at = p_now WHERE id = v_agreement.id;
    RETURN 'agreement-unwanted';
  END IF;
  PERFORM lock_holders(ARRAY[v_agreement.holder_period_id]);
  SELECT EXISTS (SELECT FROM agreements WHERE holder_period_id = v_agreement.holder_period_id AND status = 'active') INTO v_other;
  UPDATE agreements SET gateway_agreement_no = p_gateway_no, signed_at = coalesce(p_at, p_now), ended_at = NULL, action = NULL, query_count = 0,
         status = CASE WHEN v_other THEN 'ending' ELSE 'active' END,
         end_reason = CASE WHEN v_other THEN 'duplicate' END,
         next_query_at = CASE WHEN v_other THEN p_now ELSE p_now + interval '1 day' END
   WHERE id = v_agreement.id;
  RETURN CASE WHEN v_other THEN 'agreement-unwanted' ELSE 'agreement-active' END;
END
$$;

-- Messages about agreements, in the order they came. One that contradicts our settings changes nothing: we ask the wallet.
CREATE FUNCTION handle_agreement_messages(p_ids bigint[]) RETURNS TABLE (inbox_id bigint, result text) LANGUAGE plpgsql AS $$
DECLARE
  v_message record;
BEGIN
  FOR v_message IN
    SELECT i.id, split_part(i.source, ':', 1) AS gateway, i.parsed, i.received_at FROM inbox_messages i LEFT JOIN agreements a ON a.agreement_no = i.parsed ->> 'agreementNo'
     WHERE i.id = ANY (p_ids) AND i.kind = 'agreement' ORDER BY a.id, i.id
  LOOP
    inbox_id := v_message.id;
    IF v_message.parsed -> 'mismatches' <> '[]' THEN
      UPDATE agreements SET next_query_at = v_message.received_at WHERE agreement_no = v_message.parsed ->> 'agreementNo' AND status <> 'ended';
      result := 'wrong-agreement';
    ELSE
      result := record_agreement(v_message.parsed ->> 'agreementNo', v_message.gateway, v_message.parsed #>> '{outcome,status}',
        v_message.parsed #>> '{outcome,gatewayAgreementNo}', (v_message.parsed #>> '{outcome,at}')::timestamptz, v_message.received_at);
    END IF;
    RETURN NEXT;
  END LOOP;
END
$$;

-- Ends here whatever has lost its ground: the holder moved out, or the person is no longer bound to the household.
CREATE FUNCTION end_groundless_agreements(p_today date, p_now timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_ended bigint[];
BEGIN
  WITH groundless AS (
    SELECT a.id, CASE WHEN h.to_date <= p_today THEN 'holder-ended' ELSE 'unbound' END AS reason
      FROM agreements a JOIN holder_periods h ON h.id = a.holder_period_id
     WHERE a.status IN ('signing', 'active')
       AND (h.to_date <= p_today
            OR NOT EXISTS (SELECT FROM bindings b WHERE b.person_id = a.person_id AND b.holder_period_id = a.holder_period_id AND b.removed_at IS NULL))
     ORDER BY a.id FOR NO KEY UPDATE OF a
  ), ending AS (
    UPDATE agreements a SET status = 'ending', end_reason = g.reason, next_query_at = p_now FROM groundless g WHERE a.id = g.id RETURNING a.id
  )
  SELECT array_agg(id) INTO v_ended FROM ending;
  PERFORM cancel_debits(v_ended, p_now);
  RETURN coalesce(cardinality(v_ended), 0);
END
$$;

-- This month's debit of every active agreement that has something to pay and none yet: one statement, however many.
CREATE FUNCTION plan_debits(p_cycle text, p_now timestamptz) RETURNS bigint LANGUAGE sql AS $$
  WITH planned AS (
    INSERT INTO agreement_debits (agreement_id, cycle, payable_ids, amount_fen, next_at, created_at)
      SELECT a.id, p_cycle, array_agg(y.id ORDER BY y.id), sum(y.amount_fen - y.paid_fen), p_now, p_now
        FROM agreements a JOIN payables y ON y.holder_period_id = a.holder_period_id
       WHERE a.status = 'active' AND y.kind = 'bill' AND y.status = 'open' AND y.paid_fen < y.amount_fen
         AND NOT EXISTS (SELECT FROM agreement_debits d WHERE d.agreement_id = a.id AND (d.cycle = p_cycle OR d.status IN ('planned', 'noticed', 'debiting')))
       GROUP BY a.id
      ON CONFLICT (agreement_id, cycle) DO NOTHING
      RETURNING id
  )
  SELECT count(*) FROM planned
$$;

-- Begins a debit: its payment is written down before the wallet hears of it. Only while the agreement stands, only within
-- the days told, only what is still owed, never more than was told. Returns what there is to send.
CREATE FUNCTION begin_debit(p_debit_id bigint, p_payment_no text, p_channel text, p_description text, p_today date, p_now timestamptz, p_expires_at timestamptz)
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
  -- The oldest first, as far as the told sum goes.
  SELECT array_agg(id ORDER BY id), array_agg(least(owed, v_debit.amount_fen - before) ORDER BY id) INTO v_payables, v_amounts
    FROM (SELECT y.id, y.amount_fen - y.paid_fen AS owed,
                 coalesce(sum(y.amount_fen - y.paid_fen) OVER (ORDER BY y.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
            FROM payables y WHERE y.id = ANY (v_debit.payable_ids) AND y.status = 'open' AND y.paid_fen < y.amount_fen) item
   WHERE before < v_debit.amount_fen;
  IF v_payables IS NULL THEN
    UPDATE agreement_debits d SET status = 'skipped', next_at = NULL, finished_at = p_now WHERE d.id = p_debit_id;
    RETURN QUERY SELECT 'nothing-owed', 0::bigint;
    RETURN;
  END IF;
  BEGIN
    PERFORM start_payment(p_payment_no, v_agreement.person_id, p_channel, v_agreement.gateway, 'agreement', p_description, p_now, p_expires_at,
      p_now + interval '1 minute', NULL, v_payables, v_amounts, '{}', '{}', 'debit:' || p_debit_id || ':' || v_debit.attempts + 1);
  EXCEPTION WHEN SQLSTATE 'HALL0' THEN
    -- Somebody is paying it just now, or a bank's debit is out: looked at again later, nothing is sent.
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

CREATE FUNCTION tell_debit_failed(p_debit_id bigint) RETURNS void LANGUAGE sql AS $$
  INSERT INTO outbox_messages (kind, dedupe_key, payload)
    SELECT 'autopay-failed', 'autopay-failed:' || id || ':' || attempts, jsonb_build_object('debitId', id)
      FROM agreement_debits WHERE id = p_debit_id
    ON CONFLICT (dedupe_key) DO NOTHING
$$;

-- What became of the payments of debits under way; one statement for all. A payment that ended without money is tried
-- again tomorrow while days and tries are left; in any case the customer is told why.
CREATE FUNCTION follow_debits(p_today date, p_now timestamptz, p_most_attempts integer, p_retry_at timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_count bigint;
BEGIN
  WITH ended AS (
    SELECT d.id, p.status, p.failure_reason, a.status = 'active' AND d.attempts < p_most_attempts AND p_today < d.last_on AS again
      FROM agreement_debits d JOIN payments p USING (payment_no) JOIN agreements a ON a.id = d.agreement_id
     WHERE d.status = 'debiting' AND p.status IN ('settled', 'closed', 'failed')
     ORDER BY d.id FOR NO KEY UPDATE OF d SKIP LOCKED
  ), followed AS (
    UPDATE agreement_debits d
       SET status = CASE WHEN e.status = 'settled' THEN 'succeeded' WHEN e.again THEN 'noticed' ELSE 'failed' END,
           -- What the wallet answered says more than that its trade is closed.
           failure_reason = CASE WHEN e.status <> 'settled' THEN coalesce(d.failure_reason, e.failure_reason, e.status) END,
           next_at = CASE WHEN e.status <> 'settled' AND e.again THEN p_retry_at END,
           finished_at = CASE WHEN e.status = 'settled' OR NOT e.again THEN p_now END
      FROM ended e WHERE d.id = e.id RETURNING d.id, d.status
  ), told AS (
    SELECT tell_debit_failed(id) FROM followed WHERE status <> 'succeeded'
  )
  SELECT (SELECT count(*) FROM followed) + 0 * (SELECT count(*) FROM told) INTO v_count;
  -- Money that came after all, when the try had been taken for failed.
  UPDATE agreement_debits d SET status = 'succeeded', failure_reason = NULL, next_at = NULL, finished_at = p_now
    FROM payments p WHERE p.payment_no = d.payment_no AND p.status = 'settled' AND d.status IN ('noticed', 'failed');
  RETURN v_count;
END
$$;
