-- Inbound agency: what rows may say, and how a partner's payment and reversal are handled once they are stored.
-- Locks: the message, the partner's day and prefund, then as in the payments migration (trade, holders).

ALTER TABLE partners
  ALTER COLUMN channels SET NOT NULL,
  ALTER COLUMN addresses SET NOT NULL,
  ADD CONSTRAINT partners_code_check CHECK (code ~ '^[0-9A-Z]{4,8}$'),
  ADD CONSTRAINT partners_form_check CHECK (form IN ('agency-json', 'agency-tcp', 'wechat-bill')),
  ADD CONSTRAINT partners_status_check CHECK (status IN ('active', 'suspended')),
  ADD CONSTRAINT partners_limits_check CHECK (per_payment_fen > 0 AND per_day_fen > 0 AND inquiries_per_minute > 0),
  ADD CONSTRAINT partners_commission_check CHECK (commission_ppm BETWEEN 0 AND 100000 AND (prefunded OR commission_ppm = 0));
ALTER TABLE partner_keys ADD CONSTRAINT partner_keys_material_check
  CHECK (CASE algorithm WHEN 'aes-cmac' THEN secret_enc IS NOT NULL AND public_key IS NULL
         ELSE algorithm IN ('rsa-sha256', 'ed25519') AND public_key IS NOT NULL AND secret_enc IS NULL END);
ALTER TABLE partner_top_ups
  ADD CONSTRAINT partner_top_ups_amount_check CHECK (amount_fen > 0),
  ADD CONSTRAINT partner_top_ups_status_check CHECK (status IN ('awaiting-approval', 'approved', 'rejected')),
  ADD CONSTRAINT partner_top_ups_four_eyes_check CHECK (decided_by <> requested_by);
ALTER TABLE partner_messages
  ADD CONSTRAINT partner_messages_trade_check CHECK (trade IN ('inquire', 'pay', 'query', 'reverse', 'repeat')),
  ADD CONSTRAINT partner_messages_status_check CHECK ((status = 'stored' AND code IS NULL) OR (status = 'handled' AND code IS NOT NULL));
ALTER TABLE partner_files ADD CONSTRAINT partner_files_kind_check CHECK (kind IN ('day', 'refund'));

-- A pay or a reverse is one for ever, however often it is sent.
CREATE UNIQUE INDEX partner_messages_trade_key_key ON partner_messages (partner_id, trade, trade_key) WHERE trade IN ('pay', 'reverse');
CREATE INDEX partner_messages_unhandled_idx ON partner_messages (id) WHERE status = 'stored' AND trade IN ('pay', 'reverse');
CREATE INDEX partner_messages_unfinished_idx ON partner_messages ((parsed ->> 'accountNo')) WHERE status = 'stored' AND trade = 'pay';

-- What was paid and reversed is history; inquiries and queries are forgotten after a while.
CREATE TRIGGER partner_messages_kept BEFORE DELETE ON partner_messages
  FOR EACH ROW WHEN (OLD.trade IN ('pay', 'reverse', 'repeat')) EXECUTE FUNCTION refuse_change();

CREATE FUNCTION partner_source(p_partner partners) RETURNS text LANGUAGE sql IMMUTABLE
  RETURN CASE WHEN p_partner.prefunded THEN 'agent:' ELSE 'partner:' END || p_partner.code;

-- What comes at the cut-off itself belongs to the next date. 24:00:00 is the calendar day.
CREATE FUNCTION clearing_date(p_instant timestamptz, p_cut_off time) RETURNS date LANGUAGE sql IMMUTABLE
  RETURN shanghai_date(p_instant) + CASE WHEN (p_instant AT TIME ZONE 'Asia/Shanghai')::time >= p_cut_off THEN 1 ELSE 0 END;

------------------------------------------------------------------------------------------------------------------------
-- Storing

