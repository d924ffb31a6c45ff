-- Dunning that keeps the law: dated rules, late fees, the ladder of each debt, instalments, special needs, supply control.

-- Rules ----------------------------------------------------------------------------------------------------------------
CREATE TABLE dunning_rules (
  id         BIGSERIAL PRIMARY KEY,
  name       TEXT NOT NULL CHECK (name IN ('lateFee', 'reminders', 'suspension', 'hours', 'coldDays', 'restore', 'prepaid', 'instalments')),
  value      JSONB NOT NULL,
  valid_from DATE NOT NULL,
  edition    TEXT NOT NULL CHECK (char_length(edition) > 0),
  reason     TEXT NOT NULL,
  set_by     TEXT NOT NULL,
  set_at     TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX dunning_rules_name_valid_from_idx ON dunning_rules (name, valid_from);
CREATE TRIGGER dunning_rules_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON dunning_rules
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

INSERT INTO dunning_rules (name, value, valid_from, edition, reason, set_by) VALUES
  ('lateFee', '{"enabled":false,"residentPpm":1000,"otherPpm":2000,"otherCrossYearPpm":3000,"minimumFen":0,"capPercent":null}', '2024-06-01',
   '《供电营业规则》（国家发展改革委令第14号，2024年6月1日起施行）；费率按1996年版第九十八条，新版条文待核对', '未核对新版条文前不自动计收，由供电公司核对后开启', 'system'),
  ('reminders', '{"days":[1,7,15]}', '2024-06-01', '本系统建议值', '逾期次日、一周、半月各催一次', 'system'),
  ('suspension', '{"overdueDays":30,"minimumDebtFen":1000,"noticeDays":7,"lastCallMinutes":30,"proof":"delivered"}', '2024-06-01',
   '《电力供应与使用条例》第三十九条（逾期超过30日经催交仍未交付）；《供电营业规则》提前三至七天通知、停电前30分钟再次通知', '默认提前七天', 'system'),
  ('hours', '{"fromHour":9,"toHour":16,"workingDaysOnly":true,"notBeforeHoliday":true}', '2024-06-01', '本系统建议值', '只在工作日白天停电，节假日前一天不停', 'system'),
  ('coldDays', '{"months":[1,2,12],"dates":[]}', '2024-06-01', '本系统建议值：采暖季最冷的三个月', '寒冷天气不因欠费停电', 'system'),
  ('restore', '{"withinHours":24,"fieldAfterMinutes":120}', '2024-06-01', '国家电网公司供电服务承诺（2011年修订）：缴清欠费后24小时内恢复供电', '遥控两小时不成即派现场', 'system'),
  ('prepaid', '{"enabled":false,"graceHours":24}', '2024-06-01', '国网泉州供电公司预付费做法（2024）：余额低于零提醒，24小时内缴费，次日停电；仅限签订预付费协议的用户', '默认关闭', 'system'),
  ('instalments', '{"mostParts":12,"graceDays":3}', '2024-06-01', '本系统建议值', '每期宽限三天', 'system');

CREATE FUNCTION dunning_rule(p_name text, p_on date) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT value FROM dunning_rules WHERE name = p_name AND valid_from <= p_on ORDER BY valid_from DESC, id DESC LIMIT 1
$$;

-- Late fees ------------------------------------------------------------------------------------------------------------
CREATE TABLE late_fees (
  bill_id    BIGINT PRIMARY KEY REFERENCES bills (id),
  payable_id BIGINT NOT NULL UNIQUE REFERENCES payables (id),
  amount_fen BIGINT NOT NULL CHECK (amount_fen >= 0),
  through_on DATE NOT NULL,
  days       INTEGER NOT NULL,
  parts      JSONB NOT NULL,
  frozen     BOOLEAN NOT NULL DEFAULT false,
  postings   INTEGER NOT NULL DEFAULT 0,
  updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE INDEX late_fees_growing ON late_fees (bill_id) WHERE NOT frozen;
-- Bills by the day they are due, as the ladder and the fees look for them.
CREATE INDEX bills_due_on_idx ON bills (due_on, id) WHERE kind = 'bill' AND live;

-- What a bill's late fee comes to at the end of a day: for each day after the due day up to the day of payment, the day's rate
-- of what was still owed on that day. Rounded once, half up.
CREATE FUNCTION late_fee_of(p_bill_id bigint, p_today date, OUT fee_fen bigint, OUT days integer, OUT parts jsonb, OUT cleared boolean)
LANGUAGE sql STABLE AS $$
  WITH bill AS (
    SELECT b.id, b.due_on, b.live, y.id AS payable_id, y.amount_fen, y.paid_fen, a.category
      FROM bills b JOIN payables y ON y.id = b.payable_id JOIN supply_accounts a ON a.id = b.account_id WHERE b.id = p_bill_id
  ), paid AS (
    SELECT shanghai_date(c.paid_at) AS on_day, a.amount_fen - a.taken_back_fen AS fen
      FROM bill JOIN allocations a USING (payable_id) JOIN collections c ON c.id = a.collection_id WHERE a.taken_back_fen < a.amount_fen
    UNION ALL
    SELECT t.business_date, -p.amount_fen
      FROM bill JOIN ledger_transactions t ON t.kind = 'balance-applied'
       AND t.reference = 'payable:' || bill.payable_id
      JOIN ledger_postings p ON p.transaction_id = t.id AND p.account_code = 'receivable'
  ), day AS (
    SELECT d::date AS on_day, bill.*, dunning_rule('lateFee', d::date) AS rule,
           bill.amount_fen - bill.paid_fen + coalesce((SELECT sum(fen) FROM paid WHERE paid.on_day >= d::date), 0)::bigint AS outstanding
      FROM bill, generate_series(bill.due_on + 1, p_today, '1 day') d WHERE bill.live
  ), rated AS (
    SELECT on_day, outstanding, rule, amount_fen, CASE
             WHEN NOT (rule ->> 'enabled')::boolean THEN 0
             WHEN category = 'residential' THEN (rule ->> 'residentPpm')::bigint
             WHEN extract(year FROM on_day) > extract(year FROM due_on) THEN (rule ->> 'otherCrossYearPpm')::bigint
             ELSE (rule ->> 'otherPpm')::bigint END AS ppm
      FROM day WHERE outstanding > 0
  ), stretch AS (
    SELECT *, on_day - (row_number() OVER (PARTITION BY outstanding, ppm ORDER BY on_day))::integer AS run FROM rated WHERE ppm > 0
  ), part AS (
    SELECT min(on_day) AS from_day, max(on_day) AS to_day, outstanding, ppm, count(*) AS day_count FROM stretch GROUP BY outstanding, ppm, run
  ), total AS (
    SELECT coalesce(sum(outstanding * ppm * day_count), 0) AS micro, coalesce(sum(day_count), 0)::integer AS day_count,
           coalesce(jsonb_agg(jsonb_build_object('from', from_day, 'to', to_day, 'outstandingFen', outstanding, 'ppm', ppm) ORDER BY from_day), '[]') AS parts
      FROM part
  ), last_rule AS (
    SELECT rule, amount_fen FROM rated WHERE ppm > 0 ORDER BY on_day DESC LIMIT 1
  )
  SELECT CASE WHEN t.micro = 0 THEN 0 ELSE LEAST(
           GREATEST(round(t.micro / 1000000.0)::bigint, (r.rule ->> 'minimumFen')::bigint),
           coalesce(r.amount_fen * (r.rule ->> 'capPercent')::bigint / 100, 9223372036854775807)) END,
         t.day_count, t.parts, coalesce((SELECT NOT live OR paid_fen = amount_fen FROM bill), true)
    FROM total t LEFT JOIN last_rule r ON true
$$;

-- Brings the late fee of one bill to what it is at the end of a day: its payable, the postings, and the record of how it came about.
-- The application may not change what a payable says; of late fees this function alone does.
CREATE FUNCTION charge_late_fee(p_bill_id bigint, p_today date) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  v_bill bills;
  v_fee late_fees;
  v_payable payables;
  v_new record;
  v_change bigint;
BEGIN
  SELECT * INTO STRICT v_bill FROM bills WHERE id = p_bill_id;
  PERFORM lock_holders(ARRAY[v_bill.holder_period_id]);
  SELECT * INTO v_fee FROM late_fees WHERE bill_id = p_bill_id FOR UPDATE;
  SELECT * INTO v_new FROM late_fee_of(p_bill_id, p_today);
  IF v_fee.bill_id IS NULL AND v_new.fee_fen = 0 THEN
    RETURN 0;
  END IF;
  IF v_fee.bill_id IS NULL THEN
    INSERT INTO payables (kind, holder_period_id, amount_fen, credit_account) VALUES ('late-fee', v_bill.holder_period_id, v_new.fee_fen, 'receivable')
      RETURNING * INTO v_payable;
    INSERT INTO late_fees (bill_id, payable_id, amount_fen, through_on, days, parts) VALUES (p_bill_id, v_payable.id, 0, p_today, 0, '[]')
      RETURNING * INTO v_fee;
  ELSE
    SELECT * INTO STRICT v_payable FROM payables WHERE id = v_fee.payable_id;
  END IF;
  -- What has been paid of a fee stays paid: it is never lowered below that here.
  v_new.fee_fen := GREATEST(v_new.fee_fen, v_payable.paid_fen);
  v_change := v_new.fee_fen - v_fee.amount_fen;
  UPDATE payables SET amount_fen = v_new.fee_fen WHERE id = v_payable.id AND amount_fen <> v_new.fee_fen;
  UPDATE late_fees SET amount_fen = v_new.fee_fen, through_on = p_today, days = v_new.days, parts = v_new.parts, frozen = v_new.cleared,
         postings = postings + (v_change <> 0)::integer, updated_at = clock_timestamp() WHERE bill_id = p_bill_id;
  IF v_change <> 0 THEN
    PERFORM post_transaction('late-fee', v_bill.bill_no || ':' || v_fee.postings + 1, p_today,
      ARRAY['receivable', 'late-fee-income'], ARRAY[v_bill.holder_period_id, NULL], ARRAY[v_change, -v_change]);
  END IF;
  RETURN v_change;
END
$$;

-- Special needs and instalments ----------------------------------------------------------------------------------------
CREATE TABLE special_needs (
  id               BIGSERIAL PRIMARY KEY,
  holder_period_id BIGINT NOT NULL REFERENCES holder_periods (id),
  kind             TEXT NOT NULL CHECK (kind IN ('medical-device', 'elderly', 'disabled', 'infant', 'hardship', 'other')),
  consent_at       TIMESTAMPTZ(3) NOT NULL,
  note_enc         BYTEA,
  added_by         TEXT NOT NULL,
  added_at         TIMESTAMPTZ(3) NOT NULL,
  ended_by         TEXT,
  ended_at         TIMESTAMPTZ(3),
  CONSTRAINT special_needs_ended_check CHECK ((ended_by IS NULL) = (ended_at IS NULL))
);
CREATE INDEX special_needs_holder_period_id_idx ON special_needs (holder_period_id);

CREATE SEQUENCE instalment_numbers;
CREATE TABLE instalment_plans (
  id               BIGSERIAL PRIMARY KEY,
  plan_no          TEXT NOT NULL UNIQUE,
  holder_period_id BIGINT NOT NULL REFERENCES holder_periods (id),
  status           TEXT NOT NULL DEFAULT 'agreed' CHECK (status IN ('agreed', 'kept', 'broken', 'cancelled')),
  debt_fen         BIGINT NOT NULL CHECK (debt_fen > 0),
  parts            JSONB NOT NULL,
  note             TEXT NOT NULL,
  agreed_by        TEXT NOT NULL,
  agreed_at        TIMESTAMPTZ(3) NOT NULL,
  ended_at         TIMESTAMPTZ(3),
  CONSTRAINT instalment_plans_ended_check CHECK ((status = 'agreed') = (ended_at IS NULL))
);
CREATE INDEX instalment_plans_holder_period_id_idx ON instalment_plans (holder_period_id);
CREATE UNIQUE INDEX instalment_plans_one_agreed ON instalment_plans (holder_period_id) WHERE status = 'agreed';

-- Supply control -------------------------------------------------------------------------------------------------------
CREATE SEQUENCE supply_command_numbers;
CREATE TABLE supply_commands (
  id               BIGSERIAL PRIMARY KEY,
  command_no       TEXT NOT NULL UNIQUE CHECK (command_no ~ '^SC\d{20}$'),
  account_id       BIGINT NOT NULL REFERENCES supply_accounts (id),
  holder_period_id BIGINT NOT NULL REFERENCES holder_periods (id),
  metering_point   TEXT NOT NULL,
  meter            TEXT NOT NULL,
  action           TEXT NOT NULL CHECK (action IN ('disconnect', 'connect')),
  sequence         INTEGER NOT NULL CHECK (sequence > 0),
  status           TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'unknown', 'accepted', 'done', 'failed', 'refused', 'cancelled')),
  code             TEXT,
  reason           TEXT NOT NULL,
  ordered_by       TEXT NOT NULL,
  issued_at        TIMESTAMPTZ(3) NOT NULL,
  not_after        TIMESTAMPTZ(3) NOT NULL,
  due_at           TIMESTAMPTZ(3),
  attempts         INTEGER NOT NULL DEFAULT 0,
  next_at          TIMESTAMPTZ(3),
  ended_at         TIMESTAMPTZ(3),
  UNIQUE (metering_point, sequence),
  CONSTRAINT supply_commands_ended_check CHECK ((status IN ('done', 'failed', 'refused', 'cancelled')) = (ended_at IS NOT NULL))
);
CREATE INDEX supply_commands_account_id_id_idx ON supply_commands (account_id, id);
CREATE INDEX supply_commands_status_id_idx ON supply_commands (status, id);
CREATE INDEX supply_commands_due ON supply_commands (next_at) WHERE ended_at IS NULL;
-- One reason is one command, however often the process that orders it is killed.
CREATE UNIQUE INDEX supply_commands_reason_key ON supply_commands (reason);

