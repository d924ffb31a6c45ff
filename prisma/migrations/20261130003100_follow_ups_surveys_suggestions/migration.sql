-- 回访 after a case is closed, surveys that staff write, and suggestions that are published and awarded.

-- Follow-ups -----------------------------------------------------------------------------------------------------------
CREATE TABLE follow_up_rules (
  id         BIGSERIAL PRIMARY KEY,
  name       TEXT NOT NULL CHECK (name IN ('complaint-percent', 'other-percent', 'due-days')),
  value      INTEGER NOT NULL CHECK (value BETWEEN 0 AND 100),
  valid_from DATE NOT NULL,
  source     TEXT NOT NULL CHECK (char_length(source) > 0),
  set_by     TEXT NOT NULL,
  set_at     TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER follow_up_rules_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON follow_up_rules
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
INSERT INTO follow_up_rules (name, value, valid_from, source, set_by) VALUES
  ('complaint-percent', 100, '2021-01-01', '本系统建议值：投诉、举报办结后全部回访', 'system'),
  ('other-percent', 20, '2021-01-01', '本系统建议值：其他诉求办结后抽取20%回访', 'system'),
  ('due-days', 3, '2021-01-01', '本系统建议值：办结后3天内回访', 'system');

CREATE TABLE follow_ups (
  id          BIGSERIAL PRIMARY KEY,
  case_id     BIGINT NOT NULL REFERENCES service_cases (id),
  -- Which answer of the case it is about.
  round       INTEGER NOT NULL,
  reason      TEXT NOT NULL CHECK (reason IN ('complaint', 'sample')),
  due_at      TIMESTAMPTZ(3) NOT NULL,
  created_at  TIMESTAMPTZ(3) NOT NULL,
  outcome     TEXT CHECK (outcome IN ('satisfied', 'unsatisfied', 'unreachable')),
  words_enc   BYTEA,
  -- person, or staff:<username>
  answered_by TEXT,
  answered_at TIMESTAMPTZ(3),
  UNIQUE (case_id, round),
  CHECK ((outcome IS NULL) = (answered_by IS NULL) AND (outcome IS NULL) = (answered_at IS NULL))
);
CREATE INDEX follow_ups_open_idx ON follow_ups (due_at) WHERE outcome IS NULL;
CREATE INDEX service_cases_closed_idx ON service_cases (closed_at) WHERE status = 'closed';

-- Surveys --------------------------------------------------------------------------------------------------------------
CREATE TABLE surveys (
  id            BIGSERIAL PRIMARY KEY,
  survey_no     TEXT NOT NULL UNIQUE,
  title_zh      TEXT NOT NULL,
  title_en      TEXT NOT NULL,
  questions     JSONB NOT NULL,
  audience      JSONB NOT NULL,
  opens_at      TIMESTAMPTZ(3) NOT NULL,
  closes_at     TIMESTAMPTZ(3) NOT NULL,
  -- Nothing is shown of fewer answers than this.
  least_answers INTEGER NOT NULL CHECK (least_answers BETWEEN 3 AND 1000),
  created_by    TEXT NOT NULL,
  created_at    TIMESTAMPTZ(3) NOT NULL,
  published_by  TEXT,
  published_at  TIMESTAMPTZ(3),
  CHECK (closes_at > opens_at)
);
CREATE SEQUENCE survey_numbers;

CREATE TABLE survey_people (
  survey_id   BIGINT NOT NULL REFERENCES surveys (id),
  person_id   UUID NOT NULL REFERENCES people (id),
  invited_at  TIMESTAMPTZ(3) NOT NULL,
  -- The day only: a time would lead from a person to an answer.
  answered_on DATE,
  PRIMARY KEY (survey_id, person_id)
);
CREATE INDEX survey_people_person_idx ON survey_people (person_id);

-- Nobody's name, no time, no order.
CREATE TABLE survey_answers (
  id        UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  survey_id BIGINT NOT NULL REFERENCES surveys (id),
  choices   JSONB NOT NULL,
  texts_enc BYTEA
);
CREATE INDEX survey_answers_survey_idx ON survey_answers (survey_id);
CREATE TRIGGER survey_answers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON survey_answers
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Suggestions ----------------------------------------------------------------------------------------------------------
-- Whether who made it wants to be named, and how.
CREATE TABLE suggestion_wishes (
  case_id   BIGINT PRIMARY KEY REFERENCES service_cases (id),
  name_enc  BYTEA,
  given_at  TIMESTAMPTZ(3) NOT NULL
);

CREATE TABLE suggestion_publications (
  case_id      BIGINT PRIMARY KEY REFERENCES service_cases (id),
  title        TEXT NOT NULL,
  body         TEXT NOT NULL,
  reply        TEXT NOT NULL,
  -- Who adopted it.
  adopted_by   TEXT NOT NULL,
  published_by TEXT NOT NULL,
  published_at TIMESTAMPTZ(3) NOT NULL,
  award        TEXT,
  award_fen    BIGINT CHECK (award_fen > 0),
  awarded_by   TEXT,
  awarded_at   TIMESTAMPTZ(3),
  CHECK ((award IS NULL) = (awarded_by IS NULL) AND (award IS NULL) = (awarded_at IS NULL)),
  CHECK (award_fen IS NULL OR award IS NOT NULL),
  -- An award is given by somebody else than who adopted the suggestion.
  CHECK (awarded_by IS NULL OR awarded_by <> 'staff:' || adopted_by)
);
