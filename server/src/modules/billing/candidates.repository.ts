/** Gathers, a thousand accounts at a time, all that is needed to draft their bills of a month. Plain SQL over the pool. */
import type { Database } from '../../infra/database.ts';
import {
  addDays,
  addMonths,
  type BusinessDate,
  daysBetween,
  earlierDay,
  laterDay,
  type Month,
} from '../../shared/dates.ts';
import type { OptionKind, TariffOption } from '../tariffs/index.ts';
import type { BillContent } from './bill.ts';
import { correctionsOfMeters } from './corrections/corrections.repository.ts';
import { daysBilledBy, meterFrom, supplyInMonth } from './draft-basis.repository.ts';
import type { Candidate, Category, LaterBill } from './draft-bill.ts';
import type { Pause } from './measure-period.ts';
import type { Installation, RegisterReading } from './meter-registers.ts';
import { billAfter, billsBefore, earlierOpenMonth, isBillable, openMonth } from './open-months.repository.ts';
import { openingEnergiesOf } from './opening-energy.repository.ts';
import { readingsAround, readingsOn } from './readings-of-meters.repository.ts';
import { type BilledInMonth, usedInTierYear } from './used-in-tier-year.ts';

export interface Chunk {
  candidates: Candidate[];
  /** Where the next chunk begins; null when this was the last. */
  next: number | null;
}

export interface CandidateQuestion {
  regionCode: string;
  month: Month;
  /** First month of the tier year of each category, so that the year so far can be added up. */
  tierYearFrom: Record<Category, Month>;
  /** Accounts after this row number. */
  after: number;
  size: number;
}

interface HolderRow {
  holder_period_id: number;
  account_id: number;
  metering_point_id: number;
  category: Category;
  from: BusinessDate;
  to: BusinessDate | null;
  earlier_month: Month | null;
  before: number[];
  after: number | null;
  supply: unknown;
  meter_from: BusinessDate | null;
  days_billed_by: string | null;
  corrections: number;
}

/** Each category has its own tiers, and its own year of them. */
const yearFrom = (parameter: string) => `(${parameter}::jsonb ->> a.category)`;

const holdersSql = `
  SELECT h.id AS holder_period_id, a.id AS account_id, a.metering_point_id, a.category,
         h.from_date::text AS "from", (h.to_date - 1)::text AS "to", ${earlierOpenMonth('$4::text', yearFrom('$5'))} AS earlier_month,
         ${billsBefore('$4', yearFrom('$5'))} AS before, ${billAfter('$4')} AS after, ${supplyInMonth('$2::date', '$3::date', yearFrom('$5'))} AS supply,
         ${meterFrom}::text AS meter_from, ${daysBilledBy('$4')} AS days_billed_by, ${correctionsOfMeters} AS corrections
    FROM supply_accounts a JOIN holder_periods h ON h.account_id = a.id
   WHERE a.id = ANY ($1) AND ${isBillable('$4', '$2::date', '$3::date')}
   ORDER BY h.id`;

const laterSql = `
  SELECT later.id, h.id AS holder, later.bill_no AS "billNo", later.content #>> '{tier,yearFrom}' AS "yearFrom", (later.content #>> '{tier,used}')::bigint - later.energy AS "usedBefore",
         (SELECT coalesce(jsonb_agg(x), '[]') FROM jsonb_array_elements(later.content -> 'readings') x) AS registers,
         ${openMonth('unbilled.month > $2 AND unbilled.month < later.month', yearFrom('$3'))} IS NOT NULL AS "monthsBetween"
    FROM bills later JOIN holder_periods h ON h.id = later.holder_period_id JOIN supply_accounts a ON a.id = h.account_id
   WHERE later.id = ANY ($1)`;

