-- What followers write to the official account: stored as it was pushed, then made a case or words in one.
CREATE TABLE account_messages (
  id           BIGSERIAL PRIMARY KEY,
  -- WeChat's number of it: pushed up to three times, stored once.
  message_id   TEXT NOT NULL UNIQUE,
  sender_hash  BYTEA NOT NULL,
  -- Who, what and where, sealed; dropped thirty days after it was handled.
  said_enc     BYTEA,
  stored_at    TIMESTAMPTZ(3) NOT NULL,
  -- Of what waits: the message, and once it is handled its picture or sound.
  attempts     INTEGER NOT NULL DEFAULT 0,
  next_at      TIMESTAMPTZ(3) NOT NULL DEFAULT '-infinity',
  verdict      TEXT CHECK (verdict IN ('opened', 'added', 'prompted', 'flood', 'unreadable')),
  case_id      BIGINT REFERENCES service_cases (id),
  -- Whether a picture or sound has yet to be fetched.
  media_waits  BOOLEAN NOT NULL DEFAULT false,
  handled_at   TIMESTAMPTZ(3),
  CHECK ((verdict IS NULL) = (handled_at IS NULL)),
  CHECK ((verdict IN ('opened', 'added')) = (case_id IS NOT NULL) OR verdict IS NULL)
);
CREATE INDEX account_messages_waiting_idx ON account_messages (id) WHERE verdict IS NULL;
CREATE INDEX account_messages_media_idx ON account_messages (next_at) WHERE media_waits;
CREATE INDEX account_messages_sender_idx ON account_messages (sender_hash, handled_at);

-- Who wrote a case at the official account.
CREATE TABLE account_correspondents (
  case_id      BIGINT PRIMARY KEY REFERENCES service_cases (id),
  sender_hash  BYTEA NOT NULL,
  open_id_enc  BYTEA NOT NULL
);
CREATE INDEX account_correspondents_sender_idx ON account_correspondents (sender_hash);