-- The same table as `transitions` in modules/supply-control/supply-command.ts, a test compares the two.
CREATE FUNCTION check_supply_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.status, NEW.status) NOT IN (
    ('waiting', 'unknown'), ('waiting', 'accepted'), ('waiting', 'done'), ('waiting', 'failed'), ('waiting', 'refused'), ('waiting', 'cancelled'),
    ('unknown', 'accepted'), ('unknown', 'done'), ('unknown', 'failed'), ('unknown', 'refused'), ('unknown', 'cancelled'),
    ('accepted', 'done'), ('accepted', 'failed'), ('accepted', 'cancelled')
  ) THEN
    RAISE EXCEPTION 'supply command % may not go from % to %', OLD.command_no, OLD.status, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'supply_commands_transition';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER supply_commands_transition BEFORE UPDATE OF status ON supply_commands
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION check_supply_transition();

CREATE TABLE supply_events (
  id         BIGSERIAL PRIMARY KEY,
  command_id BIGINT NOT NULL REFERENCES supply_commands (id),
  at         TIMESTAMPTZ(3) NOT NULL,
  kind       TEXT NOT NULL,
  detail     JSONB NOT NULL DEFAULT '{}'
);
CREATE INDEX supply_events_command_id_id_idx ON supply_events (command_id, id);
CREATE TRIGGER supply_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON supply_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE supply_messages (
  id          BIGSERIAL PRIMARY KEY,
  event_id    TEXT NOT NULL UNIQUE,
  body        BYTEA NOT NULL,
  received_at TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  handled_at  TIMESTAMPTZ(3),
  repeats     INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX supply_messages_unhandled ON supply_messages (id) WHERE handled_at IS NULL;

CREATE SEQUENCE field_order_numbers;
CREATE TABLE field_orders (
  id         BIGSERIAL PRIMARY KEY,
  order_no   TEXT NOT NULL UNIQUE,
  command_id BIGINT NOT NULL UNIQUE REFERENCES supply_commands (id),
  status     TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'done', 'withdrawn')),
  reason     TEXT NOT NULL,
  due_at     TIMESTAMPTZ(3),
  opened_at  TIMESTAMPTZ(3) NOT NULL,
  ended_by   TEXT,
  ended_at   TIMESTAMPTZ(3),
  note       TEXT,
  CONSTRAINT field_orders_ended_check CHECK ((status = 'open') = (ended_at IS NULL))
);
CREATE INDEX field_orders_status_id_idx ON field_orders (status, id);

