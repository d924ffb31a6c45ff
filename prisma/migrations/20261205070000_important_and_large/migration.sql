-- A hospital or water works may be an important user and a large customer at once: told of temporary outages, never cut off for a debt,
-- and asked about planned outages.
ALTER TABLE supply_accounts DROP CONSTRAINT supply_accounts_importance_known,
  ADD CONSTRAINT supply_accounts_importance_known CHECK (importance IN ('none', 'important', 'large', 'important-large'));
