-- The adopter who stands on the publication has a part in the suggestion, too, whoever answered the case after it was published.
CREATE OR REPLACE FUNCTION concerned_in_suggestion(suggestion bigint) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT adopter_of(suggestion)
  UNION SELECT adopted_by FROM suggestion_publications WHERE case_id = suggestion
  UNION SELECT owner FROM service_cases WHERE id = suggestion AND owner IS NOT NULL
  UNION SELECT substr(opened_by, 7) FROM service_cases WHERE id = suggestion AND opened_by LIKE 'staff:%'
$$;
