-- 大客户: months of load and reactive energy, and the dated limits that advice is given by.

CREATE TABLE load_records (
  id            BIGSERIAL PRIMARY KEY,
  account_id    BIGINT NOT NULL REFERENCES supply_accounts (id),
  month         TEXT NOT NULL CHECK (month ~ '^\d{4}-\d{2}$'),
  -- Highest demand of the month in kW, energy in kWh and kvarh.
  max_demand    INTEGER NOT NULL CHECK (max_demand > 0),
  active_energy BIGINT NOT NULL CHECK (active_energy >= 0),
  reactive_energy BIGINT NOT NULL CHECK (reactive_energy >= 0),
  recorded_by   TEXT NOT NULL,
  recorded_at   TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX load_records_account_idx ON load_records (account_id, month, id);
CREATE TRIGGER load_records_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON load_records
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE load_rules (
  id         BIGSERIAL PRIMARY KEY,
  name       TEXT NOT NULL CHECK (name IN ('power-factor-permille', 'load-rate-percent', 'demand-rise-percent')),
  value      INTEGER NOT NULL CHECK (value BETWEEN 1 AND 1000),
  valid_from DATE NOT NULL,
  source     TEXT NOT NULL CHECK (char_length(source) > 0),
  set_by     TEXT NOT NULL,
  set_at     TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER load_rules_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON load_rules
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
INSERT INTO load_rules (name, value, valid_from, source, set_by) VALUES
  ('power-factor-permille', 900, '2021-01-01', '功率因数调整电费办法（1983），未核对：160千伏安以上高压工业用户标准0.90', 'system'),
  ('load-rate-percent', 50, '2021-01-01', '本系统建议值：负荷率低于50%提示错峰', 'system'),
  ('demand-rise-percent', 20, '2021-01-01', '本系统建议值：最大需量比上季升高20%提示', 'system');
