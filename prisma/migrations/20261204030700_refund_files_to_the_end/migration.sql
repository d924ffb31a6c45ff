-- A partner's file of refunds was kept and then worked through line by line; where the process died in between, the rest of its lines was neither undone nor
-- told to anybody, unless the partner sent the file again.

-- Until when a file of refunds has been worked through; null: not to its end.
ALTER TABLE "partner_files" ADD COLUMN "taken_at" TIMESTAMPTZ(3);
UPDATE partner_files SET taken_at = received_at WHERE kind = 'refund';
CREATE INDEX partner_files_not_taken_idx ON partner_files (received_at) WHERE kind = 'refund' AND taken_at IS NULL;
