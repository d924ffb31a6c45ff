/** Gathers all that an outlook needs, for one holder or a thousand at a time. Plain SQL over the pool. */
import type { Pool } from 'pg';
import type { Database } from '../../infra/database.ts';
import { addDays, type BusinessDate, daysBetween, earlierDay, type Month } from '../../shared/dates.ts';
import {
  type BillContent,
  type BilledInMonth,
  type Installation,
  type OpeningEnergy,
  openingEnergiesOf,
  type RegisterReading,
} from '../billing/index.ts';
import type { OptionKind, TariffOption } from '../tariffs/index.ts';
import type { Pause } from './pauses.ts';
import type { PaymentMode } from './payment-mode.ts';

export interface LastBill {
  billNo: string;
  month: Month;
  from: BusinessDate;
  to: BusinessDate;
  energy: number;
  days: number;
  totalFen: number;
  dueOn: BusinessDate;
  issuedAt: Date;
}

/** A present holder with everything on file, before tariffs are looked up. */
export interface HolderOnFile {
  holderPeriodId: number;
  accountId: number;
  regionCode: string;
  category: 'residential' | 'commercial';
  holding: { from: BusinessDate; to: BusinessDate | null };
  paymentMode: PaymentMode;
  keptFen: number;
  owedFen: number;
  /** Of the unpaid bills: the earliest due day, and the earliest from today on. */
  firstDueOn: BusinessDate | null;
  nextDueOn: BusinessDate | null;
  options: TariffOption[];
  pauses: Pause[];
  installations: Installation[];
  readings: Map<number, RegisterReading[]>;
  lastBill: LastBill | null;
  /** When any bill of any month was issued last: one of two years ago may be issued anew after the latest. */
  issuedAt: Date | null;
  /** Live bills of the last fourteen months, or the last one where all are older: energy by tier, by month. */
  billed: BilledInMonth[];
  /** What was used before the hall's first bill. */
  openings: OpeningEnergy[];
  /** The last day that the system before the hall billed, where the hall has billed none yet. */
  openingTo: BusinessDate | null;
  /** The first month that the hall billed in the region; null before its first run. */
  hallFrom: Month | null;
}

interface HolderRow {
  holderPeriodId: number;
  accountId: number;
  meteringPointId: number;
  regionCode: string;
  category: 'residential' | 'commercial';
  from: BusinessDate;
  to: BusinessDate | null;
  prepaid: boolean;
  keptFen: number;
  owedFen: number;
  firstDueOn: BusinessDate | null;
  nextDueOn: BusinessDate | null;
  issuedAt: Date | null;
  hallFrom: Month | null;
}

// Late fees and the like count as owed with the bills; an unpaid wish to prepay is no debt.
const holdersSql = `
  SELECT h.id AS "holderPeriodId", a.id AS "accountId", a.metering_point_id AS "meteringPointId", a.region_code AS "regionCode", a.category,
         h.from_date::text AS "from", (h.to_date - 1)::text AS "to",
         EXISTS (SELECT FROM prepaid_agreements g WHERE g.holder_period_id = h.id AND g.signed_on <= $2
                   AND (g.ended_on IS NULL OR g.ended_on > $2)) AS prepaid,
         coalesce(c.balance_fen + c.prepaid_fen, 0)::bigint AS "keptFen",
         coalesce(owed.fen, 0)::bigint AS "owedFen", owed.first_due_on::text AS "firstDueOn", owed.next_due_on::text AS "nextDueOn",
         (SELECT max(b.issued_at) FROM bills b WHERE b.holder_period_id = h.id AND b.kind = 'bill' AND b.live) AS "issuedAt",
         (SELECT min(r.month) FROM billing_runs r WHERE r.region_code = a.region_code AND r.status = 'issued') AS "hallFrom"
    FROM holder_periods h JOIN supply_accounts a ON a.id = h.account_id
    LEFT JOIN customer_balances c ON c.holder_period_id = h.id
    LEFT JOIN LATERAL (
      SELECT sum(p.amount_fen - p.paid_fen) AS fen, min(b.due_on) AS first_due_on, min(b.due_on) FILTER (WHERE b.due_on >= $2) AS next_due_on
        FROM payables p LEFT JOIN bills b ON b.payable_id = p.id
       WHERE p.holder_period_id = h.id AND p.kind <> 'prepayment' AND p.status = 'open' AND p.paid_fen < p.amount_fen) owed ON true
   WHERE h.id = ANY ($1)`;

