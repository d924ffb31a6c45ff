-- By which rule a document's last day was counted, so that a changed rule holds from its day on for all that is still kept.
ALTER TABLE "documents" ADD COLUMN "kept_days" INTEGER;
UPDATE documents SET kept_days = CASE class WHEN 'identity' THEN 0 WHEN 'drawing' THEN 3650 WHEN 'contract' THEN 3650
    WHEN 'photo' THEN 730 WHEN 'voice' THEN 730 ELSE 365 END
  WHERE deleted_at IS NULL AND delete_after IS NOT NULL;
