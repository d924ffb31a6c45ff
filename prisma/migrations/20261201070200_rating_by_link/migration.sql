-- 评议卡 of an answer whose customer is not in the hall: a link goes to their telephone or mail address, or to where they wrote at the official account, and is good for one rating.
CREATE TABLE case_rating_links (
  id         BIGSERIAL PRIMARY KEY,
  case_id    BIGINT NOT NULL REFERENCES service_cases (id),
  -- Which answer of the case it asks about.
  round      INTEGER NOT NULL,
  token_hash BYTEA NOT NULL UNIQUE,
  way        TEXT NOT NULL CHECK (way IN ('sms', 'email', 'account')),
  sent_at    TIMESTAMPTZ(3) NOT NULL,
  open_until TIMESTAMPTZ(3) NOT NULL,
  UNIQUE (case_id, round)
);
CREATE INDEX case_rating_links_open_until_idx ON case_rating_links (open_until);
