-- Who had power brought back although the debt is not paid.
ALTER TABLE dunning_cases ADD COLUMN restore_asked_by TEXT;

-- A report that fits no message yet is looked at again after a growing pause: however many there are, those behind them have their turn.
ALTER TABLE message_receipts ADD COLUMN tries INTEGER NOT NULL DEFAULT 0, ADD COLUMN next_at TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp();
DROP INDEX message_receipts_waiting_idx;
CREATE INDEX message_receipts_waiting_idx ON message_receipts (next_at) WHERE handled_at IS NULL;

-- Money that came since the last sweep; rows stand on disk in the order they came, so that a few pages of index do.
CREATE INDEX collections_created_at_idx ON collections USING brin (created_at) WITH (pages_per_range = 16);
