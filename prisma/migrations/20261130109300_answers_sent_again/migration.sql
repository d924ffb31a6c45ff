-- Answers that did not arrive are looked for by their case.
CREATE INDEX outbox_messages_dead_idx ON outbox_messages ((payload ->> 'caseNo')) WHERE status = 'dead';
