import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { Content, Disclosure, Edition, Kind, Public } from './disclosure.ts';

const contentColumns = `e.title_zh AS "titleZh", e.title_en AS "titleEn", e.body_zh AS "bodyZh", e.body_en AS "bodyEn", e.source,
  e.effective_from::text AS "effectiveFrom"`;
const publicColumns = `d.number, d.kind, e.edition, ${contentColumns}, p.last_day::text AS "effectiveUntil", e.decided_at AS "publishedAt", p.stage`;
const publicRows = `disclosures_public($1) p JOIN disclosure_editions e ON e.id = p.id JOIN disclosures d ON d.id = p.disclosure_id`;
const disclosureColumns = `d.id, d.number, d.kind, d.withdrawn_at AS "withdrawnAt", d.withdrawn_by AS "withdrawnBy", d.withdrawn_for AS "withdrawnFor"`;
const editionColumns = `e.edition, e.status, ${contentColumns}, e.effective_until::text AS "effectiveUntil", e.written_by AS "writtenBy",
  e.written_at AS "writtenAt", e.decided_by AS "decidedBy", e.decided_at AS "decidedAt", e.refused_for AS "refusedFor"`;

/** Whether the words stand somewhere in a text, whatever their width or case. */
const says = (words: string, ...columns: string[]) =>
  `position(lower(normalize(${words}, NFKC)) IN lower(normalize(concat_ws(' ', ${columns.join(', ')}), NFKC))) > 0`;
const inEdition = (words: string) =>
  says(words, 'd.number', 'e.title_zh', 'e.title_en', 'e.body_zh', 'e.body_en', 'e.source');

export interface Wish {
  q: string | null;
  kind: Kind | null;
  /** What holds or will hold, or what is over. */
  when: 'current' | 'earlier';
  on: string;
  limit: number;
  offset: number;
}

