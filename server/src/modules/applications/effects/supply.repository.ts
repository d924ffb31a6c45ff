/** Accounts, holders, meters: what the effects of cases write. Everything in the caller's transaction. */
import type { PoolClient } from 'pg';
import type { CaseFacts } from '../cases.repository.ts';
import type { Place } from '../form.ts';

const one = async <T extends object>(tx: PoolClient, text: string, values: unknown[]): Promise<T> =>
  (await tx.query<T>(text, values)).rows[0]!;
const idOf = async (tx: PoolClient, text: string, values: unknown[]) =>
  (await one<{ id: number }>(tx, text, values)).id;

type Meter = NonNullable<CaseFacts['meter']>;

export interface NewCustomer {
  nameEnc: Buffer;
  nameHash: Buffer;
  phoneEnc: Buffer;
  phoneHash: Buffer;
  identityNoEnc: Buffer | null;
  identityHash: Buffer | null;
}

export const supply = {
  region: (tx: PoolClient, code: string) =>
    one<{ pattern: string }>(tx, 'SELECT account_no_pattern AS pattern FROM regions WHERE code = $1', [code]),

  /** Far above the numbers that were brought along. */
  nextSerial: async (tx: PoolClient) =>
    (await one<{ serial: number }>(tx, `SELECT nextval('new_account_numbers') AS serial`, [])).serial,

  async openAccount(
    tx: PoolClient,
    account: { regionCode: string; category: string; accountNo: string; place: Place },
  ): Promise<number> {
    const { regionCode, category, accountNo, place } = account;
    const { district, street, building, unit, room } = place;
    const premisesId = await idOf(
      tx,
      'INSERT INTO premises (region_code, district, street, building, unit, room) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id',
      [regionCode, district, street, building, unit, room],
    );
    const pointId = await idOf(
      tx,
      'INSERT INTO metering_points (premises_id, code) VALUES ($1, $2) RETURNING id',
      [premisesId, `MP${accountNo}`],
    );
    return idOf(
      tx,
      'INSERT INTO supply_accounts (account_no, region_code, metering_point_id, category) VALUES ($1, $2, $3, $4) RETURNING id',
      [accountNo, regionCode, pointId, category],
    );
  },

  addCustomer: (tx: PoolClient, customer: NewCustomer) =>
    idOf(
      tx,
      'INSERT INTO customers (name_enc, name_hash, phone_enc, phone_hash, identity_no_enc, identity_hash) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id',
      [
        customer.nameEnc,
        customer.nameHash,
        customer.phoneEnc,
        customer.phoneHash,
        customer.identityNoEnc,
        customer.identityHash,
      ],
    ),

  beginHolding: (
    tx: PoolClient,
    holding: { accountId: number; customerId: number; contractNo: string; from: string },
  ) =>
    idOf(
      tx,
      'INSERT INTO holder_periods (account_id, customer_id, contract_no, from_date) VALUES ($1, $2, $3, $4) RETURNING id',
      [holding.accountId, holding.customerId, holding.contractNo, holding.from],
    ),

  async startHolding(tx: PoolClient, holderPeriodId: number, on: string): Promise<void> {
    await tx.query('UPDATE holder_periods SET from_date = $2 WHERE id = $1', [holderPeriodId, on]);
  },

  /** In full, also whoever was bound before to pay only. */
  async bindHolder(
    tx: PoolClient,
    { personId, holderPeriodId }: { personId: string; holderPeriodId: number },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO bindings (person_id, holder_period_id, level, is_holder) VALUES ($1, $2, 'full', true)
       ON CONFLICT (person_id, holder_period_id) WHERE removed_at IS NULL DO UPDATE SET level = 'full', is_holder = true`,
      [personId, holderPeriodId],
    );
  },

  /** A meter that is on file, whatever it hangs on. */
  knownMeter: async (tx: PoolClient, assetNo: string) =>
    (
      await tx.query<{ id: number; digits: number; multiplier: number; timeOfUse: boolean }>(
        'SELECT id, digits, multiplier, time_of_use AS "timeOfUse" FROM meters WHERE asset_no = $1',
        [assetNo],
      )
    ).rows[0],

  /** The first day counts from its beginning, so the opening reading stands at the end of the eve. False when the meter hangs elsewhere. */
  async installMeter(tx: PoolClient, accountId: number, meter: Meter): Promise<boolean> {
    const { assetNo, digits, multiplier, timeOfUse, on, total, peak, valley } = meter;
    const meterId = await idOf(
      tx,
      `INSERT INTO meters (asset_no, digits, multiplier, time_of_use) VALUES ($1, $2, $3, $4)
       ON CONFLICT (asset_no) DO UPDATE SET asset_no = excluded.asset_no RETURNING id`,
      [assetNo, digits, multiplier, timeOfUse],
    );
    const hung = await tx.query(
      `INSERT INTO meter_installations (meter_id, metering_point_id, installed_on)
       SELECT $1, a.metering_point_id, $3 FROM supply_accounts a
        WHERE a.id = $2 AND NOT EXISTS (SELECT FROM meter_installations i WHERE i.meter_id = $1 AND (i.removed_on IS NULL OR i.removed_on > $3::date))`,
      [meterId, accountId, on],
    );
    if (hung.rowCount !== 1) return false;
    await supply.addReading(tx, meterId, { on, total, peak, valley, eve: true });
    return true;
  },

  async addReading(
    tx: PoolClient,
    meterId: number,
    reading: { on: string; total: number; peak: number | null; valley: number | null; eve: boolean },
  ): Promise<void> {
    const { on, total, peak, valley, eve } = reading;
    await tx.query(
      `INSERT INTO readings (meter_id, read_on, total, peak, valley, quality, source)
       VALUES ($1, $2::date - CASE WHEN $6 THEN 1 ELSE 0 END, $3, $4, $5, 'actual', 'manual')
       ON CONFLICT (meter_id, read_on) DO UPDATE SET total = excluded.total, peak = excluded.peak, valley = excluded.valley,
         quality = 'actual', source = 'manual' WHERE readings.quality = 'estimated'`,
      [meterId, on, total, peak, valley, eve],
    );
  },

  async addOption(
    tx: PoolClient,
    option: { holderPeriodId: number; kind: string; from: string; people?: number },
  ): Promise<void> {
    const text =
      'INSERT INTO tariff_options (holder_period_id, kind, from_date, people) VALUES ($1, $2, $3, $4)';
    await tx.query(text, [option.holderPeriodId, option.kind, option.from, option.people ?? null]);
  },

  accountNo: async (tx: PoolClient, accountId: number) =>
    (await one<{ no: string }>(tx, 'SELECT account_no AS no FROM supply_accounts WHERE id = $1', [accountId]))
      .no,

  /** An account opened only to be paid for: closed when the case comes to nothing, open again when it goes on after all. */
  async setPending(
    tx: PoolClient,
    { accountId, from, status }: { accountId: number; from: string; status: 'active' | 'closed' },
  ): Promise<void> {
    const text = `UPDATE supply_accounts a SET status = $3 WHERE a.id = $1
      AND EXISTS (SELECT FROM holder_periods h WHERE h.account_id = a.id AND h.from_date = $2::date)`;
    await tx.query(text, [accountId, from, status]);
  },

  async setCapacity(tx: PoolClient, accountId: number, kw: number): Promise<void> {
    await tx.query('UPDATE supply_accounts SET contracted_kw = $2 WHERE id = $1', [accountId, kw]);
  },

  async setStatus(
    tx: PoolClient,
    accountId: number,
    status: 'active' | 'suspended' | 'closed',
  ): Promise<void> {
    await tx.query('UPDATE supply_accounts SET status = $2 WHERE id = $1', [accountId, status]);
  },
};
