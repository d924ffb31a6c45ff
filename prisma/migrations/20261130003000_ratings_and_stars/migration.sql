-- 评议卡 for what is no case, service stars (服务之星) with their formula, deductions and cards, and the areas of staff.

-- Ratings --------------------------------------------------------------------------------------------------------------
-- One question for each interaction at the counter or application. Answers to cases are rated in service_ratings, chats in chat_ratings.
CREATE TABLE rating_invitations (
  id          BIGSERIAL PRIMARY KEY,
  kind        TEXT NOT NULL CHECK (kind IN ('counter', 'application')),
  reference   TEXT NOT NULL,
  staff       TEXT NOT NULL,
  person_id   UUID NOT NULL REFERENCES people (id),
  happened_at TIMESTAMPTZ(3) NOT NULL,
  invited_at  TIMESTAMPTZ(3) NOT NULL,
  open_until  TIMESTAMPTZ(3) NOT NULL,
  UNIQUE (kind, reference)
);
CREATE INDEX rating_invitations_person_idx ON rating_invitations (person_id, id);

CREATE TABLE interaction_ratings (
  invitation_id BIGINT PRIMARY KEY REFERENCES rating_invitations (id),
  stars         INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
  satisfied     BOOLEAN NOT NULL,
  words_enc     BYTEA,
  at            TIMESTAMPTZ(3) NOT NULL
);
CREATE TRIGGER interaction_ratings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON interaction_ratings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Every rating of a member of staff, whatever was rated.
CREATE VIEW staff_ratings AS
  SELECT 'case' AS kind, c.case_no AS reference, r.staff, r.stars, r.satisfied, r.at
    FROM service_ratings r JOIN service_cases c ON c.id = r.case_id
  UNION ALL
  SELECT i.kind, i.reference, i.staff, r.stars, r.satisfied, r.at
    FROM interaction_ratings r JOIN rating_invitations i ON i.id = r.invitation_id
  UNION ALL
  SELECT 'chat', h.chat_no, r.staff, r.stars, r.satisfied, r.at
    FROM chat_ratings r JOIN chat_conversations h ON h.id = r.conversation_id;

-- Stars ----------------------------------------------------------------------------------------------------------------
CREATE TABLE star_formulas (
  id         BIGSERIAL PRIMARY KEY,
  valid_from DATE NOT NULL,
  params     JSONB NOT NULL,
  source     TEXT NOT NULL CHECK (char_length(source) > 0),
  set_by     TEXT NOT NULL,
  set_at     TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER star_formulas_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON star_formulas
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
INSERT INTO star_formulas (valid_from, params, source, set_by) VALUES ('2021-01-01', '{
  "units": {"case": 10, "application": 20, "counter": 1}, "volumeTarget": 400,
  "weights": {"volume": 30, "quality": 40, "satisfaction": 30}, "assumedRatings": 5, "assumedStars": 4,
  "thresholds": [50, 65, 80, 90], "starsPerDeduction": 1, "publishedFrom": 3, "appealDays": 7}',
  '本系统建议值：业务量30分、服务质量40分、客户满意度30分；须由供电公司核定', 'system');

CREATE TABLE star_scores (
  id         BIGSERIAL PRIMARY KEY,
  month      TEXT NOT NULL CHECK (month ~ '^\d{4}-\d{2}$'),
  staff      TEXT NOT NULL,
  formula_id BIGINT NOT NULL REFERENCES star_formulas (id),
  facts      JSONB NOT NULL,
  -- In hundredths of a point.
  score      INTEGER NOT NULL CHECK (score BETWEEN 0 AND 10000),
  stars      INTEGER NOT NULL CHECK (stars BETWEEN 0 AND 5),
  scored_at  TIMESTAMPTZ(3) NOT NULL,
  UNIQUE (month, staff)
);
CREATE TRIGGER star_scores_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON star_scores
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A month that is scored: whoever writes its line scores it, once.
CREATE TABLE star_months (
  month     TEXT PRIMARY KEY CHECK (month ~ '^\d{4}-\d{2}$'),
  scored_at TIMESTAMPTZ(3) NOT NULL
);
CREATE TRIGGER star_months_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON star_months
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE star_deductions (
  id           BIGSERIAL PRIMARY KEY,
  case_id      BIGINT NOT NULL REFERENCES service_cases (id),
  staff        TEXT NOT NULL,
  reason_enc   BYTEA NOT NULL,
  status       TEXT NOT NULL CHECK (status IN ('proposed', 'appealed', 'in-effect', 'lifted')),
  proposed_by  TEXT NOT NULL,
  proposed_at  TIMESTAMPTZ(3) NOT NULL,
  appeal_until TIMESTAMPTZ(3) NOT NULL,
  appeal_enc   BYTEA,
  appealed_at  TIMESTAMPTZ(3),
  decided_by   TEXT,
  decided_at   TIMESTAMPTZ(3),
  decision_enc BYTEA,
  UNIQUE (case_id, staff),
  CHECK ((status = 'appealed') <= (appealed_at IS NOT NULL)),
  CHECK ((status IN ('in-effect', 'lifted')) = (decided_at IS NOT NULL)),
  -- Four eyes: neither who proposed it nor whom it is about decides.
  CHECK (decided_by IS NULL OR (decided_by <> proposed_by AND decided_by <> 'staff:' || staff))
);
CREATE INDEX star_deductions_staff_idx ON star_deductions (staff, decided_at);
CREATE INDEX star_deductions_waiting_idx ON star_deductions (appeal_until) WHERE status = 'proposed';

-- 黄牌 and 荣誉牌
CREATE TABLE service_cards (
  id                BIGSERIAL PRIMARY KEY,
  kind              TEXT NOT NULL CHECK (kind IN ('yellow', 'honour')),
  staff             TEXT NOT NULL,
  case_id           BIGINT REFERENCES service_cases (id),
  reason_enc        BYTEA NOT NULL,
  given_by          TEXT NOT NULL,
  given_at          TIMESTAMPTZ(3) NOT NULL,
  withdrawn_by      TEXT,
  withdrawn_at      TIMESTAMPTZ(3),
  withdrawal_enc    BYTEA,
  CHECK (given_by <> 'staff:' || staff),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawal_enc IS NULL))
);
CREATE INDEX service_cards_staff_idx ON service_cards (staff, id);

-- Areas ----------------------------------------------------------------------------------------------------------------
-- Where a member of staff works. Who has no line works everywhere.
CREATE TABLE staff_areas (
  username    TEXT NOT NULL,
  region_code TEXT NOT NULL REFERENCES regions (code),
  -- Empty: the whole region.
  district    TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (username, region_code, district)
);

-- 客户选择的受理人
ALTER TABLE service_cases ADD COLUMN wished_staff TEXT;

-- Whether an account lies where this member of staff works.
CREATE FUNCTION staff_works_at(username TEXT, account_id BIGINT) RETURNS BOOLEAN LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM supply_accounts a JOIN metering_points m ON m.id = a.metering_point_id JOIN premises p ON p.id = m.premises_id
    JOIN staff_areas s ON s.username = $1 AND s.region_code = p.region_code AND s.district IN ('', p.district) WHERE a.id = $2)
$$;
