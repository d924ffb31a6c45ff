-- 一户一档: risk grades and visit rounds; investigations of cases and the monthly report 焦点访谈.

CREATE TABLE household_risks (
  id         BIGSERIAL PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES supply_accounts (id),
  grade      TEXT NOT NULL CHECK (grade IN ('low', 'medium', 'high')),
  reason_enc BYTEA NOT NULL,
  set_by     TEXT NOT NULL,
  set_at     TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX household_risks_account_idx ON household_risks (account_id, id);
CREATE TRIGGER household_risks_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON household_risks
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE household_visits (
  id           BIGSERIAL PRIMARY KEY,
  account_id   BIGINT NOT NULL REFERENCES supply_accounts (id),
  visited_on   DATE NOT NULL,
  findings_enc BYTEA NOT NULL,
  visited_by   TEXT NOT NULL,
  recorded_at  TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX household_visits_account_idx ON household_visits (account_id, visited_on);
CREATE TRIGGER household_visits_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON household_visits
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Days between two visits, by grade.
CREATE TABLE visit_rules (
  id         BIGSERIAL PRIMARY KEY,
  grade      TEXT NOT NULL CHECK (grade IN ('low', 'medium', 'high')),
  days       INTEGER NOT NULL CHECK (days BETWEEN 1 AND 1000),
  valid_from DATE NOT NULL,
  source     TEXT NOT NULL CHECK (char_length(source) > 0),
  set_by     TEXT NOT NULL,
  set_at     TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER visit_rules_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON visit_rules
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
INSERT INTO visit_rules (grade, days, valid_from, source, set_by) VALUES
  ('high', 30, '2021-01-01', '本系统建议值：高风险户每月走访', 'system'),
  ('medium', 90, '2021-01-01', '本系统建议值：中风险户每季走访', 'system'),
  ('low', 365, '2021-01-01', '本系统建议值：低风险户每年走访', 'system');

-- 调查记录. What may be told to everybody is written apart, without anybody in it.
CREATE TABLE case_investigations (
  id         BIGSERIAL PRIMARY KEY,
  case_id    BIGINT NOT NULL REFERENCES service_cases (id),
  found_enc  BYTEA NOT NULL,
  summary    TEXT,
  written_by TEXT NOT NULL,
  written_at TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX case_investigations_case_idx ON case_investigations (case_id, id);
CREATE INDEX case_investigations_written_idx ON case_investigations (written_at) WHERE summary IS NOT NULL;
CREATE TRIGGER case_investigations_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_investigations
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- 焦点访谈: one for each month; whoever writes its line generates it.
CREATE TABLE service_reports (
  month        TEXT PRIMARY KEY CHECK (month ~ '^\d{4}-\d{2}$'),
  content      JSONB NOT NULL,
  generated_at TIMESTAMPTZ(3) NOT NULL,
  published_by TEXT,
  published_at TIMESTAMPTZ(3),
  CHECK ((published_by IS NULL) = (published_at IS NULL))
);
