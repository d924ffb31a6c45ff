-- The latest money that came in for a holder, by whatever way: after it a low balance is told anew.
CREATE INDEX allocations_holder_period_id_idx ON allocations (holder_period_id, id) WHERE holder_period_id IS NOT NULL;
