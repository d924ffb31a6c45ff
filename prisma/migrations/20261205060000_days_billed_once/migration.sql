-- A day of an account is billed to one holder, once. Bills from before the books began are left out: they were settled elsewhere, and
-- millions of them are brought forward at a time; `ledger:verify` looks at those. Days that were billed twice before stop no upgrade: then
-- the rule holds from the next bill on, and `ledger:verify` names the bills of which one is to be reversed.
DO $$
DECLARE v_after bigint := 0;
BEGIN
  IF EXISTS (SELECT FROM bills b JOIN bills o ON o.account_id = b.account_id AND o.month = b.month AND o.id > b.id
              WHERE b.kind = 'bill' AND b.live AND b.payable_id IS NOT NULL AND o.kind = 'bill' AND o.live AND o.payable_id IS NOT NULL
                AND o.from_date <= b.to_date AND b.from_date <= o.to_date) THEN
    SELECT max(id) INTO v_after FROM bills;
  END IF;
  EXECUTE format($rule$ALTER TABLE bills ADD CONSTRAINT bills_days_once EXCLUDE USING gist
    (account_id WITH =, daterange(from_date, to_date, '[]') WITH &&) WHERE (kind = 'bill' AND live AND payable_id IS NOT NULL AND id > %s)$rule$, v_after);
END $$;
