-- A commission was reckoned once, when its clearing date was closed: what two persons reversed afterwards kept what it had earned, and what reconciliation
-- booked on a closed date earned nothing. And a reversal stood in the day file of its payment's date, whenever it was made, where the books and the comparison
-- have it on its own: our file of a date changed after it had been fetched.

-- Kept by the database: no message comes onto a date while it is being closed. Taken shared by whoever stores one.
CREATE FUNCTION lock_clearing(p_partner_id bigint, p_shared boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_shared THEN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('clearing:' || p_partner_id, 0));
  ELSE
    PERFORM pg_advisory_xact_lock(hashtextextended('clearing:' || p_partner_id, 0));
  END IF;
END
$$;

-- As before, under the lock: a message sees every date that was closed before it, and a closing every message.
CREATE OR REPLACE FUNCTION store_partner_message(
  p_partner_id bigint, p_trade text, p_trade_key text, p_nonce text, p_channel text, p_terminal_no text, p_content_hash bytea,
  p_parsed jsonb, p_raw bytea, p_received_at timestamptz,
  OUT message_id bigint, OUT outcome text, OUT code text, OUT result jsonb, OUT parsed jsonb
) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  v_first partner_messages;
BEGIN
  IF p_trade IN ('inquire', 'query') THEN
    PERFORM set_config('synchronous_commit', 'off', true);
  ELSE
    PERFORM lock_clearing(p_partner_id, true);
  END IF;
  INSERT INTO partner_messages (partner_id, trade, trade_key, nonce, channel, terminal_no, content_hash, parsed, raw, received_at, clearing_on,
      status, code, handled_at)
    SELECT p_partner_id, p_trade, p_trade_key, p_nonce, p_channel, p_terminal_no, p_content_hash, p_parsed, p_raw, p_received_at,
           open_clearing_date(id, clearing_date(p_received_at, cut_off)), CASE p_trade WHEN 'query' THEN 'handled' ELSE 'stored' END,
           CASE p_trade WHEN 'query' THEN '0000' END, CASE p_trade WHEN 'query' THEN p_received_at END
      FROM partners WHERE id = p_partner_id
    ON CONFLICT DO NOTHING RETURNING id INTO message_id;
  IF FOUND THEN
    outcome := 'new';
    parsed := p_parsed;
    IF p_trade = 'inquire' AND EXISTS (SELECT FROM partner_messages m WHERE m.status = 'stored' AND m.trade = 'pay' AND m.parsed ->> 'accountNo' = p_parsed ->> 'accountNo') THEN
      code := '2016';
    END IF;
    RETURN;
  END IF;
  IF EXISTS (SELECT FROM partner_messages m WHERE m.partner_id = p_partner_id AND m.nonce = p_nonce) THEN
    outcome := 'replay';
    RETURN;
  END IF;
  SELECT * INTO STRICT v_first FROM partner_messages m WHERE m.partner_id = p_partner_id AND m.trade = p_trade AND m.trade_key = p_trade_key;
  message_id := v_first.id;
  IF v_first.content_hash <> p_content_hash THEN
    outcome := 'differs';
    RETURN;
  END IF;
  outcome := 'repeat';
  code := v_first.code;
  result := v_first.result;
  parsed := v_first.parsed;
  INSERT INTO partner_messages (partner_id, trade, trade_key, nonce, channel, terminal_no, content_hash, parsed, raw, received_at, clearing_on, status, code, handled_at)
    VALUES (p_partner_id, 'repeat', p_trade_key, p_nonce, p_channel, p_terminal_no, p_content_hash, p_parsed, p_raw, p_received_at, v_first.clearing_on, 'handled', '0000', p_received_at)
    ON CONFLICT DO NOTHING;
END
$$;

-- What was booked and reversed on a clearing date. A reversal stands on the date it was booked on; `collected_on` is its payment's.
DROP FUNCTION partner_day_lines(partners, date);
CREATE FUNCTION partner_day_lines(p_partner partners, p_day date)
RETURNS TABLE (trade_key text, account_no text, amount_fen bigint, channel text, kind text, collected_on date) LANGUAGE sql STABLE AS $$
  WITH line AS (
    SELECT c.id, c.trade_no, c.payment_id, c.amount_fen, c.created_at AS at, '1' AS kind, c.clearing_on
      FROM collections c WHERE c.source = partner_source(p_partner) AND c.clearing_on = p_day
    UNION ALL
    SELECT c.id, c.trade_no, c.payment_id, f.amount_fen, f.finished_at, '2', c.clearing_on
      FROM ledger_transactions t JOIN refunds f ON f.refund_no = t.reference AND f.way = 'reversal' AND f.status = 'succeeded'
      JOIN collections c ON c.id = f.collection_id AND c.source = partner_source(p_partner)
     WHERE t.kind = 'refund-succeeded' AND t.business_date = p_day
  )
  SELECT l.trade_no, (
           SELECT s.account_no FROM payment_items i JOIN payables y ON y.id = i.payable_id JOIN holder_periods h ON h.id = y.holder_period_id
             JOIN supply_accounts s ON s.id = h.account_id WHERE i.payment_id = p.id LIMIT 1),
         l.amount_fen, p.channel, l.kind, l.clearing_on
    FROM line l LEFT JOIN payments p ON p.id = l.payment_id
   ORDER BY l.at, l.id, l.kind
