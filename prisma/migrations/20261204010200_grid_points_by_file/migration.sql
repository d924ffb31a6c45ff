-- Grid points with their teams (网格抢修点) and the streets they answer for come by file and API, as all other data of a utility does.
ALTER TABLE data_imports DROP CONSTRAINT data_imports_kind,
  ADD CONSTRAINT data_imports_kind CHECK (kind IN ('accounts', 'meters', 'readings', 'opening-energy', 'grid-points', 'grid-streets'));
ALTER TABLE connected_systems DROP CONSTRAINT connected_systems_scopes_check,
  ADD CONSTRAINT connected_systems_scopes_check
    CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['accounts', 'meters', 'readings', 'opening-energy', 'grid-points', 'grid-streets']);
