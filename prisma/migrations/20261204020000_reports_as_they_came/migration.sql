-- What providers report and what people write by text message is kept as it came, sealed, beside what was read of it.
ALTER TABLE message_receipts ADD COLUMN body_enc BYTEA;
ALTER TABLE sms_inbound ADD COLUMN body_enc BYTEA;

-- Found again when it has been kept long enough.
CREATE INDEX message_receipts_kept_idx ON message_receipts (handled_at) WHERE body_enc IS NOT NULL;
CREATE INDEX sms_inbound_kept_idx ON sms_inbound (handled_at) WHERE body_enc IS NOT NULL;
