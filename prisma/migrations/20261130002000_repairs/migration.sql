-- Repairs (故障抢修): grid points and their crews, faults that gather reports, and the one order that mends each of them.

-- Crews sign in as staff and see their own orders only.
ALTER TABLE staff_members DROP CONSTRAINT staff_members_roles_known;
ALTER TABLE staff_members ADD CONSTRAINT staff_members_roles_known CHECK (
  cardinality(roles) > 0
  AND roles <@ ARRAY['clerk', 'finance', 'supervisor', 'administrator', 'auditor', 'crew']
);

-- Rules ----------------------------------------------------------------------------------------------------------------
CREATE TABLE repair_rules (
  id         BIGSERIAL PRIMARY KEY,
  name       TEXT NOT NULL CHECK (name IN ('arrive-city-minutes', 'arrive-rural-minutes', 'arrive-remote-minutes', 'restore-city-minutes',
               'restore-rural-minutes', 'restore-remote-minutes', 'accept-minutes', 'warn-minutes', 'group-minutes', 'second-visit-days')),
  value      INTEGER NOT NULL CHECK (value BETWEEN 1 AND 2880),
  valid_from DATE NOT NULL,
  source     TEXT NOT NULL CHECK (char_length(source) > 0),
  set_by     TEXT NOT NULL,
  set_at     TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX repair_rules_name_valid_from_idx ON repair_rules (name, valid_from);
CREATE TRIGGER repair_rules_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON repair_rules
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

INSERT INTO repair_rules (name, value, valid_from, source, set_by) VALUES
  ('arrive-city-minutes', 45, '2022-01-01', '国家电网供电服务“十项承诺”（2022版）：城区抢修到达现场平均45分钟', 'system'),
  ('arrive-rural-minutes', 90, '2022-01-01', '国家电网供电服务“十项承诺”（2022版）：农村抢修到达现场平均90分钟', 'system'),
  ('arrive-remote-minutes', 120, '2022-01-01', '国家电网供电服务“十项承诺”（2022版）：特殊边远地区抢修到达现场平均2小时', 'system'),
  ('restore-city-minutes', 180, '2022-01-01', '国家电网供电服务“十项承诺”（2022版）：城区到达后恢复供电平均3小时', 'system'),
  ('restore-rural-minutes', 240, '2022-01-01', '国家电网供电服务“十项承诺”（2022版）：农村到达后恢复供电平均4小时', 'system'),
  ('restore-remote-minutes', 240, '2022-01-01', '本系统建议值：边远地区按农村的4小时计', 'system'),
  ('accept-minutes', 5, '2022-01-01', '本系统建议值：派单5分钟未接即改派', 'system'),
  ('warn-minutes', 15, '2022-01-01', '本系统建议值：到期前15分钟预警', 'system'),
  ('group-minutes', 120, '2022-01-01', '本系统建议值：同一台区或街道2小时内的报修归为一个故障', 'system'),
  ('second-visit-days', 30, '2022-01-01', '本系统建议值：同一户30天内再次到场计为二次上门', 'system');

-- Where crews stand, and which streets each of them answers for ---------------------------------------------------------
CREATE TABLE grid_points (
  id          BIGSERIAL PRIMARY KEY,
  code        TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  region_code TEXT NOT NULL REFERENCES regions (code),
  area_kind   TEXT NOT NULL CHECK (area_kind IN ('city', 'rural', 'remote')),
  lat         DOUBLE PRECISION NOT NULL CHECK (lat BETWEEN -90 AND 90),
  lon         DOUBLE PRECISION NOT NULL CHECK (lon BETWEEN -180 AND 180)
);

CREATE TABLE grid_areas (
  id          BIGSERIAL PRIMARY KEY,
  point_id    BIGINT NOT NULL REFERENCES grid_points (id),
  region_code TEXT NOT NULL REFERENCES regions (code),
  district    TEXT NOT NULL,
  street      TEXT NOT NULL,
  area_kind   TEXT NOT NULL CHECK (area_kind IN ('city', 'rural', 'remote')),
  lat         DOUBLE PRECISION NOT NULL CHECK (lat BETWEEN -90 AND 90),
  lon         DOUBLE PRECISION NOT NULL CHECK (lon BETWEEN -180 AND 180),
  UNIQUE (region_code, district, street)
);
CREATE INDEX grid_areas_point_idx ON grid_areas (point_id);

CREATE TABLE repair_teams (
  id       BIGSERIAL PRIMARY KEY,
  point_id BIGINT NOT NULL REFERENCES grid_points (id),
  name     TEXT NOT NULL UNIQUE,
  active   BOOLEAN NOT NULL DEFAULT true
);
CREATE INDEX repair_teams_point_idx ON repair_teams (point_id);

CREATE TABLE repair_team_members (
  username TEXT PRIMARY KEY REFERENCES staff_members (username),
  team_id  BIGINT NOT NULL REFERENCES repair_teams (id)
);
CREATE INDEX repair_team_members_team_idx ON repair_team_members (team_id);

-- Faults and their orders ------------------------------------------------------------------------------------------------
CREATE TABLE repair_faults (
  id             BIGSERIAL PRIMARY KEY,
  fault_no       TEXT NOT NULL UNIQUE,
  -- What reports are gathered by: a transformer area, else a street of a district; null where no place is known.
  place_key      TEXT,
  -- As people and crews read it.
  place          TEXT NOT NULL,
  grid_area_id   BIGINT REFERENCES grid_areas (id),
  status         TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'restored', 'cancelled')),
  reports        INTEGER NOT NULL DEFAULT 0,
  opened_at      TIMESTAMPTZ(3) NOT NULL,
  last_report_at TIMESTAMPTZ(3) NOT NULL,
  restored_at    TIMESTAMPTZ(3),
  CHECK ((status = 'restored') = (restored_at IS NOT NULL))
);
CREATE SEQUENCE repair_fault_numbers;
CREATE INDEX repair_faults_open_idx ON repair_faults (place_key) WHERE status = 'open';

