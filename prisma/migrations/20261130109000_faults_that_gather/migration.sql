-- A fault that staff took out of another, or that a customer reported again after it was mended, is about one report:
-- neighbours who joined it would have nobody coming for theirs.
ALTER TABLE repair_faults ADD COLUMN gathers boolean NOT NULL DEFAULT true;

UPDATE repair_faults f SET gathers = false
WHERE f.status = 'open' AND f.reports = 1 AND EXISTS (
  SELECT FROM repair_reports r JOIN service_cases c ON c.id = r.case_id
  WHERE r.fault_id = f.id AND (
    EXISTS (SELECT FROM repair_events e WHERE e.act = 'separate' AND e.detail ->> 'case' = c.case_no)
    OR EXISTS (SELECT FROM repair_reports o WHERE o.case_id = c.id AND o.id < r.id)));

DROP INDEX repair_faults_open_idx;
CREATE INDEX repair_faults_open_idx ON repair_faults (place_key) WHERE status = 'open' AND gathers;
