-- A cut-off that was put off in the evening brought a date back that was over: what was paid then fell on a day that had been closed already, whose file had been
-- fetched and whose commission had been paid.

-- The date itself, or the first after the last one that was closed.
CREATE FUNCTION open_clearing_date(p_partner_id bigint, p_date date) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT GREATEST(p_date, (SELECT max(clearing_on) + 1 FROM partner_days WHERE partner_id = p_partner_id AND closed_at IS NOT NULL))
$$;

-- As before, on a date that is still open.
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
