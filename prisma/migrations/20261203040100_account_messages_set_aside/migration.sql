-- What followers wrote that no case was made of, newest first: a list for the desk.
CREATE INDEX account_messages_aside_idx ON account_messages (id) WHERE verdict IN ('flood', 'unreadable');
