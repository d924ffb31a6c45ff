/** Contacts of large customers. Phone and e-mail are sealed; who is removed stays for the log of what was sent. */
import type { Database } from '../../../infra/database.ts';
import { withAudit } from '../../../infra/with-audit.ts';
import type { AuditRecord } from '../../../shared/audit.ts';
import type { Language } from '../../../shared/errors.ts';
import type { ContactRole } from '../alert-rule.ts';

export interface ContactRow {
  id: number;
  role: ContactRole;
  nameEnc: Buffer;
  phoneEnc: Buffer | null;
  emailEnc: Buffer | null;
  language: Language;
  addedBy: string;
  addedAt: Date;
}

export type NewContact = Omit<ContactRow, 'id'> & { holderPeriodId: number };

export interface HolderOfAccount {
  holderPeriodId: number;
  mayHaveContacts: boolean;
}

export function createContactsRepository({ pool }: Pick<Database, 'pool'>) {
  return {
    async presentHolder(accountNo: string, today: string): Promise<HolderOfAccount | undefined> {
      const { rows } = await pool.query<HolderOfAccount>(
        `SELECT h.id AS "holderPeriodId", (a.importance <> 'none' OR a.category <> 'residential') AS "mayHaveContacts"
           FROM supply_accounts a JOIN holder_periods h ON h.account_id = a.id
          WHERE a.account_no = $1 AND h.from_date <= $2 AND (h.to_date IS NULL OR h.to_date > $2)`,
        [accountNo, today],
      );
      return rows[0];
    },

    async list(holderPeriodId: number): Promise<ContactRow[]> {
      const { rows } = await pool.query<ContactRow>(
        `SELECT id, role, name_enc AS "nameEnc", phone_enc AS "phoneEnc", email_enc AS "emailEnc", language, added_by AS "addedBy", added_at AS "addedAt"
           FROM account_contacts WHERE holder_period_id = $1 AND removed_at IS NULL ORDER BY role, id`,
        [holderPeriodId],
      );
      return rows;
    },

    async add(contact: NewContact, audit: AuditRecord): Promise<void> {
      const { holderPeriodId, role, nameEnc, phoneEnc, emailEnc, language, addedBy, addedAt } = contact;
      const text = `INSERT INTO account_contacts (holder_period_id, role, name_enc, phone_enc, email_enc, language, added_by, added_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;
      const values = [holderPeriodId, role, nameEnc, phoneEnc, emailEnc, language, addedBy, addedAt];
      await pool.query(withAudit(text, values, audit));
    },

    /** False when there is no such live contact of this holder; then nothing is logged either. */
    async remove(
      holderPeriodId: number,
      contactId: number,
      by: { username: string; at: Date },
      audit: AuditRecord,
    ): Promise<boolean> {
      const { rowCount } = await pool.query(
        `WITH gone AS (UPDATE account_contacts SET removed_by = $3, removed_at = $4
           WHERE id = $2 AND holder_period_id = $1 AND removed_at IS NULL RETURNING id)
         INSERT INTO audit_entries (actor, action, subject, detail, request_id) SELECT $3, $5, $6, $7, $8 FROM gone`,
        [
          holderPeriodId,
          contactId,
          by.username,
          by.at,
          audit.action,
          audit.subject,
          JSON.stringify(audit.detail ?? {}),
          audit.requestId ?? null,
        ],
      );
      return rowCount === 1;
    },
  };
}

export type ContactsRepository = ReturnType<typeof createContactsRepository>;
