-- The holder is whoever is bound in full and has the phone on file, whichever of the two came first: a phone that comes later by
-- file makes its owner the holder as if it had stood there at binding, and takes the flag from whoever had the one before.
CREATE OR REPLACE FUNCTION holder_flag_follows_phone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE bindings b SET is_holder = NOT b.is_holder
    FROM holder_periods h, people p
   WHERE h.customer_id = NEW.id AND b.holder_period_id = h.id AND b.removed_at IS NULL AND p.id = b.person_id
     AND b.is_holder <> (b.level = 'full' AND coalesce(p.phone_hash = NEW.phone_hash, false));
  RETURN NULL;
END $$;

UPDATE bindings b SET is_holder = true
  FROM holder_periods h, customers c, people p
 WHERE h.id = b.holder_period_id AND c.id = h.customer_id AND p.id = b.person_id
   AND b.removed_at IS NULL AND b.level = 'full' AND NOT b.is_holder AND p.phone_hash = c.phone_hash;
