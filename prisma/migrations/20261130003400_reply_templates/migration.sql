-- 答复模板 and colleagues mentioned in notes.
CREATE TABLE reply_templates (
  id         BIGSERIAL PRIMARY KEY,
  -- An order type, or null for all.
  kind       TEXT,
  name       TEXT NOT NULL,
  words      TEXT NOT NULL,
  written_by TEXT NOT NULL,
  written_at TIMESTAMPTZ(3) NOT NULL,
  retired_by TEXT,
  retired_at TIMESTAMPTZ(3),
  CHECK ((retired_by IS NULL) = (retired_at IS NULL))
);
CREATE UNIQUE INDEX reply_templates_name_idx ON reply_templates (name) WHERE retired_at IS NULL;
INSERT INTO reply_templates (kind, name, words, written_by, written_at) VALUES
  ('complaint', '致歉与整改', '您反映的问题我们已看清并核实（看）。您的感受我们理解（听）。给您带来不便，向您诚恳致歉（笑、说）。我们已安排____于____前完成____，完成后再向您回复（动）。', 'system', now()),
  ('enquiry', '业务解答', '您好，您咨询的____，办理条件是____，需要的材料是____，可在电厅或营业厅办理，____个工作日内办结。', 'system', now()),
  ('repair', '抢修进展', '您好，您报修的故障已派____前往，预计____到达，恢复后第一时间告知您，请您注意安全，不要触碰落地电线。', 'system', now()),
  ('suggestion', '建议采纳', '感谢您的建议。经研究已采纳，将于____起____。如愿意署名公开，可在本诉求里填写。', 'system', now());

CREATE TABLE case_mentions (
  case_id  BIGINT NOT NULL REFERENCES service_cases (id),
  username TEXT NOT NULL,
  by       TEXT NOT NULL,
  at       TIMESTAMPTZ(3) NOT NULL,
  -- When whoever was mentioned opened the case.
  seen_at  TIMESTAMPTZ(3),
  PRIMARY KEY (case_id, username)
);
CREATE INDEX case_mentions_unseen_idx ON case_mentions (username) WHERE seen_at IS NULL;
