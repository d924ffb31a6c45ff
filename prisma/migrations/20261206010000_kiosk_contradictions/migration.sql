-- An event that contradicts what a kiosk reported before was refused, and with it everything that came after, for ever: notes lay in the box and in no
-- book. It is taken down as any other, with what is wrong about it, for staff to look at.
ALTER TABLE "kiosk_events" ADD COLUMN "problem" TEXT;
ALTER TABLE kiosk_events ADD CONSTRAINT kiosk_events_problem_check CHECK (problem IN ('other-account', 'other-sum', 'no-session'));
CREATE INDEX kiosk_events_problems_idx ON kiosk_events (received_at) WHERE problem IS NOT NULL;
