-- What was set aside is looked through by a person: from whom, about what, and what was decided.
ALTER TABLE case_mails
  ADD COLUMN sender_enc     BYTEA,
  ADD COLUMN subject_enc    BYTEA,
  ADD COLUMN verified       BOOLEAN,
  ADD COLUMN dismissed_by   TEXT,
  ADD COLUMN dismissed_at   TIMESTAMPTZ(3),
  ADD COLUMN dismiss_reason TEXT,
  ADD CHECK ((dismissed_by IS NULL) = (dismissed_at IS NULL) AND (dismissed_by IS NULL) = (dismiss_reason IS NULL)),
  ADD CHECK (dismissed_by IS NULL OR case_id IS NULL),
  DROP CONSTRAINT case_mails_verdict_check,
  ADD CONSTRAINT case_mails_verdict_check
    CHECK (verdict IN ('opened', 'added', 'duplicate', 'auto-reply', 'bounce', 'list', 'flood', 'forged', 'empty', 'unreadable'));
CREATE INDEX case_mails_aside_idx ON case_mails (id) WHERE verdict NOT IN ('opened', 'added', 'duplicate');
