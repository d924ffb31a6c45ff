-- Generated from prisma/schema by `npm run schema:sql`. Constraints, functions and triggers follow in the next migrations.
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "partners" (
    "id" BIGSERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "channels" TEXT[],
    "status" TEXT NOT NULL DEFAULT 'active',
    "prefunded" BOOLEAN NOT NULL DEFAULT false,
    "cut_off" TIME(0) NOT NULL,
    "units" JSONB NOT NULL DEFAULT '{"request": "yuan", "reply": "yuan", "file": "fen"}',
    "per_payment_fen" BIGINT,
    "per_day_fen" BIGINT,
    "inquiries_per_minute" INTEGER NOT NULL DEFAULT 10,
    "addresses" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "commission_ppm" INTEGER NOT NULL DEFAULT 0,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "partners_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner_keys" (
    "id" BIGSERIAL NOT NULL,
    "partner_id" BIGINT NOT NULL,
    "key_id" TEXT NOT NULL,
    "algorithm" TEXT NOT NULL,
    "public_key" TEXT,
    "secret_enc" BYTEA,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "partner_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner_terminals" (
    "id" BIGSERIAL NOT NULL,
    "partner_id" BIGINT NOT NULL,
    "terminal_no" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "hours" TEXT NOT NULL DEFAULT '',
    "marked" BOOLEAN NOT NULL DEFAULT false,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "partner_terminals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner_prefunds" (
    "partner_id" BIGINT NOT NULL,
    "balance_fen" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "partner_prefunds_pkey" PRIMARY KEY ("partner_id")
);

-- CreateTable
CREATE TABLE "partner_top_ups" (
    "id" BIGSERIAL NOT NULL,
    "partner_id" BIGINT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "bank_reference" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'awaiting-approval',
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "partner_top_ups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner_quotes" (
    "quote_id" TEXT NOT NULL,
    "partner_id" BIGINT NOT NULL,
    "account_no" TEXT NOT NULL,
    "holder_period_id" BIGINT NOT NULL,
    "payables" BIGINT[],
    "amounts" BIGINT[],
    "amount_fen" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "partner_quotes_pkey" PRIMARY KEY ("quote_id")
);

-- CreateTable
CREATE TABLE "partner_messages" (
    "id" BIGSERIAL NOT NULL,
    "partner_id" BIGINT NOT NULL,
    "trade" TEXT NOT NULL,
    "trade_key" TEXT NOT NULL,
    "nonce" TEXT,
    "channel" TEXT NOT NULL,
    "terminal_no" TEXT,
    "content_hash" BYTEA NOT NULL,
    "parsed" JSONB NOT NULL,
    "raw" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "clearing_on" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'stored',
    "code" TEXT,
    "result" JSONB,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "partner_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner_files" (
    "id" BIGSERIAL NOT NULL,
    "partner_id" BIGINT NOT NULL,
    "clearing_on" DATE NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'day',
    "sha256" TEXT NOT NULL,
    "line_count" INTEGER NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "content" BYTEA NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "partner_files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner_days" (
    "partner_id" BIGINT NOT NULL,
    "clearing_on" DATE NOT NULL,
    "paid_fen" BIGINT NOT NULL DEFAULT 0,
    "closed_at" TIMESTAMPTZ(3),
    "payments" INTEGER,
    "reversals" INTEGER,
    "net_fen" BIGINT,
    "commission_fen" BIGINT,

    CONSTRAINT "partner_days_pkey" PRIMARY KEY ("partner_id","clearing_on")
);

-- CreateTable
CREATE TABLE "partner_bad_counts" (
    "partner_code" TEXT NOT NULL,
    "counted_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "partner_bad_counts_pkey" PRIMARY KEY ("partner_code","counted_on","reason")
);

-- CreateTable
CREATE TABLE "agreements" (
    "id" BIGSERIAL NOT NULL,
    "agreement_no" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "holder_period_id" BIGINT NOT NULL,
    "gateway" TEXT NOT NULL,
    "gateway_agreement_no" TEXT,
    "status" TEXT NOT NULL DEFAULT 'signing',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "signed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "action" JSONB,
    "next_query_at" TIMESTAMPTZ(3),
    "query_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "agreements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement_debits" (
    "id" BIGSERIAL NOT NULL,
    "agreement_id" BIGINT NOT NULL,
    "cycle" TEXT NOT NULL,
    "payable_ids" BIGINT[],
    "amount_fen" BIGINT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'planned',
    "noticed_on" DATE,
    "first_on" DATE,
    "last_on" DATE,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "payment_no" TEXT,
    "failure_reason" TEXT,
    "next_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "agreement_debits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tariffs" (
    "id" BIGSERIAL NOT NULL,
    "region_code" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,

    CONSTRAINT "tariffs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tariff_versions" (
    "id" BIGSERIAL NOT NULL,
    "tariff_id" BIGINT NOT NULL,
    "effective_from" DATE NOT NULL,
    "effective_to" DATE,
    "source" TEXT NOT NULL,
    "note" TEXT,
    "rules" JSONB NOT NULL,

    CONSTRAINT "tariff_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tariff_drafts" (
    "id" BIGSERIAL NOT NULL,
    "tariff_id" BIGINT NOT NULL,
    "effective_from" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "note" TEXT,
    "rules" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "tariff_drafts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "readings" (
    "meter_id" BIGINT NOT NULL,
    "read_on" DATE NOT NULL,
    "total" BIGINT NOT NULL,
    "peak" BIGINT,
    "valley" BIGINT,
    "quality" TEXT NOT NULL DEFAULT 'actual',
    "source" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "readings_pkey" PRIMARY KEY ("meter_id","read_on")
);

-- CreateTable
CREATE TABLE "data_imports" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "source_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "imported_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "accepted" INTEGER NOT NULL,
    "unchanged" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,
    "errors" JSONB NOT NULL,

    CONSTRAINT "data_imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "billing_runs" (
    "id" BIGSERIAL NOT NULL,
    "region_code" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'preparing',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "issued_at" TIMESTAMPTZ(3),
    "summary" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "billing_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bill_drafts" (
    "run_id" BIGINT NOT NULL,
    "holder_period_id" BIGINT NOT NULL,
    "total_fen" BIGINT,
    "exception" TEXT,
    "content" JSONB NOT NULL,
    "accepted_by" TEXT,
    "accepted_note" TEXT,

    CONSTRAINT "bill_drafts_pkey" PRIMARY KEY ("run_id","holder_period_id")
);

-- CreateTable
CREATE TABLE "bills" (
    "id" BIGSERIAL NOT NULL,
    "bill_no" TEXT NOT NULL,
    "holder_period_id" BIGINT NOT NULL,
    "account_id" BIGINT NOT NULL,
    "payable_id" BIGINT,
    "run_id" BIGINT,
    "month" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'bill',
    "reverses_id" BIGINT,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "reason" TEXT,
    "from_date" DATE NOT NULL,
    "to_date" DATE NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" DATE NOT NULL,
    "energy" BIGINT NOT NULL,
    "energy_fen" BIGINT NOT NULL,
    "adjustment_fen" BIGINT NOT NULL DEFAULT 0,
    "total_fen" BIGINT NOT NULL,
    "estimated" BOOLEAN NOT NULL DEFAULT false,
    "content" JSONB NOT NULL,

    CONSTRAINT "bills_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "card_batches" (
    "id" BIGSERIAL NOT NULL,
    "batch_no" TEXT NOT NULL,
    "face_fen" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,
    "expires_on" DATE NOT NULL,
    "printer_key" TEXT NOT NULL,
    "printer_key_sha256" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'requested',
    "requested_by" TEXT NOT NULL,
    "decided_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),
    "export" BYTEA,
    "exported_by" TEXT,
    "exported_at" TIMESTAMPTZ(3),

    CONSTRAINT "card_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cards" (
    "id" BIGSERIAL NOT NULL,
    "serial" TEXT NOT NULL,
    "batch_id" BIGINT NOT NULL,
    "face_fen" BIGINT NOT NULL,
    "pin_hash" BYTEA NOT NULL,
    "expires_on" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'printed',
    "sale_id" BIGINT,
    "replaces_id" BIGINT,
    "wrong_tries" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "redeemed_at" TIMESTAMPTZ(3),
    "payment_no" TEXT,
    "voided_by" TEXT,

    CONSTRAINT "cards_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "card_sales" (
    "id" BIGSERIAL NOT NULL,
    "sale_no" TEXT NOT NULL,
    "buyer" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "voided_fen" BIGINT NOT NULL DEFAULT 0,
    "paid_fen" BIGINT NOT NULL DEFAULT 0,
    "sold_by" TEXT NOT NULL,
    "sold_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paid_on" DATE,
    "bank_reference" TEXT,
    "paid_by" TEXT,

    CONSTRAINT "card_sales_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "card_tries" (
    "subject" TEXT NOT NULL,
    "wrong_tries" INTEGER NOT NULL DEFAULT 0,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "card_tries_pkey" PRIMARY KEY ("subject")
);

-- CreateTable
CREATE TABLE "claims" (
    "id" BIGSERIAL NOT NULL,
    "claim_no" TEXT NOT NULL,
    "person_id" UUID,
    "payment_id" BIGINT NOT NULL,
    "reason_enc" BYTEA NOT NULL,
    "right_account_no" TEXT,
    "status" TEXT NOT NULL DEFAULT 'open',
    "answer" TEXT,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "claims_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "debit_banks" (
    "code" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "utility_code" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "key_id" TEXT NOT NULL,
    "key_enc" BYTEA NOT NULL,
    "previous_key_id" TEXT,
    "previous_key_enc" BYTEA,
    "sftp" JSONB,
    "sftp_key_enc" BYTEA,

    CONSTRAINT "debit_banks_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "debit_mandates" (
    "id" BIGSERIAL NOT NULL,
    "mandate_no" TEXT NOT NULL,
    "holder_period_id" BIGINT NOT NULL,
    "bank_code" TEXT NOT NULL,
    "account_enc" BYTEA NOT NULL,
    "account_tail" TEXT NOT NULL,
    "holder_name_enc" BYTEA NOT NULL,
    "signed_at" TEXT NOT NULL,
    "signed_by" TEXT NOT NULL,
    "person_id" UUID,
    "effective_from" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,

    CONSTRAINT "debit_mandates_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "debit_batches" (
    "id" BIGSERIAL NOT NULL,
    "bank_code" TEXT NOT NULL,
    "batch_no" TEXT NOT NULL,
    "made_on" DATE NOT NULL,
    "deadline" TIMESTAMPTZ(3) NOT NULL,
    "rows" INTEGER NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "debit_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "debit_files" (
    "id" BIGSERIAL NOT NULL,
    "batch_id" BIGINT NOT NULL,
    "file_no" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "content_enc" BYTEA,
    "sha256" TEXT,
    "status" TEXT NOT NULL DEFAULT 'planned',
    "sent_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "file_code" TEXT,
    "clearing_on" DATE,
    "taken_rows" INTEGER,
    "taken_fen" BIGINT,

    CONSTRAINT "debit_files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "debit_items" (
    "id" BIGSERIAL NOT NULL,
    "debit_no" TEXT NOT NULL,
    "file_id" BIGINT NOT NULL,
    "bank_code" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "mandate_id" BIGINT NOT NULL,
    "payable_id" BIGINT NOT NULL,
    "holder_period_id" BIGINT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "month" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'out',
    "code" TEXT,
    "bank_serial" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "remark" TEXT,
    "retry_on" DATE,
    "payment_no" TEXT,

    CONSTRAINT "debit_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "debit_arrivals" (
    "id" BIGSERIAL NOT NULL,
    "bank_code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "content_enc" BYTEA NOT NULL,
    "origin" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "line" INTEGER,
    "reason" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "debit_arrivals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "counter_shifts" (
    "id" BIGSERIAL NOT NULL,
    "shift_no" TEXT NOT NULL,
    "clerk" TEXT NOT NULL,
    "counter" TEXT NOT NULL,
    "float_fen" BIGINT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "counted" JSONB,
    "counted_fen" BIGINT,
    "expected_fen" BIGINT,
    "papers" INTEGER,
    "explanation" TEXT,
    "reviewed_by" TEXT,
    "reviewed_at" TIMESTAMPTZ(3),
    "review_note" TEXT,

    CONSTRAINT "counter_shifts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "counter_takings" (
    "id" BIGSERIAL NOT NULL,
    "shift_id" BIGINT NOT NULL,
    "payment_no" TEXT,
    "account_no" TEXT NOT NULL,
    "tender" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "tendered_fen" BIGINT,
    "reference" TEXT,
    "bank" TEXT,
    "status" TEXT NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_by" TEXT NOT NULL,
    "cleared_on" DATE,
    "undone_by" TEXT,
    "undone_at" TIMESTAMPTZ(3),
    "undone_reason" TEXT,
    "approved_by" TEXT,
    "request_key" TEXT NOT NULL,

    CONSTRAINT "counter_takings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pos_terminals" (
    "terminal" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "key_enc" BYTEA NOT NULL,
    "batch" INTEGER NOT NULL DEFAULT 1,
    "trace" INTEGER NOT NULL DEFAULT 1,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pos_terminals_pkey" PRIMARY KEY ("terminal")
);

-- CreateTable
CREATE TABLE "pos_sales" (
    "id" BIGSERIAL NOT NULL,
    "terminal" TEXT NOT NULL,
    "batch" INTEGER NOT NULL,
    "trace" INTEGER NOT NULL,
    "shift_id" BIGINT NOT NULL,
    "account_no" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "pays" JSONB NOT NULL,
    "description" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'asking',
    "code" TEXT,
    "reference" TEXT,
    "authorisation" TEXT,
    "card_masked" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "settles_on" DATE,
    "payment_no" TEXT,
    "void_trace" INTEGER,
    "void_reference" TEXT,
    "voided_by" TEXT,
    "void_reason" TEXT,
    "voided_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "request_key" TEXT NOT NULL,

    CONSTRAINT "pos_sales_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pos_batches" (
    "terminal" TEXT NOT NULL,
    "batch" INTEGER NOT NULL,
    "trace" INTEGER NOT NULL,
    "sales" INTEGER NOT NULL,
    "sales_fen" BIGINT NOT NULL,
    "voids" INTEGER NOT NULL,
    "voids_fen" BIGINT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'asking',
    "theirs" JSONB,
    "settled_by" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3),

    CONSTRAINT "pos_batches_pkey" PRIMARY KEY ("terminal","batch")
);

-- CreateTable
CREATE TABLE "kiosk_devices" (
    "device_no" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "public_key" BYTEA,
    "enrol_hash" BYTEA,
    "enrol_until" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "next_sequence" BIGINT NOT NULL DEFAULT 1,
    "box_no" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "key_since" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "kiosk_devices_pkey" PRIMARY KEY ("device_no")
);

-- CreateTable
CREATE TABLE "kiosk_events" (
    "device_no" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "kiosk_events_pkey" PRIMARY KEY ("device_no","sequence")
);

-- CreateTable
CREATE TABLE "kiosk_sessions" (
    "id" BIGSERIAL NOT NULL,
    "device_no" TEXT NOT NULL,
    "session" TEXT NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 1,
    "account_no" TEXT NOT NULL,
    "box_no" TEXT NOT NULL,
    "notes" INTEGER NOT NULL,
    "fen" BIGINT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "heard_at" TIMESTAMPTZ(3) NOT NULL,
    "payment_no" TEXT,

    CONSTRAINT "kiosk_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cash_boxes" (
    "box_no" TEXT NOT NULL,
    "device_no" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'inserted',
    "inserted_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "counted_at" TIMESTAMPTZ(3),
    "counted_by" TEXT,
    "counted" JSONB,
    "counted_fen" BIGINT,
    "expected_fen" BIGINT,
    "explanation" TEXT,

    CONSTRAINT "cash_boxes_pkey" PRIMARY KEY ("box_no")
);

-- CreateTable
CREATE TABLE "invoice_titles" (
    "id" BIGSERIAL NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name_enc" BYTEA NOT NULL,
    "tax_no_enc" BYTEA,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invoice_titles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invoices" (
    "id" BIGSERIAL NOT NULL,
    "invoice_no" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "original_id" BIGINT,
    "refund_id" BIGINT,
    "collection_id" BIGINT NOT NULL,
    "person_id" UUID,
    "title_kind" TEXT NOT NULL,
    "title_name_enc" BYTEA NOT NULL,
    "tax_no_enc" BYTEA,
    "amount_fen" BIGINT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'requested',
    "fiscal_no" TEXT,
    "issued_at" TIMESTAMPTZ(3),
    "pdf_url" TEXT,
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "invoices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_accounts" (
    "code" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "kind" TEXT NOT NULL,

    CONSTRAINT "ledger_accounts_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "ledger_transactions" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "business_date" DATE NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "ledger_transactions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_postings" (
    "id" BIGSERIAL NOT NULL,
    "transaction_id" BIGINT NOT NULL,
    "account_code" TEXT NOT NULL,
    "holder_period_id" BIGINT,
    "amount_fen" BIGINT NOT NULL,

    CONSTRAINT "ledger_postings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_balances" (
    "holder_period_id" BIGINT NOT NULL,
    "balance_fen" BIGINT NOT NULL DEFAULT 0,
    "prepaid_fen" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "customer_balances_pkey" PRIMARY KEY ("holder_period_id")
);

-- CreateTable
CREATE TABLE "database_marks" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "database_marks_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "payables" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "holder_period_id" BIGINT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "paid_fen" BIGINT NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL DEFAULT 'open',
    "credit_account" TEXT NOT NULL,
    "locked_until" TIMESTAMPTZ(3),
    "locked_for" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payables_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payments" (
    "id" BIGSERIAL NOT NULL,
    "payment_no" TEXT NOT NULL,
    "person_id" UUID,
    "channel" TEXT NOT NULL,
    "gateway" TEXT NOT NULL,
    "product" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'created',
    "description" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "failure_reason" TEXT,
    "next_query_at" TIMESTAMPTZ(3),
    "query_count" INTEGER NOT NULL DEFAULT 0,
    "queried_at" TIMESTAMPTZ(3),
    "clearing_on" DATE,
    "return_url" TEXT,
    "payer_action" JSONB,
    "request_key" TEXT,

    CONSTRAINT "payments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_items" (
    "id" BIGSERIAL NOT NULL,
    "payment_id" BIGINT NOT NULL,
    "payable_id" BIGINT NOT NULL,
    "amount_fen" BIGINT NOT NULL,

    CONSTRAINT "payment_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_events" (
    "id" BIGSERIAL NOT NULL,
    "payment_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "kind" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "payment_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collections" (
    "id" BIGSERIAL NOT NULL,
    "payment_id" BIGINT,
    "source" TEXT NOT NULL,
    "trade_no" TEXT NOT NULL,
    "order_no" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "refunded_fen" BIGINT NOT NULL DEFAULT 0,
    "paid_at" TIMESTAMPTZ(3) NOT NULL,
    "clearing_on" DATE NOT NULL,
    "origin" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "collections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "allocations" (
    "id" BIGSERIAL NOT NULL,
    "collection_id" BIGINT NOT NULL,
    "payable_id" BIGINT,
    "holder_period_id" BIGINT,
    "account_code" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "taken_back_fen" BIGINT NOT NULL DEFAULT 0,
    "moved" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "allocations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refunds" (
    "id" BIGSERIAL NOT NULL,
    "refund_no" TEXT NOT NULL,
    "payment_id" BIGINT,
    "collection_id" BIGINT NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "way" TEXT NOT NULL DEFAULT 'gateway',
    "reason" TEXT NOT NULL,
    "requested_by" TEXT NOT NULL,
    "approved_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "released_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "channel_refund_no" TEXT,
    "failure_reason" TEXT,
    "next_query_at" TIMESTAMPTZ(3),
    "query_count" INTEGER NOT NULL DEFAULT 0,
    "taken_back" JSONB NOT NULL DEFAULT '[]',
    "request_key" TEXT,

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "odd_payments" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "payment_id" BIGINT,
    "collection_id" BIGINT,
    "inbox_id" BIGINT,
    "amount_fen" BIGINT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "status" TEXT NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolution" TEXT,
    "resolved_by" TEXT,
    "resolved_at" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "odd_payments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reversal_marks" (
    "source" TEXT NOT NULL,
    "trade_no" TEXT NOT NULL,
    "reversal_no" TEXT NOT NULL,
    "amount_fen" BIGINT,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reversal_marks_pkey" PRIMARY KEY ("source","trade_no")
);

-- CreateTable
CREATE TABLE "inbox_messages" (
    "id" BIGSERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "headers" JSONB NOT NULL,
    "body" BYTEA NOT NULL,
    "parsed" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "status" TEXT NOT NULL DEFAULT 'stored',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "handled_at" TIMESTAMPTZ(3),
    "result" TEXT,
    "repeats" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "inbox_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_messages" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "actor" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" BYTEA NOT NULL,
    "status" INTEGER,
    "response" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("actor","route","key")
);

-- CreateTable
CREATE TABLE "receipts" (
    "id" BIGSERIAL NOT NULL,
    "receipt_no" TEXT NOT NULL,
    "collection_id" BIGINT NOT NULL,
    "check_code" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "pdf" BYTEA,

    CONSTRAINT "receipts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "phone_enc" BYTEA,
    "phone_hash" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identities" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "person_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "app_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "token_hash" BYTEA NOT NULL,
    "person_id" UUID NOT NULL,
    "identity_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "phone_proved_at" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "sms_codes" (
    "id" BIGSERIAL NOT NULL,
    "phone_hash" BYTEA NOT NULL,
    "purpose" TEXT NOT NULL,
    "scope" TEXT NOT NULL DEFAULT '',
    "code_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sms_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "bindings" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "person_id" UUID NOT NULL,
    "holder_period_id" BIGINT NOT NULL,
    "level" TEXT NOT NULL,
    "is_holder" BOOLEAN NOT NULL DEFAULT false,
    "nickname" TEXT,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),
    "removed_by" TEXT,

    CONSTRAINT "bindings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statement_files" (
    "id" BIGSERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "part" TEXT NOT NULL,
    "sha256" BYTEA NOT NULL,
    "bytes" BIGINT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'stored',
    "totals" JSONB NOT NULL DEFAULT '{}',
    "refusal" JSONB,
    "row_count" BIGINT NOT NULL DEFAULT 0,
    "fetched_by" TEXT NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "judged_at" TIMESTAMPTZ(3),

    CONSTRAINT "statement_files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statement_chunks" (
    "file_id" BIGINT NOT NULL,
    "place" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "statement_chunks_pkey" PRIMARY KEY ("file_id","place")
);

-- CreateTable
CREATE TABLE "statement_rows" (
    "file_id" BIGINT NOT NULL,
    "line" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "trade_no" TEXT NOT NULL,
    "order_no" TEXT,
    "refund_no" TEXT,
    "account_no" TEXT,
    "amount_fen" BIGINT NOT NULL,
    "fee_milli" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(0) NOT NULL,
    "place" TEXT,

    CONSTRAINT "statement_rows_pkey" PRIMARY KEY ("file_id","line")
);

-- CreateTable
CREATE TABLE "reconciliation_days" (
    "id" BIGSERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "stage" TEXT,
    "progress_done" BIGINT NOT NULL DEFAULT 0,
    "progress_total" BIGINT NOT NULL DEFAULT 0,
    "ours_count" BIGINT NOT NULL DEFAULT 0,
    "ours_fen" BIGINT NOT NULL DEFAULT 0,
    "theirs_count" BIGINT NOT NULL DEFAULT 0,
    "theirs_fen" BIGINT NOT NULL DEFAULT 0,
    "matched_count" BIGINT NOT NULL DEFAULT 0,
    "matched_fen" BIGINT NOT NULL DEFAULT 0,
    "ledger_fen" BIGINT NOT NULL DEFAULT 0,
    "settled_fen" BIGINT,
    "fee_fen" BIGINT,
    "posted_count" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_try_at" TIMESTAMPTZ(3),
    "problem" JSONB,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_days_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_channels" (
    "day_id" BIGINT NOT NULL,
    "channel" TEXT NOT NULL,
    "ours_count" BIGINT NOT NULL,
    "ours_fen" BIGINT NOT NULL,
    "theirs_count" BIGINT NOT NULL,
    "theirs_fen" BIGINT NOT NULL,
    "matched_count" BIGINT NOT NULL,
    "matched_fen" BIGINT NOT NULL,

    CONSTRAINT "reconciliation_channels_pkey" PRIMARY KEY ("day_id","channel")
);

-- CreateTable
CREATE TABLE "reconciliation_differences" (
    "id" BIGSERIAL NOT NULL,
    "day_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "copy" INTEGER NOT NULL DEFAULT 1,
    "class" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "ours_fen" BIGINT,
    "theirs_fen" BIGINT,
    "collection_id" BIGINT,
    "refund_id" BIGINT,
    "file_id" BIGINT,
    "line" INTEGER,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "status" TEXT NOT NULL DEFAULT 'open',
    "resolution" TEXT,
    "reason" TEXT,
    "proposed_by" TEXT,
    "proposed_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reconciliation_differences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source_settlements" (
    "id" BIGSERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "paid_fen" BIGINT NOT NULL,
    "refunded_fen" BIGINT NOT NULL,
    "fee_fen" BIGINT NOT NULL,
    "net_fen" BIGINT NOT NULL,
    "transaction_id" BIGINT NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "source_settlements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "utility_settings" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "reason" TEXT NOT NULL,

    CONSTRAINT "utility_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sms_inbound" (
    "id" BIGSERIAL NOT NULL,
    "event_id" TEXT NOT NULL,
    "phone_hash" BYTEA NOT NULL,
    "phone_enc" BYTEA NOT NULL,
    "text_enc" BYTEA NOT NULL,
    "secret_enc" BYTEA,
    "digest" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "status" TEXT NOT NULL DEFAULT 'stored',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "command" TEXT,
    "result" TEXT,
    "replied" BOOLEAN NOT NULL DEFAULT false,
    "handled_at" TIMESTAMPTZ(3),
    "repeats" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "sms_inbound_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sms_orders" (
    "id" BIGSERIAL NOT NULL,
    "phone_hash" BYTEA NOT NULL,
    "person_id" UUID NOT NULL,
    "account_no" TEXT NOT NULL,
    "holder_period_id" BIGINT NOT NULL,
    "items" JSONB NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "payment_no" TEXT,

    CONSTRAINT "sms_orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sms_opt_outs" (
    "phone_hash" BYTEA NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sms_opt_outs_pkey" PRIMARY KEY ("phone_hash")
);

-- CreateTable
CREATE TABLE "pay_links" (
    "token_hash" BYTEA NOT NULL,
    "account_no" TEXT NOT NULL,
    "holder_period_id" BIGINT NOT NULL,
    "items" JSONB NOT NULL,
    "total_fen" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pay_links_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "staff_members" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "username" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "roles" TEXT[],
    "password_hash" TEXT NOT NULL,
    "totp_enc" BYTEA NOT NULL,
    "totp_last_step" INTEGER NOT NULL DEFAULT 0,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "staff_members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_sessions" (
    "token_hash" BYTEA NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "staff_id" UUID NOT NULL,
    "ip" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_sessions_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "request_id" TEXT,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_views" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "staff_id" UUID NOT NULL,
    "page" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "columns" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_notes" (
    "id" BIGSERIAL NOT NULL,
    "holder_period_id" BIGINT NOT NULL,
    "text_enc" BYTEA NOT NULL,
    "written_by" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_notes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "regions" (
    "code" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "account_no_pattern" TEXT NOT NULL,
    "account_no_hint_zh" TEXT NOT NULL,
    "account_no_hint_en" TEXT NOT NULL,

    CONSTRAINT "regions_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "transformer_areas" (
    "id" BIGSERIAL NOT NULL,
    "region_code" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "transformer_areas_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "premises" (
    "id" BIGSERIAL NOT NULL,
    "region_code" TEXT NOT NULL,
    "transformer_area_id" BIGINT,
    "district" TEXT NOT NULL,
    "street" TEXT NOT NULL,
    "building" TEXT NOT NULL,
    "unit" TEXT NOT NULL DEFAULT '',
    "room" TEXT NOT NULL,

    CONSTRAINT "premises_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "metering_points" (
    "id" BIGSERIAL NOT NULL,
    "premises_id" BIGINT NOT NULL,
    "code" TEXT NOT NULL,

    CONSTRAINT "metering_points_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meters" (
    "id" BIGSERIAL NOT NULL,
    "asset_no" TEXT NOT NULL,
    "digits" INTEGER NOT NULL DEFAULT 6,
    "multiplier" INTEGER NOT NULL DEFAULT 1,
    "time_of_use" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "meters_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meter_installations" (
    "id" BIGSERIAL NOT NULL,
    "meter_id" BIGINT NOT NULL,
    "metering_point_id" BIGINT NOT NULL,
    "installed_on" DATE NOT NULL,
    "removed_on" DATE,

    CONSTRAINT "meter_installations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supply_accounts" (
    "id" BIGSERIAL NOT NULL,
    "account_no" TEXT NOT NULL,
    "region_code" TEXT NOT NULL,
    "metering_point_id" BIGINT NOT NULL,
    "category" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',

    CONSTRAINT "supply_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customers" (
    "id" BIGSERIAL NOT NULL,
    "name_enc" BYTEA NOT NULL,
    "name_hash" BYTEA NOT NULL,
    "phone_enc" BYTEA,
    "phone_hash" BYTEA,
    "identity_no_enc" BYTEA,
    "identity_hash" BYTEA,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "holder_periods" (
    "id" BIGSERIAL NOT NULL,
    "account_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "contract_no" TEXT NOT NULL,
    "from_date" DATE NOT NULL,
    "to_date" DATE,
    "prepaid" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "holder_periods_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tariff_options" (
    "id" BIGSERIAL NOT NULL,
    "holder_period_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "from_date" DATE NOT NULL,
    "to_date" DATE,
    "people" INTEGER,

    CONSTRAINT "tariff_options_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "partners_code_key" ON "partners"("code");

-- CreateIndex
CREATE UNIQUE INDEX "partner_keys_partner_id_key_id_key" ON "partner_keys"("partner_id", "key_id");

-- CreateIndex
CREATE UNIQUE INDEX "partner_terminals_partner_id_terminal_no_key" ON "partner_terminals"("partner_id", "terminal_no");

-- CreateIndex
CREATE UNIQUE INDEX "partner_top_ups_bank_reference_key" ON "partner_top_ups"("bank_reference");

-- CreateIndex
CREATE INDEX "partner_top_ups_partner_id_requested_at_idx" ON "partner_top_ups"("partner_id", "requested_at");

-- CreateIndex
CREATE INDEX "partner_quotes_created_at_idx" ON "partner_quotes"("created_at");

-- CreateIndex
CREATE INDEX "partner_messages_partner_id_clearing_on_idx" ON "partner_messages"("partner_id", "clearing_on");

-- CreateIndex
CREATE UNIQUE INDEX "partner_messages_partner_id_nonce_key" ON "partner_messages"("partner_id", "nonce");

-- CreateIndex
CREATE UNIQUE INDEX "partner_files_partner_id_clearing_on_kind_key" ON "partner_files"("partner_id", "clearing_on", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "agreements_agreement_no_key" ON "agreements"("agreement_no");

-- CreateIndex
CREATE INDEX "agreements_person_id_idx" ON "agreements"("person_id");

-- CreateIndex
CREATE INDEX "agreements_holder_period_id_idx" ON "agreements"("holder_period_id");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_debits_payment_no_key" ON "agreement_debits"("payment_no");

-- CreateIndex
CREATE UNIQUE INDEX "agreement_debits_agreement_id_cycle_key" ON "agreement_debits"("agreement_id", "cycle");

-- CreateIndex
CREATE UNIQUE INDEX "tariffs_region_code_category_key" ON "tariffs"("region_code", "category");

-- CreateIndex
CREATE UNIQUE INDEX "tariff_versions_tariff_id_effective_from_key" ON "tariff_versions"("tariff_id", "effective_from");

-- CreateIndex
CREATE INDEX "tariff_drafts_tariff_id_status_idx" ON "tariff_drafts"("tariff_id", "status");

-- CreateIndex
CREATE INDEX "billing_runs_region_code_month_idx" ON "billing_runs"("region_code", "month");

-- CreateIndex
CREATE UNIQUE INDEX "bills_bill_no_key" ON "bills"("bill_no");

-- CreateIndex
CREATE UNIQUE INDEX "bills_payable_id_key" ON "bills"("payable_id");

-- CreateIndex
CREATE UNIQUE INDEX "bills_reverses_id_key" ON "bills"("reverses_id");

-- CreateIndex
CREATE INDEX "bills_holder_period_id_month_idx" ON "bills"("holder_period_id", "month");

-- CreateIndex
CREATE INDEX "bills_run_id_idx" ON "bills"("run_id");

-- CreateIndex
CREATE UNIQUE INDEX "card_batches_batch_no_key" ON "card_batches"("batch_no");

-- CreateIndex
CREATE UNIQUE INDEX "cards_serial_key" ON "cards"("serial");

-- CreateIndex
CREATE UNIQUE INDEX "cards_replaces_id_key" ON "cards"("replaces_id");

-- CreateIndex
CREATE INDEX "cards_batch_id_status_idx" ON "cards"("batch_id", "status");

-- CreateIndex
CREATE INDEX "cards_sale_id_idx" ON "cards"("sale_id");

-- CreateIndex
CREATE UNIQUE INDEX "card_sales_sale_no_key" ON "card_sales"("sale_no");

-- CreateIndex
CREATE UNIQUE INDEX "claims_claim_no_key" ON "claims"("claim_no");

-- CreateIndex
CREATE INDEX "claims_status_created_at_idx" ON "claims"("status", "created_at");

-- CreateIndex
CREATE INDEX "claims_person_id_created_at_idx" ON "claims"("person_id", "created_at");

-- CreateIndex
CREATE INDEX "claims_payment_id_idx" ON "claims"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "debit_mandates_mandate_no_key" ON "debit_mandates"("mandate_no");

-- CreateIndex
CREATE INDEX "debit_mandates_holder_period_id_idx" ON "debit_mandates"("holder_period_id");

-- CreateIndex
CREATE INDEX "debit_mandates_bank_code_status_idx" ON "debit_mandates"("bank_code", "status");

-- CreateIndex
CREATE UNIQUE INDEX "debit_batches_bank_code_batch_no_key" ON "debit_batches"("bank_code", "batch_no");

-- CreateIndex
CREATE UNIQUE INDEX "debit_files_name_key" ON "debit_files"("name");

-- CreateIndex
CREATE INDEX "debit_files_batch_id_idx" ON "debit_files"("batch_id");

-- CreateIndex
CREATE INDEX "debit_files_status_idx" ON "debit_files"("status");

-- CreateIndex
CREATE UNIQUE INDEX "debit_items_debit_no_key" ON "debit_items"("debit_no");

-- CreateIndex
CREATE INDEX "debit_items_payable_id_idx" ON "debit_items"("payable_id");

-- CreateIndex
CREATE INDEX "debit_items_mandate_id_idx" ON "debit_items"("mandate_id");

-- CreateIndex
CREATE INDEX "debit_items_status_idx" ON "debit_items"("status");

-- CreateIndex
CREATE UNIQUE INDEX "debit_items_file_id_seq_key" ON "debit_items"("file_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "debit_items_bank_code_bank_serial_key" ON "debit_items"("bank_code", "bank_serial");

-- CreateIndex
CREATE UNIQUE INDEX "debit_arrivals_name_sha256_key" ON "debit_arrivals"("name", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "counter_shifts_shift_no_key" ON "counter_shifts"("shift_no");

-- CreateIndex
CREATE INDEX "counter_shifts_clerk_opened_at_idx" ON "counter_shifts"("clerk", "opened_at");

-- CreateIndex
CREATE UNIQUE INDEX "counter_takings_payment_no_key" ON "counter_takings"("payment_no");

-- CreateIndex
CREATE UNIQUE INDEX "counter_takings_request_key_key" ON "counter_takings"("request_key");

-- CreateIndex
CREATE INDEX "counter_takings_shift_id_idx" ON "counter_takings"("shift_id");

-- CreateIndex
CREATE UNIQUE INDEX "pos_sales_request_key_key" ON "pos_sales"("request_key");

-- CreateIndex
CREATE INDEX "pos_sales_next_at_idx" ON "pos_sales"("next_at");

-- CreateIndex
CREATE UNIQUE INDEX "pos_sales_terminal_batch_trace_key" ON "pos_sales"("terminal", "batch", "trace");

-- CreateIndex
CREATE UNIQUE INDEX "kiosk_devices_enrol_hash_key" ON "kiosk_devices"("enrol_hash");

-- CreateIndex
CREATE INDEX "kiosk_sessions_status_heard_at_idx" ON "kiosk_sessions"("status", "heard_at");

-- CreateIndex
CREATE UNIQUE INDEX "kiosk_sessions_device_no_session_round_key" ON "kiosk_sessions"("device_no", "session", "round");

-- CreateIndex
CREATE INDEX "cash_boxes_device_no_idx" ON "cash_boxes"("device_no");

-- CreateIndex
CREATE INDEX "invoice_titles_person_id_idx" ON "invoice_titles"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "invoices_invoice_no_key" ON "invoices"("invoice_no");

-- CreateIndex
CREATE UNIQUE INDEX "invoices_refund_id_key" ON "invoices"("refund_id");

-- CreateIndex
CREATE INDEX "invoices_collection_id_idx" ON "invoices"("collection_id");

-- CreateIndex
CREATE INDEX "invoices_original_id_idx" ON "invoices"("original_id");

-- CreateIndex
CREATE INDEX "invoices_person_id_created_at_idx" ON "invoices"("person_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transactions_kind_reference_key" ON "ledger_transactions"("kind", "reference");

-- CreateIndex
CREATE INDEX "ledger_postings_transaction_id_idx" ON "ledger_postings"("transaction_id");

-- CreateIndex
CREATE INDEX "ledger_postings_holder_period_id_account_code_idx" ON "ledger_postings"("holder_period_id", "account_code");

-- CreateIndex
CREATE INDEX "payables_holder_period_id_kind_idx" ON "payables"("holder_period_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "payments_payment_no_key" ON "payments"("payment_no");

-- CreateIndex
CREATE UNIQUE INDEX "payments_request_key_key" ON "payments"("request_key");

-- CreateIndex
CREATE INDEX "payments_person_id_created_at_idx" ON "payments"("person_id", "created_at");

-- CreateIndex
CREATE INDEX "payment_items_payable_id_idx" ON "payment_items"("payable_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_items_payment_id_payable_id_key" ON "payment_items"("payment_id", "payable_id");

-- CreateIndex
CREATE INDEX "payment_events_payment_id_id_idx" ON "payment_events"("payment_id", "id");

-- CreateIndex
CREATE INDEX "collections_payment_id_idx" ON "collections"("payment_id");

-- CreateIndex
CREATE INDEX "collections_source_clearing_on_idx" ON "collections"("source", "clearing_on");

-- CreateIndex
CREATE UNIQUE INDEX "collections_source_trade_no_key" ON "collections"("source", "trade_no");

-- CreateIndex
CREATE INDEX "allocations_collection_id_idx" ON "allocations"("collection_id");

-- CreateIndex
CREATE INDEX "allocations_payable_id_idx" ON "allocations"("payable_id");

-- CreateIndex
CREATE UNIQUE INDEX "refunds_refund_no_key" ON "refunds"("refund_no");

-- CreateIndex
CREATE UNIQUE INDEX "refunds_request_key_key" ON "refunds"("request_key");

-- CreateIndex
CREATE INDEX "refunds_payment_id_idx" ON "refunds"("payment_id");

-- CreateIndex
CREATE INDEX "refunds_collection_id_idx" ON "refunds"("collection_id");

-- CreateIndex
CREATE INDEX "odd_payments_status_created_at_idx" ON "odd_payments"("status", "created_at");

-- CreateIndex
CREATE INDEX "odd_payments_payment_id_idx" ON "odd_payments"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_messages_source_event_id_key" ON "inbox_messages"("source", "event_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_messages_dedupe_key_key" ON "outbox_messages"("dedupe_key");

-- CreateIndex
CREATE UNIQUE INDEX "receipts_receipt_no_key" ON "receipts"("receipt_no");

-- CreateIndex
CREATE UNIQUE INDEX "receipts_collection_id_key" ON "receipts"("collection_id");

-- CreateIndex
CREATE UNIQUE INDEX "receipts_check_code_key" ON "receipts"("check_code");

-- CreateIndex
CREATE UNIQUE INDEX "people_phone_hash_key" ON "people"("phone_hash");

-- CreateIndex
CREATE INDEX "identities_person_id_idx" ON "identities"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "identities_provider_app_id_subject_key" ON "identities"("provider", "app_id", "subject");

-- CreateIndex
CREATE INDEX "sessions_person_id_idx" ON "sessions"("person_id");

-- CreateIndex
CREATE INDEX "sessions_identity_id_idx" ON "sessions"("identity_id");

-- CreateIndex
CREATE INDEX "sms_codes_phone_hash_purpose_created_at_idx" ON "sms_codes"("phone_hash", "purpose", "created_at");

-- CreateIndex
CREATE INDEX "bindings_person_id_idx" ON "bindings"("person_id");

-- CreateIndex
CREATE INDEX "bindings_holder_period_id_idx" ON "bindings"("holder_period_id");

-- CreateIndex
CREATE UNIQUE INDEX "statement_files_source_day_part_sha256_key" ON "statement_files"("source", "day", "part", "sha256");

-- CreateIndex
CREATE INDEX "reconciliation_days_day_idx" ON "reconciliation_days"("day");

-- CreateIndex
CREATE UNIQUE INDEX "reconciliation_days_source_day_key" ON "reconciliation_days"("source", "day");

-- CreateIndex
CREATE INDEX "reconciliation_differences_status_found_at_idx" ON "reconciliation_differences"("status", "found_at");

-- CreateIndex
CREATE UNIQUE INDEX "reconciliation_differences_day_id_kind_reference_copy_key" ON "reconciliation_differences"("day_id", "kind", "reference", "copy");

-- CreateIndex
CREATE UNIQUE INDEX "source_settlements_transaction_id_key" ON "source_settlements"("transaction_id");

-- CreateIndex
CREATE UNIQUE INDEX "source_settlements_source_day_key" ON "source_settlements"("source", "day");

-- CreateIndex
CREATE INDEX "utility_settings_name_valid_from_idx" ON "utility_settings"("name", "valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "sms_inbound_event_id_key" ON "sms_inbound"("event_id");

-- CreateIndex
CREATE INDEX "sms_inbound_phone_hash_received_at_idx" ON "sms_inbound"("phone_hash", "received_at");

-- CreateIndex
CREATE INDEX "sms_inbound_status_idx" ON "sms_inbound"("status");

-- CreateIndex
CREATE INDEX "sms_inbound_sent_at_idx" ON "sms_inbound"("sent_at");

-- CreateIndex
CREATE INDEX "sms_orders_phone_hash_status_idx" ON "sms_orders"("phone_hash", "status");

-- CreateIndex
CREATE UNIQUE INDEX "staff_members_username_key" ON "staff_members"("username");

-- CreateIndex
CREATE UNIQUE INDEX "staff_sessions_id_key" ON "staff_sessions"("id");

-- CreateIndex
CREATE INDEX "staff_sessions_staff_id_idx" ON "staff_sessions"("staff_id");

-- CreateIndex
CREATE INDEX "audit_entries_at_idx" ON "audit_entries"("at");

-- CreateIndex
CREATE INDEX "audit_entries_subject_idx" ON "audit_entries"("subject");

-- CreateIndex
CREATE UNIQUE INDEX "saved_views_staff_id_page_name_key" ON "saved_views"("staff_id", "page", "name");

-- CreateIndex
CREATE INDEX "account_notes_holder_period_id_idx" ON "account_notes"("holder_period_id");

-- CreateIndex
CREATE UNIQUE INDEX "transformer_areas_code_key" ON "transformer_areas"("code");

-- CreateIndex
CREATE INDEX "premises_region_code_district_street_building_idx" ON "premises"("region_code", "district", "street", "building");

-- CreateIndex
CREATE INDEX "premises_transformer_area_id_idx" ON "premises"("transformer_area_id");

-- CreateIndex
CREATE UNIQUE INDEX "metering_points_code_key" ON "metering_points"("code");

-- CreateIndex
CREATE INDEX "metering_points_premises_id_idx" ON "metering_points"("premises_id");

-- CreateIndex
CREATE UNIQUE INDEX "meters_asset_no_key" ON "meters"("asset_no");

-- CreateIndex
CREATE INDEX "meter_installations_metering_point_id_installed_on_idx" ON "meter_installations"("metering_point_id", "installed_on");

-- CreateIndex
CREATE INDEX "meter_installations_meter_id_idx" ON "meter_installations"("meter_id");

-- CreateIndex
CREATE UNIQUE INDEX "supply_accounts_account_no_key" ON "supply_accounts"("account_no");

-- CreateIndex
CREATE INDEX "supply_accounts_metering_point_id_idx" ON "supply_accounts"("metering_point_id");

-- CreateIndex
CREATE INDEX "customers_phone_hash_idx" ON "customers"("phone_hash");

-- CreateIndex
CREATE INDEX "customers_name_hash_idx" ON "customers"("name_hash");

-- CreateIndex
CREATE UNIQUE INDEX "holder_periods_contract_no_key" ON "holder_periods"("contract_no");

-- CreateIndex
CREATE INDEX "holder_periods_account_id_from_date_idx" ON "holder_periods"("account_id", "from_date");

-- CreateIndex
CREATE INDEX "holder_periods_customer_id_idx" ON "holder_periods"("customer_id");

-- CreateIndex
CREATE INDEX "tariff_options_holder_period_id_from_date_idx" ON "tariff_options"("holder_period_id", "from_date");

-- AddForeignKey
ALTER TABLE "partner_keys" ADD CONSTRAINT "partner_keys_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_terminals" ADD CONSTRAINT "partner_terminals_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_prefunds" ADD CONSTRAINT "partner_prefunds_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_top_ups" ADD CONSTRAINT "partner_top_ups_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_quotes" ADD CONSTRAINT "partner_quotes_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_messages" ADD CONSTRAINT "partner_messages_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_files" ADD CONSTRAINT "partner_files_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partner_days" ADD CONSTRAINT "partner_days_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_holder_period_id_fkey" FOREIGN KEY ("holder_period_id") REFERENCES "holder_periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_debits" ADD CONSTRAINT "agreement_debits_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreements"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tariffs" ADD CONSTRAINT "tariffs_region_code_fkey" FOREIGN KEY ("region_code") REFERENCES "regions"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tariff_versions" ADD CONSTRAINT "tariff_versions_tariff_id_fkey" FOREIGN KEY ("tariff_id") REFERENCES "tariffs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tariff_drafts" ADD CONSTRAINT "tariff_drafts_tariff_id_fkey" FOREIGN KEY ("tariff_id") REFERENCES "tariffs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "readings" ADD CONSTRAINT "readings_meter_id_fkey" FOREIGN KEY ("meter_id") REFERENCES "meters"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bill_drafts" ADD CONSTRAINT "bill_drafts_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "billing_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bills" ADD CONSTRAINT "bills_holder_period_id_fkey" FOREIGN KEY ("holder_period_id") REFERENCES "holder_periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bills" ADD CONSTRAINT "bills_payable_id_fkey" FOREIGN KEY ("payable_id") REFERENCES "payables"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bills" ADD CONSTRAINT "bills_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "billing_runs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bills" ADD CONSTRAINT "bills_reverses_id_fkey" FOREIGN KEY ("reverses_id") REFERENCES "bills"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cards" ADD CONSTRAINT "cards_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "card_batches"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cards" ADD CONSTRAINT "cards_sale_id_fkey" FOREIGN KEY ("sale_id") REFERENCES "card_sales"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claims" ADD CONSTRAINT "claims_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claims" ADD CONSTRAINT "claims_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "debit_mandates" ADD CONSTRAINT "debit_mandates_bank_code_fkey" FOREIGN KEY ("bank_code") REFERENCES "debit_banks"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "debit_batches" ADD CONSTRAINT "debit_batches_bank_code_fkey" FOREIGN KEY ("bank_code") REFERENCES "debit_banks"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "debit_files" ADD CONSTRAINT "debit_files_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "debit_batches"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "debit_items" ADD CONSTRAINT "debit_items_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "debit_files"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "debit_items" ADD CONSTRAINT "debit_items_mandate_id_fkey" FOREIGN KEY ("mandate_id") REFERENCES "debit_mandates"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "counter_takings" ADD CONSTRAINT "counter_takings_shift_id_fkey" FOREIGN KEY ("shift_id") REFERENCES "counter_shifts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pos_sales" ADD CONSTRAINT "pos_sales_terminal_fkey" FOREIGN KEY ("terminal") REFERENCES "pos_terminals"("terminal") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pos_sales" ADD CONSTRAINT "pos_sales_shift_id_fkey" FOREIGN KEY ("shift_id") REFERENCES "counter_shifts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pos_batches" ADD CONSTRAINT "pos_batches_terminal_fkey" FOREIGN KEY ("terminal") REFERENCES "pos_terminals"("terminal") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kiosk_events" ADD CONSTRAINT "kiosk_events_device_no_fkey" FOREIGN KEY ("device_no") REFERENCES "kiosk_devices"("device_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "kiosk_sessions" ADD CONSTRAINT "kiosk_sessions_device_no_fkey" FOREIGN KEY ("device_no") REFERENCES "kiosk_devices"("device_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cash_boxes" ADD CONSTRAINT "cash_boxes_device_no_fkey" FOREIGN KEY ("device_no") REFERENCES "kiosk_devices"("device_no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoice_titles" ADD CONSTRAINT "invoice_titles_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_original_id_fkey" FOREIGN KEY ("original_id") REFERENCES "invoices"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_collection_id_fkey" FOREIGN KEY ("collection_id") REFERENCES "collections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_refund_id_fkey" FOREIGN KEY ("refund_id") REFERENCES "refunds"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_postings" ADD CONSTRAINT "ledger_postings_transaction_id_fkey" FOREIGN KEY ("transaction_id") REFERENCES "ledger_transactions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_postings" ADD CONSTRAINT "ledger_postings_account_code_fkey" FOREIGN KEY ("account_code") REFERENCES "ledger_accounts"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_balances" ADD CONSTRAINT "customer_balances_holder_period_id_fkey" FOREIGN KEY ("holder_period_id") REFERENCES "holder_periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payables" ADD CONSTRAINT "payables_holder_period_id_fkey" FOREIGN KEY ("holder_period_id") REFERENCES "holder_periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payments" ADD CONSTRAINT "payments_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_items" ADD CONSTRAINT "payment_items_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_items" ADD CONSTRAINT "payment_items_payable_id_fkey" FOREIGN KEY ("payable_id") REFERENCES "payables"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_events" ADD CONSTRAINT "payment_events_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "collections" ADD CONSTRAINT "collections_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_collection_id_fkey" FOREIGN KEY ("collection_id") REFERENCES "collections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_payable_id_fkey" FOREIGN KEY ("payable_id") REFERENCES "payables"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payments"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_collection_id_fkey" FOREIGN KEY ("collection_id") REFERENCES "collections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_collection_id_fkey" FOREIGN KEY ("collection_id") REFERENCES "collections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bindings" ADD CONSTRAINT "bindings_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bindings" ADD CONSTRAINT "bindings_holder_period_id_fkey" FOREIGN KEY ("holder_period_id") REFERENCES "holder_periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_chunks" ADD CONSTRAINT "statement_chunks_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "statement_files"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_rows" ADD CONSTRAINT "statement_rows_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "statement_files"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_channels" ADD CONSTRAINT "reconciliation_channels_day_id_fkey" FOREIGN KEY ("day_id") REFERENCES "reconciliation_days"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_differences" ADD CONSTRAINT "reconciliation_differences_day_id_fkey" FOREIGN KEY ("day_id") REFERENCES "reconciliation_days"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_sessions" ADD CONSTRAINT "staff_sessions_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff_members"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transformer_areas" ADD CONSTRAINT "transformer_areas_region_code_fkey" FOREIGN KEY ("region_code") REFERENCES "regions"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "premises" ADD CONSTRAINT "premises_region_code_fkey" FOREIGN KEY ("region_code") REFERENCES "regions"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "premises" ADD CONSTRAINT "premises_transformer_area_id_fkey" FOREIGN KEY ("transformer_area_id") REFERENCES "transformer_areas"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metering_points" ADD CONSTRAINT "metering_points_premises_id_fkey" FOREIGN KEY ("premises_id") REFERENCES "premises"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meter_installations" ADD CONSTRAINT "meter_installations_meter_id_fkey" FOREIGN KEY ("meter_id") REFERENCES "meters"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meter_installations" ADD CONSTRAINT "meter_installations_metering_point_id_fkey" FOREIGN KEY ("metering_point_id") REFERENCES "metering_points"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supply_accounts" ADD CONSTRAINT "supply_accounts_region_code_fkey" FOREIGN KEY ("region_code") REFERENCES "regions"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supply_accounts" ADD CONSTRAINT "supply_accounts_metering_point_id_fkey" FOREIGN KEY ("metering_point_id") REFERENCES "metering_points"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holder_periods" ADD CONSTRAINT "holder_periods_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "supply_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "holder_periods" ADD CONSTRAINT "holder_periods_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tariff_options" ADD CONSTRAINT "tariff_options_holder_period_id_fkey" FOREIGN KEY ("holder_period_id") REFERENCES "holder_periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The application's role. Logins are made by the operator and granted it. Its rights stand in prisma/grants.sql.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'dianting_app') THEN
    CREATE ROLE dianting_app NOLOGIN;
  END IF;
END
$$;
