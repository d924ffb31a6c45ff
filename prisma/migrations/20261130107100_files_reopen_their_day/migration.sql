-- A file that arrived for a day which had ended without one was never read: the day counted as matched, and nothing made it due again.

-- When a file last arrived for the day: one that comes while the day is being worked at may have been missed by that run.
ALTER TABLE "reconciliation_days" ADD COLUMN "file_at" TIMESTAMPTZ(3);

-- A file has arrived: its day is due again, at ten in the morning after it as ever, or now. Days that are not over are planned in their time.
CREATE FUNCTION reopen_day(p_source text, p_day date, p_at timestamptz) RETURNS void LANGUAGE sql AS $$
  INSERT INTO reconciliation_days AS y (source, day, next_try_at, file_at)
    SELECT p_source, p_day, greatest(p_at, (p_day + 1 + time '10:00') AT TIME ZONE 'Asia/Shanghai'), clock_timestamp() WHERE p_day < shanghai_date(p_at)
    ON CONFLICT (source, day) DO UPDATE SET next_try_at = least(y.next_try_at, excluded.next_try_at), file_at = excluded.file_at, attempts = 0
$$;

-- Whether the books have anything that a file of this day should show. Money that was undone because they never had it is in no file.
CREATE FUNCTION expects_file(p_source text, p_day date) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM collections WHERE source = p_source AND clearing_on = p_day)
    OR EXISTS (SELECT FROM ledger_transactions t JOIN refunds f ON f.refund_no = t.reference JOIN collections c ON c.id = f.collection_id
                WHERE t.kind = 'refund-succeeded' AND t.business_date = p_day AND c.source = p_source AND f.way <> 'payout'
                  AND NOT EXISTS (SELECT FROM reconciliation_differences d WHERE d.collection_id = c.id AND d.status = 'resolved' AND d.resolution = 'reverse'))
    OR p_source LIKE 'sms-operator:%' AND EXISTS (SELECT FROM sms_inbound WHERE shanghai_date(sent_at) = p_day AND sent_at >= p_day - 1);

-- Files that lie unread since their day was ended without one.
UPDATE reconciliation_days y SET next_try_at = now()
 WHERE y.next_try_at IS NULL AND NOT EXISTS (SELECT FROM statement_files f WHERE (f.source, f.day) = (y.source, y.day) AND f.part = 'day')
   AND (EXISTS (SELECT FROM partner_files f JOIN partners p ON p.id = f.partner_id
                 WHERE f.kind = 'day' AND f.clearing_on = y.day AND y.source = CASE WHEN p.prefunded THEN 'agent:' ELSE 'partner:' END || p.code)
     OR EXISTS (SELECT FROM debit_arrivals a WHERE a.kind = 'day' AND a.outcome = 'taken' AND y.source = 'debit-bank:' || a.bank_code
                   AND a.name = 'DKDAY_' || a.bank_code || '_' || to_char(y.day, 'YYYYMMDD') || '.txt'));