export function createDisclosuresRepository(pool: Pool) {
  return {
    /** Each disclosure once, by the edition that holds, else the next, else the last that did; whatever was published last first. */
    async list({ q, kind, when, on, limit, offset }: Wish): Promise<Public[]> {
      const text = `SELECT * FROM (
          SELECT DISTINCT ON (d.id) ${publicColumns}, ${inEdition('$3')} AS fits,
                 min(e.effective_from) FILTER (WHERE p.stage = 'upcoming') OVER (PARTITION BY d.id)::text AS "nextFrom",
                 max(e.decided_at) OVER (PARTITION BY d.id) AS news
            FROM ${publicRows} WHERE $2::text IS NULL OR d.kind = $2
           ORDER BY d.id, array_position('{in-force,upcoming,ended}', p.stage),
                    CASE WHEN p.stage = 'upcoming' THEN e.effective_from END, e.effective_from DESC
        ) shown
        WHERE (stage = 'ended') = ($4 = 'earlier') AND ($3::text IS NULL OR fits)
        ORDER BY news DESC, number DESC LIMIT $5 OFFSET $6`;
      return (await pool.query<Public>(text, [on, kind, q, when, limit, offset])).rows.map(nextOnly);
    },

    /** All that was ever public of one, newest first. */
    async publicEditions(number: string, on: string): Promise<Public[]> {
      const text = `SELECT ${publicColumns}, NULL AS "nextFrom" FROM ${publicRows} WHERE d.number = $2 ORDER BY e.effective_from DESC`;
      return (await pool.query<Public>(text, [on, number])).rows;
    },

    /** Every disclosure with its newest edition; what waits for a second person first. */
    async workList(q: string | null, kind: Kind | null): Promise<(Disclosure & Edition)[]> {
      const text = `SELECT * FROM (
          SELECT DISTINCT ON (d.id) ${disclosureColumns}, ${editionColumns}, ${inEdition('$1')} AS fits
            FROM disclosures d JOIN disclosure_editions e ON e.disclosure_id = d.id
           WHERE $2::text IS NULL OR d.kind = $2 ORDER BY d.id, e.edition DESC
        ) newest WHERE $1::text IS NULL OR fits ORDER BY (status = 'proposed') DESC, id DESC LIMIT 500`;
      return (await pool.query<Disclosure & Edition>(text, [q, kind])).rows;
    },

    async find(number: string): Promise<Disclosure | undefined> {
      const text = `SELECT ${disclosureColumns} FROM disclosures d WHERE d.number = $1`;
      return (await pool.query<Disclosure>(text, [number])).rows[0];
    },

    /** Newest first. */
    async editions(id: number): Promise<Edition[]> {
      const text = `SELECT ${editionColumns} FROM disclosure_editions e WHERE e.disclosure_id = $1 ORDER BY e.edition DESC`;
      return (await pool.query<Edition>(text, [id])).rows;
    },

    async add(tx: PoolClient, kind: Kind, year: string, at: Date): Promise<Disclosure> {
      const text = `WITH next AS (SELECT nextval('disclosures_id_seq') AS id)
        INSERT INTO disclosures AS d (id, number, kind, created_at)
        SELECT id, 'GG' || $2 || lpad(id::text, greatest(4, length(id::text)), '0'), $1, $3 FROM next RETURNING ${disclosureColumns}`;
      return (await tx.query<Disclosure>(text, [kind, year, at])).rows[0]!;
    },

    async lock(tx: PoolClient, number: string): Promise<Disclosure | undefined> {
      const text = `SELECT ${disclosureColumns} FROM disclosures d WHERE d.number = $1 FOR UPDATE`;
      return (await tx.query<Disclosure>(text, [number])).rows[0];
    },

    async newest(tx: PoolClient, id: number): Promise<Edition | undefined> {
      const text = `SELECT ${editionColumns} FROM disclosure_editions e WHERE e.disclosure_id = $1 ORDER BY e.edition DESC LIMIT 1`;
      return (await tx.query<Edition>(text, [id])).rows[0];
    },

    async propose(
      tx: PoolClient,
      id: number,
      edition: number,
      content: Content,
      by: string,
      at: Date,
    ): Promise<void> {
      const { titleZh, titleEn, bodyZh, bodyEn, source, effectiveFrom, effectiveUntil } = content;
      await tx.query(
        `INSERT INTO disclosure_editions (disclosure_id, edition, status, title_zh, title_en, body_zh, body_en, source, effective_from, effective_until,
           written_by, written_at) VALUES ($1, $2, 'proposed', $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [id, edition, titleZh, titleEn, bodyZh, bodyEn, source, effectiveFrom, effectiveUntil, by, at],
      );
    },

    async replace(tx: PoolClient, id: number, edition: number): Promise<void> {
      await tx.query(
        `UPDATE disclosure_editions SET status = 'replaced' WHERE disclosure_id = $1 AND edition = $2`,
        [id, edition],
      );
    },

    async decide(
      tx: PoolClient,
      id: number,
      edition: number,
      decision: { status: 'published' | 'refused'; by: string; at: Date; refusedFor: string | null },
    ): Promise<void> {
      const { status, by, at, refusedFor } = decision;
      await tx.query(
        `UPDATE disclosure_editions SET status = $3, decided_by = $4, decided_at = $5, refused_for = $6 WHERE disclosure_id = $1 AND edition = $2`,
        [id, edition, status, by, at, refusedFor],
      );
    },

    async withdraw(tx: PoolClient, id: number, by: string, at: Date, reason: string): Promise<void> {
      await tx.query(
        'UPDATE disclosures SET withdrawn_by = $2, withdrawn_at = $3, withdrawn_for = $4 WHERE id = $1',
        [id, by, at, reason],
      );
    },

    async record(tx: PoolClient, audit: AuditRecord): Promise<void> {
      await tx.query(withAudit('SELECT', [], audit));
    },
  };
}

/** An edition that is upcoming itself is not also announced as the next. */
const nextOnly = (row: Public): Public => ({
  ...row,
  nextFrom: row.stage === 'in-force' ? row.nextFrom : null,
});

export type DisclosuresRepository = ReturnType<typeof createDisclosuresRepository>;