$$;

-- The figures of a closed date as its lines are now, and on the books what its commission is more or less than was posted: what was collected on a date earns by
-- the terms of that date, and what is reversed gives that back, whenever it is. `p_on` is the date that is being closed.
CREATE FUNCTION reckon_partner_day(p_partner partners, p_day date, p_on date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_day partner_days;
  v_sum record;
  v_commission bigint;
  v_more bigint;
  v_reference text := 'agent:' || p_partner.code || ':' || p_day;
  v_posted integer;
BEGIN
  SELECT * INTO STRICT v_day FROM partner_days WHERE partner_id = p_partner.id AND clearing_on = p_day FOR NO KEY UPDATE;
  SELECT count(*) FILTER (WHERE kind = '1') AS payments, count(*) FILTER (WHERE kind = '2') AS reversals,
         coalesce(sum(CASE kind WHEN '1' THEN amount_fen ELSE -amount_fen END), 0)::bigint AS net,
         coalesce(sum(CASE kind WHEN '1' THEN amount_fen ELSE -amount_fen END * commission_on(p_partner.id, collected_on)), 0) AS millionths
    INTO v_sum FROM partner_day_lines(p_partner, p_day);
  v_commission := CASE WHEN p_partner.prefunded THEN round(v_sum.millionths / 1000000)::bigint ELSE 0 END;
  v_more := v_commission - coalesce(v_day.commission_fen, 0);
  UPDATE partner_days SET payments = v_sum.payments, reversals = v_sum.reversals, net_fen = v_sum.net, commission_fen = v_commission
   WHERE partner_id = p_partner.id AND clearing_on = p_day;
  IF v_more <> 0 THEN
    SELECT count(*) INTO v_posted FROM ledger_transactions
     WHERE kind = 'agent-commission' AND (reference = v_reference OR reference LIKE v_reference || ':%');
    PERFORM post_transaction('agent-commission', v_reference || CASE WHEN v_posted > 0 THEN ':' || v_posted + 1 ELSE '' END, p_on,
      ARRAY['agent-commission', 'agent-prefund'], ARRAY[NULL, NULL]::bigint[], ARRAY[v_more, -v_more]);
    UPDATE partner_prefunds SET balance_fen = balance_fen + v_more WHERE partner_id = p_partner.id;
  END IF;
END
$$;

-- Closes a clearing date that is over, once: its figures and an agent's commission, and with them those of dates closed before on which something was booked or
-- reversed since.
CREATE OR REPLACE FUNCTION close_partner_day(p_partner_id bigint, p_day date, p_now timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_partner partners;
  v_since timestamptz;
  v_late date;
BEGIN
  PERFORM lock_clearing(p_partner_id, false);
  SELECT * INTO STRICT v_partner FROM partners WHERE id = p_partner_id;
  IF NOT partner_day_is_over(v_partner, p_day, p_now) THEN
    RETURN false;
  END IF;
  -- An hour more than since the last closing, for what was under way then.
  SELECT max(closed_at) - interval '1 hour' INTO v_since FROM partner_days WHERE partner_id = p_partner_id;
  INSERT INTO partner_days (partner_id, clearing_on) VALUES (p_partner_id, p_day) ON CONFLICT DO NOTHING;
  UPDATE partner_days SET closed_at = p_now WHERE partner_id = p_partner_id AND clearing_on = p_day AND closed_at IS NULL;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM reckon_partner_day(v_partner, p_day, p_day);
  FOR v_late IN
    SELECT d.clearing_on FROM partner_days d WHERE d.partner_id = p_partner_id AND d.closed_at IS NOT NULL AND d.clearing_on <> p_day AND d.clearing_on IN (
        SELECT c.clearing_on FROM collections c WHERE c.source = partner_source(v_partner) AND c.created_at >= v_since
        UNION
        SELECT t.business_date FROM refunds f JOIN collections c ON c.id = f.collection_id AND c.source = partner_source(v_partner)
          JOIN ledger_transactions t ON t.kind = 'refund-succeeded' AND t.reference = f.refund_no
         WHERE f.way = 'reversal' AND f.status = 'succeeded' AND f.finished_at >= v_since)
     ORDER BY d.clearing_on
  LOOP
    PERFORM reckon_partner_day(v_partner, v_late, p_day);
  END LOOP;
  RETURN true;
END
$$;