CREATE TABLE supply_states (
  account_id       BIGINT PRIMARY KEY REFERENCES supply_accounts (id),
  holder_period_id BIGINT NOT NULL REFERENCES holder_periods (id),
  state            TEXT NOT NULL CHECK (state IN ('connected', 'suspended', 'unknown')),
  since            TIMESTAMPTZ(3) NOT NULL,
  command_id       BIGINT REFERENCES supply_commands (id)
);

-- Cases ----------------------------------------------------------------------------------------------------------------
CREATE SEQUENCE dunning_case_numbers;
CREATE TABLE dunning_cases (
  id               BIGSERIAL PRIMARY KEY,
  case_no          TEXT NOT NULL UNIQUE,
  holder_period_id BIGINT NOT NULL REFERENCES holder_periods (id),
  account_id       BIGINT NOT NULL REFERENCES supply_accounts (id),
  kind             TEXT NOT NULL DEFAULT 'postpaid' CHECK (kind IN ('postpaid', 'prepaid')),
  status           TEXT NOT NULL DEFAULT 'reminding' CHECK (status IN
    ('reminding', 'noticed', 'proposed', 'submitted', 'approved', 'last-call', 'disconnecting', 'suspended', 'restoring', 'closed')),
  step             INTEGER NOT NULL DEFAULT 0,
  round            INTEGER NOT NULL DEFAULT 0,
  debt_fen         BIGINT NOT NULL,
  overdue_since    DATE NOT NULL,
  stops            JSONB NOT NULL DEFAULT '[]',
  hold_until       DATE,
  noticed_at       TIMESTAMPTZ(3),
  disconnect_on    DATE,
  evidence         JSONB,
  proposed_at      TIMESTAMPTZ(3),
  submitted_by     TEXT,
  decided_by       TEXT,
  decided_at       TIMESTAMPTZ(3),
  disconnect_at    TIMESTAMPTZ(3),
  suspended_at     TIMESTAMPTZ(3),
  cleared_at       TIMESTAMPTZ(3),
  restore_by       TIMESTAMPTZ(3),
  closed_at        TIMESTAMPTZ(3),
  close_reason     TEXT,
  opened_at        TIMESTAMPTZ(3) NOT NULL,
  next_at          TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT dunning_cases_closed_check CHECK ((status = 'closed') = (closed_at IS NOT NULL) AND (closed_at IS NULL) = (close_reason IS NULL)),
  -- Whoever approves has not submitted it.
  CONSTRAINT dunning_cases_four_eyes_check CHECK (decided_by <> submitted_by),
  CONSTRAINT dunning_cases_approved_check CHECK (status NOT IN ('approved', 'last-call', 'disconnecting', 'suspended')
    OR (submitted_by IS NOT NULL AND decided_by IS NOT NULL AND evidence IS NOT NULL AND noticed_at IS NOT NULL))
);
CREATE INDEX dunning_cases_holder_period_id_id_idx ON dunning_cases (holder_period_id, id);
CREATE INDEX dunning_cases_status_overdue_since_idx ON dunning_cases (status, overdue_since);
CREATE INDEX dunning_cases_due ON dunning_cases (next_at) WHERE closed_at IS NULL;
CREATE UNIQUE INDEX dunning_cases_one_open ON dunning_cases (holder_period_id) WHERE closed_at IS NULL;

