-- How a refund may go on was written down in code that nothing asked, and said less than what happens. Now the database refuses everything else.

-- The same table as `refundTransitions` in modules/payments/refund.ts, a test compares the two.
CREATE FUNCTION check_refund_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.status, NEW.status) NOT IN (
    ('awaiting-approval', 'pending'), ('awaiting-approval', 'rejected'),
    ('pending', 'succeeded'), ('pending', 'failed'),
    ('succeeded', 'pending'), ('failed', 'pending'), ('rejected', 'pending')
  ) THEN
    RAISE EXCEPTION 'refund % may not go from % to %', OLD.refund_no, OLD.status, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_transition';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER refunds_transition BEFORE UPDATE OF status ON refunds
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION check_refund_transition();
