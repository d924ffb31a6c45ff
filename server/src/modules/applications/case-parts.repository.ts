/** What belongs to a case beside its row: events, the clock, lists of what is missing, papers, fees, inspections, visits. */
import type { Pool, PoolClient } from 'pg';
import type { BusinessDate } from '../../shared/dates.ts';
import type { Stop } from './deadlines.ts';

type Queryable = Pool | PoolClient;

export interface EventRow {
  at: Date;
  kind: string;
  actor: string;
  step: string | null;
  detail: Record<string, unknown>;
}
export interface ReturnItem {
  kind: 'paper' | 'field';
  code: string;
  what: string;
}
export interface ReturnRow {
  round: number;
  items: ReturnItem[];
  note: string;
  at: Date;
  answeredAt: Date | null;
}
export interface PaperRow {
  documentId: string;
  code: string;
  status: 'given' | 'refused' | 'replaced';
  at: Date;
  mediaType: string;
}
export interface FeeRow {
  code: string;
  step: string;
  amountFen: number;
  payableId: number | null;
  paidFen: number;
}
export interface InspectionRow {
  step: string;
  round: number;
  passed: boolean;
  items: { code: string; passed: boolean; note?: string }[];
  note: string;
  photos: string[];
  by: string;
  at: Date;
}

const rowsOf = async <T extends object>(db: Queryable, text: string, values: unknown[]): Promise<T[]> =>
  (await db.query<T>(text, values)).rows;

