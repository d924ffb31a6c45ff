/** Makes the people and things of a story directly in the database, as the owner: the shortest way to a known world. */
import { randomInt } from 'node:crypto';
import type pg from 'pg';
import { createFieldCipher, type FieldCipher, tokenHash } from '../../server/src/infra/crypto.ts';
import { randomToken } from '../../server/src/shared/ids.ts';

export const testFieldKey = Buffer.alloc(32, 7).toString('base64');
export const testCipher: FieldCipher = createFieldCipher(Buffer.from(testFieldKey, 'base64'));

export interface Household {
  accountNo: string;
  accountId: number;
  premisesId: number;
  meteringPointId: number;
  meterId: number;
  meterAssetNo: string;
  customerId: number;
  holderPeriodId: number;
  contractNo: string;
  name: string;
  phone: string;
  identityNo: string;
}

export interface Resident {
  personId: string;
  identityId: string;
  phone: string;
  token: string;
}

export interface BillOfTest {
  billNo: string;
  billId: number;
  payableId: number;
  amountFen: number;
}

export interface World {
  household(
    options?: Partial<Pick<Household, 'accountNo' | 'name' | 'phone'>> & {
      region?: string;
      from?: string;
      category?: string;
    },
  ): Promise<Household>;
  resident(options?: {
    phone?: string;
    provider?: 'phone' | 'wechat' | 'alipay';
    subject?: string;
    appId?: string;
  }): Promise<Resident>;
  bind(
    resident: Resident,
    household: Household,
    options?: { level?: 'pay-only' | 'full'; isHolder?: boolean; isDefault?: boolean },
  ): Promise<string>;
  bill(
    household: Household,
    options?: { amountFen?: number; month?: string; dueOn?: string; tier?: object; readings?: object[] },
  ): Promise<BillOfTest>;
  /** The holder moves out and another customer moves in on that date. */
  moveIn(household: Household, on: string): Promise<Household>;
}

const regions = [
  [
    'weihai',
    '威海',
    'Weihai',
    '^37\\d{11}$',
    '威海户号为 37 开头的 13 位数字',
    'Weihai account numbers have 13 digits beginning with 37',
  ],
  [
    'wuhu',
    '芜湖',
    'Wuhu',
    '^\\d{10}$|^34\\d{11}$',
    '芜湖户号为 10 位数字,或 34 开头的 13 位数字',
    'Wuhu account numbers have 10 digits, or 13 beginning with 34',
  ],
] as const;

