/** Devices, what they report, and their cash boxes as rows. Methods with `tx` take part in the caller's transaction. */
import type { Pool, PoolClient } from 'pg';
import { withAudit } from '../../../infra/with-audit.ts';
import type { AuditRecord } from '../../../shared/audit.ts';
import type { BusinessDate } from '../../../shared/dates.ts';
import type { Fen } from '../../../shared/money.ts';
import type { Counted } from '../counter/money-count.ts';
import { countsColumn, type KeptCount } from '../counts/kept-counts.ts';

export interface DeviceRow {
  deviceNo: string;
  name: string;
  place: string;
  /** SPKI. */
  publicKey: Buffer | null;
  status: 'waiting' | 'active' | 'revoked';
  nextSequence: number;
  boxNo: string | null;
  keySince: Date | null;
  seenAt: Date | null;
}

export interface SessionRow {
  id: number;
  deviceNo: string;
  session: string;
  round: number;
  accountNo: string;
  boxNo: string;
  notes: number;
  fen: Fen;
  status: 'open' | 'finished' | 'booked';
  lastAt: Date;
  paymentNo: string | null;
}

export interface BoxRow {
  boxNo: string;
  deviceNo: string;
  label: string;
  status: 'inserted' | 'removed' | 'unconfirmed' | 'counted';
  insertedAt: Date;
  removedAt: Date | null;
  countedAt: Date | null;
  countedBy: string | null;
  confirmedBy: string | null;
  counted: Counted | null;
  countedFen: Fen | null;
  expectedFen: Fen | null;
  explanation: string | null;
  counts: KeptCount[];
}

const deviceColumns = `device_no AS "deviceNo", name, place, public_key AS "publicKey", status, next_sequence AS "nextSequence", box_no AS "boxNo",
  key_since AS "keySince", seen_at AS "seenAt"`;
const sessionColumns = `id, device_no AS "deviceNo", session, round, account_no AS "accountNo", box_no AS "boxNo", notes, fen, status, last_at AS "lastAt",
  payment_no AS "paymentNo"`;
const boxColumns = `box_no AS "boxNo", device_no AS "deviceNo", label, status, inserted_at AS "insertedAt", removed_at AS "removedAt", counted_at AS "countedAt",
  counted_by AS "countedBy", confirmed_by AS "confirmedBy", counted, counted_fen AS "countedFen", expected_fen AS "expectedFen", explanation,
  ${countsColumn("'cash-box:' || box_no", "status IN ('unconfirmed', 'counted')")}`;

/** The money's number in the box it lies in. */
export const tradeNoOf = ({ deviceNo, session, round }: Pick<SessionRow, 'deviceNo' | 'session' | 'round'>) =>
  `${deviceNo}-${session}-${round}`;

/** What one person found in a box. */
export interface BoxCount {
  boxNo: string;
  by: string;
  counted: Counted;
  countedFen: Fen;
  expectedFen: Fen;
  explanation?: string;
}

/** What an event contradicts of those before it. */
export type EventProblem = 'other-account' | 'other-sum' | 'no-session';

export interface ProblemRow {
  deviceNo: string;
  sequence: number;
  problem: EventProblem;
  body: { session: string; accountNo?: string; notes?: number; fen: number };
  receivedAt: Date;
}

/** One code for one machine, and the request that asked for it. */
interface Allowed {
  mark: Buffer;
  enrolHash: Buffer;
  until: Date;
  by: string;
}

const markEnrolment = (tx: PoolClient, { deviceNo }: DeviceRow, { mark, until, by }: Allowed) =>
  tx.query(
    'INSERT INTO kiosk_enrolments (request_mark, device_no, until, allowed_by) VALUES ($1, $2, $3, $4)',
    [mark, deviceNo, until, by],
  );

