/** Partners as staff see and change them. */
import type { Database } from '../../infra/database.ts';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import { keyTaken, partnerTaken, referenceTaken, refusals } from './agency.errors.ts';

export interface PartnerRecord {
  code: string;
  nameZh: string;
  nameEn: string;
  form: string;
  channels: string[];
  prefunded: boolean;
  /** HH:MM:SS */
  cutOff: string;
  units: object;
  perPaymentFen?: number | null;
  perDayFen?: number | null;
  inquiriesPerMinute: number;
  addresses: string[];
  settings: object;
}

export type PartnerChange = Partial<Omit<PartnerRecord, 'code' | 'form' | 'prefunded'>> & { status?: string };

export interface NewKey {
  keyId: string;
  algorithm: string;
  publicKey: string | null;
  secretEnc: Buffer | null;
  validFrom: Date;
  createdBy: string;
}

export interface NewTerms {
  commissionPpm: number;
  validFrom: string;
  reason: string;
  by: string;
}

export interface Terminal {
  terminalNo: string;
  channel: string;
  name: string;
  address: string;
  hours?: string;
  marked: boolean;
  active: boolean;
}

// Columns by name in the change; what is not named stays.
const columns: Record<string, string> = {
  nameZh: 'name_zh',
  nameEn: 'name_en',
  channels: 'channels',
  status: 'status',
  cutOff: 'cut_off',
  units: 'units',
  perPaymentFen: 'per_payment_fen',
  perDayFen: 'per_day_fen',
  inquiriesPerMinute: 'inquiries_per_minute',
  addresses: 'addresses',
  settings: 'settings',
};

const summarySql = `
  SELECT p.code, p.name_zh AS "nameZh", p.name_en AS "nameEn", p.form, p.channels, p.status, p.prefunded, f.balance_fen AS "balanceFen",
      to_char(p.cut_off, 'HH24:MI:SS') AS "cutOff", clearing_date($1, p.cut_off)::text AS "clearingOn",
      (SELECT count(*)::int FROM collections c WHERE c.source = partner_source(p) AND c.clearing_on = clearing_date($1, p.cut_off)) AS payments,
      (SELECT coalesce(sum(c.amount_fen), 0)::bigint FROM collections c WHERE c.source = partner_source(p) AND c.clearing_on = clearing_date($1, p.cut_off)) AS "paidFen",
      (SELECT coalesce(sum(b.count), 0)::int FROM partner_bad_counts b WHERE b.partner_code = p.code AND b.counted_on > shanghai_date($1) - 7) AS "badMessages",
      (SELECT count(*)::int FROM partner_top_ups t WHERE t.partner_id = p.id AND t.status = 'awaiting-approval') AS "topUpsWaiting",
      (SELECT coalesce(sum(t.amount_fen), 0)::bigint FROM partner_top_ups t WHERE t.partner_id = p.id AND t.status = 'awaiting-approval') AS "topUpsWaitingFen",
      (SELECT count(*)::int FROM partner_terms t WHERE t.partner_id = p.id AND t.status = 'awaiting-approval') AS "termsWaiting",
      (SELECT count(*)::int FROM partner_keys k WHERE k.partner_id = p.id AND k.confirmed_at IS NULL AND (k.valid_until IS NULL OR k.valid_until > $1)) AS "keysWaiting",
      (SELECT max(k.last_used_at) FROM partner_keys k WHERE k.partner_id = p.id) AS "lastSeenAt"
    FROM partners p LEFT JOIN partner_prefunds f ON f.partner_id = p.id`;

