-- Macros: a named sequence of desk acts. Like a template, one is never changed: it is retired and another written.
CREATE TABLE case_macros (
  id         BIGSERIAL PRIMARY KEY,
  -- An order type, or null for all.
  kind       TEXT,
  name       TEXT NOT NULL,
  steps      JSONB NOT NULL,
  written_by TEXT NOT NULL,
  written_at TIMESTAMPTZ(3) NOT NULL,
  retired_by TEXT,
  retired_at TIMESTAMPTZ(3),
  CHECK ((retired_by IS NULL) = (retired_at IS NULL))
);
CREATE UNIQUE INDEX case_macros_name_idx ON case_macros (name) WHERE retired_at IS NULL;
INSERT INTO case_macros (kind, name, steps, written_by, written_at) VALUES
  ('enquiry', '受理并解答', '[{"act": "take"}, {"act": "answer", "outcome": "solved", "words": "您好，您咨询的____，办理条件是____，需要的材料是____，可在电厅或营业厅办理，____个工作日内办结。"}]', 'system', now()),
  ('complaint', '受理并告知', '[{"act": "take"}, {"act": "grade", "grade": "important", "words": "客户投诉，按重要等级办理"}, {"act": "update", "words": "您的诉求我们已受理，正在核实，____前给您答复。"}]', 'system', now());

-- Who has a case open right now. Nothing of it need outlive a crash.
CREATE UNLOGGED TABLE case_presence (
  case_id  BIGINT NOT NULL REFERENCES service_cases (id),
  username TEXT NOT NULL,
  writing  BOOLEAN NOT NULL,
  since    TIMESTAMPTZ(3) NOT NULL,
  seen_at  TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY (case_id, username)
);
