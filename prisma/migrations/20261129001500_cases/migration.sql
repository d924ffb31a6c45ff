-- Service cases (客户诉求工单): what people say to the utility, its timeline, its clocks and the ratings that follow.

-- Rules ----------------------------------------------------------------------------------------------------------------
CREATE TABLE case_rules (
  id         BIGSERIAL PRIMARY KEY,
  name       TEXT NOT NULL CHECK (name IN ('complaint-contact-hours', 'complaint-answer-days', 'misconduct-answer-days', 'other-answer-days',
               'promised-answer-days', 'update-days', 'warn-hours', 'close-after-days', 'reopen-days')),
  value      INTEGER NOT NULL CHECK (value BETWEEN 1 AND 365),
  valid_from DATE NOT NULL,
  source     TEXT NOT NULL CHECK (char_length(source) > 0),
  set_by     TEXT NOT NULL,
  set_at     TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX case_rules_name_valid_from_idx ON case_rules (name, valid_from);
CREATE TRIGGER case_rules_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_rules
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

INSERT INTO case_rules (name, value, valid_from, source, set_by) VALUES
  ('complaint-contact-hours', 24, '2021-01-01', '国网淮安供电公司服务规定（2021）：投诉24小时内联系客户', 'system'),
  ('complaint-answer-days', 4, '2021-01-01', '国网淮安供电公司服务规定（2021）：投诉4个工作日内处理并答复', 'system'),
  ('misconduct-answer-days', 9, '2021-01-01', '国网淮安供电公司服务规定（2021）：举报9个工作日内处理', 'system'),
  ('other-answer-days', 5, '2021-01-01', '国网淮安供电公司服务规定（2021）：其他诉求5个工作日内处理', 'system'),
  ('promised-answer-days', 5, '2021-01-01', '行业惯例，未核对：对外承诺5个工作日内答复', 'system'),
  ('update-days', 2, '2021-01-01', '本系统建议值：每两个工作日至少告知一次进展', 'system'),
  ('warn-hours', 8, '2021-01-01', '本系统建议值：到期前8小时预警', 'system'),
  ('close-after-days', 7, '2021-01-01', '本系统建议值：答复7天后客户无异议即办结', 'system'),
  ('reopen-days', 30, '2021-01-01', '本系统建议值：答复后30天内可重新办理', 'system');

-- Cases ----------------------------------------------------------------------------------------------------------------
CREATE TABLE service_cases (
  id                BIGSERIAL PRIMARY KEY,
  case_no           TEXT NOT NULL UNIQUE,
  kind              TEXT NOT NULL CHECK (kind IN ('repair', 'enquiry', 'complaint', 'misconduct', 'suggestion', 'opinion', 'praise', 'information', 'general')),
  complaint_class   TEXT CHECK (complaint_class IN ('service', 'business', 'outage', 'quality', 'grid')),
  grade             TEXT NOT NULL DEFAULT 'ordinary' CHECK (grade IN ('ordinary', 'important', 'major', 'special')),
  source            TEXT NOT NULL CHECK (source IN ('hall', 'hotline', 'web', 'email', 'official-account', 'chat', 'counter', 'letter')),
  status            TEXT NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'working', 'paused', 'answered', 'closed', 'withdrawn', 'merged')),
  person_id         UUID REFERENCES people (id),
  holder_period_id  BIGINT REFERENCES holder_periods (id),
  account_id        BIGINT REFERENCES supply_accounts (id),
  words_enc         BYTEA NOT NULL,
  place_enc         BYTEA,
  contact_name_enc  BYTEA,
  contact_phone_enc BYTEA,
  phone_hash        BYTEA,
  anonymous         BOOLEAN NOT NULL DEFAULT false,
  confidential      BOOLEAN NOT NULL DEFAULT false,
  mood              TEXT CHECK (mood IN ('calm', 'upset', 'angry')),
  first_receiver    TEXT,
  owner             TEXT,
  outcome           TEXT CHECK (outcome IN ('upheld', 'not-upheld', 'adopted', 'not-adopted', 'noted', 'solved', 'not-solvable')),
  responsibility    TEXT CHECK (responsibility IN ('utility', 'customer', 'third-party', 'nature')),
  answer_enc        BYTEA,
  cause_enc         BYTEA,
  remedy_enc        BYTEA,
  merged_into       BIGINT REFERENCES service_cases (id),
  reminders         INTEGER NOT NULL DEFAULT 0,
  reopened          INTEGER NOT NULL DEFAULT 0,
  version           INTEGER NOT NULL DEFAULT 1,
  opened_by         TEXT NOT NULL,
  opened_at         TIMESTAMPTZ(3) NOT NULL,
  contact_due_at    TIMESTAMPTZ(3),
  update_due_at     TIMESTAMPTZ(3) NOT NULL,
  answer_due_at     TIMESTAMPTZ(3) NOT NULL,
  promised_at       TIMESTAMPTZ(3) NOT NULL,
  contacted_at      TIMESTAMPTZ(3),
  paused_at         TIMESTAMPTZ(3),
  answered_at       TIMESTAMPTZ(3),
  closed_at         TIMESTAMPTZ(3),
  warned_at         TIMESTAMPTZ(3),
  escalated_at      TIMESTAMPTZ(3),
  search            TSVECTOR NOT NULL,
  CHECK ((kind = 'complaint') = (complaint_class IS NOT NULL)),
  CHECK ((status = 'new') = (owner IS NULL) OR status IN ('withdrawn', 'merged')),
  CHECK (owner IS NULL OR first_receiver IS NOT NULL),
  CHECK ((status = 'paused') = (paused_at IS NOT NULL)),
  CHECK ((status = 'merged') = (merged_into IS NOT NULL)),
  CHECK (merged_into <> id),
  CHECK (answered_at IS NULL OR (outcome IS NOT NULL AND answer_enc IS NOT NULL)),
  CHECK (NOT anonymous OR kind IN ('complaint', 'misconduct', 'suggestion', 'opinion'))
);
CREATE SEQUENCE service_case_numbers;
CREATE INDEX service_cases_person_idx ON service_cases (person_id, id);
CREATE INDEX service_cases_account_idx ON service_cases (account_id, id);
CREATE INDEX service_cases_phone_idx ON service_cases (phone_hash) WHERE phone_hash IS NOT NULL;
CREATE INDEX service_cases_open_idx ON service_cases (answer_due_at, id) WHERE status IN ('new', 'working', 'paused');
CREATE INDEX service_cases_owner_idx ON service_cases (owner, answer_due_at) WHERE status IN ('new', 'working', 'paused');
CREATE INDEX service_cases_status_idx ON service_cases (status, id);
CREATE INDEX service_cases_search_idx ON service_cases USING gin (search);

