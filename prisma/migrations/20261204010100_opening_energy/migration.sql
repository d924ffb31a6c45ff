-- 启用前用电量: what an account used of its tier year before the hall's first bill, as the utility's former system billed it. Tiers go
-- on from there.
CREATE TABLE opening_energies (
    holder_period_id BIGINT NOT NULL REFERENCES holder_periods (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    year_from        TEXT NOT NULL CHECK (year_from ~ '^\d{4}-(0[1-9]|1[0-2])$'),
    used_to          DATE NOT NULL,
    energy           BIGINT NOT NULL CHECK (energy >= 0),
    parts            BIGINT[] NOT NULL,
    received_at      TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT opening_energies_pkey PRIMARY KEY (holder_period_id, year_from),
    -- Bills are of whole months: the first one begins on the day after.
    CONSTRAINT opening_energies_month_end CHECK (extract(day FROM used_to + 1) = 1),
    CONSTRAINT opening_energies_in_year CHECK (used_to >= (year_from || '-01')::date AND used_to < (year_from || '-01')::date + interval '11 months')
);

-- A bill rests on it: from then on it neither comes nor changes, so that no money moves without a reversal, and no month that is ours is hidden.
CREATE FUNCTION opening_energy_before_bills() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM bills b WHERE b.holder_period_id = NEW.holder_period_id AND b.kind = 'bill' AND b.live) THEN
    RAISE EXCEPTION 'holder period % has been billed', NEW.holder_period_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER opening_energies_before_bills BEFORE INSERT OR UPDATE ON opening_energies
  FOR EACH ROW EXECUTE FUNCTION opening_energy_before_bills();

ALTER TABLE data_imports DROP CONSTRAINT data_imports_kind,
  ADD CONSTRAINT data_imports_kind CHECK (kind IN ('accounts', 'meters', 'readings', 'opening-energy'));
ALTER TABLE connected_systems DROP CONSTRAINT connected_systems_scopes_check,
  ADD CONSTRAINT connected_systems_scopes_check CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['accounts', 'meters', 'readings', 'opening-energy']);