const billColumns = `b.holder_period_id AS holder, b.bill_no AS "billNo", b.month, b.from_date::text AS "from", b.to_date::text AS "to", b.energy,
         b.total_fen AS "totalFen", b.due_on::text AS "dueOn", b.issued_at AS "issuedAt", b.content #> '{tier,parts}' AS parts,
         CASE WHEN b.estimated THEN b.content -> 'readings' END AS ending`;
const billsSql = `
  SELECT ${billColumns} FROM bills b
   WHERE b.holder_period_id = ANY ($1) AND b.month >= to_char($2::date - interval '14 months', 'YYYY-MM') AND b.kind = 'bill' AND b.live
   ORDER BY b.holder_period_id, b.month`;
const lastBillsSql = `
  SELECT DISTINCT ON (b.holder_period_id) ${billColumns} FROM bills b WHERE b.holder_period_id = ANY ($1) AND b.kind = 'bill' AND b.live
   ORDER BY b.holder_period_id, b.month DESC`;

interface BillRow extends Omit<LastBill, 'days'> {
  holder: number;
  parts: number[] | null;
  ending: BillContent['readings'] | null;
}

/** Readings are read this far back, or to the last bill's end if that is earlier; of whom nobody has billed, to where their holding began. */
const readDays = 35;

export function createOutlookInputsRepository({ pool }: Database) {
  return {
    async gather(holderPeriodIds: readonly number[], today: BusinessDate): Promise<HolderOnFile[]> {
      const { rows: holders } = await pool.query<HolderRow>(holdersSql, [holderPeriodIds, today]);
      if (holders.length === 0) return [];
      const ids = holders.map(({ holderPeriodId }) => holderPeriodId);
      const [options, pauses, bills, openings] = await Promise.all([
        optionsOf(pool, ids),
        pausesOf(pool, ids),
        billsOf(pool, ids, today),
        openingEnergiesOf(pool, ids),
      ]);
      await addOldBills(pool, holders, bills);
      const measured = measuringOf(holders, { bills, openings }, today);
      const installations = await installationsOf(pool, measured, today);
      const readings = await readingsOf(pool, measured, installations, today);
      return holders.map(holder =>
        onFile(holder, { options, pauses, installations, bills, openings, readings }),
      );
    },
  };
}

export type OutlookInputsRepository = ReturnType<typeof createOutlookInputsRepository>;

interface Gathered {
  options: Map<number, TariffOption[]>;
  pauses: Map<number, Pause[]>;
  installations: Map<number, Installation[]>;
  bills: Map<number, BillRow[]>;
  openings: Map<number, OpeningEnergy[]>;
  readings: Map<number, RegisterReading[]>;
}

function onFile(holder: HolderRow, gathered: Gathered): HolderOnFile {
  const { holderPeriodId, meteringPointId, from, to, prepaid, ...rest } = holder;
  const bills = gathered.bills.get(holderPeriodId) ?? [];
  const installations = gathered.installations.get(meteringPointId) ?? [];
  const last = bills.at(-1);
  return {
    holderPeriodId,
    ...rest,
    holding: { from, to },
    paymentMode: prepaid ? 'prepaid' : 'postpaid',
    options: gathered.options.get(holderPeriodId) ?? [],
    pauses: gathered.pauses.get(holderPeriodId) ?? [],
    installations,
    readings: new Map(
      installations.map(meter => [
        meter.meterId,
        anchored(gathered.readings.get(meter.meterId) ?? [], meter, last),
      ]),
    ),
    lastBill: last ? { ...last, days: daysBetween(last.from, last.to) + 1 } : null,
    billed: bills.map(({ month, parts, energy }) => ({ month, parts: parts ?? [energy] })),
    openings: gathered.openings.get(holderPeriodId) ?? [],
    openingTo: last ? null : openingToOf(gathered, holderPeriodId),
  };
}

