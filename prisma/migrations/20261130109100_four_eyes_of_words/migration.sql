-- The adopter of a suggestion is whoever gave the answer that stands; a supervisor may answer a case that a colleague owns.
CREATE FUNCTION adopter_of(suggestion bigint) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT substr(e.actor, 7) FROM service_case_events e
     WHERE e.case_id = suggestion AND e.act = 'answer' AND e.actor LIKE 'staff:%' ORDER BY e.id DESC LIMIT 1),
    (SELECT owner FROM service_cases WHERE id = suggestion))
$$;

-- Who has a part in it already: none of them may give it an award.
CREATE FUNCTION concerned_in_suggestion(suggestion bigint) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT adopter_of(suggestion)
  UNION SELECT owner FROM service_cases WHERE id = suggestion AND owner IS NOT NULL
  UNION SELECT substr(opened_by, 7) FROM service_cases WHERE id = suggestion AND opened_by LIKE 'staff:%'
$$;

CREATE FUNCTION keep_award_of_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.awarded_by IS NOT NULL AND substr(NEW.awarded_by, 7) IN (SELECT concerned_in_suggestion(NEW.case_id)) THEN
    RAISE EXCEPTION 'suggestion % is awarded by somebody who has a part in it', NEW.case_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER suggestion_publications_award_of_two BEFORE INSERT OR UPDATE OF awarded_by ON suggestion_publications
  FOR EACH ROW WHEN (NEW.awarded_by IS NOT NULL) EXECUTE FUNCTION keep_award_of_two();

-- What was handed in once keeps its words under its number: whoever publishes a version publishes what they have read.
CREATE OR REPLACE FUNCTION keep_knowledge_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state = 'published' THEN
    RAISE EXCEPTION 'version % of article % is published: write a new one', OLD.version, OLD.article_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD.state = 'submitted' OR OLD.returned_for IS NOT NULL) AND NEW.version <= OLD.version
     AND (NEW.title_zh, NEW.title_en, NEW.body_zh, NEW.body_en, NEW.keywords, NEW.kinds, NEW.classes, NEW.source, NEW.valid_from)
       IS DISTINCT FROM (OLD.title_zh, OLD.title_en, OLD.body_zh, OLD.body_en, OLD.keywords, OLD.kinds, OLD.classes, OLD.source, OLD.valid_from) THEN
    RAISE EXCEPTION 'version % of article % was handed in: other words are another version', OLD.version, OLD.article_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  NEW.search := knowledge_vector(concat_ws(' ', NEW.title_zh, NEW.title_en, NEW.keywords), concat_ws(' ', NEW.body_zh, NEW.body_en));
  RETURN NEW;
END
$$;
