-- Whoever had let a kiosk in could also count its box, alone: device, notes and count by one person were money at the bank. A count is entered by one
-- person, not by whoever let the machine in, and is booked once another has confirmed it.

ALTER TABLE "kiosk_enrolments" ADD COLUMN "allowed_by" TEXT;
ALTER TABLE "cash_boxes" ADD COLUMN "confirmed_by" TEXT;

-- What was counted before the upgrade had one name.
UPDATE cash_boxes SET confirmed_by = 'system' WHERE status = 'counted';

ALTER TABLE cash_boxes
  DROP CONSTRAINT cash_boxes_status_check,
  DROP CONSTRAINT cash_boxes_explained_check,
  ADD CONSTRAINT cash_boxes_status_check CHECK (status IN ('inserted', 'removed', 'unconfirmed', 'counted')),
  ADD CONSTRAINT cash_boxes_explained_check CHECK (status NOT IN ('unconfirmed', 'counted') OR counted_fen = expected_fen OR explanation IS NOT NULL),
  ADD CONSTRAINT cash_boxes_four_eyes_check CHECK (status <> 'counted' OR confirmed_by IS NOT NULL AND confirmed_by <> counted_by);
