-- An inquiry is kept with its answer and its quote in one statement: one round trip, and no row that is written twice. It moves no
-- money: what is lost with a process that dies before this is asked again. `outcome`: new, or replay (its nonce was seen).
-- An account whose last payment is still being handled gets the code 2016 and no quote.
CREATE FUNCTION store_partner_inquiry(
  p_partner_id bigint, p_trade_key text, p_nonce text, p_channel text, p_terminal_no text, p_content_hash bytea, p_parsed jsonb, p_raw bytea,
  p_received_at timestamptz, p_code text, p_quote_id text, p_account_no text, p_holder bigint, p_payables bigint[], p_amounts bigint[], p_amount_fen bigint,
  OUT outcome text, OUT code text
) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  -- It may be lost in a power cut without harm: its commit does not wait for the disk.
  PERFORM set_config('synchronous_commit', 'off', true);
  code := CASE WHEN EXISTS (
    SELECT FROM partner_messages m WHERE m.status = 'stored' AND m.trade = 'pay' AND m.parsed ->> 'accountNo' = p_parsed ->> 'accountNo') THEN '2016' ELSE p_code END;
  INSERT INTO partner_messages (partner_id, trade, trade_key, nonce, channel, terminal_no, content_hash, parsed, raw, received_at, clearing_on,
      status, code, handled_at)
    SELECT p_partner_id, 'inquire', p_trade_key, p_nonce, p_channel, p_terminal_no, p_content_hash, p_parsed, p_raw, p_received_at,
           clearing_date(p_received_at, cut_off), 'handled', store_partner_inquiry.code, p_received_at
      FROM partners WHERE id = p_partner_id
    ON CONFLICT DO NOTHING;
  outcome := CASE WHEN FOUND THEN 'new' ELSE 'replay' END;
  IF outcome = 'new' AND code = '0000' THEN
    INSERT INTO partner_quotes (quote_id, partner_id, account_no, holder_period_id, payables, amounts, amount_fen, created_at)
      VALUES (p_quote_id, p_partner_id, p_account_no, p_holder, p_payables, p_amounts, p_amount_fen, p_received_at);
  END IF;
END
$$;

DROP FUNCTION store_partner_quote;
