-- Live chat (在线客服): conversations of residents with the desk, and every word of them in order.

-- Rules ----------------------------------------------------------------------------------------------------------------
CREATE TABLE chat_rules (
  id         BIGSERIAL PRIMARY KEY,
  name       TEXT NOT NULL CHECK (name IN ('opens-minute', 'closes-minute', 'rest-days', 'most-a-minute', 'silent-minutes', 'tell-after-minutes')),
  value      INTEGER NOT NULL CHECK (value BETWEEN 0 AND 1440),
  valid_from DATE NOT NULL,
  source     TEXT NOT NULL CHECK (char_length(source) > 0),
  set_by     TEXT NOT NULL,
  set_at     TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX chat_rules_name_valid_from_idx ON chat_rules (name, valid_from);
CREATE TRIGGER chat_rules_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON chat_rules
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

INSERT INTO chat_rules (name, value, valid_from, source, set_by) VALUES
  ('opens-minute', 480, '2021-01-01', '本系统建议值：8:00 起人工服务', 'system'),
  ('closes-minute', 1200, '2021-01-01', '本系统建议值：20:00 结束人工服务', 'system'),
  ('rest-days', 1, '2021-01-01', '本系统建议值：休息日同样服务（1 服务，0 不服务）', 'system'),
  ('most-a-minute', 20, '2021-01-01', '本系统建议值：每人每分钟最多20条', 'system'),
  ('silent-minutes', 30, '2021-01-01', '本系统建议值：双方30分钟无消息即结束会话', 'system'),
  ('tell-after-minutes', 2, '2021-01-01', '本系统建议值：客户2分钟未读即发通知', 'system');

-- Conversations ----------------------------------------------------------------------------------------------------------
CREATE TABLE chat_conversations (
  id                BIGSERIAL PRIMARY KEY,
  chat_no           TEXT NOT NULL UNIQUE,
  person_id         UUID NOT NULL REFERENCES people (id),
  account_id        BIGINT REFERENCES supply_accounts (id),
  holder_period_id  BIGINT REFERENCES holder_periods (id),
  status            TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'open', 'closed')),
  first_receiver    TEXT,
  owner             TEXT,
  case_no           TEXT REFERENCES service_cases (case_no),
  last_no           INTEGER NOT NULL DEFAULT 0,
  -- How far each side has read.
  person_read       INTEGER NOT NULL DEFAULT 0,
  staff_read        INTEGER NOT NULL DEFAULT 0,
  -- Up to which message the person, who was away, has been told by another way.
  told_no           INTEGER NOT NULL DEFAULT 0,
  started_at        TIMESTAMPTZ(3) NOT NULL,
  waiting_since     TIMESTAMPTZ(3) NOT NULL,
  taken_at          TIMESTAMPTZ(3),
  last_at           TIMESTAMPTZ(3) NOT NULL,
  closed_at         TIMESTAMPTZ(3),
  CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
  CHECK (status <> 'open' OR owner IS NOT NULL),
  CHECK (status <> 'waiting' OR owner IS NULL),
  CHECK (owner IS NULL OR first_receiver IS NOT NULL)
);
CREATE SEQUENCE chat_numbers;
CREATE INDEX chat_conversations_person_idx ON chat_conversations (person_id, id);
CREATE INDEX chat_conversations_waiting_idx ON chat_conversations (waiting_since, id) WHERE status = 'waiting';
CREATE INDEX chat_conversations_owner_idx ON chat_conversations (owner, id) WHERE status = 'open';
CREATE INDEX chat_conversations_last_idx ON chat_conversations (last_at);

-- Who took it first answers for it, whoever goes on with it (首问负责制).
CREATE FUNCTION keep_chat_receiver() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.first_receiver IS NOT NULL AND NEW.first_receiver IS DISTINCT FROM OLD.first_receiver THEN
    RAISE EXCEPTION 'the first receiver of chat % stays', OLD.chat_no USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER chat_conversations_first_receiver BEFORE UPDATE ON chat_conversations FOR EACH ROW EXECUTE FUNCTION keep_chat_receiver();

CREATE TABLE chat_messages (
  conversation_id BIGINT NOT NULL REFERENCES chat_conversations (id),
  -- 1, 2, 3 … without a gap: whoever has seen n asks for what comes after n.
  no              INTEGER NOT NULL,
  -- person, system, or staff:<username>
  author          TEXT NOT NULL,
  -- text, or what happened: taken, handed-over, handed-back, closed, case, silent, hours-over
  kind            TEXT NOT NULL,
  text_enc        BYTEA,
  -- The sender's own name for it: what is sent twice is kept once.
  client_id       TEXT,
  detail          JSONB NOT NULL DEFAULT '{}',
  at              TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY (conversation_id, no),
  CHECK ((kind = 'text') = (text_enc IS NOT NULL))
);
CREATE UNIQUE INDEX chat_messages_client_idx ON chat_messages (conversation_id, author, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX chat_messages_recent_idx ON chat_messages (conversation_id, at) WHERE author = 'person';
CREATE TRIGGER chat_messages_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON chat_messages
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Every process of the hall hears that there is something to read, and reads it itself: no word travels this way.
CREATE FUNCTION announce_chat_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('chat', concat_ws(' ', NEW.conversation_id, NEW.no, CASE WHEN NEW.kind = 'text' THEN 'text' ELSE 'event' END,
    (SELECT owner FROM chat_conversations WHERE id = NEW.conversation_id)));
  RETURN NULL;
END
$$;
CREATE TRIGGER chat_messages_announced AFTER INSERT ON chat_messages FOR EACH ROW EXECUTE FUNCTION announce_chat_message();

-- 评议卡: one for each conversation that a clerk had.
CREATE TABLE chat_ratings (
  conversation_id BIGINT PRIMARY KEY REFERENCES chat_conversations (id),
  staff           TEXT NOT NULL,
  stars           INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
  satisfied       BOOLEAN NOT NULL,
  words_enc       BYTEA,
  at              TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX chat_ratings_staff_idx ON chat_ratings (staff, at);
CREATE TRIGGER chat_ratings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON chat_ratings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Opens a socket once, within a minute: a mini-program's socket carries neither cookie nor header.
CREATE TABLE chat_tickets (
  ticket_hash BYTEA PRIMARY KEY,
  person_id   UUID REFERENCES people (id) ON DELETE CASCADE,
  staff_id    UUID REFERENCES staff_members (id) ON DELETE CASCADE,
  expires_at  TIMESTAMPTZ(3) NOT NULL,
  CHECK ((person_id IS NULL) <> (staff_id IS NULL))
);
CREATE INDEX chat_tickets_expires_idx ON chat_tickets (expires_at);