export function createWorld(pool: pg.Pool): World {
  const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');
  const taken = new Set<string>();
  /** No two people of one world have the same phone, however many there are. */
  const newPhone = (prefix: string): string => {
    const phone = prefix + digits(8);
    if (taken.has(phone)) return newPhone(prefix);
    taken.add(phone);
    return phone;
  };
  const one = async <T>(sql: string, values: unknown[]): Promise<T> =>
    (await pool.query(sql, values)).rows[0];
  const idOf = async (sql: string, values: unknown[]) =>
    Number((await one<{ id: string | number }>(sql, values)).id);

  async function ensureRegions(): Promise<void> {
    for (const region of regions)
      await pool.query(
        `INSERT INTO regions (code, name_zh, name_en, account_no_pattern, account_no_hint_zh, account_no_hint_en)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (code) DO NOTHING`,
        [...region],
      );
  }

  async function customer(name: string, phone: string, identityNo: string): Promise<number> {
    return idOf(
      `INSERT INTO customers (name_enc, name_hash, phone_enc, phone_hash, identity_no_enc, identity_hash)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
      [
        testCipher.encrypt(name),
        testCipher.hash('name', name),
        testCipher.encrypt(phone),
        testCipher.hash('phone', phone),
        testCipher.encrypt(identityNo),
        testCipher.hash('identity-no', identityNo),
      ],
    );
  }

  async function holderPeriod(
    accountId: number,
    customerId: number,
    contractNo: string,
    from: string,
  ): Promise<number> {
    return idOf(
      `INSERT INTO holder_periods (account_id, customer_id, contract_no, from_date) VALUES ($1, $2, $3, $4) RETURNING id`,
      [accountId, customerId, contractNo, from],
    );
  }

  return {
    async household(options = {}) {
      await ensureRegions();
      const region = options.region ?? 'weihai';
      const accountNo = options.accountNo ?? `37${digits(11)}`;
      const meterAssetNo = `M${digits(12)}`;
      const contractNo = `HT${digits(12)}`;
      const name = options.name ?? '张晓明';
      const phone = options.phone ?? newPhone('139');
      const identityNo = `37100219800101${digits(4)}`;
      const from = options.from ?? '2023-01-01';
      const premisesId = await idOf(
        `INSERT INTO premises (region_code, district, street, building, unit, room) VALUES ($1, '文登区', '昆嵛路', $2, '2单元', '301室') RETURNING id`,
        [region, `${randomInt(1, 999)}号楼`],
      );
      const meteringPointId = await idOf(
        'INSERT INTO metering_points (premises_id, code) VALUES ($1, $2) RETURNING id',
        [premisesId, `MP${digits(12)}`],
      );
      const meterId = await idOf('INSERT INTO meters (asset_no) VALUES ($1) RETURNING id', [meterAssetNo]);
      await pool.query(
        'INSERT INTO meter_installations (meter_id, metering_point_id, installed_on) VALUES ($1, $2, $3)',
        [meterId, meteringPointId, from],
      );
      const accountId = await idOf(
        'INSERT INTO supply_accounts (account_no, region_code, metering_point_id, category) VALUES ($1, $2, $3, $4) RETURNING id',
        [accountNo, region, meteringPointId, options.category ?? 'residential'],
      );
      const customerId = await customer(name, phone, identityNo);
      const holderPeriodId = await holderPeriod(accountId, customerId, contractNo, from);
      return {
        accountNo,
        accountId,
        premisesId,
        meteringPointId,
        meterId,
        meterAssetNo,
        customerId,
        holderPeriodId,
        contractNo,
        name,
        phone,
        identityNo,
      };
    },

    async resident(options = {}) {
      const phone = options.phone ?? newPhone('137');
      const provider = options.provider ?? 'phone';
      const subject =
        options.subject ??
        (provider === 'phone' ? testCipher.hash('phone', phone).toString('hex') : `o-${randomToken(9)}`);
      const { id: personId } = await one<{ id: string }>(
        'INSERT INTO people (phone_enc, phone_hash) VALUES ($1, $2) RETURNING id',
        [testCipher.encrypt(phone), testCipher.hash('phone', phone)],
      );
      const { id: identityId } = await one<{ id: string }>(
        'INSERT INTO identities (person_id, provider, app_id, subject) VALUES ($1, $2, $3, $4) RETURNING id',
        [personId, provider, options.appId ?? (provider === 'phone' ? 'sms' : ''), subject],
      );
      const token = randomToken();
      await pool.query(
        `INSERT INTO sessions (token_hash, person_id, identity_id, expires_at, phone_proved_at) VALUES ($1, $2, $3, now() + interval '30 days', now())`,
        [tokenHash(token), personId, identityId],
      );
      return { personId, identityId, phone, token };
    },

    async bind(resident, household, options = {}) {
      const { id } = await one<{ id: string }>(
        `INSERT INTO bindings (person_id, holder_period_id, level, is_holder, is_default) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
        [
          resident.personId,
          household.holderPeriodId,
          options.level ?? 'full',
          options.isHolder ?? false,
          options.isDefault ?? false,
        ],
      );
      return id;
    },

    async bill(household, options = {}) {
      const amountFen = options.amountFen ?? 12_345;
      const month = options.month ?? '2026-10';
      const billNo = `B${digits(16)}`;
      const content = {
        readings: options.readings ?? [],
        lines: [],
        tier: options.tier ?? null,
        tariff: null,
      };
      const billId = await idOf(
        `INSERT INTO bills (bill_no, holder_period_id, account_id, month, from_date, to_date, issued_at, due_on, energy, energy_fen, total_fen, content)
         VALUES ($1, $2, $3, $4, ($4 || '-01')::date, (($4 || '-01')::date + interval '1 month - 1 day')::date, now(), coalesce($7::date, (now() + interval '20 days')::date), 22500, $5, $5, $6) RETURNING id`,
        [
          billNo,
          household.holderPeriodId,
          household.accountId,
          month,
          amountFen,
          JSON.stringify(content),
          options.dueOn ?? null,
        ],
      );
      await pool.query('SELECT post_bills(ARRAY[$1]::bigint[])', [billId]);
      const payableId = await idOf('SELECT payable_id AS id FROM bills WHERE id = $1', [billId]);
      return { billNo, billId, payableId, amountFen };
    },

    async moveIn(household, on) {
      await pool.query(`UPDATE holder_periods SET to_date = $2::date WHERE id = $1`, [
        household.holderPeriodId,
        on,
      ]);
      const name = '李新住';
      const phone = newPhone('136');
      const identityNo = `37100219900101${digits(4)}`;
      const contractNo = `HT${digits(12)}`;
      const customerId = await customer(name, phone, identityNo);
      const holderPeriodId = await holderPeriod(household.accountId, customerId, contractNo, on);
      return { ...household, customerId, holderPeriodId, contractNo, name, phone, identityNo };
    },
  };
}
