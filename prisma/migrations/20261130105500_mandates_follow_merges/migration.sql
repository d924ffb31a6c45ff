-- A mandate goes along when its person is joined into another. Those left behind by earlier joins named nobody, and what the bank took by them
-- could not be booked.

-- Whoever the person has been joined into, over as many joins as there were; nobody where that is not known.
WITH RECURSIVE joined AS MATERIALIZED (
  SELECT (detail ->> 'merged')::uuid AS from_id, substr(subject, length('person:') + 1)::uuid AS into_id
    FROM audit_entries WHERE action = 'person.merge'
), way AS (
  SELECT DISTINCT person_id AS gone_id, person_id AS reached_id FROM debit_mandates m
   WHERE person_id IS NOT NULL AND NOT EXISTS (SELECT FROM people p WHERE p.id = m.person_id)
  UNION
  SELECT way.gone_id, joined.into_id FROM way JOIN joined ON joined.from_id = way.reached_id
)
UPDATE debit_mandates m SET person_id = (SELECT p.id FROM way JOIN people p ON p.id = way.reached_id WHERE way.gone_id = m.person_id LIMIT 1)
 WHERE m.person_id IN (SELECT gone_id FROM way);

CREATE INDEX debit_mandates_person_id_idx ON debit_mandates (person_id);
ALTER TABLE debit_mandates
  ADD CONSTRAINT debit_mandates_person_fkey FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE SET NULL;
