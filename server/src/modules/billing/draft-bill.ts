/** Drafts one household's bill of a month, or says why a person must look first. Pure. */
import {
  addDays,
  addMonths,
  type BusinessDate,
  daysBetween,
  earlierDay,
  laterDay,
  type Month,
} from '../../shared/dates.ts';
import {
  hasTimeOfUse,
  type RatedBill,
  rate,
  type TariffOption,
  type TariffVersion,
  type TierState,
} from '../tariffs/index.ts';
import type { BillDraft } from './bill.ts';
import {
  type BilledRegister,
  type MeasuredPeriod,
  type MeasureProblem,
  measurePeriod,
  type Pause,
} from './measure-period.ts';
import type { Installation, Plausibility, RegisterReading } from './meter-registers.ts';

export type Category = 'residential' | 'commercial';

/** All that is known of a household for one month's bill. */
export interface Candidate {
  holderPeriodId: number;
  accountId: number;
  category: Category;
  holding: { from: BusinessDate; to: BusinessDate | null };
  /** Since when a meter has hung in this holding, or since before it; null where none has. */
  meterFrom: BusinessDate | null;
  /** Another holder's live bill that covers days of this one's. */
  daysBilledBy: string | null;
  /** A month before this one that waits for its bill: reversed, left to a person, in a run, or resumed after it was left out as paused. */
  earlierMonth: Month | null;
  /** The next bill, where months after this one are billed already. */
  later: LaterBill | null;
  basis: DraftBasis;
  options: TariffOption[];
  installations: Installation[];
  readings: ReadonlyMap<number, readonly RegisterReading[]>;
  opening: ReadonlyMap<number, RegisterReading>;
  pauses: Pause[];
  /** Energy of the tier year already billed, by tier. */
  usedBefore: number[];
  /** The last twelve live bills together. */
  recent: { energy: number; days: number };
}

/** Where a bill begins, and what it counted of its tier year before its own energy: null without tiers. */
export interface LaterBill {
  billNo: string;
  yearFrom: Month | null;
  usedBefore: number | null;
  registers: Pick<BilledRegister, 'assetNo' | 'register' | 'from'>[];
  /** Other months before it wait for their bills, so that nobody can say yet whether it counted right. */
  monthsBetween: boolean;
}

/** What a draft is worked out upon: when it is issued, it must still be so. */
export interface DraftBasis {
  /** First month of the tier year. */
  yearFrom: Month;
  /** Bills by their numbers in the database: those before it, and the next after it. */
  before: number[];
  after: number | null;
  /** What the holder chose or was granted, and the meters that hung, as the database writes it. */
  supply: unknown;
  /** How often a reading of its meters had been corrected. */
  corrections: number;
}

export type BillException =
  | MeasureProblem
  | 'no-tariff'
  | 'no-time-of-use-register'
  | 'earlier-month'
  | 'later-month'
  | 'pause-changed'
  | 'basis-changed'
  | 'holder-changed'
  | 'days-billed'
  | 'spike'
  | 'large-first-bill'
  | 'zero-use';

/** A pause as a bill sees it: one that lasts beyond the bill's last day has no end yet. */
export type PausedDays = Pick<Pause, 'from' | 'to'>;

export interface Drafted {
  holderPeriodId: number;
  /** The pauses it reckoned with. */
  pauses: PausedDays[];
  basis: DraftBasis;
  /** Null when nothing could be worked out. */
  bill: BillDraft | null;
  exception: BillException | null;
  /** The month that has to be billed before, or the bill that has to be reversed. */
  waitsFor: string | null;
  estimates: MeasuredPeriod['estimates'];
}

/** Use above so many times the household's average is looked at, unless it is small all the same. */
const spikeFactor = 5;
const spikeFloorPerDay = 3_00;
/** A first bill has no average to stand beside: one above this share of what can be used at all is looked at. */
const largeFirstShare = 5;
/** A home that used this much a day is inhabited: a month of zero is looked at. */
const inhabitedPerDay = 30;

