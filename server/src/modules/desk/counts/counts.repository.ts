/** What was taken into tills and cash boxes, and what was found in them when somebody counted. */
import type { Pool } from 'pg';
import type { BusinessDate } from '../../../shared/dates.ts';
import type { DayRange } from '../../payments/index.ts';

export interface CountedUnit {
  /** A shift's or a box's number. */
  no: string;
  /** Whose till, or which machine. */
  place: string;
  from: BusinessDate;
  /** The last day on which it may change; today while it may. */
  to: BusinessDate;
}

/** One shift, as far as its cash and papers are concerned. */
export interface TillTaking {
  id: number;
  tender: 'cash' | 'cheque' | 'transfer';
  status: 'taken' | 'uncleared' | 'cleared' | 'bounced' | 'voided';
  amountFen: number;
  takenAt: Date;
  takenOn: BusinessDate;
  undoneAt: Date | null;
  undoneOn: BusinessDate | null;
}

export interface Counting {
  /** Null until it has been counted. */
  countedFen: number | null;
  /** The day on which nothing more could come in. */
  endedOn: BusinessDate | null;
}

export interface BoxRound {
  tradeNo: string;
  fen: number;
  at: Date;
  on: BusinessDate;
}

export interface CountsRepository {
  shifts(range: DayRange, today: BusinessDate): Promise<CountedUnit[]>;
  shiftCount(shiftNo: string): Promise<Counting>;
  takings(shiftNo: string): Promise<TillTaking[]>;
  boxes(range: DayRange, today: BusinessDate): Promise<CountedUnit[]>;
  boxCount(boxNo: string): Promise<Counting>;
  rounds(boxNo: string): Promise<BoxRound[]>;
}

export function createCountsRepository(pool: Pool): CountsRepository {
  const all = async <T extends object>(text: string, values: unknown[]) =>
    (await pool.query<T>(text, values)).rows;
  const one = async <T extends object>(text: string, values: unknown[]) => (await all<T>(text, values))[0]!;
  return {
    shifts: ({ from, to }, today) => all<CountedUnit>(unitsSql(shiftsSql), [from, to, today]),
    shiftCount: shiftNo => one<Counting>(shiftCountSql, [shiftNo]),
    takings: shiftNo => all<TillTaking>(takingsSql, [shiftNo]),
    boxes: ({ from, to }, today) => all<CountedUnit>(unitsSql(boxesSql), [from, to, today]),
    boxCount: boxNo => one<Counting>(boxCountSql, [boxNo]),
    rounds: boxNo => all<BoxRound>(roundsSql, [boxNo]),
  };
}

/** Units that may have changed between two days; `begun` gives each with the instant at which it began. */
const unitsSql = (begun: string) => `
  SELECT no, place, shanghai_date(begun_at)::text AS "from", "to"::text AS "to" FROM (${begun}) unit
   WHERE shanghai_date(begun_at) <= $2::date AND "to" >= $1::date ORDER BY begun_at, no`;

const shiftsSql = `
  SELECT s.shift_no AS no, s.clerk || ' · ' || s.counter AS place, s.opened_at AS begun_at,
         CASE WHEN s.status = 'open' OR EXISTS (SELECT FROM counter_takings t WHERE t.shift_id = s.id AND t.status = 'uncleared') THEN $3::date
              ELSE greatest(shanghai_date(s.closed_at), (SELECT max(shanghai_date(t.undone_at)) FROM counter_takings t WHERE t.shift_id = s.id)) END AS "to"
    FROM counter_shifts s`;

const boxesSql = `
  SELECT b.box_no AS no, d.place, b.inserted_at AS begun_at,
         CASE b.status WHEN 'counted' THEN shanghai_date(b.removed_at) ELSE $3::date END AS "to"
    FROM cash_boxes b JOIN kiosk_devices d USING (device_no)`;

const shiftCountSql = `SELECT counted_fen AS "countedFen", shanghai_date(closed_at)::text AS "endedOn" FROM counter_shifts WHERE shift_no = $1`;

/** What one person has counted is no count yet. */
const boxCountSql = `SELECT CASE status WHEN 'counted' THEN counted_fen END AS "countedFen", shanghai_date(removed_at)::text AS "endedOn"
    FROM cash_boxes WHERE box_no = $1`;

const takingsSql = `
  SELECT t.id, t.tender, t.status, t.amount_fen AS "amountFen", t.taken_at AS "takenAt", shanghai_date(t.taken_at)::text AS "takenOn",
         t.undone_at AS "undoneAt", shanghai_date(t.undone_at)::text AS "undoneOn"
    FROM counter_takings t JOIN counter_shifts s ON s.id = t.shift_id
   WHERE s.shift_no = $1 AND t.tender IN ('cash', 'cheque', 'transfer') AND t.payment_no IS NOT NULL ORDER BY t.id`;

const roundsSql = `
  SELECT device_no || '-' || session || '-' || round AS "tradeNo", fen, last_at AS at, shanghai_date(last_at)::text AS "on"
    FROM kiosk_sessions WHERE box_no = $1 AND status = 'booked' ORDER BY id`;
