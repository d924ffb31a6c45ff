-- How deep the queue is, and its dead letters, are asked for every few seconds: without this every notice ever sent is read.
CREATE INDEX notices_open_idx ON notices (event) WHERE status IN ('waiting', 'working', 'dead');
