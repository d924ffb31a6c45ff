-- The working-day calendar (工作日历): public holidays and make-up days as yearly data.

CREATE TABLE "calendar_days" (
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,

    CONSTRAINT "calendar_days_pkey" PRIMARY KEY ("day")
);
CREATE TABLE "calendar_editions" (
    "id" BIGSERIAL NOT NULL,
    "year" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "days" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "calendar_editions_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "calendar_editions_year_id_idx" ON "calendar_editions"("year", "id");

ALTER TABLE calendar_days
  ADD CONSTRAINT calendar_days_kind_check CHECK (kind IN ('holiday', 'workday')),
  -- Only a weekend can be worked instead.
  ADD CONSTRAINT calendar_days_workday_check CHECK (kind = 'holiday' OR extract(isodow FROM day) IN (6, 7));
ALTER TABLE calendar_editions ADD CONSTRAINT calendar_editions_year_check CHECK (year BETWEEN 2020 AND 2100);

CREATE TRIGGER calendar_editions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON calendar_editions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- For set-based work; shared/working-days.ts says the same, a test compares the two.
CREATE FUNCTION is_working_day(p_day date) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce((SELECT kind = 'workday' FROM calendar_days WHERE day = p_day), extract(isodow FROM p_day) < 6)
$$;

-- Puts an edition in force: the days of its year are those of the edition, and no others.
CREATE FUNCTION put_calendar_year(p_year integer, p_source text, p_days jsonb, p_reason text, p_by text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('calendar'), p_year);
  INSERT INTO calendar_editions (year, source, days, reason, set_by) VALUES (p_year, p_source, p_days, p_reason, p_by);
  DELETE FROM calendar_days WHERE day BETWEEN make_date(p_year, 1, 1) AND make_date(p_year, 12, 31);
  INSERT INTO calendar_days (day, kind, name_zh, name_en)
    SELECT (d ->> 'day')::date, d ->> 'kind', d ->> 'nameZh', d ->> 'nameEn' FROM jsonb_array_elements(p_days) d;
END
$$;

-- What the State Council has announced so far. Later years are put in by staff when their notice is out.
SELECT put_calendar_year(2024, '国务院办公厅关于2024年部分节假日安排的通知（国办发明电〔2023〕7号）', '[
  {"day":"2024-01-01","kind":"holiday","nameZh":"元旦","nameEn":"New Year''s Day"},
  {"day":"2024-02-04","kind":"workday","nameZh":"春节调休","nameEn":"Spring Festival: make-up day"},
  {"day":"2024-02-10","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2024-02-11","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2024-02-12","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2024-02-13","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2024-02-14","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2024-02-15","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2024-02-16","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2024-02-17","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2024-02-18","kind":"workday","nameZh":"春节调休","nameEn":"Spring Festival: make-up day"},
  {"day":"2024-04-04","kind":"holiday","nameZh":"清明节","nameEn":"Qingming Festival"},
  {"day":"2024-04-05","kind":"holiday","nameZh":"清明节","nameEn":"Qingming Festival"},
  {"day":"2024-04-06","kind":"holiday","nameZh":"清明节","nameEn":"Qingming Festival"},
  {"day":"2024-04-07","kind":"workday","nameZh":"清明节调休","nameEn":"Qingming Festival: make-up day"},
  {"day":"2024-04-28","kind":"workday","nameZh":"劳动节调休","nameEn":"Labour Day: make-up day"},
  {"day":"2024-05-01","kind":"holiday","nameZh":"劳动节","nameEn":"Labour Day"},
  {"day":"2024-05-02","kind":"holiday","nameZh":"劳动节","nameEn":"Labour Day"},
  {"day":"2024-05-03","kind":"holiday","nameZh":"劳动节","nameEn":"Labour Day"},
  {"day":"2024-05-04","kind":"holiday","nameZh":"劳动节","nameEn":"Labour Day"},
  {"day":"2024-05-05","kind":"holiday","nameZh":"劳动节","nameEn":"Labour Day"},
  {"day":"2024-05-11","kind":"workday","nameZh":"劳动节调休","nameEn":"Labour Day: make-up day"},
  {"day":"2024-06-10","kind":"holiday","nameZh":"端午节","nameEn":"Dragon Boat Festival"},
  {"day":"2024-09-14","kind":"workday","nameZh":"中秋节调休","nameEn":"Mid-Autumn Festival: make-up day"},
  {"day":"2024-09-15","kind":"holiday","nameZh":"中秋节","nameEn":"Mid-Autumn Festival"},
  {"day":"2024-09-16","kind":"holiday","nameZh":"中秋节","nameEn":"Mid-Autumn Festival"},
  {"day":"2024-09-17","kind":"holiday","nameZh":"中秋节","nameEn":"Mid-Autumn Festival"},
  {"day":"2024-09-29","kind":"workday","nameZh":"国庆节调休","nameEn":"National Day: make-up day"},
  {"day":"2024-10-01","kind":"holiday","nameZh":"国庆节","nameEn":"National Day"},
  {"day":"2024-10-02","kind":"holiday","nameZh":"国庆节","nameEn":"National Day"},
  {"day":"2024-10-03","kind":"holiday","nameZh":"国庆节","nameEn":"National Day"},
  {"day":"2024-10-04","kind":"holiday","nameZh":"国庆节","nameEn":"National Day"},
  {"day":"2024-10-05","kind":"holiday","nameZh":"国庆节","nameEn":"National Day"},
  {"day":"2024-10-06","kind":"holiday","nameZh":"国庆节","nameEn":"National Day"},
  {"day":"2024-10-07","kind":"holiday","nameZh":"国庆节","nameEn":"National Day"},
  {"day":"2024-10-12","kind":"workday","nameZh":"国庆节调休","nameEn":"National Day: make-up day"}
]', '随系统安装', 'system');
SELECT put_calendar_year(2025, '国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）', '[
  {"day":"2025-01-01","kind":"holiday","nameZh":"元旦","nameEn":"New Year''s Day"},
  {"day":"2025-01-26","kind":"workday","nameZh":"春节调休","nameEn":"Spring Festival: make-up day"},
  {"day":"2025-01-28","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2025-01-29","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2025-01-30","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2025-01-31","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2025-02-01","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2025-02-02","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2025-02-03","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2025-02-04","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2025-02-08","kind":"workday","nameZh":"春节调休","nameEn":"Spring Festival: make-up day"},
  {"day":"2025-04-04","kind":"holiday","nameZh":"清明节","nameEn":"Qingming Festival"},
  {"day":"2025-04-05","kind":"holiday","nameZh":"清明节","nameEn":"Qingming Festival"},
  {"day":"2025-04-06","kind":"holiday","nameZh":"清明节","nameEn":"Qingming Festival"},
  {"day":"2025-04-27","kind":"workday","nameZh":"劳动节调休","nameEn":"Labour Day: make-up day"},
  {"day":"2025-05-01","kind":"holiday","nameZh":"劳动节","nameEn":"Labour Day"},
  {"day":"2025-05-02","kind":"holiday","nameZh":"劳动节","nameEn":"Labour Day"},
  {"day":"2025-05-03","kind":"holiday","nameZh":"劳动节","nameEn":"Labour Day"},
  {"day":"2025-05-04","kind":"holiday","nameZh":"劳动节","nameEn":"Labour Day"},
  {"day":"2025-05-05","kind":"holiday","nameZh":"劳动节","nameEn":"Labour Day"},
  {"day":"2025-05-31","kind":"holiday","nameZh":"端午节","nameEn":"Dragon Boat Festival"},
  {"day":"2025-06-01","kind":"holiday","nameZh":"端午节","nameEn":"Dragon Boat Festival"},
  {"day":"2025-06-02","kind":"holiday","nameZh":"端午节","nameEn":"Dragon Boat Festival"},
  {"day":"2025-09-28","kind":"workday","nameZh":"国庆节、中秋节调休","nameEn":"National Day and Mid-Autumn Festival: make-up day"},
  {"day":"2025-10-01","kind":"holiday","nameZh":"国庆节、中秋节","nameEn":"National Day and Mid-Autumn Festival"},
  {"day":"2025-10-02","kind":"holiday","nameZh":"国庆节、中秋节","nameEn":"National Day and Mid-Autumn Festival"},
  {"day":"2025-10-03","kind":"holiday","nameZh":"国庆节、中秋节","nameEn":"National Day and Mid-Autumn Festival"},
  {"day":"2025-10-04","kind":"holiday","nameZh":"国庆节、中秋节","nameEn":"National Day and Mid-Autumn Festival"},
  {"day":"2025-10-05","kind":"holiday","nameZh":"国庆节、中秋节","nameEn":"National Day and Mid-Autumn Festival"},
  {"day":"2025-10-06","kind":"holiday","nameZh":"国庆节、中秋节","nameEn":"National Day and Mid-Autumn Festival"},
  {"day":"2025-10-07","kind":"holiday","nameZh":"国庆节、中秋节","nameEn":"National Day and Mid-Autumn Festival"},
  {"day":"2025-10-08","kind":"holiday","nameZh":"国庆节、中秋节","nameEn":"National Day and Mid-Autumn Festival"},
  {"day":"2025-10-11","kind":"workday","nameZh":"国庆节、中秋节调休","nameEn":"National Day and Mid-Autumn Festival: make-up day"}
]', '随系统安装', 'system');
SELECT put_calendar_year(2026, '国务院办公厅关于2026年部分节假日安排的通知（2025年11月4日）', '[
  {"day":"2026-01-01","kind":"holiday","nameZh":"元旦","nameEn":"New Year''s Day"},
  {"day":"2026-01-02","kind":"holiday","nameZh":"元旦","nameEn":"New Year''s Day"},
  {"day":"2026-01-03","kind":"holiday","nameZh":"元旦","nameEn":"New Year''s Day"},
  {"day":"2026-01-04","kind":"workday","nameZh":"元旦调休","nameEn":"New Year''s Day: make-up day"},
  {"day":"2026-02-14","kind":"workday","nameZh":"春节调休","nameEn":"Spring Festival: make-up day"},
  {"day":"2026-02-15","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2026-02-16","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2026-02-17","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2026-02-18","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2026-02-19","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2026-02-20","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2026-02-21","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2026-02-22","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2026-02-23","kind":"holiday","nameZh":"春节","nameEn":"Spring Festival"},
  {"day":"2026-02-28","kind":"workday","nameZh":"春节调休","nameEn":"Spring Festival: make-up day"},
  {"day":"2026-04-04","kind":"holiday","nameZh":"清明节","nameEn":"Qingming Festival"},
  {"day":"2026-04-05","kind":"holiday","nameZh":"清明节","nameEn":"Qingming Festival"},
  {"day":"2026-04-06","kind":"holiday","nameZh":"清明节","nameEn":"Qingming Festival"},
  {"day":"2026-05-01","kind":"holiday","nameZh":"劳动节","nameEn":"Labour Day"},
  {"day":"2026-05-02","kind":"holiday","nameZh":"劳动节","nameEn":"Labour Day"},
  {"day":"2026-05-03","kind":"holiday","nameZh":"劳动节","nameEn":"Labour Day"},
  {"day":"2026-05-04","kind":"holiday","nameZh":"劳动节","nameEn":"Labour Day"},
  {"day":"2026-05-05","kind":"holiday","nameZh":"劳动节","nameEn":"Labour Day"},
  {"day":"2026-05-09","kind":"workday","nameZh":"劳动节调休","nameEn":"Labour Day: make-up day"},
  {"day":"2026-06-19","kind":"holiday","nameZh":"端午节","nameEn":"Dragon Boat Festival"},
  {"day":"2026-06-20","kind":"holiday","nameZh":"端午节","nameEn":"Dragon Boat Festival"},
  {"day":"2026-06-21","kind":"holiday","nameZh":"端午节","nameEn":"Dragon Boat Festival"},
  {"day":"2026-09-20","kind":"workday","nameZh":"国庆节调休","nameEn":"National Day: make-up day"},
  {"day":"2026-09-25","kind":"holiday","nameZh":"中秋节","nameEn":"Mid-Autumn Festival"},
  {"day":"2026-09-26","kind":"holiday","nameZh":"中秋节","nameEn":"Mid-Autumn Festival"},
  {"day":"2026-09-27","kind":"holiday","nameZh":"中秋节","nameEn":"Mid-Autumn Festival"},
  {"day":"2026-10-01","kind":"holiday","nameZh":"国庆节","nameEn":"National Day"},
  {"day":"2026-10-02","kind":"holiday","nameZh":"国庆节","nameEn":"National Day"},
  {"day":"2026-10-03","kind":"holiday","nameZh":"国庆节","nameEn":"National Day"},
  {"day":"2026-10-04","kind":"holiday","nameZh":"国庆节","nameEn":"National Day"},
  {"day":"2026-10-05","kind":"holiday","nameZh":"国庆节","nameEn":"National Day"},
  {"day":"2026-10-06","kind":"holiday","nameZh":"国庆节","nameEn":"National Day"},
  {"day":"2026-10-07","kind":"holiday","nameZh":"国庆节","nameEn":"National Day"},
  {"day":"2026-10-10","kind":"workday","nameZh":"国庆节调休","nameEn":"National Day: make-up day"}
]', '随系统安装', 'system');
