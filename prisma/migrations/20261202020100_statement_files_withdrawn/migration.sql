-- A partner's file that was taken for another day's went on counting there, and its bytes were refused for their own day. A file whose lines our
-- own books have on another day is refused; what cannot be told from the outside is withdrawn by two persons with a reason, and kept.

ALTER TABLE statement_files
  DROP CONSTRAINT statement_files_status_check,
  ADD CONSTRAINT statement_files_status_check CHECK (status IN ('stored', 'accepted', 'refused', 'withdrawn'));

-- CreateTable
CREATE TABLE "statement_file_decisions" (
    "id" BIGSERIAL NOT NULL,
    "file_id" BIGINT NOT NULL,
    "action" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "outcome" TEXT NOT NULL DEFAULT 'waiting',
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "statement_file_decisions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "statement_file_decisions_file_id_idx" ON "statement_file_decisions"("file_id");

-- AddForeignKey
ALTER TABLE "statement_file_decisions" ADD CONSTRAINT "statement_file_decisions_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "statement_files"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE statement_file_decisions
  ADD CONSTRAINT statement_file_decisions_action_check CHECK (action IN ('withdraw', 'restore')),
  ADD CONSTRAINT statement_file_decisions_outcome_check CHECK (outcome IN ('waiting', 'approved', 'rejected')),
  ADD CONSTRAINT statement_file_decisions_decided_check CHECK ((outcome = 'waiting') = (decided_by IS NULL) AND (outcome = 'waiting') = (decided_at IS NULL)),
  ADD CONSTRAINT statement_file_decisions_four_eyes_check CHECK (decided_by <> proposed_by);
CREATE UNIQUE INDEX statement_file_decisions_waiting_key ON statement_file_decisions (file_id) WHERE outcome = 'waiting';

-- The day whose lines these are rather than `p_day`'s, and the first of them: none of them counts on `p_day`, and several, and most, count on that
-- day, by our books or, where a source's clearing day is the date of its lines (`p_by_date`), by that. One alone may be a payment near midnight,
-- and is left to matching; where the books of `p_day` have nothing, none of that day's may be missing.
CREATE FUNCTION day_of_lines(p_source text, p_day date, p_by_date boolean, p_trades text[], p_dates date[]) RETURNS TABLE (place int, day date)
LANGUAGE sql STABLE AS $$
  WITH line AS (
    SELECT n.place, n.trade_no, coalesce(c.clearing_on, CASE WHEN p_by_date THEN n.dated END) AS day
      FROM unnest(p_trades, p_dates) WITH ORDINALITY AS n (trade_no, dated, place)
      LEFT JOIN collections c ON c.source = p_source AND c.trade_no = n.trade_no
  )
  SELECT min(l.place)::int, l.day FROM line l
   WHERE l.day <> p_day AND NOT EXISTS (SELECT FROM line own WHERE own.day = p_day)
   GROUP BY l.day
  HAVING count(*) > 1 AND count(*) * 2 > cardinality(p_trades)
     AND (EXISTS (SELECT FROM collections c WHERE c.source = p_source AND c.clearing_on = p_day)
       OR NOT EXISTS (SELECT FROM collections c WHERE c.source = p_source AND c.clearing_on = l.day
                                          AND NOT EXISTS (SELECT FROM line n WHERE n.trade_no = c.trade_no)))
$$;

-- One person asks that a file counts no longer, or again.
CREATE FUNCTION propose_file_decision(p_file_id bigint, p_by text, p_reason text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_file statement_files;
  v_action text;
BEGIN
  SELECT * INTO v_file FROM statement_files WHERE id = p_file_id FOR UPDATE;
  v_action := CASE v_file.status WHEN 'accepted' THEN 'withdraw' WHEN 'withdrawn' THEN 'restore' END;
  -- A count is what the desk or the register says now: there is no other file to wait for. A fund-flow bill is judged by the time of each of
  -- its rows, and settles a day that its trade bill alone would match.
  IF v_action IS NULL OR v_file.part IN ('count', 'fund-flow') THEN
    PERFORM refuse('file-not-withdrawable');
  ELSIF EXISTS (SELECT FROM statement_file_decisions WHERE file_id = p_file_id AND outcome = 'waiting') THEN
    PERFORM refuse('file-decision-waits');
  END IF;
  INSERT INTO statement_file_decisions (file_id, action, reason, proposed_by) VALUES (p_file_id, v_action, p_reason, p_by);
  RETURN v_action;
END
$$;

-- Another decides, about the very wish they have read. Bytes, lines and both decisions stay; what was found with the file is looked for anew, also
-- on the days beside it, and days whose own file was refused for it are tried again. Payments that were booked meanwhile stand, and are matched
-- with the file that comes.
CREATE FUNCTION decide_file(p_file_id bigint, p_decision_id bigint, p_approve boolean, p_by text, p_at timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_file statement_files;
  v_day_id bigint;
  v_decision statement_file_decisions;
BEGIN
  SELECT * INTO v_decision FROM statement_file_decisions WHERE (id, file_id) = (p_decision_id, p_file_id) AND outcome = 'waiting' FOR UPDATE;
  SELECT * INTO v_file FROM statement_files WHERE id = p_file_id;
  IF v_decision.id IS NULL THEN
    PERFORM refuse('file-decision-not-waiting');
  ELSIF v_decision.proposed_by = p_by THEN
    PERFORM refuse('four-eyes');
  -- A run holds files in hand, from its first line to what it books last: none is taken from under it, nor what a run of the day beside it
  -- explains. The locks are the runs' own (`alone`).
  ELSIF p_approve AND EXISTS (SELECT FROM generate_series(-1, 1) n
                               WHERE NOT pg_try_advisory_xact_lock(hashtextextended('reconciliation:' || v_file.source || ':' || (v_file.day + n), 0))) THEN
    PERFORM refuse('day-running');
  END IF;
  UPDATE statement_file_decisions SET outcome = CASE WHEN p_approve THEN 'approved' ELSE 'rejected' END, decided_by = p_by, decided_at = now()
   WHERE id = v_decision.id;
  IF NOT p_approve THEN
    RETURN 'rejected';
  END IF;
  -- In the order in which a difference is decided: it first, its day after it.
  SELECT id INTO v_day_id FROM reconciliation_days WHERE (source, day) = (v_file.source, v_file.day);
  PERFORM FROM reconciliation_differences WHERE day_id = v_day_id AND status IN ('open', 'proposed') ORDER BY id FOR UPDATE;
  PERFORM FROM reconciliation_days WHERE id = v_day_id FOR UPDATE;
  IF v_decision.action = 'withdraw' THEN
    -- What was adjusted for a line of this file, or for its totals, would stay booked, and be booked again with the line on its own day.
    IF EXISTS (SELECT FROM reconciliation_differences d WHERE d.day_id = v_day_id AND d.status = 'resolved' AND d.resolution = 'adjust'
                  AND (d.kind = 'total' OR EXISTS (SELECT FROM statement_rows r WHERE (r.file_id, r.kind) = (p_file_id, d.kind)
                                                      AND d.reference = CASE r.kind WHEN 'refund' THEN refund_key(r) ELSE r.trade_no END))) THEN
      PERFORM refuse('file-has-adjustments');
    END IF;
    -- What was booked to the bank account by the word of this file alone is booked back until another has it. A partner's own file books nothing
    -- there: for it only the bank's credit does, whatever the partner says that it owes.
    IF (v_file.totals ? 'creditedFen' OR v_file.totals ? 'settled' AND v_file.source NOT LIKE 'partner:%')
      AND NOT EXISTS (SELECT FROM statement_files later WHERE (later.source, later.day, later.part, later.status) = (v_file.source, v_file.day, v_file.part, 'accepted')
                         AND later.judged_at > v_file.judged_at) THEN
      PERFORM post_settlement(v_file.source, v_file.day, '{"paidFen": 0, "refundedFen": 0, "feeFen": 0}');
    END IF;
  -- Its bytes have found their own day meanwhile: they count once.
  ELSIF v_file.row_count > 0 AND EXISTS (SELECT FROM statement_files f WHERE (f.source, f.part, f.sha256, f.status) = (v_file.source, v_file.part, v_file.sha256, 'accepted')
                                            AND f.day <> v_file.day) THEN
    PERFORM refuse('file-counts-elsewhere');
  END IF;
  UPDATE statement_files SET status = CASE v_decision.action WHEN 'withdraw' THEN 'withdrawn' ELSE 'accepted' END,
         judged_at = CASE v_decision.action WHEN 'withdraw' THEN judged_at ELSE clock_timestamp() END WHERE id = p_file_id;
  UPDATE reconciliation_differences SET status = 'resolved', resolution = 'vanished', decided_by = 'system', decided_at = now(),
         reason = NULL, proposed_by = NULL, proposed_at = NULL
   WHERE day_id = v_day_id AND status IN ('open', 'proposed');
  DELETE FROM reconciliation_channels WHERE day_id = v_day_id;
  -- What it was matched with no longer counts: until it is looked at again, the day proves nothing.
  UPDATE reconciliation_days SET status = 'waiting', stage = NULL, problem = NULL, theirs_count = 0, theirs_fen = 0, matched_count = 0, matched_fen = 0,
         settled_fen = NULL, fee_fen = NULL WHERE id = v_day_id;
  PERFORM reopen_day(v_file.source, v_file.day, p_at);
  PERFORM reopen_day(y.source, y.day, p_at) FROM reconciliation_days y
   WHERE y.source = v_file.source AND y.day <> v_file.day
     AND (y.day BETWEEN v_file.day - 1 AND v_file.day + 1 OR y.status = 'refused' AND y.day BETWEEN v_file.day - 3 AND v_file.day + 3);
  RETURN v_decision.action;
END
$$;

-- Whether a file of this day is looked for: the books have anything that it should show (money that was undone because they never had it is in no
-- file), or one was withdrawn, so that there is another. A day without it never proves that it was empty.
CREATE OR REPLACE FUNCTION expects_file(p_source text, p_day date) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM collections WHERE source = p_source AND clearing_on = p_day)
    OR EXISTS (SELECT FROM ledger_transactions t JOIN refunds f ON f.refund_no = t.reference JOIN collections c ON c.id = f.collection_id
                WHERE t.kind = 'refund-succeeded' AND t.business_date = p_day AND c.source = p_source AND f.way <> 'payout'
                  AND NOT EXISTS (SELECT FROM reconciliation_differences d WHERE d.collection_id = c.id AND d.status = 'resolved' AND d.resolution = 'reverse'))
    OR p_source LIKE 'sms-operator:%' AND EXISTS (SELECT FROM sms_inbound WHERE shanghai_date(sent_at) = p_day AND sent_at >= p_day - 1)
    OR EXISTS (SELECT FROM statement_files f WHERE f.source = p_source AND f.day = p_day AND f.status = 'withdrawn' AND f.part NOT IN ('fund-flow', 'credit'));
