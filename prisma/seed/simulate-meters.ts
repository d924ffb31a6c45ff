/** The meters of a home and their readings over the demo's days. */

import type { Installation, RegisterReading } from '../../server/src/modules/billing/index.ts';
import { addDays, type BusinessDate, daysBetween, type Month } from '../../server/src/shared/dates.ts';
import { type DemoCalendar, type Stop, stopOn } from './calendar.ts';
import { drawEnergy, drawValley } from './consumption.ts';
import type { HouseholdPlan } from './households.ts';
import { createRandom } from './random.ts';

export interface SimulatedMeters {
  installations: Installation[];
  readings: Map<number, RegisterReading[]>;
  /** Energy of each month, 0.01 kWh, gaps included. */
  energyByMonth: Map<Month, number>;
}

export function simulateMeters(
  plan: HouseholdPlan,
  calendar: DemoCalendar,
  seed: number,
  newMeterId: () => number,
): SimulatedMeters {
  const random = createRandom(seed + 1, plan.index);
  const meters = installMeters(plan, newMeterId);
  const size = 10 ** plan.digits * 100;
  let current = meters[0]!;
  let kept: RegisterReading[] = [];
  const readings = new Map([[current.meterId, kept]]);
  const energyByMonth = new Map<Month, number>();
  let total = plan.startTotal;
  let valley = plan.timeOfUse ? Math.round(total * plan.valleyShare) : null;
  const record = (on: BusinessDate) =>
    kept.push({
      on,
      total,
      peak: valley === null ? null : (total - valley + size) % size,
      valley,
      quality: 'actual',
    });
  record(calendar.opening);
  for (const stop of withExtraStops(plan, calendar)) {
    const moved = drawEnergy(plan, stop, random);
    total = (total + moved) % size;
    if (valley !== null) valley = (valley + drawValley(plan, moved, random)) % size;
    energyByMonth.set(stop.month, (energyByMonth.get(stop.month) ?? 0) + moved * plan.multiplier);
    if (stop.kept && !inGap(plan, stop.on)) record(stop.on);
    if (current.to !== stop.on) continue;
    // The new meter's opening reading stands on the eve of its first day, as the old one's closing reading does.
    current = meters[1]!;
    kept = [];
    readings.set(current.meterId, kept);
    total = 12;
    valley = valley === null ? null : 4;
    record(stop.on);
  }
  return { installations: meters, readings, energyByMonth };
}

/** Energy of the months of the first tier year that lie before the demo's readings. */
export function energyBefore(plan: HouseholdPlan, calendar: DemoCalendar, seed: number): number {
  const random = createRandom(seed + 2, plan.index);
  const monthsBefore = Number(calendar.months[0]!.slice(5)) - 1;
  let energy = 0;
  for (let month = 1; month <= monthsBefore; month += 1) {
    const stop: Stop = { ...calendar.stops[0]!, days: 30, monthOfYear: month };
    energy += drawEnergy(plan, stop, random) * plan.multiplier;
  }
  return energy;
}

function installMeters(plan: HouseholdPlan, newMeterId: () => number): Installation[] {
  const meter = (number: number, from: BusinessDate, to: BusinessDate | null): Installation => ({
    meterId: newMeterId(),
    assetNo: `${plan.place.town.prefix.slice(0, 2)}${number}0${String(plan.index + 1).padStart(10, '0')}`,
    digits: plan.digits,
    multiplier: plan.multiplier,
    timeOfUse: plan.timeOfUse,
    from,
    to,
  });
  const installedOn = plan.holders[0]!.from;
  const changedOn = plan.meterChangedOn;
  if (!changedOn) return [meter(1, installedOn, null)];
  return [meter(1, installedOn, addDays(changedOn, -1)), meter(2, changedOn, null)];
}

/** A change of meter or holder inside a month needs a reading on its eve. */
function withExtraStops(plan: HouseholdPlan, calendar: DemoCalendar): Stop[] {
  const changes = [plan.meterChangedOn, ...plan.holders.map(({ to }) => to)].filter(on => on !== null);
  if (changes.length === 0) return calendar.stops;
  return changes.reduce<Stop[]>((stops, change) => splitAt(stops, addDays(change, -1)), calendar.stops);
}

function splitAt(stops: Stop[], on: BusinessDate): Stop[] {
  const index = stops.findIndex(stop => stop.on >= on);
  const whole = stops[index];
  if (!whole || whole.on === on) return stops.map(stop => (stop.on === on ? { ...stop, kept: true } : stop));
  const after = daysBetween(on, whole.on);
  const first = stopOn(on, whole.days - after, true);
  return [...stops.slice(0, index), first, { ...whole, days: after }, ...stops.slice(index + 1)];
}

function inGap({ gap }: HouseholdPlan, on: BusinessDate): boolean {
  return gap !== null && on >= gap.from && on <= gap.to;
}
