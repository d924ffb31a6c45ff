/** A home of one of the demo's people, found again by the phone on file once the town is written. */
import type pg from 'pg';
import type { FieldCipher } from '../../server/src/infra/crypto.ts';
import { demoPhone } from './households.ts';

export interface DemoHome {
  holderPeriodId: number;
  accountId: number;
  accountNo: string;
  areaId: number;
  meteringPoint: string;
  meter: string;
}

/** @param number the place in the table of demo households, from 1; undefined in a town too small to have it */
export async function demoHome(
  client: pg.ClientBase,
  cipher: FieldCipher,
  number: number,
): Promise<DemoHome | undefined> {
  const { rows } = await client.query<DemoHome>(
    `SELECT h.id AS "holderPeriodId", a.id AS "accountId", a.account_no AS "accountNo", p.transformer_area_id AS "areaId", m.code AS "meteringPoint",
            (SELECT t.asset_no FROM meter_installations i JOIN meters t ON t.id = i.meter_id WHERE i.metering_point_id = m.id ORDER BY i.installed_on DESC LIMIT 1) AS meter
       FROM customers c JOIN holder_periods h ON h.customer_id = c.id AND h.to_date IS NULL JOIN supply_accounts a ON a.id = h.account_id
       JOIN metering_points m ON m.id = a.metering_point_id JOIN premises p ON p.id = m.premises_id
      WHERE c.phone_hash = $1`,
    [cipher.hash('phone', demoPhone(number))],
  );
  return rows[0];
}