export function draftBill(
  candidate: Candidate,
  month: Month,
  versions: readonly TariffVersion[],
  plausibility: Plausibility,
): Drafted {
  const { from, to } = suppliedDays(candidate, month);
  const { holderPeriodId, options, basis } = candidate;
  const timeOfUse = hasTimeOfUse(options, to) || hasTimeOfUse(options, from);
  const plausiblePerDay = plausibility[candidate.category];
  const failed = (exception: BillException, waitsFor: string | null = null): Drafted => ({
    holderPeriodId,
    pauses: [],
    basis,
    bill: null,
    exception,
    waitsFor,
    estimates: [],
  });
  if (candidate.daysBilledBy) return failed('days-billed', candidate.daysBilledBy);
  if (candidate.earlierMonth) return failed('earlier-month', candidate.earlierMonth);
  const measured = measurePeriod({ ...candidate, from, to, plausiblePerDay, timeOfUse });
  if ('problem' in measured) return failed(measured.problem);
  if (timeOfUse && measured.usage.some(usage => usage.valley === null))
    return failed('no-time-of-use-register');
  const closing = candidate.holding.to !== null && candidate.holding.to === to;
  let rated: RatedBill;
  try {
    rated = rate({ ...candidate, versions, usage: measured.usage, closing });
  } catch (error) {
    if (error instanceof RangeError) return failed('no-tariff');
    throw error;
  }
  const { later } = candidate;
  if (later && (countedOtherwise(later, rated.tier) || beginsElsewhere(later, measured.registers)))
    return failed('later-month', later.billNo);
  const bill = toDraft(rated, measured, from, to);
  const exception = unusual(candidate, bill, plausiblePerDay);
  const pauses = pausedDays(candidate.pauses, from, to);
  return { holderPeriodId, pauses, basis, bill, exception, waitsFor: null, estimates: measured.estimates };
}

/** A later bill of the tier year stands upon other energy than this one would give it: the year would not add up. */
function countedOtherwise(later: LaterBill, tier: TierState | null): boolean {
  if (!tier || later.monthsBetween) return false;
  return later.yearFrom === tier.yearFrom && later.usedBefore !== tier.used;
}

/** A later bill begins at an estimate where this one would end at a reading that came since: what lies between would be billed twice or never. */
function beginsElsewhere(later: LaterBill, registers: readonly BilledRegister[]): boolean {
  return registers.some(({ assetNo, register, to }) =>
    later.registers.some(
      next =>
        next.assetNo === assetNo &&
        next.register === register &&
        next.from.on === to.on &&
        next.from.value !== to.value,
    ),
  );
}

function pausedDays(pauses: readonly Pause[], from: BusinessDate, to: BusinessDate): PausedDays[] {
  return pauses
    .filter(pause => pause.from <= to && (pause.to === null || pause.to >= from))
    .map(pause => ({ from: pause.from, to: pause.to !== null && pause.to <= to ? pause.to : null }))
    .sort((left, right) => (left.from < right.from ? -1 : 1));
}

/** The days of the month that are held, from the first one with a meter on: a contract may begin before its meter hangs. */
function suppliedDays(
  { holding, meterFrom }: Pick<Candidate, 'holding' | 'meterFrom'>,
  month: Month,
): { from: BusinessDate; to: BusinessDate } {
  const from = laterDay(holding.from, `${month}-01` as BusinessDate);
  const to = earlierDay(addDays(`${addMonths(month, 1)}-01` as BusinessDate, -1), holding.to);
  return { from: meterFrom !== null && meterFrom > from && meterFrom <= to ? meterFrom : from, to };
}

function toDraft(
  rated: RatedBill,
  measured: MeasuredPeriod,
  from: BusinessDate,
  to: BusinessDate,
): BillDraft {
  return {
    from,
    to,
    energy: rated.energy,
    energyFen: rated.energyFen,
    adjustmentFen: rated.adjustmentFen,
    totalFen: rated.totalFen,
    estimated: measured.registers.some(({ quality }) => quality === 'estimated'),
    content: {
      readings: measured.registers,
      lines: rated.lines,
      tier: rated.tier,
      versions: rated.versions.map(({ id }) => id),
    },
  };
}

function unusual({ recent }: Candidate, bill: BillDraft, plausiblePerDay: number): BillException | null {
  const days = daysBetween(bill.from, bill.to) + 1;
  if (recent.days === 0)
    return bill.energy * largeFirstShare > plausiblePerDay * days ? 'large-first-bill' : null;
  const spike = bill.energy * recent.days > spikeFactor * recent.energy * days;
  if (spike && bill.energy > spikeFloorPerDay * days) return 'spike';
  if (bill.energy === 0 && recent.energy > inhabitedPerDay * recent.days) return 'zero-use';
  return null;
}
