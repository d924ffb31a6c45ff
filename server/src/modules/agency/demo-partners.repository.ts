import type { Pool } from 'pg';

export interface DemoPartner {
  code: string;
  nameZh: string;
  nameEn: string;
  form: string;
  channels: string[];
  prefunded?: boolean;
  cutOff: string;
  units: object;
  commissionPpm?: number;
  perPaymentFen?: number;
  perDayFen?: number;
  topUpFen?: number;
  settings?: object;
  terminals: {
    terminalNo: string;
    channel: string;
    name: string;
    address: string;
    hours: string;
    marked: boolean;
  }[];
}

interface DemoKey {
  keyId: string;
  algorithm: string;
  publicKey?: string;
  secretEnc?: Buffer;
}

export function createDemoPartnersRepository(pool: Pool) {
  return {
    async add(partner: DemoPartner, key: DemoKey): Promise<void> {
      const { rows } = await pool.query<{ id: number }>(
        `INSERT INTO partners (code, name_zh, name_en, form, channels, prefunded, cut_off, units, per_payment_fen, per_day_fen, settings, inquiries_per_minute)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 30) ON CONFLICT (code) DO NOTHING RETURNING id`,
        [
          partner.code,
          partner.nameZh,
          partner.nameEn,
          partner.form,
          partner.channels,
          partner.prefunded ?? false,
          partner.cutOff,
          JSON.stringify(partner.units),
          partner.perPaymentFen ?? null,
          partner.perDayFen ?? null,
          JSON.stringify(partner.settings ?? {}),
        ],
      );
      const id = rows[0]?.id;
      if (id === undefined) return;
      await pool.query(
        `INSERT INTO partner_keys (partner_id, key_id, algorithm, public_key, secret_enc, valid_from, created_by, confirmed_by, confirmed_at)
         VALUES ($1, $2, $3, $4, $5, now(), 'demo', 'system', now())`,
        [id, key.keyId, key.algorithm, key.publicKey ?? null, key.secretEnc ?? null],
      );
      for (const each of partner.terminals)
        await pool.query(
          `INSERT INTO partner_terminals (partner_id, terminal_no, channel, name, address, hours, marked) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          [id, each.terminalNo, each.channel, each.name, each.address, each.hours, each.marked],
        );
      if (partner.commissionPpm)
        await pool.query(
          `INSERT INTO partner_terms (partner_id, commission_ppm, valid_from, reason, status, proposed_by, proposed_at, decided_by, decided_at)
             SELECT id, $2, clearing_date(created_at, cut_off), '代收协议', 'approved', 'staff:admin1', now(), 'staff:supervisor1', now() FROM partners WHERE id = $1`,
          [id, partner.commissionPpm],
        );
      if (partner.topUpFen) await topUp(pool, id, partner.code, partner.topUpFen);
    },
  };
}

/** As two people of the staff would. */
async function topUp(pool: Pool, id: number, code: string, amountFen: number): Promise<void> {
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO partner_top_ups (partner_id, amount_fen, bank_reference, requested_by) VALUES ($1, $2, $3, 'finance1') RETURNING id`,
    [id, amountFen, `DEMO-${code}`],
  );
  await pool.query(`SELECT decide_partner_top_up($1, true, 'supervisor1', now())`, [rows[0]!.id]);
}
