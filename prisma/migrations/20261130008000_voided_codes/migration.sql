-- A pay code is voided when its money has gone back, and not before: its taking follows the refund.
ALTER TABLE counter_takings ADD COLUMN refund_no text;
CREATE UNIQUE INDEX counter_takings_refund_no_key ON counter_takings (refund_no);

CREATE FUNCTION taking_after_refund(p_refund_status text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p_refund_status = 'succeeded' THEN 'voided' WHEN p_refund_status IN ('failed', 'rejected') THEN 'taken' ELSE 'voiding' END
$$;

-- The refund is held while the two are joined: what becomes of it afterwards is told by the trigger.
CREATE FUNCTION void_taking_by_refund(p_taking_id bigint, p_refund_no text, p_by text, p_reason text, p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_status text;
BEGIN
  SELECT status INTO STRICT v_status FROM refunds WHERE refund_no = p_refund_no FOR NO KEY UPDATE;
  UPDATE counter_takings SET refund_no = p_refund_no, status = taking_after_refund(v_status), undone_by = p_by, undone_reason = p_reason, undone_at = p_now
   WHERE id = p_taking_id AND refund_no IS DISTINCT FROM p_refund_no;
END
$$;

CREATE FUNCTION follow_refund_of_taking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE counter_takings SET status = taking_after_refund(NEW.status) WHERE refund_no = NEW.refund_no AND status = 'voiding';
  RETURN NULL;
END
$$;

CREATE TRIGGER refunds_void_taking AFTER UPDATE OF status ON refunds
  FOR EACH ROW WHEN (NEW.status <> OLD.status) EXECUTE FUNCTION follow_refund_of_taking();
