-- Notices: what people are told, the ways it went, what they want, and the texts.

CREATE TABLE "notices" (
    "id" BIGSERIAL NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "person_id" UUID,
    "contact_id" BIGINT,
    "holder_period_id" BIGINT,
    "params" JSONB NOT NULL DEFAULT '{}',
    "reason_code" TEXT,
    "source_table" TEXT,
    "source_id" TEXT,
    "not_before" TIMESTAMPTZ(3),
    "not_after" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "why" TEXT,
    "next_at" TIMESTAMPTZ(3),
    "language" TEXT,
    "template_version" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "handed_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notices_pkey" PRIMARY KEY ("id"),
    CONSTRAINT notices_status_check CHECK (status IN ('waiting', 'working', 'sent', 'delivered', 'stopped', 'dead')),
    CONSTRAINT notices_why_check CHECK (why IS NOT NULL OR status NOT IN ('stopped', 'dead')),
    CONSTRAINT notices_recipient_check CHECK (num_nonnulls(person_id, contact_id) <= 1 AND num_nonnulls(person_id, contact_id, holder_period_id) >= 1)
);
CREATE UNIQUE INDEX "notices_dedupe_key_key" ON "notices"("dedupe_key");
CREATE INDEX "notices_person_id_id_idx" ON "notices"("person_id", "id");
CREATE INDEX "notices_holder_period_id_id_idx" ON "notices"("holder_period_id", "id");
CREATE INDEX "notices_created_at_idx" ON "notices"("created_at");
-- What the engine has to look at, event by event: urgent events are asked for first. 'infinity' waits for a receipt only.
CREATE INDEX notices_due_idx ON notices (event, coalesce(greatest(next_at, not_before), '-infinity'), id)
  WHERE status IN ('waiting', 'working', 'sent');

CREATE TABLE "message_deliveries" (
    "id" BIGSERIAL NOT NULL,
    "notice_id" BIGINT NOT NULL,
    "channel" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "call_state" TEXT,
    "request_id" TEXT NOT NULL,
    "provider_id" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "handed_at" TIMESTAMPTZ(3),
    "receipt_at" TIMESTAMPTZ(3),
    "cost_milli_fen" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "recipient" TEXT,
    "phone_hash" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "message_deliveries_pkey" PRIMARY KEY ("id"),
    CONSTRAINT message_deliveries_channel_check CHECK (channel IN ('wechat-subscribe', 'wechat-oa', 'alipay', 'sms', 'email', 'voice', 'in-app')),
    CONSTRAINT message_deliveries_state_check CHECK (state IN ('waiting', 'handed', 'delivered', 'failed', 'unknown')),
    CONSTRAINT message_deliveries_call_check CHECK (call_state IS NULL OR channel = 'voice' AND call_state IN ('idle', 'calling', 'done', 'again', 'failed'))
);
CREATE UNIQUE INDEX "message_deliveries_request_id_key" ON "message_deliveries"("request_id");
CREATE UNIQUE INDEX "message_deliveries_notice_id_channel_key" ON "message_deliveries"("notice_id", "channel");
CREATE INDEX "message_deliveries_channel_provider_id_idx" ON "message_deliveries"("channel", "provider_id");
CREATE INDEX "message_deliveries_phone_hash_idx" ON "message_deliveries"("phone_hash");
CREATE INDEX "message_deliveries_created_at_idx" ON "message_deliveries"("created_at");
ALTER TABLE "message_deliveries" ADD CONSTRAINT "message_deliveries_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "message_preferences" (
    "person_id" UUID NOT NULL,
    "channels" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "quiet_from" INTEGER,
    "quiet_until" INTEGER,
    "language" TEXT NOT NULL DEFAULT 'zh',
    "stopped" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "email_enc" BYTEA,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_preferences_pkey" PRIMARY KEY ("person_id"),
    CONSTRAINT message_preferences_quiet_check CHECK ((quiet_from IS NULL) = (quiet_until IS NULL) AND quiet_from BETWEEN 0 AND 1439 AND quiet_until BETWEEN 0 AND 1439),
    CONSTRAINT message_preferences_language_check CHECK (language IN ('zh', 'en'))
);

CREATE TABLE "message_consents" (
    "person_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "given" INTEGER NOT NULL DEFAULT 0,
    "used" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_consents_pkey" PRIMARY KEY ("person_id", "channel", "event"),
    -- One consent is one message.
    CONSTRAINT message_consents_used_check CHECK (used BETWEEN 0 AND given)
);

CREATE TABLE "message_templates" (
    "id" BIGSERIAL NOT NULL,
    "event" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "sms" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "message_templates_pkey" PRIMARY KEY ("id"),
    CONSTRAINT message_templates_language_check CHECK (language IN ('zh', 'en')),
    CONSTRAINT message_templates_version_check CHECK (version > 0),
    CONSTRAINT message_templates_status_check CHECK (status IN ('draft', 'approved', 'refused', 'replaced')),
    CONSTRAINT message_templates_decided_check CHECK ((status = 'draft') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)),
    -- What thousands of people read is approved by another person than the one who wrote it.
    CONSTRAINT message_templates_four_eyes_check CHECK (status NOT IN ('approved', 'replaced') OR decided_by <> created_by)
);
CREATE UNIQUE INDEX "message_templates_event_language_version_key" ON "message_templates"("event", "language", "version");
CREATE UNIQUE INDEX message_templates_one_in_force ON message_templates (event, language) WHERE status = 'approved';

CREATE TABLE "message_pace" (
    "channel" TEXT NOT NULL,
    "free_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_pace_pkey" PRIMARY KEY ("channel")
);

CREATE TABLE "message_receipts" (
    "id" BIGSERIAL NOT NULL,
    "channel" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "reports" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "handled_at" TIMESTAMPTZ(3),
    "repeats" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "message_receipts_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "message_receipts_channel_event_id_key" ON "message_receipts"("channel", "event_id");
CREATE INDEX message_receipts_waiting_idx ON message_receipts (id) WHERE handled_at IS NULL;
