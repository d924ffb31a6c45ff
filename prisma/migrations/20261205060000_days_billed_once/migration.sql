-- A day of an account is billed to one holder, once. Bills from before the books began are left out: they were settled elsewhere, and
-- millions of them are brought forward at a time; `ledger:verify` looks at those.
ALTER TABLE bills ADD CONSTRAINT bills_days_once EXCLUDE USING gist
  (account_id WITH =, daterange(from_date, to_date, '[]') WITH &&) WHERE (kind = 'bill' AND live AND payable_id IS NOT NULL);
