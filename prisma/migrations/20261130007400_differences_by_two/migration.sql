-- Every decision about a difference is two persons': also to accept one leaves money missing on one side, whatever its class. What one
-- person accepted before this stays as it was decided.
ALTER TABLE reconciliation_differences
  DROP CONSTRAINT reconciliation_differences_four_eyes_check,
  ADD CONSTRAINT reconciliation_differences_four_eyes_check CHECK (
    status <> 'resolved' OR resolution NOT IN ('post', 'adjust', 'reverse', 'accept')
    OR (proposed_by IS NOT NULL AND decided_by IS NOT NULL AND proposed_by <> decided_by AND reason IS NOT NULL)) NOT VALID;

CREATE OR REPLACE FUNCTION propose_resolution(p_id bigint, p_action text, p_by text, p_reason text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_difference reconciliation_differences := lock_difference(p_id);
BEGIN
  IF v_difference.status = 'proposed' THEN
    PERFORM refuse('difference-proposed');
  ELSIF p_action <> ALL (difference_actions(v_difference.kind, v_difference.class, v_difference.collection_id)) THEN
    PERFORM refuse('difference-action');
  END IF;
  UPDATE reconciliation_differences SET status = 'proposed', resolution = p_action, reason = p_reason, proposed_by = p_by, proposed_at = now() WHERE id = p_id;
END
$$;

DROP FUNCTION needs_four_eyes(text, text);

-- What a partner was told of this account for this sum, so that it can have been paid on this clearing day: a quote binds for two hours,
-- and partners' files name no time of day, so it was given within that day, from cut-off to cut-off, or in the two hours before.
CREATE OR REPLACE FUNCTION quote_of_row(p_day reconciliation_days, p_row statement_rows) RETURNS partner_quotes LANGUAGE sql STABLE AS $$
  SELECT q.* FROM partner_quotes q JOIN partners p ON p.id = q.partner_id
   WHERE p.code = split_part(p_day.source, ':', 2) AND NOT p.prefunded AND q.account_no = p_row.account_no AND q.amount_fen = p_row.amount_fen
     AND q.created_at >= (p_day.day - 1 + p.cut_off) AT TIME ZONE 'Asia/Shanghai' - interval '2 hours'
     AND q.created_at < (p_day.day + p.cut_off) AT TIME ZONE 'Asia/Shanghai'
   ORDER BY q.created_at DESC LIMIT 1
$$;
