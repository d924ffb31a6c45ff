-- Applications (业扩报装 and all other business of a holder) as data and cases, and the documents that go with them.

CREATE TABLE "service_kinds" (
    "id" BIGSERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "service_kinds_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "service_teams" (
    "code" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "duties" TEXT[],
    "region_code" TEXT,
    "districts" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "phone" TEXT NOT NULL,
    "visits_per_half_day" INTEGER NOT NULL DEFAULT 4,

    CONSTRAINT "service_teams_pkey" PRIMARY KEY ("code")
);

CREATE TABLE "service_team_members" (
    "team_code" TEXT NOT NULL,
    "username" TEXT NOT NULL,

    CONSTRAINT "service_team_members_pkey" PRIMARY KEY ("team_code","username")
);

CREATE TABLE "applications" (
    "id" BIGSERIAL NOT NULL,
    "case_no" TEXT NOT NULL,
    "kind_id" BIGINT NOT NULL,
    "kind_code" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "region_code" TEXT NOT NULL,
    "district" TEXT NOT NULL DEFAULT '',
    "account_id" BIGINT,
    "holder_period_id" BIGINT,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "step" TEXT,
    "stage" TEXT,
    "duty" TEXT,
    "team" TEXT,
    "owner" TEXT,
    "manager" TEXT,
    "first_receiver" TEXT,
    "form_enc" BYTEA,
    "applicant_masked" TEXT NOT NULL DEFAULT '',
    "place_masked" TEXT NOT NULL DEFAULT '',
    "facts" JSONB NOT NULL DEFAULT '{}',
    "wanted" TEXT,
    "returns" INTEGER NOT NULL DEFAULT 0,
    "appealed" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "began_on" DATE,
    "limit_days" INTEGER,
    "due_on" DATE,
    "step_due_on" DATE,
    "ended_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "request_key" TEXT,

    CONSTRAINT "applications_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "case_events" (
    "id" BIGSERIAL NOT NULL,
    "case_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "step" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "case_events_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "case_stops" (
    "id" BIGSERIAL NOT NULL,
    "case_id" BIGINT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,

    CONSTRAINT "case_stops_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "case_step_times" (
    "id" BIGSERIAL NOT NULL,
    "case_id" BIGINT NOT NULL,
    "step" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "team" TEXT NOT NULL,
    "done_by" TEXT,
    "from_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "to_on" DATE,

    CONSTRAINT "case_step_times_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "case_returns" (
    "case_id" BIGINT NOT NULL,
    "round" INTEGER NOT NULL,
    "items" JSONB NOT NULL,
    "note" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "case_returns_pkey" PRIMARY KEY ("case_id","round")
);

CREATE TABLE "case_papers" (
    "document_id" UUID NOT NULL,
    "case_id" BIGINT NOT NULL,
    "code" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'given',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_papers_pkey" PRIMARY KEY ("document_id")
);

CREATE TABLE "case_fees" (
    "case_id" BIGINT NOT NULL,
    "code" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "payable_id" BIGINT,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_fees_pkey" PRIMARY KEY ("case_id","code")
);

CREATE TABLE "case_inspections" (
    "id" BIGSERIAL NOT NULL,
    "case_id" BIGINT NOT NULL,
    "step" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "items" JSONB NOT NULL,
    "note" TEXT NOT NULL,
    "photos" UUID[],
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_inspections_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "site_visits" (
    "id" BIGSERIAL NOT NULL,
    "case_id" BIGINT NOT NULL,
    "step" TEXT NOT NULL,
    "team" TEXT NOT NULL,
    "visit_on" DATE NOT NULL,
    "part" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'booked',
    "booked_by" TEXT NOT NULL,
    "booked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "site_visits_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "case_shares" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "case_id" BIGINT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID,
    "joined_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "case_shares_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "case_signatures" (
    "case_id" BIGINT NOT NULL,
    "document_id" UUID NOT NULL,
    "content_sha256" TEXT NOT NULL,
    "certificate_serial" TEXT NOT NULL,
    "time_stamp" JSONB NOT NULL,
    "signed_by" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_signatures_pkey" PRIMARY KEY ("case_id")
);

CREATE TABLE "documents" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "subject" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "store" TEXT NOT NULL,
    "store_key" TEXT NOT NULL,
    "key_enc" BYTEA,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "scan" TEXT NOT NULL,
    "delete_after" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "documents_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "document_retention_runs" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "deleted" INTEGER NOT NULL,
    "remaining" INTEGER NOT NULL,
    "strays" INTEGER NOT NULL,

    CONSTRAINT "document_retention_runs_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "service_kinds_code_version_key" ON "service_kinds"("code", "version");

CREATE INDEX "service_team_members_username_idx" ON "service_team_members"("username");

CREATE UNIQUE INDEX "applications_case_no_key" ON "applications"("case_no");

CREATE UNIQUE INDEX "applications_request_key_key" ON "applications"("request_key");

CREATE INDEX "applications_person_id_id_idx" ON "applications"("person_id", "id");

CREATE INDEX "applications_account_id_idx" ON "applications"("account_id");

CREATE INDEX "case_events_case_id_id_idx" ON "case_events"("case_id", "id");

CREATE INDEX "case_stops_case_id_idx" ON "case_stops"("case_id");

CREATE INDEX "case_step_times_case_id_idx" ON "case_step_times"("case_id");

CREATE INDEX "case_step_times_to_on_idx" ON "case_step_times"("to_on");

CREATE INDEX "case_papers_case_id_idx" ON "case_papers"("case_id");

CREATE UNIQUE INDEX "case_fees_payable_id_key" ON "case_fees"("payable_id");

CREATE UNIQUE INDEX "case_inspections_case_id_step_round_key" ON "case_inspections"("case_id", "step", "round");

CREATE INDEX "site_visits_team_visit_on_idx" ON "site_visits"("team", "visit_on");

CREATE INDEX "site_visits_visit_on_idx" ON "site_visits"("visit_on");

CREATE UNIQUE INDEX "case_shares_token_hash_key" ON "case_shares"("token_hash");

CREATE INDEX "case_shares_case_id_idx" ON "case_shares"("case_id");

CREATE INDEX "case_shares_person_id_idx" ON "case_shares"("person_id");

CREATE UNIQUE INDEX "documents_store_key_key" ON "documents"("store_key");

CREATE INDEX "documents_subject_idx" ON "documents"("subject");



ALTER TABLE "service_team_members" ADD CONSTRAINT "service_team_members_team_code_fkey" FOREIGN KEY ("team_code") REFERENCES "service_teams"("code") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "applications" ADD CONSTRAINT "applications_kind_id_fkey" FOREIGN KEY ("kind_id") REFERENCES "service_kinds"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "case_events" ADD CONSTRAINT "case_events_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "case_stops" ADD CONSTRAINT "case_stops_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "case_step_times" ADD CONSTRAINT "case_step_times_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "case_returns" ADD CONSTRAINT "case_returns_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "case_papers" ADD CONSTRAINT "case_papers_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "case_fees" ADD CONSTRAINT "case_fees_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "case_inspections" ADD CONSTRAINT "case_inspections_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "site_visits" ADD CONSTRAINT "site_visits_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "case_shares" ADD CONSTRAINT "case_shares_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "case_signatures" ADD CONSTRAINT "case_signatures_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "applications"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

------------------------------------------------------------------------------------------------------------------------
-- Documents

ALTER TABLE documents
  ADD CONSTRAINT documents_class_check CHECK (class IN ('identity', 'property', 'licence', 'drawing', 'contract', 'photo', 'other')),
  ADD CONSTRAINT documents_store_check CHECK (store IN ('disk', 's3')),
  ADD CONSTRAINT documents_scan_check CHECK (scan IN ('clean', 'unscanned')),
  ADD CONSTRAINT documents_size_check CHECK (size > 0),
  -- Deleted is deleted: without the key no copy of the file can be read.
  ADD CONSTRAINT documents_key_check CHECK ((deleted_at IS NULL) = (key_enc IS NOT NULL));
CREATE INDEX documents_due_idx ON documents (delete_after) WHERE deleted_at IS NULL AND delete_after IS NOT NULL;

------------------------------------------------------------------------------------------------------------------------
-- Kinds and teams

CREATE TRIGGER service_kinds_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON service_kinds
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE service_teams
  ADD CONSTRAINT service_teams_visits_check CHECK (visits_per_half_day BETWEEN 1 AND 100),
  -- The hall takes whatever no other team does, everywhere.
  ADD CONSTRAINT service_teams_hall_check CHECK (code <> 'hall' OR region_code IS NULL AND districts = '{}'),
  ADD CONSTRAINT service_teams_region_fkey FOREIGN KEY (region_code) REFERENCES regions (code);
INSERT INTO service_teams (code, name_zh, name_en, duties, phone, visits_per_half_day)
  VALUES ('hall', '营业厅', 'Business hall', '{acceptance,survey,works,inspection,metering,billing}', '95598', 8);

CREATE FUNCTION put_service_team(
  p_code text, p_name_zh text, p_name_en text, p_duties text[], p_region text, p_districts text[], p_phone text, p_visits integer, p_members text[]
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO service_teams (code, name_zh, name_en, duties, region_code, districts, phone, visits_per_half_day)
    VALUES (p_code, p_name_zh, p_name_en, p_duties, p_region, p_districts, p_phone, p_visits)
    ON CONFLICT (code) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en, duties = excluded.duties, region_code = excluded.region_code,
      districts = excluded.districts, phone = excluded.phone, visits_per_half_day = excluded.visits_per_half_day;
  DELETE FROM service_team_members WHERE team_code = p_code AND username <> ALL (p_members);
  INSERT INTO service_team_members (team_code, username) SELECT p_code, unnest(p_members) ON CONFLICT DO NOTHING;
END
$$;

------------------------------------------------------------------------------------------------------------------------
-- Cases

CREATE SEQUENCE application_numbers;
-- Account numbers of new supplies: above those that were brought along.
CREATE SEQUENCE new_account_numbers START 90000000 MAXVALUE 99999999;

ALTER TABLE applications
  ADD CONSTRAINT applications_status_check CHECK (status IN ('draft', 'open', 'waiting', 'done', 'refused', 'withdrawn')),
  ADD CONSTRAINT applications_wanted_check CHECK ((status = 'waiting') = (wanted IS NOT NULL) AND wanted IN ('list', 'step')),
  -- No case without an owner: a team from the moment it is handed in, and from the first take on a manager.
  ADD CONSTRAINT applications_owned_check CHECK (status = 'draft' OR team IS NOT NULL AND step IS NOT NULL),
  ADD CONSTRAINT applications_manager_check CHECK ((first_receiver IS NULL) = (manager IS NULL)),
  ADD CONSTRAINT applications_clock_check CHECK (status = 'draft' OR began_on IS NOT NULL AND limit_days IS NOT NULL AND due_on IS NOT NULL),
  ADD CONSTRAINT applications_ended_check CHECK ((status IN ('done', 'refused', 'withdrawn')) = (ended_at IS NOT NULL)),
  ADD CONSTRAINT applications_team_fkey FOREIGN KEY (team) REFERENCES service_teams (code),
  ADD CONSTRAINT applications_region_fkey FOREIGN KEY (region_code) REFERENCES regions (code),
  ADD CONSTRAINT applications_person_fkey FOREIGN KEY (person_id) REFERENCES people (id),
  ADD CONSTRAINT applications_account_fkey FOREIGN KEY (account_id) REFERENCES supply_accounts (id),
  ADD CONSTRAINT applications_holder_fkey FOREIGN KEY (holder_period_id) REFERENCES holder_periods (id);

-- What the inbox and the board ask for, the most urgent first.
CREATE INDEX applications_running_idx ON applications (step_due_on, id) WHERE status IN ('open', 'waiting');
CREATE INDEX applications_team_idx ON applications (team, step_due_on, id) WHERE status IN ('open', 'waiting');
CREATE INDEX applications_owner_idx ON applications (owner, step_due_on, id) WHERE status IN ('open', 'waiting');
CREATE INDEX applications_stage_idx ON applications (stage, step_due_on, id) WHERE status = 'open';
CREATE INDEX applications_team_stage_idx ON applications (team, stage, step_due_on, id) WHERE status = 'open';
CREATE INDEX applications_waiting_idx ON applications (id) WHERE status = 'waiting' AND wanted = 'step';
CREATE INDEX applications_ended_holding_idx ON applications (((facts #>> '{result,endedHolding}')::bigint)) WHERE facts #>> '{result,endedHolding}' IS NOT NULL;
CREATE INDEX applications_ended_idx ON applications (shanghai_date(ended_at)) WHERE ended_at IS NOT NULL;

-- As case.ts has it. Who took it first never changes; the version it began with neither.
CREATE FUNCTION check_case_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> NEW.status AND NOT (CASE OLD.status
      WHEN 'draft' THEN NEW.status = 'open'
      WHEN 'open' THEN NEW.status IN ('waiting', 'done', 'refused', 'withdrawn')
      WHEN 'waiting' THEN NEW.status IN ('open', 'done', 'withdrawn')
      WHEN 'refused' THEN NEW.status = 'open'
      ELSE false END) THEN
    RAISE EXCEPTION 'case % cannot go from % to %', OLD.case_no, OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.first_receiver IS NOT NULL AND NEW.first_receiver IS DISTINCT FROM OLD.first_receiver THEN
    RAISE EXCEPTION 'case %: who took it first never changes', OLD.case_no USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.case_no, NEW.kind_id, NEW.kind_code, NEW.person_id) IS DISTINCT FROM (OLD.case_no, OLD.kind_id, OLD.kind_code, OLD.person_id) THEN
    RAISE EXCEPTION 'case %: number, kind and applicant stay', OLD.case_no USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER applications_change BEFORE UPDATE ON applications FOR EACH ROW EXECUTE FUNCTION check_case_change();

CREATE TRIGGER case_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER case_inspections_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_inspections
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE UNIQUE INDEX case_stops_one_open ON case_stops (case_id) WHERE to_on IS NULL;
CREATE UNIQUE INDEX case_step_times_one_open ON case_step_times (case_id) WHERE to_on IS NULL;
ALTER TABLE case_stops ADD CONSTRAINT case_stops_order CHECK (to_on >= from_on);
ALTER TABLE case_papers
  ADD CONSTRAINT case_papers_status_check CHECK (status IN ('given', 'refused', 'replaced')),
  ADD CONSTRAINT case_papers_document_fkey FOREIGN KEY (document_id) REFERENCES documents (id);
ALTER TABLE case_signatures ADD CONSTRAINT case_signatures_document_fkey FOREIGN KEY (document_id) REFERENCES documents (id);
ALTER TABLE site_visits
  ADD CONSTRAINT site_visits_part_check CHECK (part IN ('am', 'pm')),
  ADD CONSTRAINT site_visits_status_check CHECK (status IN ('booked', 'done', 'missed', 'cancelled'));
CREATE UNIQUE INDEX site_visits_one_booked ON site_visits (case_id, step) WHERE status = 'booked';

------------------------------------------------------------------------------------------------------------------------
-- Fees: payables of kind `service-fee`, on the books like every other sum that is owed

INSERT INTO ledger_accounts (code, name_zh, name_en, kind) VALUES ('service-fee-income', '业务费收入', 'Fees for services', 'income');
ALTER TABLE case_fees
  ADD CONSTRAINT case_fees_amount_check CHECK (amount_fen >= 0),
  ADD CONSTRAINT case_fees_payable_fkey FOREIGN KEY (payable_id) REFERENCES payables (id);

-- Owed once, however often it is asked for; its sum is fixed from then on. What was owed no more is owed again after an
-- appeal that leads to the same step.
CREATE FUNCTION charge_service_fee(p_case_id bigint, p_code text, p_holder bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  v_fee case_fees;
  v_reference text := (SELECT case_no || ':' || p_code FROM applications WHERE id = p_case_id);
  v_payable bigint;
BEGIN
  SELECT * INTO STRICT v_fee FROM case_fees WHERE case_id = p_case_id AND code = p_code FOR UPDATE;
  IF v_fee.amount_fen = 0 THEN
    RETURN;
  END IF;
  IF v_fee.payable_id IS NULL THEN
    INSERT INTO payables (kind, holder_period_id, amount_fen, credit_account) VALUES ('service-fee', p_holder, v_fee.amount_fen, 'receivable')
      RETURNING id INTO v_payable;
    UPDATE case_fees SET payable_id = v_payable WHERE case_id = p_case_id AND code = p_code;
  ELSE
    PERFORM lock_holders(ARRAY(SELECT holder_period_id FROM payables WHERE id = v_fee.payable_id));
    UPDATE payables SET status = 'open', amount_fen = v_fee.amount_fen WHERE id = v_fee.payable_id AND status = 'void'
      RETURNING holder_period_id INTO p_holder;
    IF NOT FOUND THEN
      RETURN;
    END IF;
    v_reference := v_reference || ':appeal';
  END IF;
  PERFORM post_transaction('service-fee', v_reference, shanghai_date(now()),
    ARRAY['receivable', 'service-fee-income'], ARRAY[p_holder, NULL], ARRAY[v_fee.amount_fen, -v_fee.amount_fen]);
END
$$;

-- A case that came to nothing: what nobody has begun to pay is owed no more.
CREATE FUNCTION void_service_fees(p_case_id bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  v_fee record;
BEGIN
  PERFORM lock_holders(ARRAY(SELECT DISTINCT y.holder_period_id FROM case_fees f JOIN payables y ON y.id = f.payable_id WHERE f.case_id = p_case_id));
  FOR v_fee IN
    SELECT c.case_no || ':' || f.code || CASE WHEN c.appealed THEN ':appeal' ELSE '' END AS reference, y.id, y.holder_period_id, y.amount_fen
      FROM case_fees f JOIN payables y ON y.id = f.payable_id JOIN applications c ON c.id = f.case_id
     WHERE f.case_id = p_case_id AND y.status = 'open' AND y.paid_fen = 0
  LOOP
    UPDATE payables SET status = 'void' WHERE id = v_fee.id;
    PERFORM post_transaction('service-fee-void', v_fee.reference, shanghai_date(now()),
      ARRAY['service-fee-income', 'receivable'], ARRAY[NULL, v_fee.holder_period_id], ARRAY[v_fee.amount_fen, -v_fee.amount_fen]);
  END LOOP;
END
$$;