const parts = {
  keys: `SELECT key_id AS "keyId", algorithm, public_key AS "publicKey", valid_from AS "validFrom", valid_until AS "validUntil", created_by AS "createdBy",
      confirmed_by AS "confirmedBy", last_used_at AS "lastUsedAt" FROM partner_keys WHERE partner_id = $1 ORDER BY id DESC`,
  terminals: `SELECT terminal_no AS "terminalNo", channel, name, address, hours, marked, active FROM partner_terminals WHERE partner_id = $1 ORDER BY terminal_no`,
  topUps: `SELECT id, amount_fen AS "amountFen", bank_reference AS "bankReference", status, requested_by AS "requestedBy", requested_at AS "requestedAt",
      decided_by AS "decidedBy", decided_at AS "decidedAt" FROM partner_top_ups WHERE partner_id = $1 ORDER BY id DESC LIMIT 50`,
  terms: `SELECT id, commission_ppm AS "commissionPpm", valid_from::text AS "validFrom", reason, status, proposed_by AS "proposedBy", proposed_at AS "proposedAt",
      decided_by AS "decidedBy", decided_at AS "decidedAt" FROM partner_terms WHERE partner_id = $1 ORDER BY id DESC LIMIT 50`,
  days: `SELECT d.clearing_on::text AS "clearingOn", d.payments, d.reversals, d.net_fen AS "netFen", d.commission_fen AS "commissionFen",
      f.sha256 AS "fileSha256", f.total_fen AS "fileTotalFen" FROM partner_days d
      LEFT JOIN partner_files f ON f.partner_id = d.partner_id AND f.clearing_on = d.clearing_on AND f.kind = 'day'
      WHERE d.partner_id = $1 AND d.closed_at IS NOT NULL ORDER BY 1 DESC LIMIT 31`,
  bad: `SELECT b.counted_on::text AS "on", b.reason, b.count FROM partner_bad_counts b JOIN partners p ON p.code = b.partner_code
      WHERE p.id = $1 ORDER BY 1 DESC, 3 DESC LIMIT 100`,
};

export type PartnersRepository = ReturnType<typeof createPartnersRepository>;

