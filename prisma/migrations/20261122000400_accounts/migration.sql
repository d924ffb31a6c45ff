-- Rules of people and supply that Prisma cannot express.
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- People -------------------------------------------------------------------------------------------------------------
ALTER TABLE people
  ADD CONSTRAINT people_phone_both_forms CHECK ((phone_enc IS NULL) = (phone_hash IS NULL));

ALTER TABLE identities
  ADD CONSTRAINT identities_provider CHECK (provider IN ('wechat', 'alipay', 'phone'));
-- A person has one phone. A new one replaces it.
CREATE UNIQUE INDEX identities_one_phone ON identities (person_id) WHERE provider = 'phone';

ALTER TABLE sessions
  ADD CONSTRAINT sessions_end_after_start CHECK (expires_at > created_at);
CREATE INDEX sessions_expires_at_idx ON sessions (expires_at);

ALTER TABLE sms_codes
  ADD CONSTRAINT sms_codes_purpose CHECK (purpose IN ('sign-in', 'bind', 'merge')),
  ADD CONSTRAINT sms_codes_attempts CHECK (attempts >= 0);

ALTER TABLE rate_limits
  ADD CONSTRAINT rate_limits_count CHECK (count >= 0);

ALTER TABLE bindings
  ADD CONSTRAINT bindings_level CHECK (level IN ('pay-only', 'full')),
  ADD CONSTRAINT bindings_holder_is_full CHECK (NOT is_holder OR level = 'full'),
  ADD CONSTRAINT bindings_removed_by_somebody CHECK ((removed_at IS NULL) = (removed_by IS NULL)),
  ADD CONSTRAINT bindings_default_is_live CHECK (NOT is_default OR removed_at IS NULL),
  ADD CONSTRAINT bindings_nickname CHECK (char_length(nickname) BETWEEN 1 AND 20);
CREATE UNIQUE INDEX bindings_one_live ON bindings (person_id, holder_period_id) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX bindings_one_default ON bindings (person_id) WHERE is_default;

-- Supply -------------------------------------------------------------------------------------------------------------
ALTER TABLE supply_accounts
  ADD CONSTRAINT supply_accounts_category CHECK (category IN ('residential', 'commercial')),
  ADD CONSTRAINT supply_accounts_status CHECK (status IN ('active', 'suspended', 'closed'));

ALTER TABLE meters
  ADD CONSTRAINT meters_digits CHECK (digits BETWEEN 3 AND 10),
  ADD CONSTRAINT meters_multiplier CHECK (multiplier >= 1);

-- A period includes its first day and excludes its last: a successor starts on the day the predecessor ends.
ALTER TABLE meter_installations
  ADD CONSTRAINT meter_installations_order CHECK (removed_on >= installed_on),
  ADD CONSTRAINT meter_installations_one_place EXCLUDE USING gist
    (meter_id WITH =, daterange(installed_on, removed_on, '[)') WITH &&),
  ADD CONSTRAINT meter_installations_one_meter EXCLUDE USING gist
    (metering_point_id WITH =, daterange(installed_on, removed_on, '[)') WITH &&);

ALTER TABLE customers
  ADD CONSTRAINT customers_phone_both_forms CHECK ((phone_enc IS NULL) = (phone_hash IS NULL)),
  ADD CONSTRAINT customers_identity_both_forms CHECK ((identity_no_enc IS NULL) = (identity_hash IS NULL));

ALTER TABLE holder_periods
  ADD CONSTRAINT holder_periods_order CHECK (to_date >= from_date),
  ADD CONSTRAINT holder_periods_one_holder EXCLUDE USING gist
    (account_id WITH =, daterange(from_date, to_date, '[)') WITH &&);

ALTER TABLE tariff_options
  ADD CONSTRAINT tariff_options_kind CHECK (kind IN ('flat', 'time-of-use', 'large-household', 'low-income')),
  ADD CONSTRAINT tariff_options_order CHECK (to_date >= from_date),
  ADD CONSTRAINT tariff_options_people CHECK ((kind = 'large-household') = (people IS NOT NULL) AND (people IS NULL OR people > 0)),
  ADD CONSTRAINT tariff_options_once EXCLUDE USING gist
    (holder_period_id WITH =, kind WITH =, daterange(from_date, to_date, '[)') WITH &&);

-- Finds a home by what a person types of its address.
CREATE INDEX premises_address_idx ON premises USING gin ((district || street || building || unit || room) gin_trgm_ops);

-- The holder is whoever proved the phone on file. When that phone changes, the flag goes with it.
CREATE FUNCTION holder_flag_follows_phone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE bindings b SET is_holder = false
    FROM holder_periods h, people p
   WHERE h.customer_id = NEW.id AND b.holder_period_id = h.id AND p.id = b.person_id
     AND b.is_holder AND p.phone_hash IS DISTINCT FROM NEW.phone_hash;
  RETURN NULL;
END $$;
CREATE TRIGGER customers_phone_changed AFTER UPDATE OF phone_hash ON customers
  FOR EACH ROW WHEN (OLD.phone_hash IS DISTINCT FROM NEW.phone_hash) EXECUTE FUNCTION holder_flag_follows_phone();
