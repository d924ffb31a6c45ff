-- A manager who has left answers for nothing any more: until a colleague takes it, the case is its team's alone.
ALTER TABLE applications DROP CONSTRAINT applications_manager_check,
  ADD CONSTRAINT applications_manager_check CHECK (first_receiver IS NULL OR manager IS NOT NULL OR owner IS NULL);
