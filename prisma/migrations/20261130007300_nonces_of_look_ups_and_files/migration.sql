-- Look-ups and day files bind nothing, and still use their nonce up: sent again as they were, they are a replay like any other message.
ALTER TABLE partner_messages
  DROP CONSTRAINT partner_messages_trade_check,
  ADD CONSTRAINT partner_messages_trade_check CHECK (trade IN ('inquire', 'pay', 'query', 'reverse', 'repeat', 'look-up', 'file'));

-- Keeps a message that is answered at once. False: its nonce was seen before.
CREATE FUNCTION note_partner_message(
  p_partner_id bigint, p_trade text, p_trade_key text, p_nonce text, p_channel text, p_content_hash bytea, p_parsed jsonb, p_raw bytea,
  p_received_at timestamptz, p_code text
) RETURNS boolean LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  -- A look-up may be lost in a power cut without harm: its commit does not wait for the disk.
  IF p_trade = 'look-up' THEN
    PERFORM set_config('synchronous_commit', 'off', true);
  END IF;
  INSERT INTO partner_messages (partner_id, trade, trade_key, nonce, channel, content_hash, parsed, raw, received_at, clearing_on, status, code, handled_at)
    SELECT p_partner_id, p_trade, p_trade_key, p_nonce, p_channel, p_content_hash, p_parsed, p_raw, p_received_at,
           clearing_date(p_received_at, cut_off), 'handled', p_code, p_received_at
      FROM partners WHERE id = p_partner_id
    ON CONFLICT DO NOTHING;
  RETURN FOUND;
END
$$;
