-- Policies and notices that are made public (信息公开): dated editions that two people have seen, none of them ever lost.
CREATE TABLE disclosures (
  id            BIGSERIAL PRIMARY KEY,
  number        TEXT NOT NULL UNIQUE CHECK (number ~ '^GG\d{8,}$'),
  kind          TEXT NOT NULL CHECK (kind IN ('notice', 'policy', 'tariff', 'service', 'safety')),
  created_at    TIMESTAMPTZ(3) NOT NULL,
  withdrawn_at  TIMESTAMPTZ(3),
  withdrawn_by  TEXT,
  withdrawn_for TEXT,
  CHECK (num_nulls(withdrawn_at, withdrawn_by, withdrawn_for) IN (0, 3))
);

CREATE TABLE disclosure_editions (
  id              BIGSERIAL PRIMARY KEY,
  disclosure_id   BIGINT NOT NULL REFERENCES disclosures (id),
  edition         INTEGER NOT NULL CHECK (edition > 0),
  status          TEXT NOT NULL CHECK (status IN ('proposed', 'published', 'refused', 'replaced')),
  title_zh        TEXT NOT NULL CHECK (char_length(title_zh) BETWEEN 2 AND 80),
  title_en        TEXT NOT NULL CHECK (char_length(title_en) BETWEEN 2 AND 160),
  body_zh         TEXT NOT NULL CHECK (char_length(body_zh) BETWEEN 10 AND 4000),
  body_en         TEXT NOT NULL CHECK (char_length(body_en) BETWEEN 10 AND 4900),
  source          TEXT NOT NULL CHECK (char_length(source) BETWEEN 2 AND 200),
  effective_from  DATE NOT NULL,
  effective_until DATE CHECK (effective_until >= effective_from),
  written_by      TEXT NOT NULL,
  written_at      TIMESTAMPTZ(3) NOT NULL,
  decided_by      TEXT,
  decided_at      TIMESTAMPTZ(3),
  refused_for     TEXT,
  UNIQUE (disclosure_id, edition),
  CHECK ((status IN ('published', 'refused')) = (decided_at IS NOT NULL) AND (decided_at IS NULL) = (decided_by IS NULL)),
  CHECK ((status = 'refused') = (refused_for IS NOT NULL)),
  -- Two people: nobody publishes what they have written.
  CHECK (status <> 'published' OR decided_by <> written_by)
);
-- One edition at a time waits for the second person.
CREATE UNIQUE INDEX disclosure_editions_proposed_idx ON disclosure_editions (disclosure_id) WHERE status = 'proposed';

-- Whoever publishes an edition publishes the words that were read: other words are another edition. A decision stands.
CREATE FUNCTION keep_disclosure_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'proposed'
     OR (NEW.disclosure_id, NEW.edition, NEW.title_zh, NEW.title_en, NEW.body_zh, NEW.body_en, NEW.source, NEW.effective_from, NEW.effective_until,
         NEW.written_by, NEW.written_at)
       IS DISTINCT FROM (OLD.disclosure_id, OLD.edition, OLD.title_zh, OLD.title_en, OLD.body_zh, OLD.body_en, OLD.source, OLD.effective_from,
         OLD.effective_until, OLD.written_by, OLD.written_at) THEN
    RAISE EXCEPTION 'edition % of disclosure % stays as it is: write another', OLD.edition, OLD.disclosure_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER disclosure_editions_keep BEFORE UPDATE ON disclosure_editions FOR EACH ROW EXECUTE FUNCTION keep_disclosure_edition();

-- What is public, with the last day on which each edition holds: its own, or the eve of the first day of a later edition. An edition that
-- another corrects from its very first day never held, and is not among them.
CREATE FUNCTION disclosures_public(on_day date)
  RETURNS TABLE (id bigint, disclosure_id bigint, last_day date, stage text) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT held.id, held.disclosure_id, held.last_day,
         CASE WHEN held.effective_from > on_day THEN 'upcoming' WHEN held.last_day < on_day THEN 'ended' ELSE 'in-force' END
    FROM (
      SELECT e.id, e.disclosure_id, e.effective_from, least(e.effective_until, min(e.effective_from) OVER later - 1) AS last_day
        FROM disclosure_editions e JOIN disclosures d ON d.id = e.disclosure_id
       WHERE e.status = 'published' AND d.withdrawn_at IS NULL
      WINDOW later AS (PARTITION BY e.disclosure_id ORDER BY e.edition ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
    ) AS held
   WHERE held.last_day IS NULL OR held.last_day >= held.effective_from
$$;
