-- 临时用电: until when it is supplied, of which end its holder was told, and the case that ends it.
CREATE TABLE "temporary_supplies" (
    "holder_period_id" BIGINT NOT NULL,
    "opened_by" BIGINT NOT NULL,
    "until_on" DATE NOT NULL,
    "told_of" DATE,
    "ending_case" BIGINT,

    CONSTRAINT "temporary_supplies_pkey" PRIMARY KEY ("holder_period_id")
);
CREATE INDEX "temporary_supplies_until_on_idx" ON "temporary_supplies"("until_on");
ALTER TABLE temporary_supplies
  ADD CONSTRAINT temporary_supplies_holder_fkey FOREIGN KEY (holder_period_id) REFERENCES holder_periods (id),
  ADD CONSTRAINT temporary_supplies_opened_fkey FOREIGN KEY (opened_by) REFERENCES applications (id),
  ADD CONSTRAINT temporary_supplies_ending_fkey FOREIGN KEY (ending_case) REFERENCES applications (id);

-- 暂停用电: read as it was switched off and on again; the days in between are not billed.
CREATE TABLE "supply_pauses" (
    "id" BIGSERIAL NOT NULL,
    "account_id" BIGINT NOT NULL,
    "holder_period_id" BIGINT NOT NULL,
    "meter_id" BIGINT,
    "case_id" BIGINT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,

    CONSTRAINT "supply_pauses_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "supply_pauses_holder_period_id_idx" ON "supply_pauses"("holder_period_id");
ALTER TABLE supply_pauses
  ADD CONSTRAINT supply_pauses_account_fkey FOREIGN KEY (account_id) REFERENCES supply_accounts (id),
  ADD CONSTRAINT supply_pauses_holder_fkey FOREIGN KEY (holder_period_id) REFERENCES holder_periods (id),
  ADD CONSTRAINT supply_pauses_meter_fkey FOREIGN KEY (meter_id) REFERENCES meters (id),
  ADD CONSTRAINT supply_pauses_case_fkey FOREIGN KEY (case_id) REFERENCES applications (id),
  ADD CONSTRAINT supply_pauses_days_check CHECK (to_on >= from_on);
-- An account is paused once at a time.
CREATE UNIQUE INDEX supply_pauses_one_open ON supply_pauses (account_id) WHERE to_on IS NULL;
