-- Of a household with several unpaid bills the next one that falls due, beside the one that is longest overdue.
ALTER TABLE account_estimates ADD COLUMN next_due_on DATE;
-- As far as is known until each estimate is worked out anew.
UPDATE account_estimates SET next_due_on = CASE WHEN first_due_on >= refreshed_on THEN first_due_on ELSE last_bill_due_on END
 WHERE owed_fen > 0 AND last_bill_due_on >= refreshed_on;

-- Which bills of a household are news, without its bills of years.
CREATE INDEX bills_issued_idx ON bills (holder_period_id, issued_at) WHERE kind = 'bill' AND live;
