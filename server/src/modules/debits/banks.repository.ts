/** The banks that debit for us, with their keys as they are stored: encrypted. */
import type { Pool } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';

export interface SftpAddress {
  host: string;
  port: number;
  user: string;
  hostKey: string;
  /** In front of /upload and /download; empty for the root. */
  folder: string;
}

export interface BankRow {
  code: string;
  nameZh: string;
  nameEn: string;
  utilityCode: string;
  active: boolean;
  keyId: string;
  keyEnc: Buffer;
  previousKeyId: string | null;
  previousKeyEnc: Buffer | null;
  sftp: SftpAddress | null;
  sftpKeyEnc: Buffer | null;
}

export interface BanksRepository {
  list(): Promise<BankRow[]>;
  find(code: string): Promise<BankRow | undefined>;
  save(bank: BankRow, entry: AuditRecord): Promise<void>;
}

const columns = `code, name_zh AS "nameZh", name_en AS "nameEn", utility_code AS "utilityCode", active, key_id AS "keyId", key_enc AS "keyEnc",
  previous_key_id AS "previousKeyId", previous_key_enc AS "previousKeyEnc", sftp, sftp_key_enc AS "sftpKeyEnc"`;

export function createBanksRepository(pool: Pool): BanksRepository {
  return {
    list: async () => (await pool.query<BankRow>(`SELECT ${columns} FROM debit_banks ORDER BY code`)).rows,
    find: async code =>
      (await pool.query<BankRow>(`SELECT ${columns} FROM debit_banks WHERE code = $1`, [code])).rows[0],
    async save(bank, entry) {
      const text = `INSERT INTO debit_banks (code, name_zh, name_en, utility_code, active, key_id, key_enc, previous_key_id, previous_key_enc, sftp, sftp_key_enc)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (code) DO UPDATE SET name_zh = $2, name_en = $3, utility_code = $4, active = $5, key_id = $6, key_enc = $7,
          previous_key_id = $8, previous_key_enc = $9, sftp = $10, sftp_key_enc = $11`;
      const values = [
        bank.code,
        bank.nameZh,
        bank.nameEn,
        bank.utilityCode,
        bank.active,
        bank.keyId,
        bank.keyEnc,
        bank.previousKeyId,
        bank.previousKeyEnc,
        bank.sftp && JSON.stringify(bank.sftp),
        bank.sftpKeyEnc,
      ];
      await pool.query(withAudit(text, values, entry));
    },
  };
}
