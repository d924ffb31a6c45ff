-- What the customer of an answered fault goes on to write: few among all events, asked for with every look at the queue.
CREATE INDEX service_case_events_after_answer_idx ON service_case_events (case_id, id) WHERE detail ? 'afterAnswer';
