-- Complaints that customers make at a wallet about a payment: told, stored, and a case each.
ALTER TABLE service_cases DROP CONSTRAINT service_cases_source_check,
  ADD CONSTRAINT service_cases_source_check
  CHECK (source IN ('hall', 'hotline', 'web', 'email', 'official-account', 'chat', 'counter', 'letter', 'wallet'));

CREATE TABLE wallet_complaint_messages (
  id           BIGSERIAL PRIMARY KEY,
  event_id     TEXT NOT NULL UNIQUE,
  complaint_id TEXT NOT NULL,
  -- As it came: its content is encrypted by the wallet.
  body         BYTEA NOT NULL,
  received_at  TIMESTAMPTZ(3) NOT NULL,
  handled_at   TIMESTAMPTZ(3)
);
CREATE INDEX wallet_complaint_messages_waiting_idx ON wallet_complaint_messages (id) WHERE handled_at IS NULL;

CREATE TABLE wallet_complaints (
  id             BIGSERIAL PRIMARY KEY,
  complaint_id   TEXT NOT NULL UNIQUE,
  case_id        BIGINT NOT NULL UNIQUE REFERENCES service_cases (id),
  state          TEXT NOT NULL CHECK (state IN ('pending', 'processing', 'processed')),
  -- Ours, or whatever the order is called at the wallet.
  payment_no     TEXT,
  amount_fen     BIGINT NOT NULL,
  fully_refunded BOOLEAN NOT NULL,
  told_at        TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX wallet_complaints_payment_idx ON wallet_complaints (payment_no);
CREATE INDEX wallet_complaints_open_idx ON wallet_complaints (id) WHERE state <> 'processed';

-- Lines of what was said at the wallet that are in the case already.
CREATE TABLE wallet_complaint_entries (
  complaint_id TEXT NOT NULL,
  log_id       TEXT NOT NULL,
  PRIMARY KEY (complaint_id, log_id)
);
