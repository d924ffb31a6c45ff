-- The day on which a case came to where it is: a step of a late case is due on that day at the earliest, not on one before it.
ALTER TABLE "applications" ADD COLUMN "step_began_on" DATE;
UPDATE applications c SET step_began_on = coalesce(
    (SELECT t.from_on FROM case_step_times t WHERE t.case_id = c.id AND t.to_on IS NULL AND t.step = c.step),
    (SELECT s.from_on FROM case_stops s WHERE s.case_id = c.id AND s.to_on IS NULL), c.began_on)
 WHERE c.status IN ('open', 'waiting');
