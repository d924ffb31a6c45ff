-- A case that came by telephone, letter or mail belongs to a person of the hall once a colleague has confirmed that it is theirs.
ALTER TABLE service_cases
  ADD COLUMN person_linked_by TEXT,
  ADD COLUMN person_linked_at TIMESTAMPTZ(3),
  ADD CONSTRAINT service_cases_linked_check CHECK (
    (person_linked_by IS NULL) = (person_linked_at IS NULL) AND (person_linked_by IS NULL OR (person_id IS NOT NULL AND NOT anonymous)));

-- What one writer has sent.
CREATE INDEX case_correspondents_address_idx ON case_correspondents (address_hash);
-- The mails of one case.
CREATE INDEX case_mails_case_idx ON case_mails (case_id) WHERE case_id IS NOT NULL;
