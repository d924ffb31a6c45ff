-- Rules of tariffs, readings and bills that Prisma cannot express.

-- Tariffs ------------------------------------------------------------------------------------------------------------
ALTER TABLE tariffs
  ADD CONSTRAINT tariffs_category CHECK (category IN ('residential', 'commercial'));
-- As everywhere, a period includes its first day and excludes its last.
ALTER TABLE tariff_versions
  ADD CONSTRAINT tariff_versions_order CHECK (effective_to > effective_from),
  ADD CONSTRAINT tariff_versions_source CHECK (char_length(source) > 0),
  ADD CONSTRAINT tariff_versions_one_at_a_time EXCLUDE USING gist
    (tariff_id WITH =, daterange(effective_from, effective_to, '[)') WITH &&);

-- Readings -----------------------------------------------------------------------------------------------------------
ALTER TABLE readings
  ADD CONSTRAINT readings_registers CHECK (total >= 0 AND peak >= 0 AND valley >= 0),
  ADD CONSTRAINT readings_quality CHECK (quality IN ('actual', 'estimated')),
  ADD CONSTRAINT readings_source CHECK (source IN ('remote', 'manual', 'file', 'api', 'estimate'));
ALTER TABLE data_imports
  ADD CONSTRAINT data_imports_kind CHECK (kind IN ('accounts', 'meters', 'readings')),
  ADD CONSTRAINT data_imports_counts CHECK (accepted >= 0 AND unchanged >= 0 AND rejected >= 0);

-- Billing runs -------------------------------------------------------------------------------------------------------
ALTER TABLE billing_runs
  ADD CONSTRAINT billing_runs_month CHECK (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  ADD CONSTRAINT billing_runs_status CHECK (status IN ('preparing', 'preview', 'approved', 'issued', 'discarded')),
  ADD CONSTRAINT billing_runs_second_person CHECK (approved_by <> created_by),
  ADD CONSTRAINT billing_runs_approved CHECK ((status IN ('approved', 'issued')) = (approved_by IS NOT NULL)),
  ADD CONSTRAINT billing_runs_issued CHECK ((status = 'issued') = (issued_at IS NOT NULL));
-- Two runs of one month at a time would draft the same bills twice.
CREATE UNIQUE INDEX billing_runs_one_open ON billing_runs (region_code, month)
  WHERE status IN ('preparing', 'preview', 'approved');

ALTER TABLE bill_drafts
  ADD CONSTRAINT bill_drafts_priced_or_excepted CHECK (total_fen IS NOT NULL OR exception IS NOT NULL),
  ADD CONSTRAINT bill_drafts_acceptance CHECK (
    (accepted_by IS NULL) = (accepted_note IS NULL)
    AND (accepted_by IS NULL OR (exception IS NOT NULL AND total_fen IS NOT NULL)));
CREATE INDEX bill_drafts_exceptions_idx ON bill_drafts (run_id) WHERE exception IS NOT NULL;

-- Bills --------------------------------------------------------------------------------------------------------------
ALTER TABLE bills
  ADD CONSTRAINT bills_month CHECK (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  ADD CONSTRAINT bills_dates CHECK (to_date >= from_date AND to_char(from_date, 'YYYY-MM') = month AND to_char(to_date, 'YYYY-MM') = month),
  ADD CONSTRAINT bills_sum CHECK (total_fen = energy_fen + adjustment_fen),
  ADD CONSTRAINT bills_kind CHECK (
    (kind = 'bill' AND reverses_id IS NULL AND reason IS NULL AND total_fen >= 0 AND energy >= 0)
    OR (kind = 'reversal' AND reverses_id IS NOT NULL AND reason IS NOT NULL AND payable_id IS NULL AND total_fen <= 0 AND energy <= 0));
-- A holder has one bill a month that stands. Running a month again therefore changes nothing.
CREATE UNIQUE INDEX bills_one_live ON bills (holder_period_id, month) WHERE kind = 'bill' AND live;
CREATE SEQUENCE bill_numbers;

-- An issued bill is never edited. It gets its payable once, and a reversal ends its life.
CREATE FUNCTION refuse_bill_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of bill % is refused: bills are reversed, never changed', TG_OP, OLD.bill_no
    USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER bills_as_issued BEFORE DELETE OR UPDATE OF id, bill_no, holder_period_id, account_id, run_id, month, kind, reverses_id,
  reason, from_date, to_date, issued_at, due_on, energy, energy_fen, adjustment_fen, total_fen, estimated, content
  ON bills FOR EACH ROW EXECUTE FUNCTION refuse_bill_change();
CREATE TRIGGER bills_one_payable BEFORE UPDATE OF payable_id ON bills FOR EACH ROW
  WHEN (OLD.payable_id IS NOT NULL AND NEW.payable_id IS DISTINCT FROM OLD.payable_id) EXECUTE FUNCTION refuse_bill_change();
CREATE TRIGGER bills_stay_reversed BEFORE UPDATE OF live ON bills FOR EACH ROW
  WHEN (NEW.live AND NOT OLD.live) EXECUTE FUNCTION refuse_bill_change();

CREATE FUNCTION end_reversed_bill() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE bills SET live = false WHERE id = NEW.reverses_id AND kind = 'bill' AND live
    AND holder_period_id = NEW.holder_period_id AND month = NEW.month
    AND (energy, energy_fen, adjustment_fen) = (-NEW.energy, -NEW.energy_fen, -NEW.adjustment_fen);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'reversal % does not mirror a live bill', NEW.bill_no
      USING ERRCODE = 'check_violation', CONSTRAINT = 'bills_reversal_mirrors';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER bills_reversal AFTER INSERT ON bills FOR EACH ROW WHEN (NEW.kind = 'reversal')
  EXECUTE FUNCTION end_reversed_bill();