function openingToOf({ openings }: Pick<Gathered, 'openings'>, holderPeriodId: number): BusinessDate | null {
  const ends = openings.get(holderPeriodId)?.map(({ usedTo }) => usedTo) ?? [];
  return ends.sort().at(-1) ?? null;
}

/** Where the last bill ended on an estimate, the next begins with that very estimate, whatever was read since. */
function anchored(readings: RegisterReading[], meter: Installation, bill: BillRow | undefined) {
  const ends =
    bill?.ending?.filter(({ assetNo, to }) => assetNo === meter.assetNo && to.on === bill.to) ?? [];
  if (!bill || ends.length === 0) return readings;
  const value = (register: string) => ends.find(one => one.register === register)?.to.value ?? null;
  const total = value('total');
  if (total === null) return readings;
  const anchor: RegisterReading = {
    on: bill.to,
    total,
    peak: value('peak'),
    valley: value('valley'),
    quality: 'estimated',
  };
  const others = readings.filter(({ on }) => on !== bill.to);
  return [...others, anchor].sort((left, right) => (left.on < right.on ? -1 : 1));
}

async function optionsOf(pool: Pool, ids: number[]): Promise<Map<number, TariffOption[]>> {
  const { rows } = await pool.query<TariffOption & { key: number; kind: OptionKind }>(
    `SELECT holder_period_id AS key, kind, from_date::text AS "from", (to_date - 1)::text AS "to", people
       FROM tariff_options WHERE holder_period_id = ANY ($1) ORDER BY from_date`,
    [ids],
  );
  return grouped(rows);
}

async function pausesOf(pool: Pool, ids: number[]): Promise<Map<number, Pause[]>> {
  const { rows } = await pool.query<Pause & { key: number }>(
    `SELECT holder_period_id AS key, from_on::text AS "from", to_on::text AS "to" FROM supply_pauses WHERE holder_period_id = ANY ($1) ORDER BY from_on`,
    [ids],
  );
  return grouped(rows);
}

/** From when on a holder's readings count, and from when on each of them: of those before it the last of a month is enough. */
interface Measuring {
  meteringPointId: number;
  since: BusinessDate;
  dailySince: BusinessDate;
}

function measuringOf(
  holders: HolderRow[],
  past: Pick<Gathered, 'bills' | 'openings'>,
  today: BusinessDate,
): Measuring[] {
  const recent = addDays(today, -readDays);
  const byPoint = new Map<number, Measuring>();
  for (const { holderPeriodId, meteringPointId, from } of holders) {
    const billedTo = past.bills.get(holderPeriodId)?.at(-1)?.to ?? openingToOf(past, holderPeriodId);
    const since = earlierDay(recent, billedTo ?? addDays(from, -1));
    const dailySince = billedTo ? since : recent;
    // A holder who moves in tomorrow has the same meter.
    const other = byPoint.get(meteringPointId);
    byPoint.set(meteringPointId, {
      meteringPointId,
      since: earlierDay(since, other?.since ?? null),
      dailySince: earlierDay(dailySince, other?.dailySince ?? null),
    });
  }
  return [...byPoint.values()];
}

async function installationsOf(pool: Pool, measured: Measuring[], today: BusinessDate) {
  const { rows } = await pool.query<Installation & { key: number }>(
    `SELECT i.metering_point_id AS key, m.id AS "meterId", m.asset_no AS "assetNo", m.digits, m.multiplier, m.time_of_use AS "timeOfUse",
            i.installed_on::text AS "from", (i.removed_on - 1)::text AS "to"
       FROM unnest($1::bigint[], $2::date[]) AS asked (point, since)
       JOIN meter_installations i ON i.metering_point_id = asked.point AND (i.removed_on IS NULL OR i.removed_on > asked.since)
       JOIN meters m ON m.id = i.meter_id
      ORDER BY i.installed_on`,
    [
      measured.map(({ meteringPointId }) => meteringPointId),
      measured.map(({ since }) => earlierDay(addDays(today, -92), since)),
    ],
  );
  return grouped(rows);
}

