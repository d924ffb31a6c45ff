-- Whoever waits for a crew is told, in batches like the other news, that none comes.
ALTER TABLE repair_tellings DROP CONSTRAINT repair_tellings_what_check;
ALTER TABLE repair_tellings ADD CONSTRAINT repair_tellings_what_check CHECK (what IN ('on-way', 'restored', 'called-off'));
