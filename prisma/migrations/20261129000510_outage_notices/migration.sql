-- Outages: what is planned or has happened, whom it concerns, who was asked, who was told.

CREATE SEQUENCE outage_numbers;

-- What the law or the utility asks of a notice, from a day on. Append-only; the source stands beside the value.
CREATE TABLE outage_rules (
  id BIGSERIAL PRIMARY KEY,
  name TEXT NOT NULL CONSTRAINT outage_rules_name_known CHECK
    (name IN ('planned-notice-hours', 'important-notice-hours', 'fault-publish-minutes', 'answer-within-hours', 'board-lists-homes')),
  value INTEGER NOT NULL CONSTRAINT outage_rules_value_range CHECK (value BETWEEN 0 AND 10000),
  valid_from TIMESTAMPTZ(3) NOT NULL,
  source TEXT NOT NULL,
  set_by TEXT NOT NULL,
  set_at TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX outage_rules_name ON outage_rules (name, valid_from);
CREATE TRIGGER outage_rules_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON outage_rules
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
INSERT INTO outage_rules (name, value, valid_from, source, set_by) VALUES
  ('planned-notice-hours', 168, '2022-01-01 00:00+08', '国家电网公司供电服务"十项承诺"(2022年修订):计划停电提前7天公告', 'system'),
  ('important-notice-hours', 24, '2022-01-01 00:00+08', '国家电网公司供电服务"十项承诺"(2022年修订):临时停电提前24小时通知重要用户', 'system'),
  ('fault-publish-minutes', 30, '2022-01-01 00:00+08', '十项承诺只要求及时发布故障停电信息;30分钟是内部目标', 'system'),
  ('answer-within-hours', 48, '2022-01-01 00:00+08', '内部规定:大客户协商停电时间的答复期限', 'system'),
  ('board-lists-homes', 0, '2022-01-01 00:00+08', '内部规定:楼栋停电公告默认不列住户', 'system');

CREATE TABLE outages (
  id BIGSERIAL PRIMARY KEY,
  outage_no TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CONSTRAINT outages_kind_known CHECK (kind IN ('planned', 'temporary', 'fault')),
  status TEXT NOT NULL DEFAULT 'draft' CONSTRAINT outages_status_known CHECK
    (status IN ('draft', 'negotiating', 'published', 'changed', 'cancelled', 'under-way', 'restored', 'closed')),
  reason TEXT NOT NULL,
  area TEXT NOT NULL,
  from_at TIMESTAMPTZ(3) NOT NULL,
  until_at TIMESTAMPTZ(3) NOT NULL,
  known_at TIMESTAMPTZ(3),
  version INTEGER NOT NULL DEFAULT 0,
  created_by TEXT NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL,
  published_at TIMESTAMPTZ(3),
  first_from_at TIMESTAMPTZ(3),
  first_until_at TIMESTAMPTZ(3),
  notice_kept BOOLEAN,
  begun_at TIMESTAMPTZ(3),
  restored_at TIMESTAMPTZ(3),
  closed_at TIMESTAMPTZ(3),
  cancelled_at TIMESTAMPTZ(3),
  CONSTRAINT outages_times_in_order CHECK (until_at > from_at),
  CONSTRAINT outages_fault_known CHECK ((kind = 'fault') = (known_at IS NOT NULL)),
  CONSTRAINT outages_published_has_version CHECK ((published_at IS NULL) = (version = 0)),
  CONSTRAINT outages_restored_said CHECK (status NOT IN ('restored', 'closed') OR restored_at IS NOT NULL OR cancelled_at IS NOT NULL)
);
CREATE INDEX outages_status ON outages (status, from_at);
CREATE INDEX outages_from ON outages (from_at);

CREATE TABLE outage_areas (
  outage_id BIGINT NOT NULL REFERENCES outages (id) ON DELETE CASCADE,
  area_id BIGINT NOT NULL REFERENCES transformer_areas (id),
  PRIMARY KEY (outage_id, area_id)
);
CREATE INDEX outage_areas_area ON outage_areas (area_id);
CREATE TABLE outage_accounts (
  outage_id BIGINT NOT NULL REFERENCES outages (id) ON DELETE CASCADE,
  account_id BIGINT NOT NULL REFERENCES supply_accounts (id),
  PRIMARY KEY (outage_id, account_id)
);
CREATE INDEX outage_accounts_account ON outage_accounts (account_id);

-- Every act, in the order in which it happened.
CREATE TABLE outage_events (
  id BIGSERIAL PRIMARY KEY,
  outage_id BIGINT NOT NULL REFERENCES outages (id),
  at TIMESTAMPTZ(3) NOT NULL,
  act TEXT NOT NULL,
  by_whom TEXT NOT NULL,
  detail JSONB NOT NULL DEFAULT '{}'
);
CREATE INDEX outage_events_outage ON outage_events (outage_id, id);
CREATE TRIGGER outage_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON outage_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A rule set aside for one plan (times and places): asked by one person with a reason, decided by another.
CREATE TABLE outage_overrides (
  id BIGSERIAL PRIMARY KEY,
  outage_id BIGINT NOT NULL REFERENCES outages (id),
  rule TEXT NOT NULL CONSTRAINT outage_overrides_rule_known CHECK (rule IN ('planned-notice', 'important-notice', 'negotiation')),
  plan JSONB NOT NULL,
  reason TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'asked' CONSTRAINT outage_overrides_status_known CHECK (status IN ('asked', 'approved', 'refused')),
  asked_by TEXT NOT NULL,
  asked_at TIMESTAMPTZ(3) NOT NULL,
  decided_by TEXT,
  decided_at TIMESTAMPTZ(3),
  CONSTRAINT outage_overrides_decided CHECK ((status = 'asked') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
  CONSTRAINT outage_overrides_four_eyes CHECK (decided_by <> asked_by)
);
CREATE INDEX outage_overrides_outage ON outage_overrides (outage_id);
CREATE UNIQUE INDEX outage_overrides_one_open ON outage_overrides (outage_id, rule) WHERE status = 'asked';

-- What is being agreed with one large customer; its rounds are kept, each as it was made.
CREATE TABLE outage_negotiations (
  id BIGSERIAL PRIMARY KEY,
  outage_id BIGINT NOT NULL REFERENCES outages (id),
  account_id BIGINT NOT NULL REFERENCES supply_accounts (id),
  opened_at TIMESTAMPTZ(3) NOT NULL,
  UNIQUE (outage_id, account_id)
);
CREATE INDEX outage_negotiations_account ON outage_negotiations (account_id);
CREATE TABLE outage_rounds (
  id BIGSERIAL PRIMARY KEY,
  negotiation_id BIGINT NOT NULL REFERENCES outage_negotiations (id),
  round INTEGER NOT NULL,
  side TEXT NOT NULL CONSTRAINT outage_rounds_side_known CHECK (side IN ('utility', 'customer')),
  act TEXT NOT NULL CONSTRAINT outage_rounds_act_known CHECK (act IN ('propose', 'counter', 'agree')),
  from_at TIMESTAMPTZ(3) NOT NULL,
  until_at TIMESTAMPTZ(3) NOT NULL,
  note TEXT,
  answer_by_at TIMESTAMPTZ(3),
  made_by TEXT NOT NULL,
  holder_period_id BIGINT REFERENCES holder_periods (id),
  made_at TIMESTAMPTZ(3) NOT NULL,
  UNIQUE (negotiation_id, round),
  CONSTRAINT outage_rounds_times_in_order CHECK (until_at > from_at)
);
CREATE TRIGGER outage_rounds_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON outage_rounds
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- One telling of everybody concerned: of the publication, of each change, of the cancellation, of the restoration.
CREATE TABLE outage_tellings (
  outage_id BIGINT NOT NULL REFERENCES outages (id),
  version INTEGER NOT NULL,
  what TEXT NOT NULL CONSTRAINT outage_tellings_what_known CHECK (what IN ('published', 'changed', 'cancelled', 'restored')),
  from_at TIMESTAMPTZ(3) NOT NULL,
  until_at TIMESTAMPTZ(3) NOT NULL,
  area TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_by TEXT NOT NULL,
  began_at TIMESTAMPTZ(3) NOT NULL,
  -- Some who were told before are no longer concerned.
  narrowed BOOLEAN NOT NULL DEFAULT false,
  phase TEXT NOT NULL CONSTRAINT outage_tellings_phase_known CHECK (phase IN ('told', 'concerned', 'done')),
  cursor BIGINT NOT NULL DEFAULT 0,
  told INTEGER NOT NULL DEFAULT 0,
  expected INTEGER NOT NULL DEFAULT 0,
  finished_at TIMESTAMPTZ(3),
  -- A later telling took over before this one was through.
  overtaken BOOLEAN NOT NULL DEFAULT false,
  PRIMARY KEY (outage_id, version),
  CONSTRAINT outage_tellings_finished CHECK ((phase = 'done') = (finished_at IS NOT NULL))
);
CREATE INDEX outage_tellings_unfinished ON outage_tellings (outage_id) WHERE finished_at IS NULL;

-- Whoever has been told of an outage, once however many homes of theirs it touches, and the last thing they were told.
CREATE TABLE outage_recipients (
  id BIGSERIAL PRIMARY KEY,
  outage_id BIGINT NOT NULL REFERENCES outages (id),
  recipient TEXT NOT NULL,
  person_id UUID,
  contact_id BIGINT,
  holder_period_id BIGINT NOT NULL,
  told_version INTEGER NOT NULL,
  told_event TEXT NOT NULL,
  UNIQUE (outage_id, recipient)
);
CREATE INDEX outage_recipients_order ON outage_recipients (outage_id, id);

-- The log: one line for each recipient and telling; notice_key leads to the notice and its deliveries.
CREATE TABLE outage_notice_log (
  recipient_id BIGINT NOT NULL REFERENCES outage_recipients (id),
  version INTEGER NOT NULL,
  outage_id BIGINT NOT NULL,
  event TEXT NOT NULL,
  notice_key TEXT NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY (recipient_id, version)
);
CREATE INDEX outage_notice_log_outage ON outage_notice_log (outage_id, version, recipient_id);
CREATE TRIGGER outage_notice_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON outage_notice_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Holders who do not want to stand on the board of their building (公示栏), should the utility ever list homes there.
CREATE TABLE board_opt_outs (
  holder_period_id BIGINT PRIMARY KEY REFERENCES holder_periods (id),
  at TIMESTAMPTZ(3) NOT NULL
);

-- The accounts behind transformer areas, and single ones. Every account of a place stays with it when people move.
CREATE FUNCTION concerned_accounts(areas BIGINT[], accounts BIGINT[])
  RETURNS TABLE (account_id BIGINT, importance TEXT, premises_id BIGINT)
LANGUAGE sql STABLE ROWS 10000 AS $$
  SELECT a.id, a.importance, p.id
    FROM premises p JOIN metering_points m ON m.premises_id = p.id JOIN supply_accounts a ON a.metering_point_id = m.id
   WHERE p.transformer_area_id = ANY (areas) AND a.status <> 'closed'
  UNION
  SELECT a.id, a.importance, m.premises_id FROM supply_accounts a JOIN metering_points m ON m.id = a.metering_point_id
   WHERE a.id = ANY (accounts) AND a.status <> 'closed'
$$;

CREATE FUNCTION outage_concerned(asked_outage BIGINT)
  RETURNS TABLE (account_id BIGINT, importance TEXT, premises_id BIGINT)
LANGUAGE sql STABLE ROWS 10000 AS $$
  SELECT * FROM concerned_accounts(ARRAY (SELECT o.area_id FROM outage_areas o WHERE o.outage_id = asked_outage),
                                   ARRAY (SELECT o.account_id FROM outage_accounts o WHERE o.outage_id = asked_outage))
$$;

-- Who is told for a set of accounts: each person bound in full to the home of its holder of `today`; the holder on file by phone
-- when none of them is the holder; a large customer's contacts. One line for each recipient, whatever number of homes.
CREATE FUNCTION outage_recipients_of(accounts BIGINT[], today DATE)
  RETURNS TABLE (recipient TEXT, person_id UUID, contact_id BIGINT, holder_period_id BIGINT)
LANGUAGE sql STABLE ROWS 10000 AS $$
  WITH holders AS (
    SELECT h.id, h.customer_id FROM holder_periods h
     WHERE h.account_id = ANY (accounts) AND h.from_date <= today AND (h.to_date IS NULL OR h.to_date > today)
  ), bound AS (
    SELECT b.person_id, b.is_holder, h.id FROM holders h
      JOIN bindings b ON b.holder_period_id = h.id AND b.removed_at IS NULL AND b.level = 'full'
  )
  SELECT DISTINCT ON (told.recipient) told.recipient, told.person_id, told.contact_id, told.holder_period_id FROM (
    SELECT 'person:' || b.person_id AS recipient, b.person_id, NULL::bigint AS contact_id, b.id AS holder_period_id FROM bound b
    UNION ALL
    SELECT 'customer:' || h.customer_id, NULL, NULL, h.id
      FROM holders h JOIN customers c ON c.id = h.customer_id AND c.phone_enc IS NOT NULL
      LEFT JOIN bound b ON b.id = h.id AND b.is_holder WHERE b.id IS NULL
    UNION ALL
    SELECT 'contact:' || k.id, NULL, k.id, h.id
      FROM holders h JOIN account_contacts k ON k.holder_period_id = h.id AND k.removed_at IS NULL
       AND k.role IN ('operations', 'manager', 'emergency')
  ) told ORDER BY told.recipient, told.holder_period_id
$$;
