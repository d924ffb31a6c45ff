-- 合同容量: what the contract of supply allows, as the last application that changed it says. Null: not on file here.
ALTER TABLE "supply_accounts" ADD COLUMN "contracted_kw" DOUBLE PRECISION;
ALTER TABLE supply_accounts ADD CONSTRAINT supply_accounts_contracted_check CHECK (contracted_kw > 0);