export function createPartnersRepository({
  pool,
  inSqlTransaction,
}: Pick<Database, 'pool' | 'inSqlTransaction'>) {
  const run = (text: string, values: unknown[], audit: AuditRecord) =>
    pool.query(withAudit(text, values, audit));
  return {
    async list(now: Date) {
      const { rows } = await pool.query(`${summarySql} ORDER BY p.code`, [now]);
      return rows;
    },
    /** Bad messages of nobody we know, over a week. */
    async strangers(now: Date): Promise<{ reason: string; count: number }[]> {
      const text = `SELECT reason, sum(count)::int AS count FROM partner_bad_counts WHERE partner_code = '?' AND counted_on > shanghai_date($1) - 7 GROUP BY 1 ORDER BY 2 DESC`;
      return (await pool.query(text, [now])).rows;
    },
    async find(code: string, now: Date) {
      const { rows } = await pool.query(
        `SELECT summary.*, p.id, p.units, p.per_payment_fen AS "perPaymentFen", p.per_day_fen AS "perDayFen", p.inquiries_per_minute AS "inquiriesPerMinute",
            p.addresses, commission_on(p.id, summary."clearingOn"::date) AS "commissionPpm", terms_from(p, $1)::text AS "termsFrom", p.settings
          FROM (${summarySql} WHERE p.code = $2) summary JOIN partners p USING (code)`,
        [now, code],
      );
      if (!rows[0]) return undefined;
      const { id, ...partner } = rows[0];
      const [keys, terminals, topUps, terms, days, bad] = await Promise.all(
        [parts.keys, parts.terminals, parts.topUps, parts.terms, parts.days, parts.bad].map(
          async text => (await pool.query(text, [id])).rows,
        ),
      );
      return { id: id as number, partner, keys, terminals, topUps, terms, days, bad };
    },
    async create(record: PartnerRecord, audit: AuditRecord): Promise<void> {
      const { code, form, prefunded, ...rest } = record;
      const names = Object.keys(rest).map(name => columns[name]);
      const values = [code, form, prefunded, ...Object.values(rest).map(plain)];
      const places = values.map((_, index) => `$${index + 1}`);
      const text = `INSERT INTO partners (code, form, prefunded, ${names}) VALUES (${places}) RETURNING id`;
      const create = inSqlTransaction(async tx => {
        const { rows } = await tx.query<{ id: number }>(withAudit(text, values, audit));
        if (prefunded) await tx.query('INSERT INTO partner_prefunds (partner_id) VALUES ($1)', [rows[0]!.id]);
      });
      await taking(partnerTaken, create);
    },
    async change(id: number, change: PartnerChange, audit: AuditRecord): Promise<void> {
      const names = Object.keys(change);
      const sets = names.map((name, index) => `${columns[name]} = $${index + 2}`);
      await run(
        `UPDATE partners SET ${sets} WHERE id = $1`,
        [id, ...Object.values(change).map(plain)],
        audit,
      );
    },
    async addKey(id: number, key: NewKey, audit: AuditRecord): Promise<void> {
      await taking(
        keyTaken,
        run(
          `INSERT INTO partner_keys (partner_id, key_id, algorithm, public_key, secret_enc, valid_from, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          [id, key.keyId, key.algorithm, key.publicKey, key.secretEnc, key.validFrom, key.createdBy],
          audit,
        ),
      );
    },
    /** Once: a key that is confirmed stays as it is. */
    async confirmKey(id: number, keyId: string, by: string, now: Date, audit: AuditRecord): Promise<void> {
      const text = `UPDATE partner_keys SET confirmed_by = $3, confirmed_at = $4 WHERE partner_id = $1 AND key_id = $2 AND confirmed_at IS NULL`;
      await run(text, [id, keyId, by, now], audit);
    },
    async endKey(id: number, keyId: string, at: Date, audit: AuditRecord): Promise<void> {
      const text = 'UPDATE partner_keys SET valid_until = $3 WHERE partner_id = $1 AND key_id = $2';
      await run(text, [id, keyId, at], audit);
    },
    async putTerminal(id: number, terminal: Terminal, audit: AuditRecord): Promise<void> {
      await run(
        `INSERT INTO partner_terminals (partner_id, terminal_no, channel, name, address, hours, marked, active) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
           ON CONFLICT (partner_id, terminal_no) DO UPDATE SET channel = excluded.channel, name = excluded.name, address = excluded.address,
             hours = excluded.hours, marked = excluded.marked, active = excluded.active`,
        [
          id,
          terminal.terminalNo,
          terminal.channel,
          terminal.name,
          terminal.address,
          terminal.hours ?? '',
          terminal.marked,
          terminal.active,
        ],
        audit,
      );
    },
    async addTopUp(
      id: number,
      amountFen: number,
      bankReference: string,
      by: string,
      audit: AuditRecord,
    ): Promise<number> {
      const text = `INSERT INTO partner_top_ups (partner_id, amount_fen, bank_reference, requested_by) VALUES ($1, $2, $3, $4) RETURNING id`;
      const { rows } = await taking(referenceTaken, run(text, [id, amountFen, bankReference, by], audit));
      return rows[0].id;
    },
    async decideTopUp(
      topUpId: number,
      approve: boolean,
      by: string,
      now: Date,
      audit: AuditRecord,
    ): Promise<string> {
      const text = 'SELECT decide_partner_top_up($1, $2, $3, $4) AS status';
      return (await refusals(run(text, [topUpId, approve, by, now], audit))).rows[0].status;
    },
    /** A commission from a clearing date on; another person decides. */
    async proposeTerms(id: number, terms: NewTerms, now: Date, audit: AuditRecord): Promise<void> {
      const { commissionPpm, validFrom, reason, by } = terms;
      const text = 'SELECT propose_partner_terms($1, $2, $3, $4, $5, $6)';
      await refusals(run(text, [id, commissionPpm, validFrom, reason, by, now], audit));
    },
    async decideTerms(
      termsId: number,
      approve: boolean,
      by: string,
      now: Date,
      audit: AuditRecord,
    ): Promise<string> {
      const text = 'SELECT decide_partner_terms($1, $2, $3, $4) AS status';
      return (await refusals(run(text, [termsId, approve, by, now], audit))).rows[0].status;
    },
    async points(channel: string | undefined, search: string | undefined) {
      const text = `SELECT t.terminal_no AS "pointNo", t.channel, t.name, t.address, t.hours, p.name_zh AS "partnerZh", p.name_en AS "partnerEn"
        FROM partner_terminals t JOIN partners p ON p.id = t.partner_id
        WHERE t.marked AND t.active AND p.status = 'active' AND ($1::text IS NULL OR t.channel = $1)
          AND ($2::text IS NULL OR position($2 IN t.name || t.address) > 0) ORDER BY t.address, t.terminal_no LIMIT 200`;
      return (await pool.query(text, [channel ?? null, search ?? null])).rows;
    },
  };
}

/** JSON columns as text; the rest as it is. */
const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? JSON.stringify(value) : value;

async function taking<T>(taken: () => Error, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw (error as { code?: string }).code === '23505' ? taken() : error;
  }
}
