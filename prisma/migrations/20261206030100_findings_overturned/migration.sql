-- A star that was lost for a complaint that a person has judged otherwise since: it comes back from then on, and the months before stay as they were counted.
ALTER TABLE star_deductions ADD COLUMN "overturned_at" TIMESTAMPTZ(3);
ALTER TABLE star_deductions ADD CHECK (overturned_at IS NULL OR (status = 'lifted' AND overturned_at >= decided_at));