-- Keeps a verified message. `outcome`: new, repeat (the same pay or reverse again: `message_id`, `code` and `result` are the
-- first one's), differs (its key was used for something else), replay (its nonce was seen).
-- An inquiry of an account whose last payment is still being handled gets the code 2016.
-- An inquiry or a query may be lost in a power cut without harm: its commit does not wait for the disk.
CREATE FUNCTION store_partner_message(
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
  END IF;
  INSERT INTO partner_messages (partner_id, trade, trade_key, nonce, channel, terminal_no, content_hash, parsed, raw, received_at, clearing_on,
      status, code, handled_at)
    SELECT p_partner_id, p_trade, p_trade_key, p_nonce, p_channel, p_terminal_no, p_content_hash, p_parsed, p_raw, p_received_at,
           clearing_date(p_received_at, cut_off), CASE p_trade WHEN 'query' THEN 'handled' ELSE 'stored' END,
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

-- Keeps a quote and marks its inquiry answered, in one commit that need not wait for the disk.
CREATE FUNCTION store_partner_quote(
  p_message_id bigint, p_quote_id text, p_partner_id bigint, p_account_no text, p_holder bigint, p_payables bigint[], p_amounts bigint[],
  p_amount_fen bigint, p_now timestamptz, p_code text, p_result jsonb
) RETURNS void LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  INSERT INTO partner_quotes (quote_id, partner_id, account_no, holder_period_id, payables, amounts, amount_fen, created_at)
    SELECT p_quote_id, p_partner_id, p_account_no, p_holder, p_payables, p_amounts, p_amount_fen, p_now WHERE p_quote_id IS NOT NULL;
  UPDATE partner_messages SET status = 'handled', code = p_code, result = p_result, handled_at = p_now WHERE id = p_message_id;
END
$$;

------------------------------------------------------------------------------------------------------------------------
-- Handling

-- What a refusal of the payments functions is called on the wire (families/agency-json/README.md).
CREATE FUNCTION partner_code(p_refusal text) RETURNS text LANGUAGE sql IMMUTABLE
  RETURN CASE p_refusal
    WHEN 'payable-locked' THEN '2005'
    WHEN 'payable-not-payable' THEN '2006'
    WHEN 'amount-too-large' THEN '2006'
    WHEN 'limit-exceeded' THEN '2008'
    WHEN 'prefund-exhausted' THEN '2009'
    WHEN 'reversal-other-day' THEN '2012'
    WHEN 'reversal-amount' THEN '2013'
    WHEN 'reversed-before' THEN '2014'
    WHEN 'refund-balance-used' THEN '2015'
    WHEN 'refund-too-large' THEN '2015' END;

-- Everything that can be said of a payment before money is touched; null: nothing against it.
CREATE FUNCTION partner_payment_refusal(p_partner partners, p_message partner_messages, p_quote partner_quotes) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_amount bigint := (p_message.parsed ->> 'amountFen')::bigint;
BEGIN
  RETURN CASE
    WHEN p_partner.status <> 'active' THEN '2010'
    WHEN NOT partner_terminal_may(p_partner.id, p_message.terminal_no) THEN '2011'
    WHEN p_quote.quote_id IS NULL OR p_quote.account_no <> p_message.parsed ->> 'accountNo'
      OR p_quote.created_at < p_message.received_at - interval '2 hours' THEN '2003'
    WHEN p_quote.amount_fen <> v_amount THEN '2004'
    WHEN v_amount > p_partner.per_payment_fen THEN '2008' END;
END
$$;

-- A partner that has registered terminals brings messages from these only.
CREATE FUNCTION partner_terminal_may(p_partner_id bigint, p_terminal_no text) RETURNS boolean LANGUAGE sql STABLE
  RETURN coalesce((SELECT bool_or(t.active AND t.terminal_no = p_terminal_no) FROM partner_terminals t WHERE t.partner_id = p_partner_id), true);

-- Room within the day's limit and the prefund; both rows stay locked until the money is booked.
CREATE FUNCTION reserve_for_partner(p_partner partners, p_clearing_on date, p_amount_fen bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_day_fen bigint;
  v_balance bigint;
BEGIN
  IF p_partner.per_day_fen IS NOT NULL THEN
    INSERT INTO partner_days AS d (partner_id, clearing_on, paid_fen) VALUES (p_partner.id, p_clearing_on, p_amount_fen)
      ON CONFLICT (partner_id, clearing_on) DO UPDATE SET paid_fen = d.paid_fen + p_amount_fen
      RETURNING paid_fen INTO v_day_fen;
    IF v_day_fen > p_partner.per_day_fen THEN
      PERFORM refuse('limit-exceeded');
    END IF;
  END IF;
  IF p_partner.prefunded THEN
    SELECT balance_fen INTO v_balance FROM partner_prefunds WHERE partner_id = p_partner.id FOR NO KEY UPDATE;
    IF coalesce(v_balance, 0) < p_amount_fen THEN
      PERFORM refuse('prefund-exhausted');
    END IF;
  END IF;
END
$$;

CREATE FUNCTION partner_payment(p_partner partners, p_message partner_messages, p_payment_no text, OUT code text, OUT result jsonb)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  v_quote partner_quotes;
  v_amount bigint := (p_message.parsed ->> 'amountFen')::bigint;
  v_received record;
BEGIN
  SELECT * INTO v_quote FROM partner_quotes q WHERE q.quote_id = p_message.parsed ->> 'quoteId' AND q.partner_id = p_partner.id;
  code := partner_payment_refusal(p_partner, p_message, v_quote);
  IF code IS NOT NULL THEN
    RETURN;
  END IF;
  BEGIN
    PERFORM reserve_for_partner(p_partner, p_message.clearing_on, v_amount);
    SELECT * INTO v_received FROM receive_payment(
      p_payment_no, p_message.channel, partner_source(p_partner), p_message.trade_key, 'agency', NULL, '电费', v_quote.payables, v_quote.amounts,
      '{}', '{}', p_message.received_at, p_message.clearing_on, 'partner', true,
      jsonb_build_object('partner', p_partner.code, 'terminal', p_message.terminal_no, 'quoteId', v_quote.quote_id));
  EXCEPTION WHEN SQLSTATE 'HALL0' THEN
    code := partner_code(SQLERRM);
    IF code IS NULL THEN
      RAISE;
    END IF;
    RETURN;
  END;
  code := CASE v_received.result WHEN 'conflict' THEN '2007' ELSE '0000' END;
  SELECT jsonb_build_object('receiptNo', r.receipt_no, 'paymentNo', v_received.payment_no, 'clearingOn', c.clearing_on, 'amountFen', c.amount_fen) INTO result
    FROM collections c JOIN receipts r ON r.collection_id = c.id WHERE c.id = v_received.collection_id;
END
$$;

CREATE FUNCTION partner_reversal(p_partner partners, p_message partner_messages, p_reversal_no text, OUT code text, OUT result jsonb)
LANGUAGE plpgsql AS $$
DECLARE
  v_amount bigint := (p_message.parsed ->> 'amountFen')::bigint;
  v_result text;
BEGIN
  IF p_partner.prefunded THEN
    PERFORM FROM partner_prefunds WHERE partner_id = p_partner.id FOR NO KEY UPDATE;
  END IF;
  BEGIN
    v_result := reverse_collection(partner_source(p_partner), p_message.parsed ->> 'originalKey', p_reversal_no, v_amount, p_message.clearing_on,
      'partner:' || p_partner.code, coalesce(p_message.parsed ->> 'reason', ''));
  EXCEPTION WHEN SQLSTATE 'HALL0' THEN
    code := partner_code(SQLERRM);
    IF code IS NULL THEN
      RAISE;
    END IF;
    RETURN;
  END;
  code := '0000';
  result := jsonb_build_object('result', CASE v_result WHEN 'unseen' THEN 'unseen' ELSE 'reversed' END,
    'clearingOn', p_message.clearing_on, 'amountFen', v_amount);
END
$$;

-- Handles a stored pay or reverse, once: whoever asks again gets what was answered first. `p_number` is our number for it.
CREATE FUNCTION handle_partner_message(p_id bigint, p_number text, p_now timestamptz, OUT code text, OUT result jsonb)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  v_message partner_messages;
  v_partner partners;
BEGIN
  SELECT * INTO STRICT v_message FROM partner_messages WHERE id = p_id FOR NO KEY UPDATE;
  IF v_message.status = 'handled' THEN
    code := v_message.code;
    result := v_message.result;
    RETURN;
  END IF;
  SELECT * INTO STRICT v_partner FROM partners WHERE id = v_message.partner_id;
  IF v_message.trade = 'pay' THEN
    SELECT * INTO code, result FROM partner_payment(v_partner, v_message, p_number);
  ELSE
    SELECT * INTO code, result FROM partner_reversal(v_partner, v_message, p_number);
  END IF;
  UPDATE partner_messages m SET status = 'handled', code = handle_partner_message.code, result = handle_partner_message.result, handled_at = p_now
   WHERE m.id = p_id;
END
$$;

------------------------------------------------------------------------------------------------------------------------
-- Prefunds

-- Whatever door moves an agent's money goes through these two, so that the balance never parts from the books.
CREATE FUNCTION draw_prefund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE partner_prefunds f SET balance_fen = f.balance_fen - NEW.amount_fen FROM partners p WHERE p.id = f.partner_id AND NEW.source = 'agent:' || p.code;
  RETURN NULL;
END
$$;
CREATE TRIGGER collections_draw_prefund AFTER INSERT ON collections
  FOR EACH ROW WHEN (NEW.source LIKE 'agent:%') EXECUTE FUNCTION draw_prefund();

CREATE FUNCTION restore_prefund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE partner_prefunds f SET balance_fen = f.balance_fen + NEW.amount_fen
    FROM partners p JOIN collections c ON c.source = 'agent:' || p.code WHERE p.id = f.partner_id AND c.id = NEW.collection_id;
  RETURN NULL;
END
$$;
CREATE TRIGGER refunds_restore_prefund AFTER UPDATE OF status ON refunds
  FOR EACH ROW WHEN (NEW.status = 'succeeded' AND OLD.status <> 'succeeded' AND NEW.way <> 'payout') EXECUTE FUNCTION restore_prefund();

-- The second person's decision on a top-up. Returns its state afterwards.
CREATE FUNCTION decide_partner_top_up(p_id bigint, p_approve boolean, p_by text, p_now timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_top_up partner_top_ups;
BEGIN
  SELECT * INTO v_top_up FROM partner_top_ups WHERE id = p_id FOR NO KEY UPDATE;
  IF NOT FOUND OR v_top_up.status <> 'awaiting-approval' THEN
    PERFORM refuse('top-up-not-open');
  ELSIF v_top_up.requested_by = p_by THEN
    PERFORM refuse('top-up-same-person');
  END IF;
  UPDATE partner_top_ups SET status = CASE WHEN p_approve THEN 'approved' ELSE 'rejected' END, decided_by = p_by, decided_at = p_now WHERE id = p_id;
  IF NOT p_approve THEN
    RETURN 'rejected';
  END IF;
  PERFORM post_transaction('agent-topped-up', 'agent:' || code || ':' || v_top_up.id, shanghai_date(p_now), ARRAY['bank', 'agent-prefund'], ARRAY[NULL, NULL]::bigint[],
    ARRAY[v_top_up.amount_fen, -v_top_up.amount_fen]) FROM partners WHERE id = v_top_up.partner_id;
  INSERT INTO partner_prefunds AS f (partner_id, balance_fen) VALUES (v_top_up.partner_id, v_top_up.amount_fen)
    ON CONFLICT (partner_id) DO UPDATE SET balance_fen = f.balance_fen + v_top_up.amount_fen;
  RETURN 'approved';
END
$$;

------------------------------------------------------------------------------------------------------------------------
-- Clearing dates

-- What we booked for a partner on a clearing date, in the order it was booked: the lines of its day file.
CREATE FUNCTION partner_day_lines(p_partner partners, p_day date)
RETURNS TABLE (trade_key text, account_no text, amount_fen bigint, channel text, kind text) LANGUAGE sql STABLE AS $$
  WITH collected AS (
    SELECT c.id, c.trade_no, c.amount_fen, c.created_at, p.channel, (
             SELECT s.account_no FROM payment_items i JOIN payables y ON y.id = i.payable_id JOIN holder_periods h ON h.id = y.holder_period_id
               JOIN supply_accounts s ON s.id = h.account_id WHERE i.payment_id = p.id LIMIT 1) AS account_no
      FROM collections c LEFT JOIN payments p ON p.id = c.payment_id
     WHERE c.source = partner_source(p_partner) AND c.clearing_on = p_day
  )
  SELECT trade_no, account_no, amount_fen, channel, kind FROM (
    SELECT trade_no, account_no, amount_fen, channel, '1' AS kind, created_at AS at, id FROM collected
    UNION ALL
    SELECT c.trade_no, c.account_no, f.amount_fen, c.channel, '2', f.finished_at, c.id
      FROM collected c JOIN refunds f ON f.collection_id = c.id AND f.way = 'reversal' AND f.status = 'succeeded') line
   ORDER BY at, id, kind
$$;

-- True when a clearing date is over and nothing received on it waits.
CREATE FUNCTION partner_day_is_over(p_partner partners, p_day date, p_now timestamptz) RETURNS boolean LANGUAGE sql STABLE
  RETURN clearing_date(p_now, p_partner.cut_off) > p_day
    AND NOT EXISTS (SELECT FROM partner_messages m WHERE m.status = 'stored' AND m.trade IN ('pay', 'reverse')
      AND m.partner_id = p_partner.id AND m.clearing_on <= p_day);

-- Closes a clearing date that is over, once: its figures, and the agent's commission on what it collected less what was reversed.
CREATE FUNCTION close_partner_day(p_partner_id bigint, p_day date, p_now timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_partner partners;
  v_sum record;
  v_commission bigint;
BEGIN
  SELECT * INTO STRICT v_partner FROM partners WHERE id = p_partner_id;
  IF NOT partner_day_is_over(v_partner, p_day, p_now) THEN
    RETURN false;
  END IF;
  INSERT INTO partner_days (partner_id, clearing_on) VALUES (p_partner_id, p_day) ON CONFLICT DO NOTHING;
  PERFORM FROM partner_days WHERE partner_id = p_partner_id AND clearing_on = p_day AND closed_at IS NULL FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  SELECT count(*) FILTER (WHERE kind = '1') AS payments, count(*) FILTER (WHERE kind = '2') AS reversals,
         coalesce(sum(CASE kind WHEN '1' THEN amount_fen ELSE -amount_fen END), 0)::bigint AS net
    INTO v_sum FROM partner_day_lines(v_partner, p_day);
  v_commission := CASE WHEN v_partner.prefunded AND v_sum.net > 0 THEN (v_sum.net * v_partner.commission_ppm + 500000) / 1000000 ELSE 0 END;
  UPDATE partner_days SET closed_at = p_now, payments = v_sum.payments, reversals = v_sum.reversals, net_fen = v_sum.net, commission_fen = v_commission
   WHERE partner_id = p_partner_id AND clearing_on = p_day;
  IF v_commission > 0 THEN
    PERFORM post_transaction('agent-commission', 'agent:' || v_partner.code || ':' || p_day, p_day, ARRAY['agent-commission', 'agent-prefund'],
      ARRAY[NULL, NULL]::bigint[], ARRAY[v_commission, -v_commission]);
    UPDATE partner_prefunds SET balance_fen = balance_fen + v_commission WHERE partner_id = p_partner_id;
  END IF;
  RETURN true;
END
$$;
