import type { Database } from '../../infra/database.ts';
import { auditStatement, withAudit } from '../../infra/with-audit.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import type { DifferenceAction, DifferenceClass } from './reconciliation-day.ts';

export interface DifferenceRow {
  id: number;
  source: string;
  day: BusinessDate;
  kind: 'payment' | 'refund' | 'message' | 'total';
  reference: string;
  copy: number;
  class: DifferenceClass;
  channel: string;
  oursFen: number | null;
  theirsFen: number | null;
  line: number | null;
  paymentNo: string | null;
  orderNo: string | null;
  otherDay: BusinessDate | null;
  /** Why it was not posted by itself. */
  notPosted: string | null;
  status: 'open' | 'proposed' | 'resolved';
  resolution: string | null;
  reason: string | null;
  proposedBy: string | null;
  proposedAt: Date | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  foundAt: Date;
  /** What may be done; the first is suggested. */
  actions: DifferenceAction[];
}

export interface DifferenceSearch {
  status?: string;
  class?: string;
  source?: string;
  day?: BusinessDate;
  channel?: string;
}

export interface DifferencesRepository {
  list(search: DifferenceSearch, page: number, pageSize: number): Promise<DifferenceRow[]>;
  between(from: BusinessDate, to: BusinessDate): Promise<DifferenceRow[]>;
  /** Of those that wait for a person. */
  open(): Promise<{ count: number; amountFen: number; oldestAt: Date | null }>;
  find(id: number): Promise<DifferenceRow | undefined>;
  propose(
    id: number,
    action: DifferenceAction,
    by: string,
    reason: string,
    entry: AuditRecord,
  ): Promise<void>;
  /** @returns what the money did, or `rejected` */
  decide(
    id: number,
    approve: boolean,
    by: string,
    reversalNo: string,
    entryOf: (result: string) => AuditRecord,
  ): Promise<string>;
}

const selectSql = `SELECT d.id, y.source, y.day::text AS day, d.kind, d.reference, d.copy, d.class, d.channel, d.ours_fen AS "oursFen", d.theirs_fen AS "theirsFen",
    d.line, p.payment_no AS "paymentNo", coalesce(d.detail ->> 'orderNo', c.order_no) AS "orderNo", d.detail ->> 'otherDay' AS "otherDay",
    d.detail ->> 'notPosted' AS "notPosted", d.status, d.resolution, d.reason, d.proposed_by AS "proposedBy", d.proposed_at AS "proposedAt",
    d.decided_by AS "decidedBy", d.decided_at AS "decidedAt", d.found_at AS "foundAt",
    CASE d.status WHEN 'open' THEN difference_actions(d) ELSE '{}' END AS actions
  FROM reconciliation_differences d JOIN reconciliation_days y ON y.id = d.day_id LEFT JOIN collections c ON c.id = d.collection_id
  LEFT JOIN payments p ON p.id = c.payment_id OR (c.payment_id IS NULL AND p.payment_no = d.detail ->> 'orderNo')`;

export function createDifferencesRepository({
  pool,
  inSqlTransaction,
}: Pick<Database, 'pool' | 'inSqlTransaction'>): DifferencesRepository {
  return {
    async list(search, page, pageSize) {
      const text = `${selectSql}
        WHERE ($1::text IS NULL OR d.status = $1 OR $1 = 'waiting' AND d.status IN ('open', 'proposed'))
          AND ($2::text IS NULL OR d.class = $2) AND ($3::text IS NULL OR y.source = $3) AND ($4::date IS NULL OR y.day = $4)
          AND ($5::text IS NULL OR d.channel = $5)
        ORDER BY d.status = 'resolved', y.day DESC, d.id DESC LIMIT $6 OFFSET $7`;
      const values = [search.status, search.class, search.source, search.day, search.channel].map(
        value => value ?? null,
      );
      return (await pool.query<DifferenceRow>(text, [...values, pageSize, (page - 1) * pageSize])).rows;
    },
    between: async (from, to) =>
      (
        await pool.query<DifferenceRow>(`${selectSql} WHERE y.day BETWEEN $1 AND $2 ORDER BY y.day, d.id`, [
          from,
          to,
        ])
      ).rows,
    async open() {
      const { rows } = await pool.query(
        `SELECT count(*)::int AS count, coalesce(sum(abs(coalesce(theirs_fen, 0) - coalesce(ours_fen, 0))), 0)::bigint AS "amountFen",
                min(found_at) AS "oldestAt" FROM reconciliation_differences WHERE status IN ('open', 'proposed')`,
      );
      return rows[0];
    },
    find: async id => (await pool.query<DifferenceRow>(`${selectSql} WHERE d.id = $1`, [id])).rows[0],
    async propose(id, action, by, reason, entry) {
      await pool.query(
        withAudit('SELECT propose_resolution($1, $2, $3, $4)', [id, action, by, reason], entry),
      );
    },
    decide: (id, approve, by, reversalNo, entryOf) =>
      inSqlTransaction(async tx => {
        const text = 'SELECT decide_resolution($1, $2, $3, $4) AS result';
        const { rows } = await tx.query<{ result: string }>(text, [id, approve, by, reversalNo]);
        const { result } = rows[0]!;
        await tx.query(auditStatement(entryOf(result)));
        return result;
      }),
  };
}
