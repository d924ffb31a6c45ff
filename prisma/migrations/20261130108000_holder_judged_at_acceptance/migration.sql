-- The holder (用电客户) whose place an application is to take, or whose account it closes, as its papers were judged: another one is
-- judged anew. Of cases under way it is who held the account when they left their first step for the last time.
ALTER TABLE "applications" ADD COLUMN "judged_period_id" BIGINT;
ALTER TABLE applications ADD CONSTRAINT applications_judged_period_fkey FOREIGN KEY (judged_period_id) REFERENCES holder_periods (id);

UPDATE applications c SET judged_period_id = coalesce(c.holder_period_id, (
    SELECT h.id FROM holder_periods h WHERE h.account_id = c.account_id AND h.from_date <= judged.day AND (h.to_date IS NULL OR h.to_date > judged.day)
     ORDER BY h.from_date DESC LIMIT 1))
  FROM (SELECT x.id, shanghai_date(max(e.at)) AS day FROM applications x JOIN service_kinds k ON k.id = x.kind_id
          JOIN case_events e ON e.case_id = x.id AND e.kind = 'moved' AND e.detail ->> 'from' = k.definition ->> 'start'
         WHERE x.status IN ('open', 'waiting') AND x.account_id IS NOT NULL AND x.step <> k.definition ->> 'start'
           AND jsonb_path_exists(k.definition, '$.steps[*].moves[*].effect ? (@ == "switch-holder" || @ == "close-account")')
         GROUP BY x.id) judged
 WHERE judged.id = c.id;
-- Looked through for those that wait while the holder has changed.
CREATE INDEX applications_judged_idx ON applications (judged_period_id) WHERE status = 'waiting' AND judged_period_id IS NOT NULL;
