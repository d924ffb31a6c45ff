-- Who must be told of an outage 24 hours ahead (important users) or asked before one is planned (large customers).
ALTER TABLE supply_accounts
  ADD COLUMN importance TEXT NOT NULL DEFAULT 'none',
  ADD CONSTRAINT supply_accounts_importance_known CHECK (importance IN ('none', 'important', 'large'));
CREATE INDEX supply_accounts_importance ON supply_accounts (importance) WHERE importance <> 'none';
