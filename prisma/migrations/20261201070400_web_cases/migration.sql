-- Whoever has no account in the hall reports by the public web form; the telephone is proved by a code that is good for that alone.
ALTER TABLE sms_codes DROP CONSTRAINT sms_codes_purpose, ADD CONSTRAINT sms_codes_purpose CHECK (purpose IN ('sign-in', 'bind', 'merge', 'web-case'));
