-- Names and rules of the utility, editions of tariffs in preparation, and what staff write down.

CREATE TRIGGER utility_settings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON utility_settings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER account_notes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON account_notes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE account_notes
  ADD CONSTRAINT account_notes_holder_period_id_fkey FOREIGN KEY (holder_period_id) REFERENCES holder_periods (id);

ALTER TABLE tariff_drafts
  ADD CONSTRAINT tariff_drafts_status_check CHECK (status IN ('draft', 'approved', 'discarded')),
  ADD CONSTRAINT tariff_drafts_decided_check CHECK ((status = 'draft') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
  -- Prices are put in force by another person than the one who wrote them.
  ADD CONSTRAINT tariff_drafts_four_eyes_check CHECK (status <> 'approved' OR decided_by <> created_by);
