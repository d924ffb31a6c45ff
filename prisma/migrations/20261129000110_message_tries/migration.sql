-- When a way was last tried: an outcome that nobody knows is waited for from then on.
ALTER TABLE "message_deliveries" ADD COLUMN "tried_at" TIMESTAMPTZ(3);

-- A second person decides about a draft; an approved edition takes the place of the one in force, in one step.
CREATE FUNCTION decide_message_template(p_id bigint, p_status text, p_by text, p_at timestamptz, p_note text) RETURNS SETOF message_templates
LANGUAGE plpgsql AS $$
DECLARE
  v_draft message_templates;
BEGIN
  SELECT * INTO v_draft FROM message_templates WHERE id = p_id AND status = 'draft' FOR UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF p_status = 'approved' THEN
    UPDATE message_templates SET status = 'replaced' WHERE event = v_draft.event AND language = v_draft.language AND status = 'approved';
  END IF;
  RETURN QUERY UPDATE message_templates t SET status = p_status, decided_by = p_by, decided_at = p_at, note = p_note WHERE t.id = p_id RETURNING t.*;
END
$$;
