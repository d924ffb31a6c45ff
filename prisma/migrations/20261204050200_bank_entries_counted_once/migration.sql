-- The same entry of the utility's bank account, brought for two days or two partners, was booked to `bank` twice: references were compared within one file
-- only. Entries of files that were brought before the upgrade are not known here.

-- CreateTable
CREATE TABLE "bank_credit_entries" (
    "file_id" BIGINT NOT NULL,
    "line" INTEGER NOT NULL,
    "entry_on" DATE NOT NULL,
    "reference" TEXT NOT NULL,
    "fen" BIGINT NOT NULL,
    "whole_fen" BIGINT,

    CONSTRAINT "bank_credit_entries_pkey" PRIMARY KEY ("file_id", "line")
);

-- CreateIndex
CREATE INDEX "bank_credit_entries_entry_on_reference_idx" ON "bank_credit_entries"("entry_on", "reference");

-- AddForeignKey
ALTER TABLE "bank_credit_entries" ADD CONSTRAINT "bank_credit_entries_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "statement_files"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A part of an entry is no more than the whole, and moves the same way.
ALTER TABLE bank_credit_entries ADD CONSTRAINT bank_credit_entries_part_check
  CHECK (fen <> 0 AND (whole_fen IS NULL OR sign(fen) = sign(whole_fen) AND abs(fen) <= abs(whole_fen)));

-- The first line of a bank credit whose entry counts elsewhere already, for another day or source (`counted`), or whose parts are more than the whole or
-- of different wholes (`whole`). What was withdrawn, or brought anew for its own day, counts no longer. Files wait for one another here.
CREATE FUNCTION bank_entry_clash(p_file_id bigint) RETURNS TABLE (line integer, reference text, kind text, source text, day date) LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('bank-credit-entries', 0));
  RETURN QUERY
    SELECT mine.line, mine.reference, CASE WHEN mine.whole_fen IS NULL OR bool_or(theirs.whole_fen IS NULL) THEN 'counted' ELSE 'whole' END,
           min(f.source), (array_agg(f.day ORDER BY f.source, f.day))[1]
      FROM statement_files own JOIN bank_credit_entries mine ON mine.file_id = own.id
      JOIN bank_credit_entries theirs ON (theirs.entry_on, theirs.reference) = (mine.entry_on, mine.reference)
      JOIN statement_files f ON f.id = theirs.file_id AND (f.source, f.day) <> (own.source, own.day) AND counts_now(f)
     WHERE own.id = p_file_id
     GROUP BY mine.line, mine.reference, mine.fen, mine.whole_fen
    HAVING mine.whole_fen IS NULL OR bool_or(theirs.whole_fen IS DISTINCT FROM mine.whole_fen) OR abs(mine.fen + sum(theirs.fen)) > abs(mine.whole_fen)
     ORDER BY 1 LIMIT 1;
END
$$;

-- Whichever way a file comes to count (read, restored, or because a later one was withdrawn).
CREATE FUNCTION refuse_bank_entry_twice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_counting bigint := (SELECT id FROM statement_files f WHERE (f.source, f.day, f.part) = (NEW.source, NEW.day, NEW.part) AND counts_now(f) LIMIT 1);
BEGIN
  IF EXISTS (SELECT FROM bank_entry_clash(v_counting)) THEN
    PERFORM refuse('bank-entry-counted');
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER statement_files_bank_entries AFTER UPDATE OF status, judged_at ON statement_files
  FOR EACH ROW WHEN (NEW.part = 'credit' AND NEW.status IN ('accepted', 'withdrawn')) EXECUTE FUNCTION refuse_bank_entry_twice();
