-- What was first said that the bank credited for a paper could not be put right, even mistyped. Another person may say otherwise.
ALTER TABLE "counter_takings" ADD COLUMN "credited_by" TEXT, ADD COLUMN "credited_at" TIMESTAMPTZ(3);

-- Twenty files of refunds that cannot be worked through were the only ones tried. Whichever was tried longest ago comes first.
ALTER TABLE "partner_files" ADD COLUMN "tried_at" TIMESTAMPTZ(3);
