import type { Database } from '../../infra/database.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import type { AddressParts } from '../../shared/mask.ts';

/** An account and who holds it now, as the utility has them on file. */
export interface AccountOnFile extends AddressParts {
  accountId: number;
  accountNo: string;
  regionCode: string;
  holderPeriodId: number;
  contractNo: string;
  nameEnc: Uint8Array;
  phoneEnc: Uint8Array | null;
  phoneHash: Uint8Array | null;
  identityNoEnc: Uint8Array | null;
}

export interface AccountsOnFileRepository {
  /** Undefined when there is no such account, or nobody holds it today. */
  find(accountNo: string, today: BusinessDate): Promise<AccountOnFile | undefined>;
  /** Accounts behind the meter of this asset number (资产编号). */
  ofMeter(assetNo: string, today: BusinessDate): Promise<AccountOnFile[]>;
  /** Accounts whose holder has this phone on file. */
  ofPhone(phoneHash: Uint8Array, today: BusinessDate): Promise<AccountOnFile[]>;
  /** Accounts whose address looks like the text, best first, at most 50: candidates, not yet answers. */
  nearAddress(regionCode: string, text: string, today: BusinessDate): Promise<AccountOnFile[]>;
}

export function createAccountsOnFileRepository({ pool }: Pick<Database, 'pool'>): AccountsOnFileRepository {
  const all = async (name: string, text: string, values: unknown[]) =>
    (await pool.query<AccountOnFile>({ name, text, values })).rows;
  return {
    find: async (accountNo, today) =>
      (await all('account-on-file', `${select} WHERE a.account_no = $2`, [today, accountNo]))[0],
    ofMeter: (assetNo, today) => all('accounts-of-meter', ofMeterSql, [today, assetNo]),
    ofPhone: (phoneHash, today) => all('accounts-of-phone', ofPhoneSql, [today, phoneHash]),
    nearAddress: (regionCode, text, today) => all('accounts-near', nearSql, [today, regionCode, text]),
  };
}

// Half-open periods: the day a holder leaves is the successor's first.
const select = `
  SELECT a.id AS "accountId", a.account_no AS "accountNo", a.region_code AS "regionCode", h.id AS "holderPeriodId",
         h.contract_no AS "contractNo", c.name_enc AS "nameEnc", c.phone_enc AS "phoneEnc", c.phone_hash AS "phoneHash",
         c.identity_no_enc AS "identityNoEnc", p.district, p.street, p.building, p.unit, p.room
    FROM supply_accounts a
    JOIN holder_periods h ON h.account_id = a.id AND h.from_date <= $1::date AND (h.to_date IS NULL OR h.to_date > $1::date)
    JOIN customers c ON c.id = h.customer_id
    JOIN metering_points m ON m.id = a.metering_point_id
    JOIN premises p ON p.id = m.premises_id`;

const ofMeterSql = `${select}
    JOIN meter_installations i ON i.metering_point_id = m.id AND i.installed_on <= $1::date AND (i.removed_on IS NULL OR i.removed_on > $1::date)
    JOIN meters ON meters.id = i.meter_id
   WHERE meters.asset_no = $2 ORDER BY a.account_no LIMIT 5`;

const ofPhoneSql = `${select}
   WHERE c.phone_hash = $2 ORDER BY a.account_no LIMIT 20`;

const nearSql = `${select}
   WHERE p.region_code = $2 AND (p.district || p.street || p.building || p.unit || p.room) %> $3
   ORDER BY word_similarity($3, p.district || p.street || p.building || p.unit || p.room) DESC, a.account_no LIMIT 50`;
