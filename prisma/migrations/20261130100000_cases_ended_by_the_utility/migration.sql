-- The utility may end a case while it waits for its customer as well: what cannot be brought about must not lie there for ever.

CREATE OR REPLACE FUNCTION check_case_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> NEW.status AND NOT (CASE OLD.status
      WHEN 'draft' THEN NEW.status = 'open'
      WHEN 'open' THEN NEW.status IN ('waiting', 'done', 'refused', 'withdrawn')
      WHEN 'waiting' THEN NEW.status IN ('open', 'done', 'refused', 'withdrawn')
      WHEN 'refused' THEN NEW.status = 'open'
      ELSE false END) THEN
    RAISE EXCEPTION 'case % cannot go from % to %', OLD.case_no, OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.first_receiver IS NOT NULL AND NEW.first_receiver IS DISTINCT FROM OLD.first_receiver THEN
    RAISE EXCEPTION 'case %: who took it first never changes', OLD.case_no USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.case_no, NEW.kind_id, NEW.kind_code) IS DISTINCT FROM (OLD.case_no, OLD.kind_id, OLD.kind_code) THEN
    RAISE EXCEPTION 'case %: number and kind stay', OLD.case_no USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