export function createCandidatesRepository({ pool }: Database) {
  return {
    /** Households of the region without a live bill of the month. */
    async chunk(question: CandidateQuestion): Promise<Chunk> {
      const first = `${question.month}-01`;
      const end = `${addMonths(question.month, 1)}-01`;
      const accounts = await pool.query<{ id: number }>(
        'SELECT id FROM supply_accounts WHERE region_code = $1 AND id > $2 ORDER BY id LIMIT $3',
        [question.regionCode, question.after, question.size],
      );
      const ids = accounts.rows.map(row => row.id);
      const next = ids.length < question.size ? null : ids.at(-1)!;
      const { rows: holders } = await pool.query<HolderRow>(holdersSql, [
        ids,
        first,
        end,
        question.month,
        JSON.stringify(question.tierYearFrom),
      ]);
      if (holders.length === 0) return { candidates: [], next };
      const [options, installations, past, pauses, later] = await Promise.all([
        optionsOf(holders, first, end),
        installationsOf(holders, first, end),
        pastOf(holders, question),
        pausesOf(holders, first, end),
        laterBillsOf(holders, question),
      ]);
      const readings = await boundaryReadings(holders, installations, question.month, past.openings);
      const candidates = holders.map(holder => ({
        holderPeriodId: holder.holder_period_id,
        accountId: holder.account_id,
        category: holder.category,
        holding: { from: holder.from, to: holder.to },
        earlierMonth: holder.earlier_month,
        later: holder.after === null ? null : (later.get(holder.after) ?? null),
        meterFrom: holder.meter_from,
        daysBilledBy: holder.days_billed_by,
        basis: {
          yearFrom: question.tierYearFrom[holder.category],
          before: holder.before,
          after: holder.after,
          supply: holder.supply,
          corrections: holder.corrections,
        },
        options: options.get(holder.holder_period_id) ?? [],
        installations: installations.get(holder.metering_point_id) ?? [],
        readings,
        opening: past.openings.get(holder.account_id) ?? new Map(),
        pauses: pauses.get(holder.holder_period_id) ?? [],
        usedBefore: past.used.get(holder.holder_period_id) ?? [],
        recent: past.recent.get(holder.holder_period_id) ?? { energy: 0, days: 0 },
      }));
      return { candidates, next };
    },
  };

  async function optionsOf(
    holders: HolderRow[],
    first: string,
    end: string,
  ): Promise<Map<number, TariffOption[]>> {
    const { rows } = await pool.query<TariffOption & { holder: number; kind: OptionKind }>(
      `SELECT holder_period_id AS holder, kind, from_date::text AS "from", (to_date - 1)::text AS "to", people
         FROM tariff_options WHERE holder_period_id = ANY ($1) AND from_date < $2::date ORDER BY from_date`,
      [holders.map(holder => holder.holder_period_id), `${Number(end.slice(0, 4)) + 1}${first.slice(4)}`],
    );
    return groupBy(rows, row => row.holder);
  }

  async function installationsOf(
    holders: HolderRow[],
    first: string,
    end: string,
  ): Promise<Map<number, Installation[]>> {
    const { rows } = await pool.query<Installation & { point: number }>(
      `SELECT i.metering_point_id AS point, m.id AS "meterId", m.asset_no AS "assetNo", m.digits, m.multiplier,
              m.time_of_use AS "timeOfUse", i.installed_on::text AS "from", (i.removed_on - 1)::text AS "to"
         FROM meter_installations i JOIN meters m ON m.id = i.meter_id
        WHERE i.metering_point_id = ANY ($1) AND i.installed_on < $3::date AND (i.removed_on IS NULL OR i.removed_on > $2::date)
        ORDER BY i.installed_on`,
      [holders.map(holder => holder.metering_point_id), first, end],
    );
    return groupBy(rows, row => row.point);
  }

  /** The next bill of each, where a month is billed that came before it, by its number in the database. */
  async function laterBillsOf(holders: HolderRow[], { month, tierYearFrom }: CandidateQuestion) {
    const before = new Map(
      holders.flatMap(({ after, holder_period_id: id }) => (after === null ? [] : [[after, id] as const])),
    );
    if (before.size === 0) return new Map<number, LaterBill>();
    const { rows } = await pool.query<LaterBill & { id: number; holder: number }>(laterSql, [
      [...before.keys()],
      month,
      JSON.stringify(tierYearFrom),
    ]);
    // Whoever came next has a tier year of their own.
    return new Map(
      rows.map(({ id, holder, ...later }) => [
        id,
        before.get(id) === holder ? later : { ...later, yearFrom: null, usedBefore: null },
      ]),
    );
  }

  /** With what the meter showed as it was switched off. */
  async function pausesOf(holders: HolderRow[], first: string, end: string): Promise<Map<number, Pause[]>> {
    const { rows } = await pool.query<Pause & { holder: number }>(
      `SELECT p.holder_period_id AS holder, p.meter_id AS "meterId", p.from_on::text AS "from", p.to_on::text AS "to",
              jsonb_build_object('on', r.read_on, 'total', r.total, 'peak', r.peak, 'valley', r.valley, 'quality', r.quality, 'corrected', r.corrected) AS reading
         FROM supply_pauses p JOIN readings r ON r.meter_id = p.meter_id AND r.read_on = p.from_on
        WHERE p.holder_period_id = ANY ($1) AND p.from_on < $3::date AND (p.to_on IS NULL OR p.to_on >= $2::date - 1)`,
      [holders.map(holder => holder.holder_period_id), first, end],
    );
    return groupBy(rows, row => row.holder);
  }

  /** The year so far, the last twelve months, and where each account's last bill ended. */
  async function pastOf(holders: HolderRow[], { month, tierYearFrom }: CandidateQuestion) {
    const { rows } = await pool.query<PastRow>(pastSql, [
      holders.map(holder => holder.account_id),
      addMonths(month, -12),
      month,
      holders.map(holder => addDays(laterDay(holder.from, `${month}-01` as BusinessDate), -1)),
    ]);
    const billed = new Map<number, BilledInMonth[]>();
    const recent = new Map<number, Candidate['recent']>();
    const openings = new Map<number, Map<number, RegisterReading>>();
    for (const row of rows) {
      const before = recent.get(row.holder) ?? { energy: 0, days: 0 };
      recent.set(row.holder, {
        energy: before.energy + row.energy,
        days: before.days + daysBetween(row.from, row.to) + 1,
      });
      const ofHolder = billed.get(row.holder) ?? [];
      billed.set(row.holder, [...ofHolder, { month: row.month, parts: row.parts ?? [row.energy] }]);
      if (row.ending) openings.set(row.account, await closingRegisters(row.ending));
    }
    const before = await openingEnergiesOf(
      pool,
      holders.map(holder => holder.holder_period_id),
    );
    const used = new Map(
      holders.map(({ holder_period_id: id, category }) => [
        id,
        usedInTierYear(tierYearFrom[category], billed.get(id) ?? [], before.get(id) ?? []),
      ]),
    );
    return { used, recent, openings };
  }

  async function closingRegisters(registers: BillContent['readings']): Promise<Map<number, RegisterReading>> {
    const closings = new Map<string, RegisterReading>();
    for (const { assetNo, register, to, quality } of registers) {
      const known = closings.get(assetNo);
      if (known && known.on > to.on) continue;
      const base = known?.on === to.on ? known : { on: to.on, total: 0, peak: null, valley: null, quality };
      closings.set(assetNo, { ...base, [register]: to.value });
    }
    // An opening counts only for a meter whose reading was estimated: a real one stands in `readings` unchanged.
    const estimated = [...closings].filter(([, reading]) => reading.quality === 'estimated');
    if (estimated.length === 0) return new Map();
    const { rows } = await pool.query<{ id: number; asset_no: string }>(
      'SELECT id, asset_no FROM meters WHERE asset_no = ANY ($1)',
      [estimated.map(([assetNo]) => assetNo)],
    );
    return new Map(rows.map(row => [row.id, closings.get(row.asset_no)!]));
  }

  async function boundaryReadings(
    holders: HolderRow[],
    installations: Map<number, Installation[]>,
    month: Month,
    openings: Map<number, Map<number, RegisterReading>>,
  ): Promise<Map<number, RegisterReading[]>> {
    const wanted = holders.flatMap(holder =>
      boundaryDays(holder, installations.get(holder.metering_point_id) ?? [], month),
    );
    const readings = await readingsOn(pool, wanted);
    const opened = new Set(
      [...openings.values()].flatMap(map => [...map].map(([meterId, { on }]) => `${meterId}/${on}`)),
    );
    const missing = wanted.filter(
      ({ meterId, on }) =>
        !opened.has(`${meterId}/${on}`) && !readings.get(meterId)?.some(reading => reading.on === on),
    );
    for (const [meterId, around] of await readingsAround(pool, missing)) readings.set(meterId, around);
    return readings;
  }
}

