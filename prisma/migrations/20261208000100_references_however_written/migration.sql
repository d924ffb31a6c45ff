-- Full-width letters, and spaces that PostgreSQL does not take for spaces, made two references of one. Now as `comparedReference` of the server has it.
CREATE OR REPLACE FUNCTION compared_reference(p_reference text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN upper(regexp_replace(normalize(p_reference, NFKC), '[\s\u200B\u2028\u2029\uFEFF]', '', 'g'));
REINDEX INDEX bank_credit_entries_compared_idx;

CREATE OR REPLACE FUNCTION paper_no(p_tender text, p_bank text, p_reference text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE p_tender WHEN 'cheque' THEN compared_reference(p_bank) || ' ' ELSE '' END || compared_reference(p_reference);
REINDEX INDEX counter_takings_cleared_idx;

CREATE INDEX card_sales_compared_idx ON card_sales (compared_reference(bank_reference));
CREATE INDEX partner_top_ups_compared_idx ON partner_top_ups (compared_reference(bank_reference));
CREATE INDEX payout_returns_compared_idx ON payout_returns (compared_reference(bank_reference));

-- Entries of the utility's bank account that are booked, each by its reference as it is compared, and the door that has booked it.
CREATE VIEW booked_bank_entries AS
  SELECT compared_reference(bank_reference) AS reference, 'card-sale' AS door FROM card_sales WHERE bank_reference IS NOT NULL
  UNION ALL
  SELECT compared_reference(bank_reference), 'top-up' FROM partner_top_ups WHERE status = 'approved'
  UNION ALL
  SELECT paper_no(tender, bank, reference), 'counter' FROM counter_takings WHERE status = 'cleared' AND tender = 'transfer'
  UNION ALL
  SELECT compared_reference(bank_reference), 'payout-return' FROM payout_returns WHERE outcome = 'confirmed' AND was = 'succeeded'
  UNION ALL
  SELECT compared_reference(e.reference), 'bank-credit' FROM bank_credit_entries e JOIN statement_files f ON f.id = e.file_id WHERE e.fen > 0 AND counts_now(f);

-- As before, of that view. @param p_reference as it is compared
CREATE OR REPLACE FUNCTION bank_entry_door(p_reference text, p_but text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT door FROM booked_bank_entries WHERE reference = p_reference AND door <> p_but LIMIT 1
$$;

-- As before; where another door has booked an entry, its name is the kind.
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
      SELECT mine.line, mine.reference, booked.door, NULL, NULL
        FROM bank_credit_entries mine, bank_entry_door(compared_reference(mine.reference), 'bank-credit') AS booked (door)
       WHERE mine.file_id = p_file_id AND mine.fen > 0 AND booked.door IS NOT NULL
    ) clash ORDER BY 1 LIMIT 1;
END
$$;
