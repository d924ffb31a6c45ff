-- How somebody wants to be told of one household, where it differs from how they want to be told otherwise. What is empty or NULL is as otherwise.
CREATE TABLE message_household_preferences (
  person_id        UUID NOT NULL REFERENCES people (id),
  holder_period_id BIGINT NOT NULL REFERENCES holder_periods (id),
  channels         TEXT[] NOT NULL DEFAULT '{}',
  quiet_from       INTEGER CHECK (quiet_from BETWEEN 0 AND 1439),
  quiet_until      INTEGER CHECK (quiet_until BETWEEN 0 AND 1439),
  language         TEXT CHECK (language IN ('zh', 'en')),
  updated_at       TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY (person_id, holder_period_id),
  CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
);