export type CandidatesRepository = ReturnType<typeof createCandidatesRepository>;

interface PastRow {
  holder: number;
  account: number;
  month: Month;
  from: BusinessDate;
  to: BusinessDate;
  energy: number;
  parts: number[] | null;
  ending: BillContent['readings'] | null;
}

// The bill that ended on the eve of this one tells where its registers stood, also when it was another holder's.
const pastSql = `
  SELECT b.holder_period_id AS holder, b.account_id AS account, b.month, b.from_date::text AS "from", b.to_date::text AS "to",
         b.energy, b.content #> '{tier,parts}' AS parts,
         CASE WHEN b.estimated AND (b.account_id, b.to_date) IN (SELECT * FROM unnest($1::bigint[], $4::date[]))
              THEN b.content -> 'readings' END AS ending
    FROM bills b JOIN holder_periods h ON h.id = b.holder_period_id
   WHERE h.account_id = ANY ($1) AND b.month >= $2 AND b.month <= $3 AND b.kind = 'bill' AND b.live
   ORDER BY b.holder_period_id, b.month`;

function boundaryDays(
  holder: HolderRow,
  meters: Installation[],
  month: Month,
): { meterId: number; on: BusinessDate }[] {
  const first = laterDay(holder.from, `${month}-01` as BusinessDate);
  const monthEnd = addDays(`${addMonths(month, 1)}-01` as BusinessDate, -1);
  const last = earlierDay(monthEnd, holder.to);
  return meters.flatMap(({ meterId, from, to }) => [
    { meterId, on: addDays(laterDay(from, first), -1) },
    { meterId, on: earlierDay(last, to) },
  ]);
}

function groupBy<Row>(rows: Row[], key: (row: Row) => number): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
