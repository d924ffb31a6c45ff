-- Where a case lies stands in the case, so that a queue of one area is read by an index and not by asking for every household.
ALTER TABLE service_cases ADD COLUMN region_code TEXT, ADD COLUMN district TEXT;

UPDATE service_cases c SET region_code = p.region_code, district = p.district
  FROM supply_accounts a JOIN metering_points m ON m.id = a.metering_point_id JOIN premises p ON p.id = m.premises_id WHERE a.id = c.account_id;

CREATE FUNCTION place_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT p.region_code, p.district INTO NEW.region_code, NEW.district FROM supply_accounts a
    JOIN metering_points m ON m.id = a.metering_point_id JOIN premises p ON p.id = m.premises_id WHERE a.id = NEW.account_id;
  RETURN NEW;
END
$$;
CREATE TRIGGER service_cases_place BEFORE INSERT OR UPDATE OF account_id ON service_cases FOR EACH ROW EXECUTE FUNCTION place_case();

-- Districts are drawn anew, and an address is put right.
CREATE FUNCTION place_cases_of_premises() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE service_cases c SET region_code = NEW.region_code, district = NEW.district FROM supply_accounts a
    JOIN metering_points m ON m.id = a.metering_point_id WHERE m.premises_id = NEW.id AND c.account_id = a.id;
  RETURN NEW;
END
$$;
CREATE TRIGGER premises_cases_place AFTER UPDATE OF region_code, district ON premises FOR EACH ROW
  WHEN (OLD.region_code IS DISTINCT FROM NEW.region_code OR OLD.district IS DISTINCT FROM NEW.district) EXECUTE FUNCTION place_cases_of_premises();

-- What the queue is filtered by, each with the order in which it is listed.
CREATE INDEX service_cases_kind_idx ON service_cases (kind, id);
CREATE INDEX service_cases_source_idx ON service_cases (source, id);
CREATE INDEX service_cases_class_idx ON service_cases (complaint_class, id) WHERE complaint_class IS NOT NULL;
CREATE INDEX service_cases_grade_idx ON service_cases (grade, id) WHERE grade <> 'ordinary';
CREATE INDEX service_cases_area_idx ON service_cases (region_code, district, id);
CREATE INDEX service_cases_of_owner_idx ON service_cases (owner, id);
CREATE INDEX service_cases_opened_idx ON service_cases (opened_at);
