-- Whoever publishes a month's report says of each summary that it names nobody; those that may are kept back, by their place in it.
ALTER TABLE service_reports ADD COLUMN kept_back INTEGER[] NOT NULL DEFAULT '{}';
