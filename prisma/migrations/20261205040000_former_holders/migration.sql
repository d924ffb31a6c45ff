-- Holders who have gone are few beside those who are there: whoever asks what they still owe looks at them alone.
CREATE INDEX holder_periods_ended_idx ON holder_periods (to_date, id) WHERE to_date IS NOT NULL;
