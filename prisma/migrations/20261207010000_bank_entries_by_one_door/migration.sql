-- One entry of the utility's bank account could be booked to `bank` by five doors, each of which looked at its own entries only: a buyer's payment for
-- cards, an agent's top-up, a transfer taken at the counter, a payout that came back, and what a bank credit of a channel shows.

-- A reference as it is compared: in capitals, without spaces.
CREATE FUNCTION compared_reference(p_reference text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN upper(regexp_replace(p_reference, '\s', '', 'g'));
CREATE INDEX bank_credit_entries_compared_idx ON bank_credit_entries (compared_reference(reference));

-- The door by which an entry has been booked, other than `p_but`. @param p_reference as it is compared
CREATE FUNCTION bank_entry_door(p_reference text, p_but text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT door FROM (
    SELECT 'card-sale' AS door FROM card_sales WHERE bank_reference = p_reference
    UNION ALL
    SELECT 'top-up' FROM partner_top_ups WHERE bank_reference = p_reference AND status = 'approved'
    UNION ALL
    SELECT 'counter' FROM counter_takings WHERE paper_no(tender, bank, reference) = p_reference AND status = 'cleared' AND tender = 'transfer'
    UNION ALL
    SELECT 'payout-return' FROM payout_returns WHERE bank_reference = p_reference AND outcome = 'confirmed' AND was = 'succeeded'
    UNION ALL
    SELECT 'bank-credit' FROM bank_credit_entries e JOIN statement_files f ON f.id = e.file_id
     WHERE compared_reference(e.reference) = p_reference AND e.fen > 0 AND counts_now(f)
  ) booked WHERE door <> p_but LIMIT 1
$$;

-- Whoever books an entry at one door holds its reference until the end. Some of those on file stand as they were typed. @throws bank-reference-used
CREATE FUNCTION take_bank_entry(p_reference text, p_door text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_reference text := compared_reference(p_reference);
BEGIN
  PERFORM lock_bank_reference(v_reference);
  IF bank_entry_door(v_reference, p_door) IS NOT NULL THEN
    PERFORM refuse('bank-reference-used');
  END IF;
END
$$;

-- As before, by an entry that no other door has booked.
CREATE OR REPLACE FUNCTION settle_card_sale(p_sale_no text, p_reference text, p_by text, p_on date, p_credited_fen bigint DEFAULT NULL) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_sale card_sales;
  v_due bigint;
  v_used bigint;
  v_told bigint;
BEGIN
  SELECT * INTO v_sale FROM card_sales WHERE sale_no = p_sale_no FOR UPDATE;
  v_due := v_sale.amount_fen - v_sale.voided_fen - v_sale.paid_fen;
  IF v_sale.id IS NULL THEN
    PERFORM refuse('card-sale-not-found');
  ELSIF v_sale.paid_on IS NOT NULL OR v_due <= 0 THEN
    PERFORM refuse('card-sale-settled');
  ELSIF v_sale.sold_by = p_by THEN
    PERFORM refuse('cards-four-eyes');
  END IF;
  PERFORM take_bank_entry(p_reference, 'card-sale');
  SELECT coalesce(sum(paid_fen), 0), min(credited_fen) INTO v_used, v_told FROM card_sales WHERE bank_reference = p_reference;
  IF v_used + v_due > coalesce(v_told, p_credited_fen, v_due) THEN
    PERFORM refuse('card-payment-used');
  END IF;
  UPDATE card_sales SET paid_fen = paid_fen + v_due, paid_on = p_on, bank_reference = p_reference, credited_fen = coalesce(v_told, p_credited_fen), paid_by = p_by WHERE id = v_sale.id;
  PERFORM post_transaction('card-sale-paid', p_sale_no, p_on, ARRAY['bank', 'card-sales'], ARRAY[NULL, NULL]::bigint[], ARRAY[v_due, -v_due]);
  RETURN v_due;
END
$$;

CREATE OR REPLACE FUNCTION decide_partner_top_up(p_id bigint, p_approve boolean, p_by text, p_now timestamptz) RETURNS text LANGUAGE plpgsql AS $$
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
  PERFORM take_bank_entry(v_top_up.bank_reference, 'top-up');
  PERFORM post_transaction('agent-topped-up', 'agent:' || code || ':' || v_top_up.id, shanghai_date(p_now), ARRAY['bank', 'agent-prefund'], ARRAY[NULL, NULL]::bigint[],
    ARRAY[v_top_up.amount_fen, -v_top_up.amount_fen]) FROM partners WHERE id = v_top_up.partner_id;
  INSERT INTO partner_prefunds AS f (partner_id, balance_fen) VALUES (v_top_up.partner_id, v_top_up.amount_fen)
    ON CONFLICT (partner_id) DO UPDATE SET balance_fen = f.balance_fen + v_top_up.amount_fen;
  RETURN 'approved';
END
$$;

-- A transfer is an entry of the bank's; a cheque has a number of its own, and no other door takes cheques.
CREATE FUNCTION take_paper(p_taking_id bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_taking counter_takings;
  v_paper text;
BEGIN
  SELECT * INTO v_taking FROM counter_takings WHERE id = p_taking_id;
  v_paper := paper_no(v_taking.tender, v_taking.bank, v_taking.reference);
  IF v_taking.tender = 'transfer' THEN
    PERFORM take_bank_entry(v_paper, 'counter');
  ELSE
    PERFORM lock_bank_reference('paper:' || v_paper);
  END IF;
END
$$;

-- Money that has left by a payout and is said to be back.
CREATE FUNCTION take_returned_payout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM take_bank_entry(NEW.bank_reference, 'payout-return');
  RETURN NEW;
END
$$;
CREATE TRIGGER payout_returns_bank_entry BEFORE UPDATE OF outcome ON payout_returns
  FOR EACH ROW WHEN (NEW.outcome = 'confirmed' AND OLD.outcome <> 'confirmed' AND NEW.was = 'succeeded') EXECUTE FUNCTION take_returned_payout();

-- As before, with references compared as everywhere, and whatever another door has booked (`counted` as well; its name stands where the other source would).
CREATE OR REPLACE FUNCTION bank_entry_clash(p_file_id bigint) RETURNS TABLE (line integer, reference text, kind text, source text, day date) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('bank-credit-entries', 0));
  PERFORM lock_bank_reference(taken.reference)
    FROM (SELECT DISTINCT compared_reference(e.reference) AS reference FROM bank_credit_entries e WHERE e.file_id = p_file_id AND e.fen > 0 ORDER BY 1) taken;
  RETURN QUERY
    SELECT * FROM (
      SELECT mine.line, mine.reference, CASE WHEN mine.whole_fen IS NULL OR bool_or(theirs.whole_fen IS NULL) THEN 'counted' ELSE 'whole' END,
             min(f.source), (array_agg(f.day ORDER BY f.source, f.day))[1]
        FROM statement_files own JOIN bank_credit_entries mine ON mine.file_id = own.id
        JOIN bank_credit_entries theirs ON theirs.entry_on = mine.entry_on AND compared_reference(theirs.reference) = compared_reference(mine.reference)
        JOIN statement_files f ON f.id = theirs.file_id AND (f.source, f.day) <> (own.source, own.day) AND counts_now(f)
       WHERE own.id = p_file_id
       GROUP BY mine.line, mine.reference, mine.fen, mine.whole_fen
      HAVING mine.whole_fen IS NULL OR bool_or(theirs.whole_fen IS DISTINCT FROM mine.whole_fen) OR abs(mine.fen + sum(theirs.fen)) > abs(mine.whole_fen)
      UNION ALL
      SELECT mine.line, mine.reference, 'counted', booked.door, mine.entry_on
        FROM bank_credit_entries mine, bank_entry_door(compared_reference(mine.reference), 'bank-credit') AS booked (door)
       WHERE mine.file_id = p_file_id AND mine.fen > 0 AND booked.door IS NOT NULL
    ) clash ORDER BY 1 LIMIT 1;
END
$$;
