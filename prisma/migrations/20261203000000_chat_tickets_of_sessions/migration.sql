-- A socket ends with the session that its ticket was asked for in, so the ticket names that session; who it is, the session says.
-- A ticket lives for a minute: whoever holds one asks again.
DELETE FROM chat_tickets;
ALTER TABLE chat_tickets DROP COLUMN person_id, DROP COLUMN staff_id, ADD COLUMN session_hash BYTEA NOT NULL;