export const caseParts = {
  async addEvent(tx: PoolClient, caseId: number, { at, kind, actor, step, detail }: EventRow): Promise<void> {
    const text =
      'INSERT INTO case_events (case_id, at, kind, actor, step, detail) VALUES ($1, $2, $3, $4, $5, $6)';
    await tx.query(text, [caseId, at, kind, actor, step, JSON.stringify(detail)]);
  },
  events: (db: Queryable, caseId: number) =>
    rowsOf<EventRow>(
      db,
      'SELECT at, kind, actor, step, detail FROM case_events WHERE case_id = $1 ORDER BY id',
      [caseId],
    ),
  /** Whether it was refused by them, by a move or by ending it. */
  async refused(tx: PoolClient, caseId: number, actor: string): Promise<boolean> {
    const text = `SELECT 1 AS found FROM case_events WHERE case_id = $1 AND actor = $2 AND (kind = 'ended' OR kind = 'moved' AND detail ->> 'to' = 'refused') LIMIT 1`;
    return (await rowsOf(tx, text, [caseId, actor])).length > 0;
  },

  // The clock
  async stopClock(tx: PoolClient, caseId: number, today: BusinessDate): Promise<void> {
    await tx.query('INSERT INTO case_stops (case_id, from_on) VALUES ($1, $2)', [caseId, today]);
  },
  async startClock(tx: PoolClient, caseId: number, today: BusinessDate): Promise<void> {
    await tx.query('UPDATE case_stops SET to_on = $2 WHERE case_id = $1 AND to_on IS NULL', [caseId, today]);
  },
  stops: (db: Queryable, caseId: number, since: string) =>
    rowsOf<Stop>(
      db,
      'SELECT from_on::text AS "from", to_on::text AS "to" FROM case_stops WHERE case_id = $1 AND from_on >= $2::date ORDER BY id',
      [caseId, since],
    ),
  async leaveStep(tx: PoolClient, caseId: number, today: BusinessDate, by: string | null): Promise<void> {
    const text = 'UPDATE case_step_times SET to_on = $2, done_by = $3 WHERE case_id = $1 AND to_on IS NULL';
    await tx.query(text, [caseId, today, by]);
  },
  async enterStep(
    tx: PoolClient,
    caseId: number,
    time: { step: string; stage: string; team: string; from: BusinessDate; dueOn: BusinessDate; at: Date },
  ): Promise<void> {
    const text = `INSERT INTO case_step_times (case_id, step, stage, team, from_on, due_on, came_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`;
    await tx.query(text, [caseId, time.step, time.stage, time.team, time.from, time.dueOn, time.at]);
  },
  async moveStepDue(tx: PoolClient, caseId: number, dueOn: BusinessDate): Promise<void> {
    await tx.query('UPDATE case_step_times SET due_on = $2 WHERE case_id = $1 AND to_on IS NULL', [
      caseId,
      dueOn,
    ]);
  },
  /** The step is another team's now, and so are its time and the half days booked for it, which the customer was promised. */
  async moveStepTeam(tx: PoolClient, caseId: number, team: string): Promise<void> {
    await tx.query('UPDATE case_step_times SET team = $2 WHERE case_id = $1 AND to_on IS NULL', [
      caseId,
      team,
    ]);
    const text = `UPDATE site_visits v SET team = $2 FROM case_step_times t
      WHERE v.case_id = $1 AND v.status = 'booked' AND t.case_id = v.case_id AND t.step = v.step AND t.to_on IS NULL`;
    await tx.query(text, [caseId, team]);
  },

  /** Since when the case has been in the step where it is: what was recorded earlier is of another stay. */
  async cameAt(tx: PoolClient, caseId: number): Promise<Date | undefined> {
    const text = 'SELECT came_at AS at FROM case_step_times WHERE case_id = $1 AND to_on IS NULL';
    return (await rowsOf<{ at: Date }>(tx, text, [caseId]))[0]?.at;
  },
  async wasVisited(tx: PoolClient, caseId: number, step: string): Promise<boolean> {
    const text = `SELECT 1 AS found FROM site_visits v JOIN case_step_times t ON t.case_id = v.case_id AND t.step = v.step AND t.to_on IS NULL
      WHERE v.case_id = $1 AND v.step = $2 AND v.status = 'done' AND v.settled_at >= t.came_at`;
    return (await rowsOf(tx, text, [caseId, step])).length > 0;
  },

  // What is missing, told once
  async addReturn(
    tx: PoolClient,
    caseId: number,
    { round, items, note, by, at }: Omit<ReturnRow, 'answeredAt'> & { by: string },
  ): Promise<void> {
    const text =
      'INSERT INTO case_returns (case_id, round, items, note, by, at) VALUES ($1, $2, $3, $4, $5, $6)';
    await tx.query(text, [caseId, round, JSON.stringify(items), note, by, at]);
    const refused = items.filter(({ kind }) => kind === 'paper').map(({ code }) => code);
    await tx.query(
      `UPDATE case_papers SET status = 'refused' WHERE case_id = $1 AND code = ANY ($2) AND status = 'given'`,
      [caseId, refused],
    );
  },
  async answerReturn(tx: PoolClient, caseId: number, at: Date): Promise<void> {
    await tx.query('UPDATE case_returns SET answered_at = $2 WHERE case_id = $1 AND answered_at IS NULL', [
      caseId,
      at,
    ]);
  },
  returns: (db: Queryable, caseId: number) =>
    rowsOf<ReturnRow>(
      db,
      'SELECT round, items, note, at, answered_at AS "answeredAt" FROM case_returns WHERE case_id = $1 ORDER BY round',
      [caseId],
    ),

  // Papers
  async addPaper(tx: PoolClient, caseId: number, code: string, documentId: string, at: Date): Promise<void> {
    await tx.query('INSERT INTO case_papers (document_id, case_id, code, at) VALUES ($1, $2, $3, $4)', [
      documentId,
      caseId,
      code,
      at,
    ]);
  },
  papers: (db: Queryable, caseId: number) =>
    rowsOf<PaperRow>(
      db,
      `SELECT p.document_id AS "documentId", p.code, p.status, p.at, d.media_type AS "mediaType"
         FROM case_papers p JOIN documents d ON d.id = p.document_id WHERE p.case_id = $1 ORDER BY p.at, p.document_id`,
      [caseId],
    ),
  async removePaper(tx: PoolClient, caseId: number, documentId: string): Promise<boolean> {
    const text = `UPDATE case_papers SET status = 'replaced' WHERE case_id = $1 AND document_id = $2 AND status = 'given'`;
    return (await tx.query(text, [caseId, documentId])).rowCount === 1;
  },

  // Fees
  fees: (db: Queryable, caseId: number) =>
    rowsOf<FeeRow>(
      db,
      `SELECT f.code, f.step, CASE y.status WHEN 'open' THEN y.amount_fen ELSE f.amount_fen END AS "amountFen", CASE WHEN y.status <> 'void' THEN f.payable_id END AS "payableId", coalesce(y.paid_fen, 0) AS "paidFen"
         FROM case_fees f LEFT JOIN payables y ON y.id = f.payable_id WHERE f.case_id = $1 ORDER BY f.code`,
      [caseId],
    ),

  // Inspections
  async addInspection(tx: PoolClient, caseId: number, row: InspectionRow): Promise<void> {
    const text = `INSERT INTO case_inspections (case_id, step, round, passed, items, note, photos, by, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;
    const { step, round, passed, items, note, photos, by, at } = row;
    await tx.query(text, [caseId, step, round, passed, JSON.stringify(items), note, photos, by, at]);
  },
  inspections: (db: Queryable, caseId: number) =>
    rowsOf<InspectionRow>(
      db,
      'SELECT step, round, passed, items, note, photos, by, at FROM case_inspections WHERE case_id = $1 ORDER BY id',
      [caseId],
    ),

  /** How many of them are photos of that subject. */
  async photosOf(tx: PoolClient, subject: string, ids: readonly string[]): Promise<number> {
    const text = `SELECT count(*)::int AS count FROM documents WHERE subject = $1 AND class = 'photo' AND id = ANY ($2::uuid[])`;
    return (await rowsOf<{ count: number }>(tx, text, [subject, ids]))[0]!.count;
  },

  // Signature
  async addSignature(tx: PoolClient, caseId: number, signed: SignatureRow): Promise<void> {
    const text = `INSERT INTO case_signatures (case_id, document_id, content_sha256, certificate_serial, time_stamp, signed_by, signed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`;
    const { documentId, contentSha256, certificateSerial, timeStamp, signedBy, signedAt } = signed;
    const stamp = JSON.stringify(timeStamp);
    await tx.query(text, [caseId, documentId, contentSha256, certificateSerial, stamp, signedBy, signedAt]);
  },
  async voidSignature(tx: PoolClient, caseId: number, at: Date): Promise<void> {
    const text = 'UPDATE case_signatures SET voided_at = $2 WHERE case_id = $1 AND voided_at IS NULL';
    await tx.query(text, [caseId, at]);
  },
  async signature(db: Queryable, caseId: number): Promise<SignatureRow | undefined> {
    const text = `SELECT document_id AS "documentId", content_sha256 AS "contentSha256", certificate_serial AS "certificateSerial",
        time_stamp AS "timeStamp", signed_by AS "signedBy", signed_at AS "signedAt" FROM case_signatures WHERE case_id = $1 AND voided_at IS NULL`;
    return (await rowsOf<SignatureRow>(db, text, [caseId]))[0];
  },
};

export interface SignatureRow {
  documentId: string;
  contentSha256: string;
  certificateSerial: string;
  timeStamp: unknown;
  signedBy: string;
  signedAt: Date;
}