-- The same table as `transitions` in modules/dunning/dunning-case.ts, a test compares the two.
CREATE FUNCTION check_dunning_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.status, NEW.status) NOT IN (
    ('reminding', 'noticed'), ('reminding', 'closed'),
    ('noticed', 'proposed'), ('noticed', 'reminding'), ('noticed', 'closed'),
    ('proposed', 'submitted'), ('proposed', 'reminding'), ('proposed', 'closed'),
    ('submitted', 'approved'), ('submitted', 'reminding'), ('submitted', 'closed'),
    ('approved', 'last-call'), ('approved', 'reminding'), ('approved', 'closed'),
    ('last-call', 'disconnecting'), ('last-call', 'approved'), ('last-call', 'reminding'), ('last-call', 'closed'),
    ('disconnecting', 'suspended'), ('disconnecting', 'restoring'), ('disconnecting', 'approved'), ('disconnecting', 'closed'),
    ('suspended', 'restoring'), ('restoring', 'closed')
  ) THEN
    RAISE EXCEPTION 'dunning case % may not go from % to %', OLD.case_no, OLD.status, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'dunning_cases_transition';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER dunning_cases_transition BEFORE UPDATE OF status ON dunning_cases
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION check_dunning_transition();

CREATE TABLE dunning_events (
  id      BIGSERIAL PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES dunning_cases (id),
  at      TIMESTAMPTZ(3) NOT NULL,
  kind    TEXT NOT NULL,
  actor   TEXT NOT NULL,
  detail  JSONB NOT NULL DEFAULT '{}'
);
CREATE INDEX dunning_events_case_id_id_idx ON dunning_events (case_id, id);
CREATE TRIGGER dunning_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON dunning_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
