-- Whoever holds a partner's key speaks for it: what it says was paid is booked before any money has come. One administrator alone could enter a key. It counts
-- once another person has confirmed it; ending one takes one person, as ever.
ALTER TABLE "partner_keys" ADD COLUMN "confirmed_by" TEXT, ADD COLUMN "confirmed_at" TIMESTAMPTZ(3);

-- What was entered before the upgrade had one name.
UPDATE partner_keys SET confirmed_by = 'system', confirmed_at = created_at;

ALTER TABLE partner_keys
  ADD CONSTRAINT partner_keys_confirmed_check CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
  ADD CONSTRAINT partner_keys_four_eyes_check CHECK (confirmed_by <> created_by);
