-- What was joined to a case is held with it at each act.
CREATE INDEX service_cases_merged_idx ON service_cases (merged_into) WHERE merged_into IS NOT NULL;
