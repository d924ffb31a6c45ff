-- A way to sign in ends with the phone under whose proof it was added: who once held the phone keeps no door of their own.
ALTER TABLE identities
  ADD COLUMN added_under BYTEA,
  ADD CONSTRAINT identities_added_under CHECK (added_under IS NULL OR provider <> 'phone');

-- What came after the phone came by it, as far as can be told now; so did what was made at another time than its person, for it
-- came in by joining two. The wallet that an account began with was made in the transaction of its person.
UPDATE identities added SET added_under = p.phone_hash
  FROM people p JOIN identities own ON own.person_id = p.id AND own.provider = 'phone'
 WHERE added.person_id = p.id AND added.provider <> 'phone'
   AND (added.created_at > own.created_at
     OR added.created_at > p.created_at + interval '5 seconds'
     OR added.created_at < p.created_at - interval '5 seconds');

-- When this session last heard from the wallet that the account began with.
ALTER TABLE sessions ADD COLUMN wallet_proved_at TIMESTAMPTZ(3);

-- A code to the account's own phone, whatever number that is.
ALTER TABLE sms_codes DROP CONSTRAINT sms_codes_purpose,
  ADD CONSTRAINT sms_codes_purpose CHECK (purpose IN ('sign-in', 'bind', 'merge', 'own-phone', 'web-case'));
