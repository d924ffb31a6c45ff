/** A small world for the customer's file: one flat, its present holder and the one before. */
import type { FieldCipher } from '../../../server/src/infra/crypto.ts';
import type { Database } from '../../../server/src/infra/database.ts';

export const tenant = {
  accountNo: '3706200001',
  name: '王小梅',
  phone: '13900000002',
  contractNo: 'HT-NEW-1',
  meterAssetNo: 'M370620000123',
};

/** Writes as the owner, by plain SQL, so that it stands for data that came in by other doors. */
export async function makeHouseholds({ pool }: Database, cipher: FieldCipher): Promise<void> {
  const insert = async (sql: string, values: unknown[] = []): Promise<number> =>
    (await pool.query(`${sql} RETURNING id`, values)).rows[0].id;
  await pool.query(
    `INSERT INTO regions VALUES ('test-region', '测试区', 'Test region', '^[0-9]{10}$', '十位数字', 'ten digits') ON CONFLICT DO NOTHING`,
  );
  const premises = await insert(
    `INSERT INTO premises (region_code, district, street, building, unit, room) VALUES ('test-region', '环翠区', '海滨路8号', '2栋', '1单元', '1203')`,
  );
  const point = await insert(`INSERT INTO metering_points (premises_id, code) VALUES ($1, 'MP-1')`, [
    premises,
  ]);
  const meter = await insert(`INSERT INTO meters (asset_no) VALUES ($1)`, [tenant.meterAssetNo]);
  await insert(
    `INSERT INTO meter_installations (meter_id, metering_point_id, installed_on) VALUES ($1, $2, '2020-01-01')`,
    [meter, point],
  );
  const account = await insert(
    `INSERT INTO supply_accounts (account_no, region_code, metering_point_id, category) VALUES ($1, 'test-region', $2, 'residential')`,
    [tenant.accountNo, point],
  );
  const customer = (name: string, phone: string) =>
    insert(`INSERT INTO customers (name_enc, name_hash, phone_enc, phone_hash) VALUES ($1, $2, $3, $4)`, [
      cipher.encrypt(name),
      cipher.hash('name', name),
      cipher.encrypt(phone),
      cipher.hash('phone', phone),
    ]);
  const holder = async (customerId: number, contractNo: string, from: string, to: string | null) =>
    insert(
      `INSERT INTO holder_periods (account_id, customer_id, contract_no, from_date, to_date) VALUES ($1, $2, $3, $4, $5)`,
      [account, customerId, contractNo, from, to],
    );
  await holder(await customer('李旧住', '13900000001'), 'HT-OLD-1', '2019-01-01', '2024-05-31');
  const period = await holder(
    await customer(tenant.name, tenant.phone),
    tenant.contractNo,
    '2024-06-01',
    null,
  );
  await pool.query(
    `INSERT INTO customer_balances (holder_period_id, balance_fen) VALUES ($1, 500)
     ON CONFLICT (holder_period_id) DO UPDATE SET balance_fen = 500`,
    [period],
  );
  const payable = await insert(
    `INSERT INTO payables (kind, holder_period_id, amount_fen, credit_account) VALUES ('bill', $1, 12345, 'receivable')`,
    [period],
  );
  await insert(
    `INSERT INTO bills (bill_no, holder_period_id, account_id, payable_id, month, from_date, to_date, issued_at, due_on, energy, energy_fen, total_fen, content)
     VALUES ('B1', $1, $2, $3, '2026-10', '2026-10-01', '2026-10-31', '2026-11-05T00:00:00Z', '2026-11-25', 22573, 12345, 12345, '{}')`,
    [period, account, payable],
  );
  const { rows } = await pool.query(
    `INSERT INTO people (phone_enc, phone_hash) VALUES ($1, $2) RETURNING id`,
    [cipher.encrypt(tenant.phone), cipher.hash('phone', tenant.phone)],
  );
  await pool.query(
    `INSERT INTO bindings (person_id, holder_period_id, level, is_holder) VALUES ($1, $2, 'full', true)`,
    [rows[0].id, period],
  );
  await insert(
    `INSERT INTO consents (person_id, kind, edition, given_at) VALUES ($1, 'privacy-policy', '2026-11-22', '2026-11-23T01:00:00Z')`,
    [rows[0].id],
  );
  const payment = await insert(
    `INSERT INTO payments (payment_no, person_id, channel, gateway, product, amount_fen, status, description, expires_at)
     VALUES ('P2026110200000000000001', $1, 'web-hall', 'alipay', 'wap', 12345, 'pending', '电费', now() + interval '30 minutes')`,
    [rows[0].id],
  );
  await insert(`INSERT INTO payment_items (payment_id, payable_id, amount_fen) VALUES ($1, $2, 12345)`, [
    payment,
    payable,
  ]);
}
