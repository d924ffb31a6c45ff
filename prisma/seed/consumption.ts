/** How much a home uses in a stretch of days: season, heating, weekends and chance. Believable, not measured. */
import type { Stop } from './calendar.ts';
import type { HouseholdPlan } from './households.ts';
import type { Random } from './random.ts';

/** January to December, against an ordinary day. */
const seasons: Record<string, readonly number[]> = {
  weihai: [1.2, 1.15, 1.0, 0.88, 0.84, 0.95, 1.3, 1.45, 1.0, 0.86, 0.98, 1.15],
  jiaxing: [1.35, 1.3, 1.05, 0.85, 0.84, 1.1, 1.65, 1.75, 1.25, 0.9, 0.92, 1.25],
  xingtai: [1.2, 1.1, 0.95, 0.85, 0.9, 1.15, 1.55, 1.5, 1.05, 0.85, 0.95, 1.15],
  wuhu: [1.35, 1.3, 1.0, 0.85, 0.86, 1.12, 1.7, 1.75, 1.25, 0.9, 0.92, 1.25],
};
/** Electric heating runs in the heating months of the north, and a little in the south. */
const heating: Record<string, readonly number[]> = {
  weihai: [2.4, 2.1, 1.4, 0, 0, 0, 0, 0, 0, 0, 1.2, 2.2],
  jiaxing: [0.6, 0.5, 0.2, 0, 0, 0, 0, 0, 0, 0, 0, 0.4],
  xingtai: [2.2, 1.8, 1.0, 0, 0, 0, 0, 0, 0, 0, 0.9, 2.0],
  wuhu: [0.6, 0.5, 0.2, 0, 0, 0, 0, 0, 0, 0, 0, 0.4],
};

/** Register movement in 0.01 kWh over the stretch that ends with this stop. */
export function drawEnergy(plan: HouseholdPlan, stop: Stop, random: Random): number {
  // Even an empty flat's door lock or standby light may tick over once in a while.
  if (plan.basePerDay === 0) return stop.days > 20 && random.chance(0.15) ? random.whole(1, 40) : 0;
  const region = plan.place.town.regionCode;
  const season = plan.category === 'commercial' ? 1 : seasons[region]![stop.monthOfYear - 1]!;
  const heat = plan.electricHeating ? heating[region]![stop.monthOfYear - 1]! : 0;
  const weekend = stop.days === 1 && stop.weekend && plan.category === 'residential' ? 1.15 : 1;
  const noise = stop.days === 1 ? 0.65 + random.next() * 0.7 : 0.88 + random.next() * 0.24;
  return Math.round((plan.basePerDay * stop.days * (season + heat) * weekend * noise) / plan.multiplier);
}

export function drawValley(plan: HouseholdPlan, energy: number, random: Random): number {
  return Math.round(energy * plan.valleyShare * (0.9 + random.next() * 0.2));
}
