-- Pictures of a complaint at the wallet: the customer's are fetched into the case once, ours go along with the next answer once.
CREATE TABLE wallet_complaint_pictures (
  complaint_id TEXT NOT NULL REFERENCES wallet_complaints (complaint_id),
  address      TEXT NOT NULL,
  attempts     INTEGER NOT NULL DEFAULT 0,
  next_at      TIMESTAMPTZ(3) NOT NULL DEFAULT '-infinity',
  settled      BOOLEAN NOT NULL DEFAULT false,
  PRIMARY KEY (complaint_id, address)
);
CREATE INDEX wallet_complaint_pictures_waiting_idx ON wallet_complaint_pictures (next_at) WHERE NOT settled;

CREATE TABLE wallet_answer_pictures (
  document_id  UUID PRIMARY KEY REFERENCES documents (id),
  complaint_id TEXT NOT NULL REFERENCES wallet_complaints (complaint_id),
  -- The wallet's name for it.
  media_id     TEXT NOT NULL,
  sent         BOOLEAN NOT NULL DEFAULT false
);