CREATE TABLE repair_reports (
  id        BIGSERIAL PRIMARY KEY,
  fault_id  BIGINT NOT NULL REFERENCES repair_faults (id),
  case_id   BIGINT NOT NULL REFERENCES service_cases (id),
  joined_at TIMESTAMPTZ(3) NOT NULL,
  UNIQUE (fault_id, case_id)
);
CREATE INDEX repair_reports_fault_idx ON repair_reports (fault_id, id);
CREATE INDEX repair_reports_case_idx ON repair_reports (case_id, id);

CREATE TABLE repair_orders (
  id              BIGSERIAL PRIMARY KEY,
  order_no        TEXT NOT NULL UNIQUE,
  fault_id        BIGINT NOT NULL UNIQUE REFERENCES repair_faults (id),
  status          TEXT NOT NULL CHECK (status IN ('waiting', 'dispatched', 'accepted', 'arrived', 'done', 'archived', 'returned', 'cancelled')),
  team_id         BIGINT REFERENCES repair_teams (id),
  dispatches      INTEGER NOT NULL DEFAULT 0,
  second_visit_of BIGINT REFERENCES repair_orders (id),
  version         INTEGER NOT NULL DEFAULT 1,
  opened_at       TIMESTAMPTZ(3) NOT NULL,
  arrive_due_at   TIMESTAMPTZ(3) NOT NULL,
  restore_due_at  TIMESTAMPTZ(3) NOT NULL,
  dispatched_at   TIMESTAMPTZ(3),
  accept_by       TIMESTAMPTZ(3),
  accepted_at     TIMESTAMPTZ(3),
  accepted_by     TEXT,
  arrived_at      TIMESTAMPTZ(3),
  done_at         TIMESTAMPTZ(3),
  archived_at     TIMESTAMPTZ(3),
  cause           TEXT CHECK (cause IN ('line', 'transformer', 'switch', 'meter', 'inside-home', 'weather', 'third-party', 'not-found')),
  remedy_enc      BYTEA,
  arrive_warned_at     TIMESTAMPTZ(3),
  arrive_escalated_at  TIMESTAMPTZ(3),
  restore_warned_at    TIMESTAMPTZ(3),
  restore_escalated_at TIMESTAMPTZ(3),
  CHECK ((status IN ('dispatched', 'accepted', 'arrived', 'done', 'archived')) = (team_id IS NOT NULL)),
  CHECK ((status = 'dispatched') = (accept_by IS NOT NULL)),
  CHECK ((status IN ('accepted', 'arrived', 'done', 'archived')) = (accepted_by IS NOT NULL)),
  CHECK ((status IN ('done', 'archived')) = (done_at IS NOT NULL AND cause IS NOT NULL AND remedy_enc IS NOT NULL))
);
CREATE SEQUENCE repair_order_numbers;
CREATE INDEX repair_orders_open_idx ON repair_orders (arrive_due_at, id) WHERE status NOT IN ('archived', 'cancelled');
CREATE INDEX repair_orders_team_idx ON repair_orders (team_id, id);
-- One team has one order at a time, whoever dispatches.
CREATE UNIQUE INDEX repair_orders_one_for_a_team ON repair_orders (team_id) WHERE status IN ('dispatched', 'accepted', 'arrived');

CREATE TABLE repair_events (
  id        BIGSERIAL PRIMARY KEY,
  order_id  BIGINT NOT NULL REFERENCES repair_orders (id),
  act       TEXT NOT NULL,
  actor     TEXT NOT NULL,
  team_id   BIGINT REFERENCES repair_teams (id),
  words_enc BYTEA,
  detail    JSONB NOT NULL DEFAULT '{}',
  at        TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX repair_events_order_idx ON repair_events (order_id, id);
CREATE TRIGGER repair_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON repair_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Pictures of before and after; the files lie with the documents.
CREATE TABLE repair_photos (
  document_id UUID PRIMARY KEY,
  order_id    BIGINT NOT NULL REFERENCES repair_orders (id),
  moment      TEXT NOT NULL CHECK (moment IN ('before', 'after')),
  added_by    TEXT NOT NULL,
  added_at    TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX repair_photos_order_idx ON repair_photos (order_id, added_at);

-- What everybody who reported a fault is told, done in batches: `cursor` is the last report that is through.
CREATE TABLE repair_tellings (
  id          BIGSERIAL PRIMARY KEY,
  fault_id    BIGINT NOT NULL REFERENCES repair_faults (id),
  what        TEXT NOT NULL CHECK (what IN ('on-way', 'restored')),
  -- Of one fault each round is told once: a second crew is news, the same one is not.
  round       INTEGER NOT NULL,
  cursor      BIGINT NOT NULL,
  until_id    BIGINT NOT NULL,
  made_by     TEXT NOT NULL,
  began_at    TIMESTAMPTZ(3) NOT NULL,
  finished_at TIMESTAMPTZ(3)
);
CREATE INDEX repair_tellings_unfinished_idx ON repair_tellings (id) WHERE finished_at IS NULL;
CREATE INDEX repair_tellings_fault_idx ON repair_tellings (fault_id, id);