export function createKioskRepository(pool: Pool) {
  return {
    async addDevice(
      tx: PoolClient,
      { name, place, now }: { name: string; place: string; now: Date },
      allowed: Allowed,
    ) {
      const text = `INSERT INTO kiosk_devices (device_no, name, place, enrol_hash, enrol_until, created_at)
        VALUES ('KSK' || lpad(nextval('kiosk_device_numbers')::text, 6, '0'), $1, $2, $3, $4, $5) RETURNING ${deviceColumns}`;
      const values = [name, place, allowed.enrolHash, allowed.until, now];
      const device = (await tx.query<DeviceRow>(text, values)).rows[0]!;
      await markEnrolment(tx, device, allowed);
      return device;
    },
    /** What an earlier request of this mark brought. */
    async enrolmentOf(tx: PoolClient, mark: Buffer): Promise<{ device: DeviceRow; until: Date } | undefined> {
      const text = `SELECT ${deviceColumns}, e.until FROM kiosk_enrolments e JOIN kiosk_devices USING (device_no) WHERE e.request_mark = $1`;
      const row = (await tx.query<DeviceRow & { until: Date }>(text, [mark])).rows[0];
      return row && { device: row, until: row.until };
    },
    async devices() {
      return (await pool.query<DeviceRow>(`SELECT ${deviceColumns} FROM kiosk_devices ORDER BY device_no`))
        .rows;
    },
    async device(deviceNo: string) {
      const text = `SELECT ${deviceColumns} FROM kiosk_devices WHERE device_no = $1`;
      return (await pool.query<DeviceRow>({ name: 'kiosk-device', text, values: [deviceNo] })).rows[0];
    },
    async lockDevice(tx: PoolClient, deviceNo: string) {
      const text = `SELECT ${deviceColumns} FROM kiosk_devices WHERE device_no = $1 FOR UPDATE`;
      return (await tx.query<DeviceRow>(text, [deviceNo])).rows[0]!;
    },
    /** A new code; the key it has stays good until another is handed in. */
    async allowEnrolment(tx: PoolClient, deviceNo: string, allowed: Allowed) {
      const text = `UPDATE kiosk_devices SET enrol_hash = $2, enrol_until = $3, status = CASE status WHEN 'revoked' THEN 'waiting' ELSE status END
        WHERE device_no = $1 RETURNING ${deviceColumns}`;
      const device = (await tx.query<DeviceRow>(text, [deviceNo, allowed.enrolHash, allowed.until])).rows[0];
      if (device) await markEnrolment(tx, device, allowed);
      return device;
    },
    /** A code is good once. The first key brings the first cash box with it. */
    async enrol(tx: PoolClient, enrolHash: Buffer, publicKey: Buffer, now: Date) {
      const text = `WITH device AS (
          UPDATE kiosk_devices SET public_key = $2, status = 'active', enrol_hash = NULL, enrol_until = NULL, key_since = $3,
                 box_no = coalesce(box_no, device_no || '-1')
           WHERE enrol_hash = $1 AND enrol_until > $3 RETURNING *
        ), box AS (
          INSERT INTO cash_boxes (box_no, device_no, label, inserted_at) SELECT box_no, device_no, '1', $3 FROM device ON CONFLICT DO NOTHING
        ) SELECT ${deviceColumns} FROM device`;
      return (await tx.query<DeviceRow>(text, [enrolHash, publicKey, now])).rows[0];
    },
    async rotate(deviceNo: string, publicKey: Buffer, now: Date, entry: AuditRecord) {
      const text = `UPDATE kiosk_devices SET public_key = $2, key_since = $3 WHERE device_no = $1 AND status = 'active'`;
      await pool.query(withAudit(text, [deviceNo, publicKey, now], entry));
    },
    async revoke(deviceNo: string, entry: AuditRecord) {
      const text = `UPDATE kiosk_devices SET status = 'revoked', public_key = NULL, enrol_hash = NULL WHERE device_no = $1 RETURNING ${deviceColumns}`;
      return (await pool.query<DeviceRow>(withAudit(text, [deviceNo], entry))).rows[0];
    },
    async seen(deviceNo: string, now: Date) {
      const text = `UPDATE kiosk_devices SET seen_at = $2 WHERE device_no = $1 AND (seen_at IS NULL OR seen_at < $2::timestamptz - interval '20 seconds')`;
      await pool.query({ name: 'kiosk-seen', text, values: [deviceNo, now] });
    },
    async event(tx: PoolClient, deviceNo: string, sequence: number) {
      const text = 'SELECT body FROM kiosk_events WHERE device_no = $1 AND sequence = $2';
      return (await tx.query<{ body: unknown }>(text, [deviceNo, sequence])).rows[0]?.body;
    },
    async addEvent(
      tx: PoolClient,
      deviceNo: string,
      event: { sequence: number; kind: string; at: Date; body: unknown; problem: EventProblem | null },
    ) {
      const { sequence, kind, at, problem } = event;
      const text =
        'INSERT INTO kiosk_events (device_no, sequence, kind, body, at, problem) VALUES ($1, $2, $3, $4, $5, $6)';
      await tx.query(text, [deviceNo, sequence, kind, JSON.stringify(event.body), at, problem]);
      await tx.query('UPDATE kiosk_devices SET next_sequence = $2 WHERE device_no = $1', [
        deviceNo,
        sequence + 1,
      ]);
    },
    /** Events that contradict others, the latest first. */
    async problems(limit: number) {
      const text = `SELECT device_no AS "deviceNo", sequence, problem, body, received_at AS "receivedAt" FROM kiosk_events
        WHERE problem IS NOT NULL ORDER BY received_at DESC, sequence DESC LIMIT $1`;
      return (await pool.query<ProblemRow>(text, [limit])).rows;
    },
    /** When the last note of this session came, as the device tells it. */
    async toldAt(tx: PoolClient, { deviceNo, session }: Pick<SessionRow, 'deviceNo' | 'session'>) {
      const text = `SELECT at FROM kiosk_events WHERE device_no = $1 AND kind = 'note' AND body ->> 'session' = $2 ORDER BY sequence DESC LIMIT 1`;
      return (await tx.query<{ at: Date }>(text, [deviceNo, session])).rows[0]!.at;
    },
    /** The latest round of a session. */
    async session(tx: PoolClient, deviceNo: string, session: string) {
      const text = `SELECT ${sessionColumns} FROM kiosk_sessions WHERE device_no = $1 AND session = $2 ORDER BY round DESC LIMIT 1 FOR UPDATE`;
      return (await tx.query<SessionRow>(text, [deviceNo, session])).rows[0];
    },
    async beginSession(
      tx: PoolClient,
      row: Omit<SessionRow, 'id' | 'status' | 'paymentNo' | 'notes'> & { now: Date },
    ) {
      const text = `INSERT INTO kiosk_sessions (device_no, session, round, account_no, box_no, notes, fen, last_at, heard_at) VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8)`;
      await tx.query(text, [
        row.deviceNo,
        row.session,
        row.round,
        row.accountNo,
        row.boxNo,
        row.fen,
        row.lastAt,
        row.now,
      ]);
    },
    async addNote(tx: PoolClient, id: number, fen: Fen, at: Date, now: Date) {
      const text = `UPDATE kiosk_sessions SET notes = notes + 1, fen = fen + $2, last_at = $3, heard_at = $4 WHERE id = $1`;
      await tx.query(text, [id, fen, at, now]);
    },
    async finishSession(tx: PoolClient, id: number, now: Date) {
      await tx.query(
        `UPDATE kiosk_sessions SET status = 'finished', heard_at = $2 WHERE id = $1 AND status = 'open'`,
        [id, now],
      );
    },
    /** Sum of all rounds: what the device says at the end. */
    async sessionTotal(tx: PoolClient, deviceNo: string, session: string) {
      const text = `SELECT coalesce(sum(notes), 0)::int AS notes, coalesce(sum(fen), 0)::bigint AS fen FROM kiosk_sessions WHERE device_no = $1 AND session = $2`;
      return (await tx.query<{ notes: number; fen: number }>(text, [deviceNo, session])).rows[0]!;
    },
    /** Finished, or silent since before that time. */
    async sessionsToBook(silentSince: Date, limit: number) {
      const text = `SELECT id FROM kiosk_sessions WHERE status = 'finished' OR status = 'open' AND heard_at < $1 ORDER BY heard_at LIMIT $2`;
      return (await pool.query<{ id: number }>(text, [silentSince, limit])).rows.map(row => row.id);
    },
    async lockSession(tx: PoolClient, id: number) {
      const text = `SELECT ${sessionColumns} FROM kiosk_sessions WHERE id = $1 FOR UPDATE`;
      return (await tx.query<SessionRow>(text, [id])).rows[0]!;
    },
    async sessionById(id: number) {
      const text = `SELECT ${sessionColumns} FROM kiosk_sessions WHERE id = $1`;
      return (await pool.query<SessionRow>(text, [id])).rows[0]!;
    },
    /** Nobody can be found for the notes: into suspense, and before a person. Returns what stands for the payment. */
    async suspend(tx: PoolClient, row: SessionRow) {
      const tradeNo = tradeNoOf(row);
      const text = `SELECT result FROM settle_many(ARRAY[ROW (NULL, NULL, $2::text, $1::text, $1::text, $3::bigint, $4::timestamptz, 'device', NULL)::settlement])`;
      await tx.query(text, [tradeNo, `cash-box:${row.boxNo}`, row.fen, row.lastAt]);
      return tradeNo;
    },
    async bookedSession(tx: PoolClient, id: number, paymentNo: string) {
      await tx.query(`UPDATE kiosk_sessions SET status = 'booked', payment_no = $2 WHERE id = $1`, [
        id,
        paymentNo,
      ]);
    },
    async sessionsNamed(deviceNo: string, sessions: readonly string[]) {
      const text = `SELECT ${sessionColumns} FROM kiosk_sessions WHERE device_no = $1 AND session = ANY ($2::text[]) ORDER BY id`;
      return (await pool.query<SessionRow>(text, [deviceNo, sessions])).rows;
    },
    /** The device is locked. */
    async changeBox(
      tx: PoolClient,
      deviceNo: string,
      change: { removedBox: string; label: string; at: Date },
    ) {
      await tx.query(
        `UPDATE cash_boxes SET status = 'removed', removed_at = $2 WHERE box_no = $1 AND status = 'inserted'`,
        [change.removedBox, change.at],
      );
      const text = `INSERT INTO cash_boxes (box_no, device_no, label, inserted_at)
        SELECT $1 || '-' || count(*) + 1, $1, $2, $3 FROM cash_boxes WHERE device_no = $1 RETURNING box_no AS "boxNo"`;
      const { rows } = await tx.query<{ boxNo: string }>(text, [deviceNo, change.label, change.at]);
      await tx.query('UPDATE kiosk_devices SET box_no = $2 WHERE device_no = $1', [deviceNo, rows[0]!.boxNo]);
    },
    /** Kept in the payment's timeline, where staff read it as well. */
    async ownPayment(deviceNo: string, paymentNo: string) {
      const text = `INSERT INTO payment_events (payment_id, kind, detail) SELECT id, 'shown-at', jsonb_build_object('device', $2::text) FROM payments p
        WHERE payment_no = $1 AND NOT EXISTS (SELECT FROM payment_events WHERE payment_id = p.id AND kind = 'shown-at')`;
      await pool.query(text, [paymentNo, deviceNo]);
    },
    async isOwnPayment(deviceNo: string, paymentNo: string) {
      const text = `SELECT FROM payment_events e JOIN payments p ON p.id = e.payment_id
        WHERE p.payment_no = $1 AND e.kind = 'shown-at' AND e.detail ->> 'device' = $2`;
      return (await pool.query(text, [paymentNo, deviceNo])).rowCount! > 0;
    },
    async boxes(limit: number) {
      const text = `SELECT ${boxColumns} FROM cash_boxes ORDER BY inserted_at DESC LIMIT $1`;
      return (await pool.query<BoxRow>(text, [limit])).rows;
    },
    async box(boxNo: string) {
      const text = `SELECT ${boxColumns} FROM cash_boxes WHERE box_no = $1`;
      return (await pool.query<BoxRow>(text, [boxNo])).rows[0];
    },
    async lockBox(tx: PoolClient, boxNo: string) {
      const text = `SELECT ${boxColumns} FROM cash_boxes WHERE box_no = $1 FOR UPDATE`;
      return (await tx.query<BoxRow>(text, [boxNo])).rows[0];
    },
    /** What the device reported into the box, and what of it is not booked yet. */
    async boxTotal(tx: PoolClient, boxNo: string) {
      const text = `SELECT coalesce(sum(fen) FILTER (WHERE status = 'booked'), 0)::bigint AS booked, count(*) FILTER (WHERE status <> 'booked')::int AS waiting
        FROM kiosk_sessions WHERE box_no = $1`;
      return (await tx.query<{ booked: Fen; waiting: number }>(text, [boxNo])).rows[0]!;
    },
    /** Whether this person has let the machine in, or in again. */
    async hasEnrolled(tx: PoolClient, deviceNo: string, by: string) {
      const text = 'SELECT FROM kiosk_enrolments WHERE device_no = $1 AND allowed_by = $2';
      return (await tx.query(text, [deviceNo, by])).rowCount! > 0;
    },
    /** Entered, and not booked yet. */
    async countBox(tx: PoolClient, count: BoxCount) {
      const { boxNo, by, counted, countedFen, expectedFen, explanation } = count;
      await tx.query(
        `UPDATE cash_boxes SET status = 'unconfirmed', counted_by = $2, counted = $3, counted_fen = $4, expected_fen = $5, explanation = $6 WHERE box_no = $1`,
        [boxNo, by, JSON.stringify(counted), countedFen, expectedFen, explanation ?? null],
      );
    },
    async confirmBox(tx: PoolClient, box: { boxNo: string; by: string; now: Date; day: BusinessDate }) {
      const { rows } = await tx.query<{ expectedFen: Fen; countedFen: Fen }>(
        `UPDATE cash_boxes SET status = 'counted', counted_at = $2, confirmed_by = $3 WHERE box_no = $1
          RETURNING expected_fen AS "expectedFen", counted_fen AS "countedFen"`,
        [box.boxNo, box.now, box.by],
      );
      const { expectedFen, countedFen } = rows[0]!;
      const post = `SELECT post_count('cash-box-emptied', $1, $2, 'cash-box', $3, $4)`;
      await tx.query(post, [box.boxNo, box.day, expectedFen, countedFen]);
      // What is missing belongs to the day it was taken out, which may have been compared before.
      await tx.query(
        `SELECT look_again_at('cash-box:' || box_no, shanghai_date(removed_at)) FROM cash_boxes WHERE box_no = $1`,
        [box.boxNo],
      );
    },
    /** To be counted again. */
    async rejectBox(tx: PoolClient, boxNo: string) {
      await tx.query(
        `UPDATE cash_boxes SET status = 'removed', counted_by = NULL, counted = NULL, counted_fen = NULL, expected_fen = NULL, explanation = NULL WHERE box_no = $1`,
        [boxNo],
      );
    },
  };
}

export type KioskRepository = ReturnType<typeof createKioskRepository>;
