-- Whom a customer would like as their manager (客户经理), and the list of all that a manager answers for, wherever it lies.
ALTER TABLE "applications" ADD COLUMN "wished_staff" TEXT;
CREATE INDEX applications_manager_idx ON applications (manager, step_due_on, id) WHERE status IN ('open', 'waiting');
-- A manager by wish is there before anybody has taken it; whoever took it first leaves none without a manager, as before.
ALTER TABLE applications DROP CONSTRAINT applications_manager_check,
  ADD CONSTRAINT applications_manager_check CHECK (first_receiver IS NULL OR manager IS NOT NULL);