-- The first receiver answers for the case until it is closed, whoever works on it: never changed once set (首问负责制).
CREATE FUNCTION keep_first_receiver() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.first_receiver IS NOT NULL AND NEW.first_receiver IS DISTINCT FROM OLD.first_receiver THEN
    RAISE EXCEPTION 'the first receiver of case % stays', OLD.case_no USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER service_cases_first_receiver BEFORE UPDATE ON service_cases FOR EACH ROW EXECUTE FUNCTION keep_first_receiver();

CREATE TABLE service_case_events (
  id        BIGSERIAL PRIMARY KEY,
  case_id   BIGINT NOT NULL REFERENCES service_cases (id),
  act       TEXT NOT NULL,
  actor     TEXT NOT NULL,
  public    BOOLEAN NOT NULL,
  words_enc BYTEA,
  detail    JSONB NOT NULL DEFAULT '{}',
  at        TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX service_case_events_case_idx ON service_case_events (case_id, id);
CREATE TRIGGER service_case_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON service_case_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- 评议卡: one for each answer.
CREATE TABLE service_ratings (
  id        BIGSERIAL PRIMARY KEY,
  case_id   BIGINT NOT NULL REFERENCES service_cases (id),
  round     INTEGER NOT NULL,
  staff     TEXT NOT NULL,
  stars     INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
  satisfied BOOLEAN NOT NULL,
  words_enc BYTEA,
  at        TIMESTAMPTZ(3) NOT NULL,
  UNIQUE (case_id, round)
);
CREATE INDEX service_ratings_staff_idx ON service_ratings (staff, at);
CREATE TRIGGER service_ratings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON service_ratings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
