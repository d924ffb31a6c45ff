/** All partners with what judging their messages needs, in three statements. */
import type { Pool } from 'pg';

export interface PartnerRow {
  id: number;
  code: string;
  form: string;
  channels: string[];
  status: string;
  prefunded: boolean;
  cutOff: string;
  units: Record<string, string>;
  inquiriesPerMinute: number;
  addresses: string[];
  settings: Record<string, unknown>;
}

export interface PartnerKeyRow {
  id: number;
  partnerId: number;
  keyId: string;
  algorithm: string;
  publicKey: string | null;
  secretEnc: Buffer | null;
  validFrom: Date;
  validUntil: Date | null;
}

export interface PartnerBookRepository {
  load(): Promise<{
    partners: PartnerRow[];
    keys: PartnerKeyRow[];
    terminals: { partnerId: number; terminalNo: string; active: boolean }[];
  }>;
  /** For the staff view: a key that is no longer used can be ended. */
  noteUse(keyId: number, now: Date): Promise<void>;
}

export function createPartnerBookRepository(pool: Pool): PartnerBookRepository {
  return {
    async load() {
      const [partners, keys, terminals] = await Promise.all([
        pool.query<PartnerRow>(`SELECT id, code, form, channels, status, prefunded, cut_off::text AS "cutOff", units, inquiries_per_minute AS "inquiriesPerMinute", addresses, settings
          FROM partners`),
        pool.query<PartnerKeyRow>(`SELECT id, partner_id AS "partnerId", key_id AS "keyId", algorithm, public_key AS "publicKey", secret_enc AS "secretEnc",
            valid_from AS "validFrom", valid_until AS "validUntil" FROM partner_keys WHERE confirmed_at IS NOT NULL`),
        pool.query<{ partnerId: number; terminalNo: string; active: boolean }>(
          'SELECT partner_id AS "partnerId", terminal_no AS "terminalNo", active FROM partner_terminals',
        ),
      ]);
      return { partners: partners.rows, keys: keys.rows, terminals: terminals.rows };
    },
    async noteUse(keyId, now) {
      await pool.query('UPDATE partner_keys SET last_used_at = $2 WHERE id = $1', [keyId, now]);
    },
  };
}
