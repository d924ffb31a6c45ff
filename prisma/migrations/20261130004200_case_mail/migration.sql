-- E-mail as a way to the desk: mails as they came, what became of each, and the threads.
CREATE TABLE case_mails (
  id            BIGSERIAL PRIMARY KEY,
  uid_validity  BIGINT NOT NULL,
  uid           BIGINT NOT NULL,
  -- Sealed; dropped a while after it was handled.
  raw_enc       BYTEA,
  -- It was longer than is read.
  cut           BOOLEAN NOT NULL,
  stored_at     TIMESTAMPTZ(3) NOT NULL,
  attempts      INTEGER NOT NULL DEFAULT 0,
  next_at       TIMESTAMPTZ(3) NOT NULL DEFAULT '-infinity',
  verdict       TEXT CHECK (verdict IN ('opened', 'added', 'duplicate', 'auto-reply', 'bounce', 'list', 'flood', 'empty', 'unreadable')),
  message_hash  BYTEA,
  sender_hash   BYTEA,
  case_id       BIGINT REFERENCES service_cases (id),
  parts_added   BOOLEAN NOT NULL DEFAULT false,
  handled_at    TIMESTAMPTZ(3),
  UNIQUE (uid_validity, uid),
  CHECK ((verdict IS NULL) = (handled_at IS NULL)),
  CHECK ((verdict IN ('opened', 'added')) = (case_id IS NOT NULL) OR verdict IS NULL)
);
CREATE INDEX case_mails_waiting_idx ON case_mails (id) WHERE verdict IS NULL;
CREATE INDEX case_mails_parts_idx ON case_mails (id) WHERE verdict IN ('opened', 'added') AND NOT parts_added;
CREATE INDEX case_mails_sender_idx ON case_mails (sender_hash, handled_at);
CREATE INDEX case_mails_kept_idx ON case_mails (handled_at) WHERE raw_enc IS NOT NULL;
-- One sender's mail of one Message-ID makes a case or adds to one once, under whatever number it is found.
CREATE UNIQUE INDEX case_mails_once_idx ON case_mails (message_hash, sender_hash) WHERE verdict IN ('opened', 'added') AND message_hash IS NOT NULL;

CREATE TABLE case_mail_parts (
  mail_id BIGINT NOT NULL REFERENCES case_mails (id),
  part    INTEGER NOT NULL,
  PRIMARY KEY (mail_id, part)
);

-- Message-IDs of both sides, hashed: an answer to any of them belongs to the case.
CREATE TABLE case_mail_threads (
  message_hash BYTEA PRIMARY KEY,
  case_id      BIGINT NOT NULL REFERENCES service_cases (id)
);

-- Who wrote: answers go to nobody else.
CREATE TABLE case_correspondents (
  case_id         BIGINT PRIMARY KEY REFERENCES service_cases (id),
  address_hash    BYTEA NOT NULL,
  address_enc     BYTEA NOT NULL,
  name_enc        BYTEA,
  subject_enc     BYTEA NOT NULL,
  verified        BOOLEAN NOT NULL,
  last_message_id TEXT
);
