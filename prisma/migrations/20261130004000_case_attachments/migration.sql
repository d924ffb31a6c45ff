-- What goes with a case: pictures, papers and voice notes, and a place chosen on a map.
ALTER TABLE documents DROP CONSTRAINT documents_class_check,
  ADD CONSTRAINT documents_class_check CHECK (class IN ('identity', 'property', 'licence', 'drawing', 'contract', 'photo', 'voice', 'other'));

ALTER TABLE service_cases
  ADD COLUMN position_enc BYTEA,
  -- The end from which its attachments' time of keeping was counted; differs from closed_at until that is done anew.
  ADD COLUMN attachments_kept_from TIMESTAMPTZ(3);

CREATE TABLE case_attachments (
  id          BIGSERIAL PRIMARY KEY,
  case_id     BIGINT NOT NULL REFERENCES service_cases (id),
  document_id UUID NOT NULL UNIQUE REFERENCES documents (id),
  added_by    TEXT NOT NULL CHECK (added_by = 'person' OR added_by LIKE 'staff:%'),
  public      BOOLEAN NOT NULL,
  at          TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX case_attachments_case_idx ON case_attachments (case_id, id);
CREATE TRIGGER case_attachments_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_attachments
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
