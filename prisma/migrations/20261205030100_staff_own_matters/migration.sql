-- A member's own telephone, as a keyed hash: what concerns whoever has it is not decided by that member.
ALTER TABLE staff_members ADD COLUMN "phone_hash" BYTEA;
