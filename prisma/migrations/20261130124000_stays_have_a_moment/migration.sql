-- What was found out in an earlier stay in a step proves nothing in a later one, be it of the same day.
ALTER TABLE "case_step_times" ADD COLUMN "came_at" TIMESTAMPTZ(3);
UPDATE case_step_times SET came_at = from_on::timestamp AT TIME ZONE 'Asia/Shanghai';
ALTER TABLE "case_step_times" ALTER COLUMN "came_at" SET NOT NULL;

-- When somebody was there, or nobody was met: not when it was booked.
ALTER TABLE "site_visits" ADD COLUMN "settled_at" TIMESTAMPTZ(3);
UPDATE site_visits SET settled_at = booked_at WHERE status IN ('done', 'missed');
