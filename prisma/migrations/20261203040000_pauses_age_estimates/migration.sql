-- A pause of supply that begins or ends makes the holder's estimate old, as a bill does.
CREATE TRIGGER pauses_inserted_age_estimates AFTER INSERT ON supply_pauses
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION estimates_of_bills_grow_old();
CREATE TRIGGER pauses_updated_age_estimates AFTER UPDATE ON supply_pauses
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION estimates_of_bills_grow_old();
