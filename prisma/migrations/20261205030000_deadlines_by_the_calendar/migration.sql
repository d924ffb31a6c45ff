-- A year put into the calendar moves the limits of what is under way: cases keep what theirs are counted from, and whoever counts
-- notes up to which edition it has.

CREATE TABLE "calendar_uses" (
    "name" TEXT NOT NULL,
    "edition" BIGINT NOT NULL,

    CONSTRAINT "calendar_uses_pkey" PRIMARY KEY ("name")
);
INSERT INTO calendar_uses (name, edition)
  SELECT name, (SELECT coalesce(max(id), 0) FROM calendar_editions) FROM unnest(ARRAY['applications', 'cases']) AS name;

ALTER TABLE service_cases ADD COLUMN "clock" JSONB;

CREATE FUNCTION pg_temp.worked(p_from timestamptz, p_until timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT count(*) FROM generate_series(shanghai_date(p_from) + 1, shanghai_date(p_until), '1 day') d WHERE is_working_day(d::date)
$$;

CREATE FUNCTION pg_temp.iso(p_at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- Of cases on file: from the last opening or word on, as many working days as their limits were away; how long they were paused is in that number.
UPDATE service_cases c SET clock = jsonb_build_object(
    'from', pg_temp.iso(f.began), 'answerDays', pg_temp.worked(f.began, c.answer_due_at), 'promisedDays', pg_temp.worked(f.began, c.promised_at),
    'heardFrom', pg_temp.iso(f.heard), 'updateDays', pg_temp.worked(f.heard, c.update_due_at), 'stops', '[]'::jsonb)
  FROM (
    SELECT b.id, b.began, greatest(b.began, (SELECT max(e.at) FROM service_case_events e WHERE e.case_id = b.id AND e.act IN ('contact', 'update'))) AS heard
      FROM (
        SELECT s.id, coalesce((SELECT max(e.at) FROM service_case_events e WHERE e.case_id = s.id AND e.act = 'reopen'), s.opened_at) AS began
          FROM service_cases s
      ) b
  ) f WHERE f.id = c.id;
ALTER TABLE service_cases ALTER COLUMN "clock" SET NOT NULL;

-- Whoever does not say who they are is telephoned by nobody: no first contact is waited for.
UPDATE service_cases SET contact_due_at = NULL WHERE anonymous AND contacted_at IS NULL AND status IN ('new', 'working', 'paused', 'merged');
