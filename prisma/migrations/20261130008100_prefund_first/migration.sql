-- An agent's prefund is locked before the customers whom its money concerns, whichever door it moves by: a partner's message
-- does so, and the trade's lock does it for everybody else, such as a member of staff who reverses an agent's payment.
CREATE OR REPLACE FUNCTION lock_trade(p_source text, p_trade_no text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_source LIKE 'agent:%' THEN
    PERFORM FROM partner_prefunds f JOIN partners p ON p.id = f.partner_id WHERE p.code = split_part(p_source, ':', 2) FOR NO KEY UPDATE OF f;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(p_source || ':' || p_trade_no, 0));
END
$$;