async function billsOf(pool: Pool, ids: number[], today: BusinessDate): Promise<Map<number, BillRow[]>> {
  const { rows } = await pool.query<BillRow>(billsSql, [ids, today]);
  const bills = new Map<number, BillRow[]>();
  for (const row of rows) push(bills, row.holder, row);
  return bills;
}

/** Of whoever was billed, but long ago: what was paid then is not used anew. */
async function addOldBills(pool: Pool, holders: HolderRow[], bills: Map<number, BillRow[]>): Promise<void> {
  const ids = holders
    .filter(({ holderPeriodId, issuedAt }) => issuedAt && !bills.has(holderPeriodId))
    .map(({ holderPeriodId }) => holderPeriodId);
  if (ids.length === 0) return;
  for (const row of (await pool.query<BillRow>(lastBillsSql, [ids])).rows) push(bills, row.holder, row);
}

async function readingsOf(
  pool: Pool,
  measured: Measuring[],
  installations: Map<number, Installation[]>,
  today: BusinessDate,
): Promise<Map<number, RegisterReading[]>> {
  const asked = measured.flatMap(({ meteringPointId, ...days }) =>
    (installations.get(meteringPointId) ?? []).map(({ meterId }) => ({ meterId, ...days })),
  );
  const { rows } = await pool.query<RegisterReading & { key: number }>(
    `SELECT r.meter_id AS key, r.read_on::text AS "on", r.total, r.peak, r.valley, r.quality
       FROM unnest($1::bigint[], $2::date[], $3::date[]) AS asked (meter_id, since, daily_since)
       JOIN readings r ON r.meter_id = asked.meter_id AND r.read_on BETWEEN asked.since AND $4
      WHERE r.read_on >= asked.daily_since OR (r.quality = 'actual' AND (
        NOT EXISTS (SELECT FROM readings l WHERE l.meter_id = r.meter_id AND l.quality = 'actual' AND l.read_on > r.read_on
          AND l.read_on < date_trunc('month', r.read_on) + interval '1 month')
        OR NOT EXISTS (SELECT FROM readings e WHERE e.meter_id = r.meter_id AND e.quality = 'actual' AND e.read_on < r.read_on AND e.read_on >= asked.since)))
      ORDER BY r.meter_id, r.read_on`,
    [
      asked.map(({ meterId }) => meterId),
      asked.map(({ since }) => since),
      asked.map(({ dailySince }) => dailySince),
      today,
    ],
  );
  const found = grouped(rows);
  const silent = asked.map(({ meterId }) => meterId).filter(id => (found.get(id)?.length ?? 0) < 2);
  for (const [meterId, older] of await lastReadings(pool, silent, today)) found.set(meterId, older);
  return found;
}

/** Of meters that have been silent for long: their last readings, however old. */
async function lastReadings(pool: Pool, meterIds: number[], today: BusinessDate) {
  if (meterIds.length === 0) return new Map<number, RegisterReading[]>();
  const { rows } = await pool.query<RegisterReading & { key: number }>(
    `SELECT m.id AS key, r."on"::text, r.total, r.peak, r.valley, r.quality FROM unnest($1::bigint[]) AS m (id), LATERAL (
       SELECT read_on AS "on", total, peak, valley, quality FROM readings WHERE meter_id = m.id AND read_on <= $2
        ORDER BY read_on DESC LIMIT 31) r ORDER BY m.id, r."on"`,
    [meterIds, today],
  );
  return grouped(rows);
}

/** By `key`, which falls away. */
function grouped<Row extends { key: number }>(rows: Row[]): Map<number, Omit<Row, 'key'>[]> {
  const groups = new Map<number, Omit<Row, 'key'>[]>();
  for (const { key, ...row } of rows) push(groups, key, row);
  return groups;
}

function push<Value>(groups: Map<number, Value[]>, key: number, value: Value): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}
